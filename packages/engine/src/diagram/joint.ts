import { evaluate } from "../evaluate.ts";
import type { Environment } from "../ir.ts";
import { largestFen } from "../money.ts";
import { NO_REGION, regionSize, regionSizes } from "../region.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { variablesBelow, type Diagram } from "./diagram.ts";
import { UNKNOWN, type Settler } from "./settler.ts";
import { classOf, type Variable } from "./variable.ts";

/**
 * Facts that the variables of a root do not read one by one: two facts compared with each other, or one fact read in two ways (the birth date,
 * and the age that follows from it). Their classes depend on each other, so where one is unknown its values are tried: every value at which a
 * comparison, given the others, changes sides.
 */
export type JointRoot = { readonly variables: readonly number[]; readonly facts: readonly number[] };

const mostCombinations = 40_000;

/** The joint facts below a root, or null where every variable reads one fact of its own. */
export function jointRoot(diagram: Diagram, root: number): JointRoot | null {
  const variables = variablesBelow(diagram, root);
  const readers = new Map<number, number>();
  const joint = new Set<number>();
  for (const variable of variables) {
    const facts = diagram.variables[variable]?.facts ?? [];
    for (const fact of facts) {
      readers.set(fact, (readers.get(fact) ?? 0) + 1);
      if (facts.length > 1) joint.add(fact);
    }
  }
  for (const [fact, count] of readers) if (count > 1) joint.add(fact);
  return joint.size === 0 ? null : { variables, facts: [...joint].sort((a, b) => a - b) };
}

export type Settled = { readonly outcome: 0 | 1 | null; readonly missingFacts: readonly number[] };

/**
 * Settles a root whose joint facts are partly unknown.
 * @param values a number per column, NaN where unknown; changed while this runs, restored after
 */
export function settleJointly(
  diagram: Diagram,
  root: number,
  joint: JointRoot,
  vocabulary: Vocabulary,
  settler: Settler,
  values: Float64Array,
  env: Environment,
): Settled {
  const variables = joint.variables.map((position) => ({ position, variable: diagram.variables[position] as Variable }));
  const unknown = joint.facts.filter((fact) => Number.isNaN(values[fact]));
  const touched = variables.filter(({ variable }) => variable.facts.some((fact) => unknown.includes(fact)));
  const kept = touched.map(({ position }) => settler.classes[position] as number);
  const candidates = candidateValues(
    unknown,
    touched.map(({ variable }) => variable),
    vocabulary,
    values,
    env,
  );
  const results = new Map<string, number>();

  const combination: number[] = [];
  const visit = (depth: number): void => {
    const fact = unknown[depth];
    if (fact === undefined) {
      for (const { position, variable } of touched) {
        const value = evaluate(variable.ir, env);
        settler.classes[position] = Number.isNaN(value) ? UNKNOWN : classOf(variable, value);
      }
      settler.reclassify();
      results.set(combination.join(), settler.restrict(root));
      return;
    }
    for (const candidate of candidates.get(fact) ?? []) {
      values[fact] = candidate;
      combination[depth] = candidate;
      visit(depth + 1);
    }
    values[fact] = Number.NaN;
  };
  visit(0);

  touched.forEach(({ position }, i) => (settler.classes[position] = kept[i] ?? UNKNOWN));
  settler.reclassify();
  return summary(diagram, settler, unknown, results);
}

/**
 * The ways in which unknown facts may turn out, one for each that the variables can tell apart.
 * @param values a number per column, NaN where unknown; changed while this runs, restored after
 * @returns for each way the values of the facts, in their order
 */
export function reachableValues(
  unknown: readonly number[],
  variables: readonly Variable[],
  vocabulary: Vocabulary,
  values: Float64Array,
  env: Environment,
): readonly (readonly number[])[] {
  const candidates = candidateValues(unknown, variables, vocabulary, values, env);
  const byClasses = new Map<string, readonly number[]>();
  const visit = (found: readonly number[]): void => {
    const fact = unknown[found.length];
    if (fact === undefined) {
      const classes = variables.map((variable) => classOf(variable, evaluate(variable.ir, env))).join();
      if (!byClasses.has(classes)) byClasses.set(classes, found);
      return;
    }
    for (const candidate of candidates.get(fact) ?? []) {
      values[fact] = candidate;
      visit([...found, candidate]);
    }
    values[fact] = Number.NaN;
  };
  visit([]);
  return [...byClasses.values()];
}

function summary(diagram: Diagram, settler: Settler, unknown: readonly number[], results: ReadonlyMap<string, number>): Settled {
  const distinct = new Set(results.values());
  const missing = new Set<number>();
  for (const result of distinct)
    settler.eachAsked(result, (variable) => diagram.variables[variable]?.facts.forEach((fact) => missing.add(fact)));
  unknown.forEach((fact, depth) => {
    const byOthers = new Map<string, number>();
    for (const [combination, result] of results) {
      const others = combination.split(",").toSpliced(depth, 1).join();
      const known = byOthers.get(others);
      if (known === undefined) byOthers.set(others, result);
      else if (known !== result) missing.add(fact);
    }
  });
  const [only = 0] = distinct;
  const outcome = distinct.size === 1 && only < 2 ? (only as 0 | 1) : null;
  return { outcome, missingFacts: outcome === null ? [...missing] : [] };
}

