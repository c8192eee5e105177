/** A calendar day, `"2024-03-01"`. Inside the engine a day is a whole number: days since 1970-01-01. */
export type Day = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days since 1970-01-01, or null where the text is not a day of the Gregorian calendar (`2023-02-29`). */
export function parseDay(text: string): number | null {
  const match = dayPattern.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null;
  return dayNumber(year, month, dayOfMonth);
}

/** The inverse of {@link parseDay}. */
export function formatDay(day: number): Day {
  const { year, month, dayOfMonth } = calendarOf(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
}

/**
 * Full years from one day to another (周岁 where the first is a birth date): a person turns N on the birthday itself,
 * one born on 29 February on 1 March in common years. Negative where the second day comes first.
 */
export function yearsBetween(from: number, to: number): number {
  return Math.floor(monthsBetween(from, to) / 12);
}

/** Full months from one day to another; a month is full on the same day of a later month. Negative where the second day comes first. */
export function monthsBetween(from: number, to: number): number {
  const start = calendarOf(from);
  const end = calendarOf(to);
  const months = (end.year - start.year) * 12 + (end.month - start.month);
  return end.dayOfMonth < start.dayOfMonth ? months - 1 : months;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function dayNumber(year: number, month: number, dayOfMonth: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const inYear = (daysBefore[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + dayOfMonth - 1;
  return before * 365 + leaps + inYear - 719162;
}

type CalendarDay = { readonly year: number; readonly month: number; readonly dayOfMonth: number };

/** Howard Hinnant's `civil_from_days`: years are counted from 1 March, so the leap day comes last. */
function calendarOf(day: number): CalendarDay {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
}
