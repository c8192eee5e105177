import {
  changesAfter,
  decidingCondition,
  parseDay,
  type Because,
  type Benefit,
  type Change,
  type Decision,
  type Per,
  type Program,
} from "@huican/engine";
import { factsFor, personalBenefits, type Inquiry } from "../inquiry.ts";

/** One benefit, decided. */
export type OutlineLine = { readonly benefit: Benefit; readonly decision: Decision };

/** One benefit as a person's result shows it. */
export type ResultLine = OutlineLine & {
  /** What becomes of it if nothing but time passes; null where nothing does. */
  readonly change: Change | null;
  /** Conditions that do not hold. */
  readonly failing: readonly Because[];
  /** Where nothing but another benefit stands in the way: that one. */
  readonly prevailing: Benefit | null;
  /** Benefits to which the person is entitled too, of which only one is paid. */
  readonly paidOnceWith: readonly Benefit[];
};

/** Money that a document names in figures, added up for one kind of period. */
export type Total = { readonly per: Per; readonly yuan: number; readonly isAtLeast: boolean };

/** What one document gives one person: enough for a sheet, or for a look at the whole family. */
export type Outline = {
  readonly inquiry: Inquiry;
  readonly program: Program;
  readonly lines: readonly OutlineLine[];
  readonly totals: readonly Total[];
};

/** The same with reasons, and with what time will change. */
export type Result = Omit<Outline, "lines"> & { readonly lines: readonly ResultLine[] };

/** How far ahead a person is told what changes: a childhood. */
const daysAhead = 18 * 366;

/** Leaves out what takes half of the time: the trace of every condition, and the years to come. */
export function outlineOf(inquiry: Inquiry, program: Program): Outline {
  const decisions = program.decide(factsFor(program, inquiry.answers), { benefits: personalBenefits(program.pack) });
  const lines = decisions.flatMap((decision): OutlineLine[] => {
    const benefit = program.pack.benefit(decision.benefit);
    return benefit ? [{ benefit, decision }] : [];
  });
  return { inquiry, program, lines, totals: totalsOf(lines) };
}

export function resultOf(inquiry: Inquiry, program: Program, day: string): Result {
  const { pack } = program;
  const facts = factsFor(program, inquiry.answers);
  const benefits = personalBenefits(pack);
  const decisions = program.decide(facts, { benefits, explain: true });
  const byKey = new Map(decisions.map((decision) => [decision.benefit, decision]));
  // What follows from today's age says nothing of later years: a child may well go to work one day.
  const lasting = factsFor(program, Object.fromEntries(Object.entries(inquiry.answers).filter(([name]) => !inquiry.byAge.includes(name))));
  const changes = new Map(
    changesAfter(pack, lasting, parseDay(day) as number, { benefits, days: daysAhead }).map((change) => [change.benefit, change]),
  );
  const isEntitled = (key: string) => byKey.get(key)?.outcome === "eligible";
  const lines = decisions.flatMap((decision): ResultLine[] => {
    const benefit = pack.benefit(decision.benefit);
    if (!benefit) return [];
    const failing = (decision.because ?? []).filter(({ result, soft }) => result === false && !soft);
    const isPrevailedOver = decision.outcome === "ineligible" && decidingCondition(decision) === decision.because?.length;
    const prevailing = isPrevailedOver ? benefit.excludes.find((exclusion) => isEntitled(exclusion.benefit)) : undefined;
    const paidOnceWith = pack.benefits.filter(
      ({ key, onceOf }) => benefit.onceOf !== null && onceOf === benefit.onceOf && key !== benefit.key && isEntitled(key),
    );
    return [
      {
        benefit,
        decision,
        change: changes.get(benefit.key) ?? null,
        failing,
        prevailing: prevailing ? (pack.benefit(prevailing.benefit) ?? null) : null,
        paidOnceWith,
      },
    ];
  });
  return { inquiry, program, lines, totals: totalsOf(lines) };
}

export function withOutcome<L extends OutlineLine>(
  { lines }: { readonly lines: readonly L[] },
  outcome: Decision["outcome"],
): readonly L[] {
  return lines.filter(({ decision }) => decision.outcome === outcome);
}

const periods: readonly Per[] = ["month", "year", "academic_year", "once"];

/** Cash that is certain and named in figures; of lines of which one is paid, the best. */
function totalsOf(lines: readonly OutlineLine[]): readonly Total[] {
  return periods.flatMap((per): Total[] => {
    const best = new Map<string, { readonly yuan: number; readonly isAtLeast: boolean }>();
    for (const { benefit, decision } of lines) {
      const { amount, payable, outcome } = decision;
      if (outcome !== "eligible" || benefit.kind !== "cash" || amount?.per !== per || !payable) continue;
      const group = benefit.onceOf ?? benefit.key;
      if ((best.get(group)?.yuan ?? 0) < payable) best.set(group, { yuan: payable, isAtLeast: amount.kind === "floor" });
    }
    const sums = [...best.values()];
    const fen = sums.reduce((sum, { yuan }) => sum + Math.round(yuan * 100), 0);
    return fen > 0 ? [{ per, yuan: fen / 100, isAtLeast: sums.some(({ isAtLeast }) => isAtLeast) }] : [];
  });
}
