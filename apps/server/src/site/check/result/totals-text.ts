import type { Per } from "@huican/engine";
import { listed, type Tongue } from "../../frame/language.ts";
import type { Total } from "./result.ts";

const periods: Readonly<Partial<Record<Per, readonly [string, string]>>> = {
  month: ["每月", "a month"],
  year: ["每年", "a year"],
  academic_year: ["每学年", "an academic year"],
  once: ["一次性", "once"],
};

/** The money that is certain, in one sentence; null where no figure is. */
export function totalsText(tongue: Tongue, totals: readonly Total[]): string | null {
  if (totals.length === 0) return null;
  const sums = totals.map(({ per, yuan, isAtLeast }) => {
    const [zh, en] = periods[per] ?? ["", ""];
    const figure = yuan.toLocaleString("en-US");
    return tongue.t(`${zh}${isAtLeast ? "至少" : ""}${figure}元`, `${isAtLeast ? "at least " : ""}${figure} yuan ${en}`);
  });
  return tongue.t(`其中写明金额的钱，合计：${sums.join("，")}。`, `The money named in figures comes to ${listed(tongue, sums)}.`);
}
