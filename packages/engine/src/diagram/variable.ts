import type { Ir } from "../ir.ts";

/**
 * One variable of a diagram: the value of a term, cut into classes by the constants that the rules compare it with. Two values of one class
 * cannot be told apart by any rule.
 */
export type Variable = {
  readonly key: string;
  readonly ir: Ir;
  /** The columns of the facts that the term reads; an unset parameter has a column after the last fact. */
  readonly facts: readonly number[];
  /** A value's class is how many cuts it has reached; class 0 lies below the first cut. */
  readonly cuts: readonly number[];
};

export function classCount(variable: Variable): number {
  return variable.cuts.length + 1;
}

/** The class of a known value. */
export function classOf(variable: Variable, value: number): number {
  const { cuts } = variable;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (cuts[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
