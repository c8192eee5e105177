import type { BenefitEntry } from "./policy-book.ts";

/** What a month brings: what opens or closes, what is paid, what can be done all year. */
export type MonthView = {
  readonly month: number;
  readonly isNow: boolean;
  readonly place: string;
  readonly open: readonly BenefitEntry[];
  readonly soon: readonly BenefitEntry[];
  readonly paid: readonly BenefitEntry[];
  readonly allYear: readonly BenefitEntry[];
  /** Work that documents time in words. */
  readonly timed: readonly BenefitEntry[];
};

/** Sorts the benefits in force by what a month means for them. */
export function monthView(
  entries: readonly BenefitEntry[],
  { month, isNow, place }: Pick<MonthView, "month" | "isNow" | "place">,
): MonthView {
  const given = entries.filter(({ standing, benefit }) => standing === "given" && benefit.window?.text);
  const applies = ({ benefit }: BenefitEntry, inMonth: number) => benefit.window?.apply.includes(inMonth) ?? false;
  const isAllYear = ({ benefit: { window } }: BenefitEntry) => window?.apply.length === 12 || window?.text?.zh.startsWith("全年") === true;
  const isTimed = (entry: BenefitEntry) =>
    entry.benefit.window?.apply.length === 0 && entry.benefit.window.pay.length === 0 && !isAllYear(entry);
  const nextTwo = [(month % 12) + 1, ((month + 1) % 12) + 1];
  return {
    month,
    isNow,
    place,
    open: given.filter((entry) => !isAllYear(entry) && applies(entry, month)),
    soon: given.filter((entry) => !isAllYear(entry) && !applies(entry, month) && nextTwo.some((next) => applies(entry, next))),
    paid: given.filter(({ benefit }) => benefit.window?.pay.includes(month)),
    allYear: given.filter(isAllYear),
    timed: given.filter(isTimed),
  };
}
