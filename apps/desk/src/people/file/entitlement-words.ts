import { amountText } from "@huican/engine";
import type { Tongue } from "../../text/use-text.ts";
import { yuanText } from "../fact-words.ts";
import type { Entitlements } from "../people-queries.ts";

export type Document = Entitlements["documents"][number];
export type Decision = Document["decisions"][number];
export type Outcome = Decision["outcome"];
export type Question = Entitlements["questions"][number];
type Reason = NonNullable<Decision["because"]>[number];

export function outcomeText(
  { t }: Pick<Tongue, "t">,
  outcome: Outcome,
): { readonly sign: string; readonly words: string; readonly look: string } {
  return {
    eligible: { sign: "✓", words: t("可以享受", "granted"), look: "good" },
    unknown: { sign: "?", words: t("还不确定", "not settled"), look: "" },
    ineligible: { sign: "✗", words: t("不符合", "not granted"), look: "quiet" },
    not_in_force: { sign: "–", words: t("当日不执行", "not in force"), look: "quiet" },
  }[outcome];
}

/** What is paid: the sum where it is fixed for this person, otherwise the rate in words; null where it is no money. */
export function moneyText(tongue: Tongue, { amount, payable }: Pick<Decision, "amount" | "payable">): string | null {
  if (amount === undefined || amount.kind === "none") return null;
  const rate = tongue.say(amountText({ ...amount } as Parameters<typeof amountText>[0]));
  if (typeof payable !== "number" || amount.kind === "fixed") return rate;
  return `${rate}${tongue.t("，应发", ", payable ")}${yuanText(tongue, payable)}`;
}

/** The clause without the document that it stands in, which is told once above: `shapingba-2023 三(一)2` is 三(一)2. */
export function clauseText(source: string, pack: string): string {
  return source.startsWith(`${pack} `) ? source.slice(pack.length + 1) : source;
}

/** What speaks first: of a refused benefit the condition that refuses, of an open one that which is open. */
export function decidingReason({ outcome, because = [] }: Decision): Reason | undefined {
  if (outcome === "eligible") return undefined;
  return because.find(({ soft, result }) => soft !== true && (outcome === "ineligible" ? result === false : result === null));
}

export function conditionText(tongue: Tongue, { condition, condition_en }: Pick<Reason, "condition" | "condition_en">): string {
  return tongue.t(condition, condition_en);
}

/** How something is found out, in one step. */
export function settlingText({ t, say }: Tongue, { settling }: Pick<Question, "settling">): string {
  if (settling.how === "list") return t(`向${say(settling.keptBy)}核对`, `look it up with ${say(settling.keptBy)}`);
  if (settling.how === "judge") return t(`由工作人员认定：${say(settling.question)}`, `an officer judges: ${say(settling.question)}`);
  return t(`问本人：${say(settling.question)}`, `ask the person: ${say(settling.question)}`);
}
