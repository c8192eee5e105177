import type { Text } from "@huican/engine";
import { dayText } from "../frame/day-text.ts";
import type { Tongue } from "../frame/language.ts";

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** 8月 / August */
export function monthText(month: number): Text {
  return { zh: `${month}月`, en: months[month - 1] ?? "" };
}

/** Months as people say them: 8月至9月 / August to September; 全年 for all twelve. */
export function monthsText(all: readonly number[]): Text {
  if (all.length === 12) return { zh: "全年", en: "all year" };
  const runs: (readonly [number, number])[] = [];
  for (const month of [...all].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && month === last[1] + 1) runs[runs.length - 1] = [last[0], month];
    else runs.push([month, month]);
  }
  const parts = runs.map(([from, to]) => {
    const [first, last] = [monthText(from), monthText(to)];
    return from === to ? first : { zh: `${from}月至${to}月`, en: `${first.en} to ${last.en}` };
  });
  return { zh: parts.map(({ zh }) => zh).join("、"), en: parts.map(({ en }) => en).join(", ") };
}

/** From when to when, as in 2024年1月1日起 / from 1 January 2024. */
export function periodText(tongue: Tongue, from: string | null, to: string | null): string {
  const { t } = tongue;
  const [start, end] = [from && dayText(tongue, from), to && dayText(tongue, to)];
  if (start && end) return t(`${start}至${end}`, `${start} to ${end}`);
  if (start) return t(`${start}起`, `from ${start}`);
  return end ? t(`到${end}为止`, `until ${end}`) : t("一直有效", "always");
}

export function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}
