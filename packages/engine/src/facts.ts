import { formatDay, parseDay } from "./day.ts";
import { inputError, type InputError } from "./input-error.ts";
import { largestFen, parseYuan, toYuan } from "./money.ts";
import { formatRegion, NO_REGION, parseRegion } from "./region.ts";
import { factGroups, factIndex, type Fact, type Vocabulary } from "./vocabulary.ts";

/** A value as the caller writes it: yuan, ISO dates, region codes and enum keys as text. */
export type FactValue = boolean | number | string;
export type FactsInput = { readonly [group: string]: { readonly [fact: string]: unknown } };
export type MissingMode = "unknown" | "closed";

/** What is known of one subject: a number per column of the vocabulary, NaN where unknown. */
export type Facts = {
  readonly values: Float64Array;
  /** 1 where the caller wrote the value; closed defaults are not given. */
  readonly given: Uint8Array;
  /** Whom the written facts describe. */
  readonly describes: { readonly employer: boolean; readonly institution: boolean; readonly others: boolean };
};

/** The facts of these groups describe an organisation, all others a person and a household. */
const employerGroup = "employer";
const institutionGroup = "institution";

/**
 * Reads facts as a caller gives them.
 * @returns the facts, or the first thing that is wrong with them (unknown name, wrong type, impossible date, value out of range …)
 */
export function readFacts(vocabulary: Vocabulary, input: unknown, missing: MissingMode): Facts | InputError {
  const size = vocabulary.facts.length;
  const facts = {
    values: new Float64Array(size).fill(Number.NaN),
    given: new Uint8Array(size),
    describes: { employer: false, institution: false, others: false },
  };
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
  return { values, given: facts.given, describes: facts.describes };
}

/** Whether {@link readFacts} refused. */
export function isInputError(result: Facts | InputError): result is InputError {
  return "code" in result;
}

/** Facts while they are being read. */
type Reading = Facts & { readonly describes: { employer: boolean; institution: boolean; others: boolean } };

function readGiven(vocabulary: Vocabulary, input: unknown, facts: Reading): InputError | undefined {
  if (input === undefined) return undefined;
  if (!isRecord(input)) return inputError.wrongType("facts", "object");
  const groups = factGroups(vocabulary);
  for (const group in input) {
    const members = input[group];
    const columns = groups.get(group);
    if (!isRecord(members)) return columns ? inputError.wrongType(`facts.${group}`, "object") : inputError.unknownFact(group);
    let isWritten = false;
    for (const key in members) {
      const column = columns?.get(key);
      const fact = column === undefined ? undefined : vocabulary.facts[column];
      if (column === undefined || !fact) return inputError.unknownFact(group, key);
      const value = encode(fact, members[key]);
      if (typeof value !== "number") return value;
      facts.values[column] = value;
      facts.given[column] = 1;
      isWritten = true;
      if (fact.insteadOf && isGiven(input, fact.insteadOf))
        return inputError.contradiction(`facts.${fact.name}`, `facts.${fact.insteadOf}`);
    }
    if (isWritten) facts.describes[group === employerGroup || group === institutionGroup ? group : "others"] = true;
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
export function encode(fact: Fact, value: unknown): number | InputError {
  const known = encodeKnown(fact, value);
  return known ?? encodeClosely(fact, value);
}

/** The common case without a path being written for every value; null where the value has to be looked at closely. */
function encodeKnown(fact: Fact, value: unknown): number | null {
  if (fact.derived && !fact.insteadOf) return null;
  if (fact.type === "bool") return value === true ? 1 : value === false ? 0 : null;
  if (fact.type === "int" && typeof value === "number" && Number.isSafeInteger(value)) {
    const least = fact.range?.[0] ?? 0;
    const greatest = fact.range?.[1] ?? Number.MAX_SAFE_INTEGER;
    return value >= least && value <= greatest ? value : null;
  }
  return null;
}

/** A value that is not a plain yes, no or whole number: as a number, or why it is refused. */
function encodeClosely(fact: Fact, value: unknown): number | InputError {
  const path = `facts.${fact.name}`;
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
