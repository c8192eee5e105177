import type { Claim } from "./claim.ts";
import type { AmountKind, AmountLine, Benefit, Per } from "./compiled-pack.ts";
import { evaluate } from "./evaluate.ts";
import type { Environment } from "./ir.ts";
import { roundHalfUp, toYuan, type Fen } from "./money.ts";

/** The rate on a day as it crosses the wire: yuan, and a share as a fraction. */
export type Amount = {
  readonly kind: AmountKind;
  readonly per?: Per;
  readonly yuan?: number;
  readonly min?: number;
  readonly max?: number;
  readonly share?: number;
};

/** A line with the locally set rate folded in. */
export type Rate = { readonly line: AmountLine; readonly rateFen: Fen | null; readonly amount: Amount };

/** The rate of a line, with what a district has set for it. */
export function rateOf(line: AmountLine, rateFen: Fen | null): Rate {
  const amount: { -readonly [K in keyof Amount]: Amount[K] } = { kind: line.kind };
  if (line.per) amount.per = line.per;
  if (line.kind === "unset" && rateFen !== null) {
    amount.kind = "fixed";
    amount.yuan = toYuan(rateFen);
  }
  if (line.fen !== null) amount.yuan = toYuan(line.fen);
  if (line.minFen !== null) amount.min = toYuan(line.minFen);
  if (line.share) amount.share = line.share.value / 10 ** line.share.scale;
  if (line.maxFen !== null) amount.max = toYuan(line.maxFen);
  return { line, rateFen, amount };
}

/** One figure to compare two rates by: what a person gets, or could get at most; null where no figure is known. */
export function comparableFen(rate: Rate): Fen | null {
  return rate.rateFen ?? rate.line.fen ?? rate.line.maxFen ?? rate.line.minFen;
}

/** The line that counts for a person; none while a transition cannot be told. */
export function rateFor(rates: readonly Rate[], env: Environment): Rate | null {
  for (const rate of rates) {
    const applies = rate.line.when === null ? 1 : evaluate(rate.line.when, env);
    if (Number.isNaN(applies)) return null;
    if (applies) return rate;
  }
  return null;
}

/** Whether a rate brings everybody the same: an officer sets it, or it is paid once a year or in a lifetime whatever the claim says. */
export function isSameForAll(benefit: Benefit, { line, rateFen }: Rate): boolean {
  const { monthsPerYear, fenPerMonth, fenPerYear, fenInLifetime } = benefit.limits;
  if ([monthsPerYear, fenPerMonth, fenPerYear, fenInLifetime].some((limit) => limit !== null)) return false;
  if (line.kind === "range" || line.kind === "cap" || line.kind === "none" || (line.kind === "unset" && rateFen === null)) return true;
  const isCounted = line.per === "month" || line.per === "day" || line.per === "case";
  return !isCounted && (line.kind === "fixed" || line.kind === "floor" || line.kind === "unset");
}

/**
 * What this claim or period brings: fen, or null where an officer must set it or something is not known.
 * Shares and products round half up to a fen.
 */
export function payableFen(benefit: Benefit, rate: Rate, claim: Claim, env: Environment): Fen | null {
  const { line } = rate;
  const gross = grossFen(benefit, rate, claim, env);
  if (gross === null) return null;
  return Math.max(0, Math.min(gross, ceiling(benefit, line, claim)));
}

function grossFen(benefit: Benefit, rate: Rate, claim: Claim, env: Environment): Fen | null {
  const { line } = rate;
  switch (line.kind) {
    case "fixed":
      return times(line.fen, benefit, line, claim);
    case "floor":
      return times(rate.rateFen ?? line.minFen, benefit, line, claim);
    case "unset":
      return times(rate.rateFen, benefit, line, claim);
    case "share":
      return shareFen(benefit, line, claim, env);
    case "computed": {
      const value = line.formula ? evaluate(line.formula, env) : Number.NaN;
      return Number.isNaN(value) ? null : value;
    }
    case "range":
    case "cap":
    case "none":
      return null;
  }
}

function shareFen(benefit: Benefit, line: AmountLine, claim: Claim, env: Environment): Fen | null {
  if (!line.share || !line.base) return null;
  const portion = (base: number) => roundHalfUp((base * line.share!.value) / 10 ** line.share!.scale);
  if ("fact" in line.base) {
    const bill = claim.bill(line.base.fact);
    return bill === null ? null : portion(bill);
  }
  const base = env.param(line.base.param);
  return Number.isNaN(base) ? null : times(portion(base), benefit, line, claim);
}

function times(fen: Fen | null, benefit: Benefit, line: AmountLine, claim: Claim): Fen | null {
  if (fen === null) return null;
  const count = line.per ? claim.count(line.per) : 1;
  if (count === null) return null;
  const { monthsPerYear } = benefit.limits;
  if (line.per !== "month" || monthsPerYear === null) return fen * count;
  return fen * Math.max(0, Math.min(count, monthsPerYear - claim.monthsPaidThisYear));
}

/** The most that limits a month, a year and in a lifetime still leave. */
function ceiling(benefit: Benefit, line: AmountLine, claim: Claim): Fen {
  const { fenPerMonth, fenPerYear, fenInLifetime } = benefit.limits;
  let most = Number.POSITIVE_INFINITY;
  if (line.maxFen !== null && (line.kind === "share" || line.kind === "computed")) most = line.maxFen - claim.paidThisYear;
  if (fenPerYear !== null) most = Math.min(most, fenPerYear - claim.paidThisYear);
  if (fenInLifetime !== null) most = Math.min(most, fenInLifetime - claim.paidInLifetime);
  if (fenPerMonth !== null)
    most = Math.min(most, fenPerMonth * (line.per === "month" ? (claim.count("month") ?? 1) : 1) - claim.paidThisMonth);
  return most;
}
