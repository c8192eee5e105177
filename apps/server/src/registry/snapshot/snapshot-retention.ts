import { formatDay, parseDay } from "@huican/engine";

/**
 * Which snapshots are kept. They follow from the records: one that was removed can be made again, as on its day and as known then (`huican register snapshot --as-of … --known-at …`).
 */
const kept = {
  /** Every day of a month, and the days in which the month is closed. */
  days: 35,
  /** The last day of each month, on which monthly lists and payments are drawn up, for as long as monthly accounts are kept (会计档案管理办法). */
  yearsOfMonthEnds: 10,
} as const;

/** A day that has a snapshot, and the day on which it was made. */
export type SnapshotDay = { readonly asOf: string; readonly filledOn: string };

/**
 * The days whose snapshots are no longer kept today. What somebody had made of an older day is kept as long as a daily one.
 *
 * None are where no day of the week before has one: the server stood still for a while, or its clock is wrong and another day will show which.
 */
export function daysNoLongerKept(days: readonly SnapshotDay[], today: string): readonly string[] {
  const number = parseDay(today) as number;
  const weekBefore = formatDay(number - 7);
  if (!days.some(({ asOf }) => asOf >= weekBefore && asOf < today)) return [];
  const since = formatDay(number - kept.days);
  const sinceMonthEnd = `${Number(today.slice(0, 4)) - kept.yearsOfMonthEnds}${today.slice(4)}`;
  return days
    .filter(({ asOf, filledOn }) => asOf <= since && filledOn <= since && !(isMonthEnd(asOf) && asOf >= sinceMonthEnd))
    .map(({ asOf }) => asOf);
}

export function isMonthEnd(day: string): boolean {
  return formatDay((parseDay(day) as number) + 1).endsWith("-01");
}

/** The last day of the month before that of a day. */
export function monthEndBefore(day: string): string {
  return formatDay((parseDay(`${day.slice(0, 8)}01`) as number) - 1);
}

/** Days one after another. */
export type DayRun = { readonly from: string; readonly to: string };

/** The days that are nearest to one, as runs in their order: at most so many runs. */
export function nearestRuns(days: readonly string[], day: string, most: number): readonly DayRun[] {
  const runs: { from: string; to: string }[] = [];
  for (const next of [...days].sort()) {
    const last = runs.at(-1);
    if (last && formatDay((parseDay(last.to) as number) + 1) === next) last.to = next;
    else runs.push({ from: next, to: next });
  }
  const asked = parseDay(day) as number;
  const distance = ({ from, to }: DayRun) => Math.min(...[from, to].map((end) => Math.abs((parseDay(end) as number) - asked)));
  return runs
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, most)
    .sort((one, other) => one.from.localeCompare(other.from));
}
