import { kindWords } from "../kind-words.ts";
import { amountText, shareBase, type AmountKind, type Benefit, type Condition, type Pack, type Text } from "@huican/engine";
import type { BenefitEntry } from "./policy-book.ts";

/** A benefit on a day, and how it stands. */
type Given = Pick<BenefitEntry, "document" | "benefit" | "standing">;

/** What a benefit gives on the day of its page, as short as can be: 每月不低于120元; the kind of help where there is no sum. */
export function givesText(entry: Given): Text {
  const { benefit } = entry;
  const kind = kindWords[benefit.kind];
  return sumText(entry) ?? (rateKind(entry) === "unset" ? kind.unset : kind.short);
}

/** The rate where there is a single one with a figure. */
export function sumText({ document, benefit }: Given): Text | null {
  const [rate, ...others] = document.program.setting.rates[document.pack.benefits.indexOf(benefit)] ?? [];
  if (!rate || rate.amount.kind === "none" || rate.amount.kind === "unset") return null;
  const { short } = kindWords[benefit.kind];
  // Lines for different people stand in the table; one of them alone would mislead.
  if (others.length > 0) return { zh: `${short.zh}，多少看情况`, en: `${short.en}; how much depends on the case` };
  return amountText(rate.amount, shareBase(document.pack.compiled, benefit));
}

/** Whether a sum is named on the day of the page. */
export function rateKind({ document, benefit }: Given): AmountKind {
  return document.program.setting.rates[document.pack.benefits.indexOf(benefit)]?.[0]?.amount.kind ?? "none";
}

/** One sentence: where, for whom, what. */
export function summaryText(entry: Given): Text {
  const { document, benefit, standing } = entry;
  const place = document.pack.compiled.regionText ?? document.pack.compiled.text;
  const sum = sumText(entry);
  const gives = givesText(entry);
  const hard = hardConditions(document.pack, benefit);
  const who = tellingConditions(document.pack, hard).map(({ text }) => short(text));
  const wasZh = standing === "ended" ? "当时" : "";
  const wasEn = standing === "ended" ? " (as it was)" : "";
  // Two conditions say whom it is for; that there are more must not be lost.
  const isAll = who.length === hard.length;
  const whoZh = who.length > 0 ? `${who.map((text) => text.zh).join("，")}的，${isAll ? "" : `符合全部${hard.length}条，就`}` : "";
  const namedEn = who.map((text) => lower(text.en)).join("; ");
  const whoEn =
    who.length === 0 ? "" : isAll ? `, where this holds: ${namedEn}` : `, where all ${hard.length} conditions hold, above all: ${namedEn}`;
  const silent = rateKind(entry) === "unset" ? "，文件没有写多少" : "";
  return {
    zh: `${place.zh}：${whoZh}${wasZh}可以${kindWords[benefit.kind].verb.zh}${sum ? `：${sum.zh}` : silent}。`,
    en: `${place.en}: ${lower(gives.en)}${whoEn}${wasEn}.`,
  };
}

function hardConditions({ compiled }: Pack, { conditions }: Benefit): readonly Condition[] {
  return conditions.flatMap((position) => compiled.conditions[position] ?? []).filter(({ soft }) => !soft);
}

/** The conditions that set a benefit apart from the others of its document: those that few others ask for, two at most. */
function tellingConditions({ compiled }: Pack, hard: readonly Condition[]): readonly Condition[] {
  const timesAsked = ({ text }: Condition) =>
    compiled.benefits.filter(({ conditions }) => conditions.some((position) => compiled.conditions[position]?.text.zh === text.zh)).length;
  const rarest = new Set(hard.toSorted((a, b) => timesAsked(a) - timesAsked(b)).slice(0, 2));
  return hard.filter((condition) => rarest.has(condition));
}

/** Without what is added in brackets. */
function short({ zh, en }: Text): Text {
  return { zh: zh.replaceAll(/（[^（）]*）/g, "").replace(/[。；]$/, ""), en: en.replaceAll(/ ?\([^()]*\)/g, "").replace(/\.$/, "") };
}

/** The first letter small, unless the word is written in capitals or a name of ours. */
export function lower(text: string): string {
  return /^([A-Z][a-z]|A )/.test(text) && !/^(Chongqing|Shapingba|Leshan|Sichuan|Jiangbei|Ziyang|Yi\b)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