/** For each unknown fact the values worth trying. */
function candidateValues(
  unknown: readonly number[],
  variables: readonly Variable[],
  vocabulary: Vocabulary,
  values: Float64Array,
  env: Environment,
): ReadonlyMap<number, readonly number[]> {
  const candidates = new Map(unknown.map((fact) => [fact, plainCandidates(fact, variables, vocabulary, env)]));
  for (let round = 0; round < 2; round++) {
    for (const fact of unknown) {
      const found = new Set(candidates.get(fact));
      const readers = variables.filter((variable) => variable.facts.includes(fact));
      for (const variable of readers) solve(fact, variable, unknown, candidates, vocabulary, values, env, found);
      candidates.set(
        fact,
        [...found].sort((a, b) => a - b),
      );
    }
  }
  const combinations = [...candidates.values()].reduce((product, found) => product * found.length, 1);
  if (combinations > mostCombinations) throw new Error(`A rule compares too many facts with each other: ${combinations} combinations.`);
  return candidates;
}

function plainCandidates(fact: number, variables: readonly Variable[], vocabulary: Vocabulary, env: Environment): readonly number[] {
  const [least, greatest] = domain(fact, vocabulary, env.asOf);
  const found = new Set<number>([least, greatest]);
  const type = vocabulary.facts[fact]?.type;
  if (type === "bool" || type === "enum") for (let value = least; value <= greatest; value++) found.add(value);
  if (type === "region") found.add(NO_REGION);
  for (const variable of variables) {
    const isPlain = variable.ir.op === "fact" && variable.ir.fact === fact;
    for (const cut of isPlain ? variable.cuts : [])
      for (const value of [cut - 1, cut]) if (value >= least && value <= greatest) found.add(value);
  }
  return [...found];
}

/** Adds the values of a fact at which a variable changes class, given each combination of what the other unknown facts may be. */
function solve(
  fact: number,
  variable: Variable,
  unknown: readonly number[],
  candidates: ReadonlyMap<number, readonly number[]>,
  vocabulary: Vocabulary,
  values: Float64Array,
  env: Environment,
  found: Set<number>,
): void {
  const others = variable.facts.filter((other) => other !== fact && unknown.includes(other));
  const visit = (depth: number): void => {
    const other = others[depth];
    if (other !== undefined) {
      for (const value of candidates.get(other) ?? []) {
        values[other] = value;
        visit(depth + 1);
      }
      values[other] = Number.NaN;
      return;
    }
    if (vocabulary.facts[fact]?.type === "region") addRegions(variable, fact, values, found);
    else bisect(fact, variable, domain(fact, vocabulary, env.asOf), values, env, found);
  };
  visit(0);
  values[fact] = Number.NaN;
}

/** The regions that contain, equal or lie beside the other one. */
function addRegions(variable: Variable, fact: number, values: Float64Array, found: Set<number>): void {
  for (const other of variable.facts) {
    const region = values[other] ?? Number.NaN;
    if (other === fact || Number.isNaN(region) || region < 0) continue;
    for (const size of regionSizes) found.add(region - (region % size));
    found.add(region + regionSize(region));
  }
}

/** Every class change of a term that grows or falls with one fact, by halving the interval between two values of different class. */
function bisect(
  fact: number,
  variable: Variable,
  [least, greatest]: readonly [number, number],
  values: Float64Array,
  env: Environment,
  found: Set<number>,
): void {
  const classAt = (value: number): number => {
    values[fact] = value;
    return classOf(variable, evaluate(variable.ir, env));
  };
  const split = (low: number, lowClass: number, high: number, highClass: number): void => {
    if (lowClass === highClass) return;
    if (high - low <= 1) {
      found.add(low);
      found.add(high);
      return;
    }
    const middle = Math.floor((low + high) / 2);
    const middleClass = classAt(middle);
    split(low, lowClass, middle, middleClass);
    split(middle, middleClass, high, highClass);
  };
  split(least, classAt(least), greatest, classAt(greatest));
}

/** The least and the greatest value that a fact may have. */
export function domain(fact: number, vocabulary: Vocabulary, asOf: number): readonly [number, number] {
  const definition = vocabulary.facts[fact];
  switch (definition?.type) {
    case "bool":
      return [0, 1];
    case "enum":
      return [0, (definition.values?.length ?? 1) - 1];
    case "money":
      return [0, largestFen];
    case "date":
      return [asOf - 150 * 366, asOf + 100 * 366];
    case "region":
      return [0, 999_999_999_999];
    case "int":
      return [definition.range?.[0] ?? -1_000_000_000, definition.range?.[1] ?? 1_000_000_000];
    case undefined:
      return [-largestFen, largestFen];
  }
}
