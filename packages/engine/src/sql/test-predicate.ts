import type { Variable } from "../diagram/variable.ts";
import type { Assumed, World } from "../population/joint-worlds.ts";
import type { Test } from "../population/plan.ts";
import { thresholdsOf } from "../diagram/thresholds.ts";
import type { Program } from "../program.ts";
import type { Fact, Vocabulary } from "../vocabulary.ts";
import type { Dialect } from "./dialect.ts";
import { dateLiteral, enumKeys, ExpressionWriter, regionSizeSql } from "./expression.ts";

/** A run of neighbouring classes, both ends included. */
type Run = { readonly first: number; readonly last: number };

/** Writes the tests of a plan as comparisons that the database can read like an official would: `f3 >= 7 and f3 < 15`, `not f8`, `f9 in ('a', 'b')`. */
export class TestWriter {
  private readonly program: Program;
  private readonly vocabulary: Vocabulary;
  private readonly dialect: Dialect;
  private readonly nameOf: (fact: number) => string;

  constructor(program: Program, dialect: Dialect, nameOf: (fact: number) => string) {
    this.program = program;
    this.vocabulary = program.pack.compiled.vocabulary;
    this.dialect = dialect;
    this.nameOf = nameOf;
  }

  /** Null exactly where the variable is not known. */
  predicate({ classes, world }: Test, variable: Variable): string {
    const nameOf = world ? (fact: number) => this.nameIn(world, fact) : this.nameOf;
    const runs = runsOf(classes);
    const thresholds = thresholdsOf(variable, this.program.setting);
    if (!thresholds) {
      const value = new ExpressionWriter(this.program, this.dialect, nameOf).number(variable.ir);
      return anyOf(runs.map((run) => rising(run, variable.cuts, String, value)));
    }
    const fact = this.vocabulary.facts[thresholds.fact] as Fact;
    const name = nameOf(thresholds.fact);
    if (variable.ir.op === "fact" && fact.type === "bool") return runs[0]?.first === 1 ? name : `not ${name}`;
    if (variable.ir.op === "fact" && fact.type === "enum") return amongKeys(fact, variable.cuts, classes, name);
    const write = (limit: number) => literalOf(fact, limit);
    const own = anyOf(
      runs.map((run) => (thresholds.descends ? falling(run, thresholds.limits, write, name) : rising(run, thresholds.limits, write, name))),
    );
    if (thresholds.orFact === null) return own;
    const direct = nameOf(thresholds.orFact);
    return `coalesce(${anyOf(runs.map((run) => rising(run, variable.cuts, String, direct)))}, ${own})`;
  }

  /** A fact in an assumed world: its column where that is known, what is assumed of it where it is not. */
  private nameIn(world: World, position: number): string {
    const assumed = world.get(position);
    if (!assumed) return this.nameOf(position);
    const fact = this.vocabulary.facts[position];
    if ("value" in assumed) return fact ? literalOf(fact, assumed.value) : String(assumed.value);
    if ("holding" in assumed) return `(${this.nameOf(assumed.holding)} - ${this.nameOf(assumed.holding)} % ${assumed.size})`;
    if ("behind" in assumed) return `(${this.nameOf(assumed.behind)} + ${regionSizeSql(this.nameOf(assumed.behind))})`;
    const value = this.reaching(assumed);
    const inside = `case when ${value} between ${assumed.from} and ${assumed.to} then ${value} else ${assumed.from} end`;
    return fact?.type === "date" ? this.dialect.dateOf(inside) : `(${inside})`;
  }

  /** The least value of a fact at which a sum has another class than before: `sum >= limit` from there on, or no more. */
  private reaching({ fact, sum, limit }: Extract<Assumed, { readonly sum: unknown }>): string {
    const expressions = new ExpressionWriter(this.program, this.dialect, this.nameOf);
    const own = sum.parts.reduce((times, part) => times + (part.fact === fact ? part.times : 0), 0);
    const others = sum.parts.filter((part) => part.fact !== fact).map((part) => `${part.times} * ${expressions.factNumber(part.fact)}`);
    const rest = [String(sum.constant), ...others].join(" + ");
    return own > 0 ? `ceil((${limit} - (${rest})) / ${own}e0)` : `floor(((${rest}) - ${limit}) / ${-own}e0) + 1`;
  }
}

function literalOf(fact: Fact, limit: number): string {
  return fact.type === "date" ? dateLiteral(limit) : String(limit);
}

function runsOf(classes: readonly number[]): readonly Run[] {
  const runs: { first: number; last: number }[] = [];
  for (const position of [...classes].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.last === position - 1) run.last = position;
    else runs.push({ first: position, last: position });
  }
  return runs;
}

/** A class is how many limits a value has reached. */
function rising({ first, last }: Run, limits: readonly number[], write: (limit: number) => string, value: string): string {
  const from = limits[first - 1];
  const before = limits[last];
  if (from !== undefined && before === from + 1) return `${value} = ${write(from)}`;
  return allOf([from === undefined ? "" : `${value} >= ${write(from)}`, before === undefined ? "" : `${value} < ${write(before)}`]);
}

/** A class is how many limits a value is at or below. */
function falling({ first, last }: Run, limits: readonly number[], write: (limit: number) => string, value: string): string {
  const upTo = limits[first - 1];
  const above = limits[last];
  return allOf([upTo === undefined ? "" : `${value} <= ${write(upTo)}`, above === undefined ? "" : `${value} > ${write(above)}`]);
}

function amongKeys(fact: Fact, cuts: readonly number[], classes: readonly number[], name: string): string {
  const keys = enumKeys(fact);
  const isInside = keys.map((_, position) => classes.includes(cuts.filter((cut) => position >= cut).length));
  const inside = keys.filter((_, position) => isInside[position]);
  const outside = keys.filter((_, position) => !isInside[position]);
  const [listed, relation, single] = inside.length <= outside.length ? [inside, "in", "="] : [outside, "not in", "<>"];
  return listed.length === 1 ? `${name} ${single} ${listed[0]}` : `${name} ${relation} (${listed.join(", ")})`;
}

function allOf(parts: readonly string[]): string {
  return parts.filter(Boolean).join(" and ");
}

function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? "") : parts.map((part) => `(${part})`).join(" or ");
}
