import { monthsBetween, yearsBetween } from "./day.ts";
import type { Environment, Ir, Relation } from "./ir.ts";
import { roundHalfUp } from "./money.ts";
import { isWithin } from "./region.ts";

/**
 * The value of an expression, NaN where it is not known. Unknown values follow three-valued logic (`false && unknown` is false);
 * that is sound, but not exact: outcomes are settled on the decision diagram, this computes amounts and is the plain reading that the
 * diagram is tested against.
 */
export function evaluate(ir: Ir, env: Environment): number {
  switch (ir.op) {
    case "const":
      return ir.value;
    case "fact":
      return env.fact(ir.fact);
    case "param":
      return env.param(ir.name);
    case "as_of":
      return env.asOf;
    case "not":
      return 1 - evaluate(ir.of, env);
    case "and":
      return junction(ir.of, env, 0);
    case "or":
      return junction(ir.of, env, 1);
    case "if": {
      const test = evaluate(ir.test, env);
      if (!Number.isNaN(test)) return evaluate(test ? ir.yes : ir.no, env);
      const yes = evaluate(ir.yes, env);
      return yes === evaluate(ir.no, env) ? yes : Number.NaN;
    }
    case "compare":
      return compare(ir.rel, evaluate(ir.left, env), evaluate(ir.right, env));
    case "within": {
      const region = evaluate(ir.region, env);
      const outer = evaluate(ir.outer, env);
      return Number.isNaN(region) || Number.isNaN(outer) ? Number.NaN : Number(isWithin(region, outer));
    }
    case "add":
      return evaluate(ir.left, env) + evaluate(ir.right, env);
    case "subtract":
      return evaluate(ir.left, env) - evaluate(ir.right, env);
    case "multiply":
      return evaluate(ir.left, env) * evaluate(ir.right, env);
    case "years":
    case "months":
    case "days":
      return timeBetween(ir, env);
    case "min":
      return Math.min(...ir.of.map((part) => evaluate(part, env)));
    case "max":
      return Math.max(...ir.of.map((part) => evaluate(part, env)));
    case "heaviest":
      return heaviest(ir.of.map((part) => evaluate(part, env)));
    case "count":
      return ir.of.reduce((sum, part) => sum + evaluate(part, env), 0);
    case "floor":
      return Math.floor(evaluate(ir.of, env) / 10 ** ir.scale);
    case "round":
      return roundHalfUp(evaluate(ir.of, env) / 10 ** ir.scale);
    case "stepped":
      return stepped(evaluate(ir.of, env), ir.limits, ir.values);
    case "sliding":
      return sliding(evaluate(ir.of, env), ir.limits, ir.shares);
  }
}

/** Compares two known numbers; unknown otherwise. */
function compare(rel: Relation, left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  switch (rel) {
    case "==":
      return Number(left === right);
    case "!=":
      return Number(left !== right);
    case "<":
      return Number(left < right);
    case "<=":
      return Number(left <= right);
    case ">":
      return Number(left > right);
    case ">=":
      return Number(left >= right);
  }
}

/** The heaviest of several disability levels: the lowest that is not 0 (level 1 is the heaviest, 0 is none). */
function heaviest(levels: readonly number[]): number {
  let result = 0;
  for (const level of levels) {
    if (Number.isNaN(level)) return Number.NaN;
    if (level > 0 && (result === 0 || level < result)) result = level;
  }
  return result;
}

/** `and` is decided by a 0, `or` by a 1, whatever else is unknown. */
function junction(all: readonly Ir[], env: Environment, decisive: 0 | 1): number {
  let result: number = 1 - decisive;
  for (const part of all) {
    const value = evaluate(part, env);
    if (value === decisive) return decisive;
    if (Number.isNaN(value)) result = value;
  }
  return result;
}

function timeBetween(ir: Extract<Ir, { op: "years" | "months" | "days" }>, env: Environment): number {
  const direct = ir.orFact === undefined ? Number.NaN : env.fact(ir.orFact);
  if (!Number.isNaN(direct)) return direct;
  const from = evaluate(ir.from, env);
  const to = evaluate(ir.to, env);
  if (Number.isNaN(from) || Number.isNaN(to)) return Number.NaN;
  if (ir.op === "days") return to - from;
  return ir.op === "years" ? yearsBetween(from, to) : monthsBetween(from, to);
}

function stepped(value: number, limits: readonly number[], values: readonly number[]): number {
  if (Number.isNaN(value)) return value;
  const step = limits.findIndex((limit) => value <= limit);
  return values[step === -1 ? limits.length : step] ?? Number.NaN;
}

function sliding(bill: number, limits: readonly number[], shares: readonly number[]): number {
  if (Number.isNaN(bill)) return bill;
  let sum = 0;
  let from = 0;
  shares.forEach((share, slice) => {
    const to = Math.min(limits[slice] ?? bill, bill);
    if (to > from) sum += (to - from) * share;
    from = Math.max(from, to);
  });
  return sum;
}
