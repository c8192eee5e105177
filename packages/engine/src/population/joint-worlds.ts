import { domain, reachableValues } from "../diagram/joint.ts";
import type { JointRoot } from "../diagram/joint.ts";
import type { Variable } from "../diagram/variable.ts";
import type { Environment } from "../ir.ts";
import { NO_REGION, regionSizes } from "../region.ts";
import type { Program } from "../program.ts";
import { SumReader, type Sum } from "./sum.ts";
import { thresholdsOf } from "../diagram/thresholds.ts";

/**
 * What an unknown fact may be, of facts that are compared with each other: a number; the least number at which a sum that another, known fact is part of
 * reaches a limit (`from` where that lies outside the fact's range); the region of a size that holds another, known region; or the first code behind that.
 */
export type Assumed =
  | { readonly value: number }
  | { readonly fact: number; readonly sum: Sum; readonly limit: number; readonly from: number; readonly to: number }
  | { readonly holding: number; readonly size: number }
  | { readonly behind: number };

/** One way in which the unknown facts may turn out. */
export type World = ReadonlyMap<number, Assumed>;

/** Some facts are missing, the others known: then one of the worlds is the real one, and they stand for all that are possible. */
export type JointCase = { readonly missing: readonly number[]; readonly known: readonly number[]; readonly worlds: readonly World[] };

/** A rule compares more facts with each other than can be written down case by case. */
export class TooManyTogether extends Error {
  readonly facts: readonly number[];

  constructor(facts: readonly number[]) {
    super("A rule compares too many facts with each other, or in a way that is no sum.");
    this.name = "TooManyTogether";
    this.facts = facts;
  }
}

/** Every case of what is known of facts that a root reads together; roots that read them alike share their worlds. */
export class JointCases {
  private readonly program: Program;
  private readonly known = new Map<string, readonly JointCase[]>();

  constructor(program: Program) {
    this.program = program;
  }

  /** Throws {@link TooManyTogether} where more than two facts hang together, or two in a way that is no sum and no region in another. */
  of({ variables, facts }: JointRoot): readonly JointCase[] {
    const { diagram } = this.program.rulebook;
    const touching = variables.filter((position) => diagram.variables[position]?.facts.some((fact) => facts.includes(fact)));
    const key = `${facts.join()} ${touching.join()}`;
    let cases = this.known.get(key);
    if (!cases)
      this.known.set(
        key,
        (cases = this.write(
          facts,
          touching.map((position) => diagram.variables[position] as Variable),
        )),
      );
    return cases;
  }

  private write(joint: readonly number[], variables: readonly Variable[]): readonly JointCase[] {
    const groups = connected(joint, variables).map((facts) => casesOf(this.program, facts, variables));
    return groups.reduce<readonly JointCase[]>(
      (all, group) => all.flatMap((left) => group.map((right) => both(left, right))),
      [{ missing: [], known: [], worlds: [new Map()] }],
    );
  }
}

function both(left: JointCase, right: JointCase): JointCase {
  return {
    missing: [...left.missing, ...right.missing],
    known: [...left.known, ...right.known],
    worlds: left.worlds.flatMap((a) => right.worlds.map((b) => new Map([...a, ...b]))),
  };
}

/** Joint facts in groups: two facts of a group are linked by variables that read both. */
function connected(joint: readonly number[], variables: readonly Variable[]): readonly (readonly number[])[] {
  const groups: number[][] = joint.map((fact) => [fact]);
  for (const { facts } of variables) {
    const linked = groups.filter((group) => group.some((fact) => facts.includes(fact)));
    if (linked.length < 2) continue;
    const merged = linked.flat();
    groups.splice(0, groups.length, ...groups.filter((group) => !linked.includes(group)), merged);
  }
  return groups;
}

function casesOf(program: Program, facts: readonly number[], variables: readonly Variable[]): readonly JointCase[] {
  const [first, second, ...others] = facts;
  if (first === undefined || others.length > 0) throw new TooManyTogether(facts);
  const touching = variables.filter((variable) => variable.facts.some((fact) => facts.includes(fact)));
  const nothing: JointCase = { missing: facts, known: [], worlds: allUnknown(program, facts, touching) };
  const everything: JointCase = { missing: [], known: facts, worlds: [new Map()] };
  if (second === undefined) return [everything, nothing];
  return [everything, oneUnknown(program, first, second, touching), oneUnknown(program, second, first, touching), nothing];
}

/** Nothing is known: what may be does not depend on the person. */
function allUnknown(program: Program, facts: readonly number[], variables: readonly Variable[]): readonly World[] {
  const { vocabulary } = program.pack.compiled;
  const values = new Float64Array(vocabulary.facts.length + program.rulebook.diagram.unsetParameters.length).fill(Number.NaN);
  const env: Environment = { fact: (fact) => values[fact] as number, param: program.setting.param, asOf: program.setting.asOf };
  return reachableValues(facts, variables, vocabulary, values, env).map(
    (found) => new Map(facts.map((fact, i) => [fact, { value: found[i] as number }])),
  );
}

/** One fact is unknown, the other known: everything changes only where a sum of both, or the fact itself, reaches a limit. */
function oneUnknown(program: Program, fact: number, other: number, variables: readonly Variable[]): JointCase {
  const { vocabulary } = program.pack.compiled;
  const [from, to] = domain(fact, vocabulary, program.setting.asOf);
  const sums = new SumReader(program.setting, vocabulary.facts.length, program.rulebook.diagram);
  const assumed: Assumed[] = [{ value: from }];
  for (const variable of variables.filter(({ facts }) => facts.includes(fact))) {
    const thresholds = thresholdsOf(variable, program.setting);
    const sum = thresholds ? null : sums.sumOf(variable.ir);
    if (thresholds) {
      for (const limit of thresholds.limits) assumed.push({ value: thresholds.descends ? limit + 1 : limit });
    } else if (variable.ir.op === "within" && variable.facts.length === 2) {
      assumed.push({ value: NO_REGION }, { behind: other }, ...regionSizes.map((size) => ({ holding: other, size })));
    } else if (sum && sum.parts.length === variable.facts.length) {
      for (const limit of variable.cuts) assumed.push({ fact, sum, limit, from, to });
    } else throw new TooManyTogether([fact, other]);
  }
  return { missing: [fact], known: [other], worlds: assumed.map((value) => new Map([[fact, value]])) };
}
