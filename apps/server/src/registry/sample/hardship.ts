import { addYears, dayIn } from "./calendar.ts";
import { heaviestOf } from "./disability.ts";
import type { Home } from "./home.ts";
import type { Member } from "./household-plan.ts";
import type { Random } from "./random.ts";
import type { RecordBook, Step } from "./record-book.ts";
import type { Fault } from "./sample-household.ts";

/** What the household was recognised for, from a day to a day: all its members share it. */
export type Hardship = {
  readonly periods: readonly { readonly scheme: Scheme; readonly from: number; readonly to: number | null }[];
  /** Whether civil affairs have been asked, so that a no is known too. */
  readonly isMatched: boolean;
  readonly monitoredFrom: number | null;
  readonly liftedFrom: number | null;
};

const schemes = ["subsistence_allowance", "subsistence_margin", "extreme_poverty_support", "low_income"] as const;
type Scheme = (typeof schemes)[number];

/** A no is worth a record where it decides much; lists of the others name only those who are on them. */
const denied: readonly Scheme[] = ["subsistence_allowance", "extreme_poverty_support"];

export function drawHardship(random: Random, members: readonly Member[], { isRural }: Home, today: number, fault: Fault | null): Hardship {
  const scheme =
    fault === "dead-but-active" || fault === "missing-entitlement" ? "subsistence_allowance" : drawScheme(random, members, isRural, today);
  const hasEnded = fault === null && random.chance(0.16);
  // A period that ended was the household's at some time of the ten years.
  const from = today - random.between(hasEnded ? 500 : 100, hasEnded ? 3400 : fault === null ? 4200 : 1400);
  const to = hasEnded ? random.between(from + 200, today - 30) : null;
  const isLifted = isRural && random.chance(0.07);
  return {
    periods: scheme ? [{ scheme, from, to }] : [],
    isMatched: random.chance(0.85),
    monitoredFrom: isRural && random.chance(scheme ? 0.12 : 0.02) ? today - random.between(60, 1500) : null,
    liftedFrom: isLifted ? dayIn(random.between(2017, 2020), 12, 31) : null,
  };
}

function drawScheme(random: Random, members: readonly Member[], isRural: boolean, today: number): Scheme | null {
  const holders = members.filter(({ role }) => role === "holder");
  const heaviest = Math.min(9, ...holders.map(({ disability }) => heaviestOf(disability)));
  const isSevere = heaviest <= 2;
  const anchor = members[0];
  const isAlone = members.length === 1 && anchor !== undefined && today - anchor.birth > 50 * 365;
  if (isAlone && random.chance(isSevere ? 0.06 : 0.025)) return "extreme_poverty_support";
  const subsistence = (isSevere ? 0.13 : 0.065) * (isRural ? 1.35 : 1) * (holders.length > 1 ? 1.7 : 1);
  if (random.chance(subsistence)) return "subsistence_allowance";
  if (random.chance(0.035)) return "subsistence_margin";
  return random.chance(0.035) ? "low_income" : null;
}

/** From when to when the household is in hardship in the sense of most documents. */
export function hardshipPeriods({ periods, monitoredFrom }: Hardship): readonly { readonly from: number; readonly to: number | null }[] {
  const counted = periods.filter(({ scheme }) => scheme !== "low_income" && scheme !== "subsistence_margin");
  return counted.length > 0 || monitoredFrom === null ? counted : [{ from: monitoredFrom, to: null }];
}

export function isInHardship(hardship: Hardship): boolean {
  return hardshipPeriods(hardship).some(({ to }) => to === null);
}

export function writeHardship(book: RecordBook, hardship: Hardship, birth: number): void {
  for (const scheme of schemes) {
    const period = hardship.periods.find((period) => period.scheme === scheme);
    if (!period && !(hardship.isMatched && denied.includes(scheme))) continue;
    const name = `hardship.${scheme}`;
    const steps: Step[] = [];
    const from = Math.max(period?.from ?? book.today, birth);
    if (hardship.isMatched && (!period || book.openedOn < from)) steps.push({ from: book.openedOn, body: { [name]: false } });
    if (period) steps.push({ from, body: { [name]: true } });
    if (period && period.to !== null && period.to > from) steps.push({ from: period.to, body: { [name]: false } });
    book.tell(name, "civil-affairs", steps);
  }
  const { monitoredFrom, liftedFrom } = hardship;
  if (monitoredFrom !== null) book.fact("hardship.poverty_monitored", "rural-affairs", Math.max(monitoredFrom, birth), true);
  if (liftedFrom === null || birth >= liftedFrom) return;
  book.fact("hardship.registered_poor", "rural-affairs", Math.max(addYears(liftedFrom, -3), birth), true, liftedFrom);
  book.fact("hardship.lifted_from_poverty", "rural-affairs", liftedFrom, true);
}

/** What only some people are found to be. */
export function writePersonalHardship(book: RecordBook, { birth, disability }: Member, isPoor: boolean): void {
  const { random, today } = book;
  const age = (today - birth) / 365.25;
  const since = (days: number) => today - random.between(10, Math.max(11, Math.min(days, today - birth - 30)));
  if (age < 18 && isPoor && random.chance(0.04)) book.fact("hardship.de_facto_unsupported", "civil-affairs", since(1500), true);
  else if (age < 18 && random.chance(0.003)) {
    book.fact(random.chance(0.6) ? "hardship.scattered_orphan" : "hardship.institution_child", "civil-affairs", since(2500), true);
  }
  if (age < 15 && isPoor && random.chance(0.5)) book.fact("hardship.rehab_hardship", "federation", since(700), true);
  if ((disability?.levels.mental ?? 0) > 0 && isPoor && random.chance(0.25)) {
    book.fact("hardship.psychiatric_special_difficulty", "federation", since(900), true);
  }
  if (random.chance(isPoor ? 0.02 : 0.004)) {
    const cause = random.pick(["disaster", "accident", "force_majeure", "major_disease", "major_disease", "major_disease", "epidemic"]);
    const from = since(1800);
    book.fact("hardship.emergency_cause", "officer", from, cause, Math.min(from + 365, today + 200));
    if (random.chance(0.4)) book.fact("hardship.extreme_difficulty_after_relief", "officer", from + 5, random.chance(0.7), from + 365);
  }
  if (random.chance(0.0003)) book.fact("hardship.homeless", "civil-affairs", since(200), true);
}
