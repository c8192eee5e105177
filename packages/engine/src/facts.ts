import { formatDay, parseDay } from "./day.ts";
import { inputError, type InputError } from "./input-error.ts";
import { largestFen, parseYuan, toYuan } from "./money.ts";
import { formatRegion, NO_REGION, parseRegion } from "./region.ts";
import { factIndex, type Fact, type Vocabulary } from "./vocabulary.ts";

/** A value as the caller writes it: yuan, ISO dates, region codes and enum keys as text. */
export type FactValue = boolean | number | string;
export type FactsInput = { readonly [group: string]: { readonly [fact: string]: unknown } };
export type MissingMode = "unknown" | "closed";

/** What is known of one subject: a number per column of the vocabulary, NaN where unknown. */
export type Facts = {
  readonly values: Float64Array;
  /** 1 where the caller wrote the value; closed defaults are not given. */
  readonly given: Uint8Array;
};

/**
 * Reads facts as a caller gives them.
 * @returns the facts, or the first thing that is wrong with them (unknown name, wrong type, impossible date, value out of range …)
 */
export function readFacts(vocabulary: Vocabulary, input: unknown, missing: MissingMode): Facts | InputError {
  const size = vocabulary.facts.length;
  const facts: Facts = { values: new Float64Array(size).fill(Number.NaN), given: new Uint8Array(size) };
  const error = readGiven(vocabulary, input, facts);
  if (error) return error;
  fillAbsent(vocabulary, facts, missing);
  return facts;
}

/** The same facts with some regions known to be none: whoever says "I have no residence permit" has answered. */
export function withNoRegion(vocabulary: Vocabulary, facts: Facts, names: readonly string[]): Facts {
  const index = factIndex(vocabulary);
  const values = Float64Array.from(facts.values);
  for (const name of names) {
    const column = index.get(name);
    if (column !== undefined && vocabulary.facts[column]?.type === "region") values[column] = NO_REGION;
  }
  return { values, given: facts.given };
}

/** Whether {@link readFacts} refused. */
export function isInputError(result: Facts | InputError): result is InputError {
  return "code" in result;
}

function readGiven(vocabulary: Vocabulary, input: unknown, facts: Facts): InputError | undefined {
  if (input === undefined) return undefined;
  if (!isRecord(input)) return inputError.wrongType("facts", "object");
  const index = factIndex(vocabulary);
  for (const group in input) {
    const members = input[group];
    if (!isRecord(members)) {
      const known = vocabulary.groups.some((candidate) => candidate.key === group);
      return known ? inputError.wrongType(`facts.${group}`, "object") : inputError.unknownFact(`facts.${group}`);
    }
    for (const key in members) {
      const name = `${group}.${key}`;
      const column = index.get(name);
      const fact = column === undefined ? undefined : vocabulary.facts[column];
      if (column === undefined || !fact) return inputError.unknownFact(`facts.${name}`);
      const value = encode(fact, members[key]);
      if (typeof value !== "number") return value;
      facts.values[column] = value;
      facts.given[column] = 1;
      if (fact.insteadOf && isGiven(input, fact.insteadOf)) return inputError.contradiction(`facts.${name}`, `facts.${fact.insteadOf}`);
    }
  }
  return undefined;
}

function isGiven(input: Record<string, unknown>, name: string): boolean {
  const [group = "", key = ""] = name.split(".");
  const members = input[group];
  return isRecord(members) && Object.hasOwn(members, key);
}

function fillAbsent(vocabulary: Vocabulary, facts: Facts, missing: MissingMode): void {
  for (let i = 0; i < vocabulary.facts.length; i++) {
    if (facts.given[i]) continue;
    const fact = vocabulary.facts[i];
    const value = fact?.absent ?? (missing === "closed" ? fact?.closed : undefined);
    if (value !== undefined) facts.values[i] = value;
  }
}

/** A written value as a number, or why it is refused. */
export function encode(fact: Fact, value: unknown, path = `facts.${fact.name}`): number | InputError {
  if (fact.derived && !fact.insteadOf) return inputError.derivedFact(path);
  switch (fact.type) {
    case "bool":
      return typeof value === "boolean" ? Number(value) : inputError.wrongType(path, "bool");
    case "enum": {
      if (typeof value !== "string") return inputError.wrongType(path, "enum");
      const position = fact.values?.findIndex((candidate) => candidate.key === value) ?? -1;
      return position >= 0 ? position : inputError.badValue(path, fact.values?.map((candidate) => candidate.key) ?? []);
    }
    case "int":
      if (typeof value !== "number" || !Number.isInteger(value)) return inputError.wrongType(path, "int");
      return inRange(value, fact.range ?? [0, null], path);
    case "money": {
      const fen = typeof value === "number" ? parseYuan(value) : null;
      return fen === null ? inputError.wrongType(path, "money") : inRange(fen, [0, largestFen], path);
    }
    case "date": {
      if (typeof value !== "string") return inputError.wrongType(path, "date");
      return parseDay(value) ?? inputError.badDate(path);
    }
    case "region": {
      if (typeof value !== "string") return inputError.wrongType(path, "region");
      return parseRegion(value) ?? inputError.badRegion(path);
    }
  }
}

function inRange(value: number, [least, greatest]: readonly [number | null, number | null], path: string): number | InputError {
  const isInside = (least === null || value >= least) && (greatest === null || value <= greatest) && Number.isSafeInteger(value);
  return isInside ? value : inputError.outOfRange(path, least, greatest);
}

/** A number of the engine as a caller writes it; null for unknown and for "has none". */
export function decode(fact: Fact, value: number): FactValue | null {
  if (Number.isNaN(value)) return null;
  switch (fact.type) {
    case "bool":
      return value === 1;
    case "enum":
      return fact.values?.[value]?.key ?? null;
    case "int":
      return value;
    case "money":
      return toYuan(value);
    case "date":
      return formatDay(value);
    case "region":
      return value === NO_REGION ? null : formatRegion(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
