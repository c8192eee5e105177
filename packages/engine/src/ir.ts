/**
 * The typed intermediate form that every backend reads. Every value is a number: yes/no is 0 or 1, money is fen, a day counts from 1970,
 * a region is a code of twelve digits, an enum a position. A decimal is a whole number times 10^-scale, so that arithmetic is exact.
 */
export type Ir = Operation & {
  /** What the document calls the expression: a definition, a derived fact, or a fact that others imply. Its value does not depend on it. */
  readonly named?: string;
};

type Operation =
  | { readonly op: "const"; readonly value: number }
  | { readonly op: "fact"; readonly fact: number }
  | { readonly op: "param"; readonly name: string }
  | { readonly op: "as_of" }
  | { readonly op: "not"; readonly of: Ir }
  | { readonly op: "and" | "or"; readonly of: readonly Ir[] }
  | { readonly op: "if"; readonly test: Ir; readonly yes: Ir; readonly no: Ir }
  /** Both sides have the same scale. */
  | { readonly op: "compare"; readonly rel: Relation; readonly left: Ir; readonly right: Ir }
  | { readonly op: "within"; readonly region: Ir; readonly outer: Ir }
  | { readonly op: "add" | "subtract" | "multiply"; readonly left: Ir; readonly right: Ir }
  /** Full years, full months or days from one day to another. `orFact`, where known, is the answer itself (a person's age). */
  | { readonly op: "years" | "months" | "days"; readonly from: Ir; readonly to: Ir; readonly orFact?: number }
  | { readonly op: "min" | "max" | "heaviest" | "count"; readonly of: readonly Ir[] }
  /** The whole part of a decimal. */
  | { readonly op: "floor"; readonly of: Ir; readonly scale: number }
  /** A decimal number of fen as whole fen, half up. */
  | { readonly op: "round"; readonly of: Ir; readonly scale: number }
  | { readonly op: "stepped"; readonly of: Ir; readonly limits: readonly number[]; readonly values: readonly number[] }
  /** Slices of a bill: each slice up to its limit at its share (a decimal of the given scale); the result has that scale. */
  | {
      readonly op: "sliding";
      readonly of: Ir;
      readonly limits: readonly number[];
      readonly shares: readonly number[];
      readonly scale: number;
    };

export type Relation = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** Where an expression finds its values; NaN is unknown. */
export type Environment = {
  readonly fact: (fact: number) => number;
  readonly param: (name: string) => number;
  readonly asOf: number;
};

/** The expressions directly inside one. */
function parts(ir: Ir): readonly Ir[] {
  switch (ir.op) {
    case "const":
    case "fact":
    case "param":
    case "as_of":
      return [];
    case "not":
    case "floor":
    case "round":
    case "stepped":
    case "sliding":
      return [ir.of];
    case "and":
    case "or":
    case "min":
    case "max":
    case "heaviest":
    case "count":
      return ir.of;
    case "if":
      return [ir.test, ir.yes, ir.no];
    case "compare":
    case "add":
    case "subtract":
    case "multiply":
      return [ir.left, ir.right];
    case "within":
      return [ir.region, ir.outer];
    case "years":
    case "months":
    case "days":
      return [ir.from, ir.to];
  }
}

/** Calls `visit` for an expression and everything inside it; shared parts once. */
export function walk(ir: Ir, visit: (part: Ir) => void, seen = new Set<Ir>()): void {
  if (seen.has(ir)) return;
  seen.add(ir);
  visit(ir);
  for (const part of parts(ir)) walk(part, visit, seen);
}
