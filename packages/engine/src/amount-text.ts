import type { Amount } from "./amount.ts";
import type { Benefit, CompiledPack, Per } from "./compiled-pack.ts";
import type { Text } from "./text.ts";
import { inSentence, nounOf, withoutAddition } from "./saying.ts";

/** What a share is of, in words: a bill that is refunded, or a standard that others set. */
export type ShareBase = Text & { readonly isBill: boolean };

/** How often a rate is paid, in words: 每月 / a month. */
export const periods: Readonly<Record<Per, Text>> = {
  once: { zh: "一次性", en: "once" },
  case: { zh: "每例", en: "a case" },
  day: { zh: "每天", en: "a day" },
  month: { zh: "每月", en: "a month" },
  year: { zh: "每年", en: "a year" },
  academic_year: { zh: "每学年", en: "an academic year" },
};

const everyPeriod: Readonly<Record<Per, string>> = {
  once: "once",
  case: "for every case",
  day: "every day",
  month: "every month",
  year: "every year",
  academic_year: "every academic year",
};

/**
 * A rate in words: 每月400元 / 400 yuan a month.
 * @param base what a share is of, in words ({@link shareBase}); left out, the share stands alone
 */
export function amountText(amount: Amount, base?: ShareBase | null): Text {
  const per = amount.per ? periods[amount.per] : { zh: "", en: "" };
  const both = (zh: string, en: string): Text => ({ zh: `${per.zh}${zh}`, en: per.en ? `${en} ${per.en}` : en });
  switch (amount.kind) {
    case "fixed":
      return both(`${yuan(amount.yuan)}元`, `${yuan(amount.yuan)} yuan`);
    case "floor":
      return both(`不低于${yuan(amount.min)}元`, `at least ${yuan(amount.min)} yuan`);
    case "range":
      return both(`${yuan(amount.min)}元至${yuan(amount.max)}元`, `${yuan(amount.min)} to ${yuan(amount.max)} yuan`);
    case "cap":
      return both(`最高${yuan(amount.max)}元`, `up to ${yuan(amount.max)} yuan`);
    case "share":
      return shareText(amount, base ?? null, both);
    case "computed":
      return both("按规定公式计算", "by the formula of the document");
    case "unset":
      return { zh: "文件没有写明金额", en: "the document names no sum" };
    case "none":
      return { zh: "提供服务、实物或减免，不直接发钱", en: "a service, a thing in kind or a waiver; no cash" };
  }
}

/** What the share of a benefit is of: a bill or a standard that others set; null where no share is paid. */
export function shareBase(pack: CompiledPack, benefit: Benefit): ShareBase | null {
  const base = benefit.amounts.find((line) => line.base !== null)?.base;
  if (!base) return null;
  if ("fact" in base) {
    const fact = pack.vocabulary.facts[base.fact];
    return fact ? { ...nounOf(fact), isBill: true } : null;
  }
  const parameter = pack.parameters.find((candidate) => candidate.name === base.param);
  if (!parameter) return null;
  const { zh, en } = withoutAddition(parameter.text);
  return { zh, en: `the ${inSentence(en)}`, isBill: false };
}

function shareText(amount: Amount, base: ShareBase | null, both: (zh: string, en: string) => Text): Text {
  const percent = `${Math.round((amount.share ?? 0) * 1e6) / 1e4}%`;
  const cap = amount.max === undefined ? { zh: "", en: "" } : { zh: `，最高${yuan(amount.max)}元`, en: `, up to ${yuan(amount.max)} yuan` };
  if (!base) return both(`按${percent}补助${cap.zh}`, `${percent}${cap.en}`);
  if (amount.share !== 1) return both(`${base.zh}的${percent}${cap.zh}`, `${percent} of ${base.en}${cap.en}`);
  const { zh } = both(`按${base.zh}全额${base.isBill ? "报销" : "补助"}${cap.zh}`, "");
  const inFull = base.isBill ? `${base.en} is refunded in full` : `the full amount of ${base.en}`;
  // The period belongs to the cap where there is one: "in full, up to 150 yuan a year".
  if (cap.en) return { zh, en: both("", `${inFull}${cap.en}`).en };
  return { zh, en: amount.per ? `${inFull}, ${everyPeriod[amount.per]}` : inFull };
}

const wholeYuan = new Intl.NumberFormat("en-US");
const yuanAndFen = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2 });

/** Thousands with separators, fen only where there are any. */
function yuan(value = 0): string {
  return (Number.isInteger(value) ? wholeYuan : yuanAndFen).format(value);
}
