import type { Limits } from "./compiled-pack.ts";
import { toYuan } from "./money.ts";
import type { Text } from "./text.ts";

/** What may be paid at most, each limit in words. */
export function limitTexts({ monthsPerYear, fenPerMonth, fenPerYear, fenInLifetime }: Limits): readonly Text[] {
  const yuan = (fen: number) => toYuan(fen).toLocaleString("en-US");
  return [
    ...(monthsPerYear === null ? [] : [{ zh: `一年最多发${monthsPerYear}个月`, en: `At most ${monthsPerYear} months a year` }]),
    ...(fenPerMonth === null ? [] : [{ zh: `一个月最多${yuan(fenPerMonth)}元`, en: `At most ${yuan(fenPerMonth)} yuan a month` }]),
    ...(fenPerYear === null ? [] : [{ zh: `一年最多${yuan(fenPerYear)}元`, en: `At most ${yuan(fenPerYear)} yuan a year` }]),
    ...(fenInLifetime === null
      ? []
      : [{ zh: `一生最多${yuan(fenInLifetime)}元`, en: `At most ${yuan(fenInLifetime)} yuan in a lifetime` }]),
  ];
}
