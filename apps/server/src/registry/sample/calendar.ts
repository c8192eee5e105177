import { formatDay, parseDay } from "@huican/engine";

/** Days are whole numbers here, days since 1970-01-01, and become text where a record is written. Few days, many records: each is written once. */
const texts = new Map<number, string>();

const millisecondsPerDay = 86_400_000;

export function dayText(day: number): string {
  let text = texts.get(day);
  if (text === undefined) texts.set(day, (text = formatDay(day)));
  return text;
}

export function dayNumber(text: string): number {
  const day = parseDay(text);
  if (day === null) throw new RangeError(`no day: ${text}`);
  return day;
}

export function yearOf(day: number): number {
  return Number(dayText(day).slice(0, 4));
}

export function dayIn(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / millisecondsPerDay;
}

/** The same day of another year; 1 March where that year has no 29 February. */
export function addYears(day: number, years: number): number {
  const text = dayText(day);
  return dayIn(Number(text.slice(0, 4)) + years, Number(text.slice(5, 7)), Number(text.slice(8, 10)));
}
