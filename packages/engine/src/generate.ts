import type { AmountLine } from "./compiled-pack.ts";
import { formatDay } from "./day.ts";
import type { Variable } from "./diagram/variable.ts";
import { decode, type FactsInput, type FactValue } from "./facts.ts";
import { walk } from "./ir.ts";
import { toYuan } from "./money.ts";
import { thresholdsOf } from "./diagram/thresholds.ts";
import type { Program } from "./program.ts";
import { factIndex, type Fact } from "./vocabulary.ts";

export type GenerateOptions = {
  /** Whole number; the same seed gives the same people. */
  readonly seed: number;
  /** The share of facts that stay unknown, 0 to 1. */
  readonly unknown?: number;
  /** How often a fact has its usual value, 0 to 1; otherwise every class of values is as likely as another. */
  readonly usual?: number;
};

/**
 * Synthetic people for trying rules: endless, from a seed. Values lie on both sides of every constant that the rules compare with, so that edges are met
 * far more often than in life. Only facts that some rule or amount reads are given.
 */
export function* generatePeople(program: Program, options: GenerateOptions): Generator<FactsInput> {
  const random = randomFrom(options.seed);
  const { vocabulary } = program.pack.compiled;
  const index = factIndex(vocabulary);
  const columns = new Set([...program.rulebook.diagram.variables.flatMap((variable) => variable.facts), ...readByAmounts(program)]);
  const read = [...columns].sort((a, b) => a - b).flatMap((column) => vocabulary.facts[column] ?? []);
  const choices = new Map(read.map((fact) => [fact.name, valuesOf(fact, index.get(fact.name) as number, program)]));
  for (;;) {
    const person: Record<string, Record<string, FactValue>> = {};
    for (const fact of read) {
      if (random() < (options.unknown ?? 0)) continue;
      const values = choices.get(fact.name) ?? [];
      const isUsual = fact.usual !== undefined && random() < (options.usual ?? 0);
      const value = isUsual ? decode(fact, fact.usual) : values[Math.floor(random() * values.length)];
      if (value === null || value === undefined) continue;
      const [group = "", key = ""] = fact.name.split(".");
      (person[group] ??= {})[key] = value;
    }
    yield person;
  }
}

/** The counts and sums of a claim, and whatever a formula or a transition reads. */
function readByAmounts(program: Program): readonly number[] {
  const { facts } = program.pack.compiled.vocabulary;
  const claim = facts.flatMap(({ name, type }, column) =>
    name.startsWith("claim.") && (type === "int" || type === "money") ? [column] : [],
  );
  const lines = program.pack.benefits.flatMap((benefit) => benefit.amounts);
  return [...claim, ...lines.flatMap(readByLine)];
}

function readByLine({ when, formula }: AmountLine): readonly number[] {
  const read: number[] = [];
  for (const ir of [when, formula]) if (ir) walk(ir, (part) => part.op === "fact" && read.push(part.fact));
  return read;
}

/** Values of a fact on both sides of every cut. */
function valuesOf(fact: Fact, column: number, program: Program): readonly FactValue[] {
  const variables = program.rulebook.diagram.variables.filter((variable) => variable.facts.includes(column));
  switch (fact.type) {
    case "bool":
      return [true, false];
    case "enum":
      return (fact.values ?? []).map((value) => value.key);
    case "region":
      return regionsAround(variables);
    case "date":
      return daysAround(variables, program);
    case "int":
    case "money":
      return numbersAround(fact, variables);
  }
}

function regionsAround(variables: readonly Variable[]): readonly FactValue[] {
  const inside = variables.flatMap(({ cuts }) => cuts.filter((cut) => cut > 1));
  const codes = new Set(["110101000000", ...inside.map((cut) => String(cut).padStart(12, "0"))]);
  return [...codes];
}

function daysAround(variables: readonly Variable[], program: Program): readonly FactValue[] {
  const { asOf } = program.setting;
  const edges = variables.flatMap((variable) => thresholdsOf(variable, program.setting)?.limits ?? []);
  const days = new Set([asOf, ...edges].flatMap((day) => [day - 1, day, day + 1]));
  return [...days].map(formatDay);
}

function numbersAround(fact: Fact, variables: readonly Variable[]): readonly FactValue[] {
  const [least, greatest] = fact.range ?? [0, null];
  // What no rule compares with a number is only counted or multiplied.
  const cuts =
    variables.length === 0 ? [1, 2, 13, 100_000] : variables.flatMap(({ ir, cuts }) => (ir.op === "fact" ? cuts : [1, 10, 25, 100, 1000]));
  const numbers = new Set([least ?? 0, ...cuts.flatMap((cut) => [cut - 1, cut])]);
  const allowed = [...numbers].filter((value) => value >= (least ?? 0) && (greatest === null || value <= greatest));
  return fact.type === "money" ? allowed.map(toYuan) : allowed;
}

/** A small, fast generator of numbers from 0 to 1 (mulberry32): repeatable, not for secrets. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
