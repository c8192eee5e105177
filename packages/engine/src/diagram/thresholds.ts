import type { Variable } from "./variable.ts";
import { evaluate } from "../evaluate.ts";
import type { Fold } from "./builder.ts";
import type { Environment, Ir } from "../ir.ts";

/**
 * A variable as limits on the one fact that it reads. Full years since a birth date become birth dates: whoever was born on or before a day is seven, so
 * that no calendar is needed a million times.
 */
export type Thresholds = {
  readonly fact: number;
  /** A fact that, where known, is the term itself (an age that was given instead of a birth date). */
  readonly orFact: number | null;
  /** Whether the term falls while the fact grows: then a class is how many limits the fact is at or below. */
  readonly descends: boolean;
  /** The limits, in the order of the variable's cuts. */
  readonly limits: readonly number[];
};

/** The limits of a variable, or null where it is no plain fact and no span from a fact to a fixed day. */
export function thresholdsOf({ ir, cuts }: Variable, fold: Fold): Thresholds | null {
  if (ir.op === "fact") return { fact: ir.fact, orFact: null, descends: false, limits: cuts };
  if (ir.op !== "years" && ir.op !== "months" && ir.op !== "days") return null;
  const orFact = ir.orFact ?? null;
  if (ir.from.op === "fact" && isFixed(ir.to, fold)) {
    return { fact: ir.from.fact, orFact, descends: true, limits: cuts.map((cut) => lastDay(ir, fold, (span) => span >= cut)) };
  }
  if (ir.to.op === "fact" && isFixed(ir.from, fold)) {
    return { fact: ir.to.fact, orFact, descends: false, limits: cuts.map((cut) => lastDay(ir, fold, (span) => span < cut) + 1) };
  }
  return null;
}

/** A day that is the same for everybody. */
function isFixed(ir: Ir, fold: Fold): boolean {
  return ir.op === "const" || ir.op === "as_of" || (ir.op === "param" && !Number.isNaN(fold.param(ir.name)));
}

/** Far enough from any day that anybody writes. */
const farAway = 4_000_000;

/** The last value of the fact for which the span still fits: it fits up to some day and never after. */
function lastDay(ir: Ir, { param, asOf }: Fold, fits: (span: number) => boolean): number {
  let inside = asOf - farAway;
  let outside = asOf + farAway;
  let day = inside;
  const env: Environment = { fact: (fact) => (isRead(ir, fact) ? day : Number.NaN), param, asOf };
  while (outside - inside > 1) {
    day = Math.floor((inside + outside) / 2);
    if (fits(evaluate(ir, env))) inside = day;
    else outside = day;
  }
  return inside;
}

/** Whether a fact is the one that a span starts or ends with, not the one that may stand for it. */
function isRead(ir: Ir, fact: number): boolean {
  if (ir.op !== "years" && ir.op !== "months" && ir.op !== "days") return false;
  return (ir.from.op === "fact" && ir.from.fact === fact) || (ir.to.op === "fact" && ir.to.fact === fact);
}
