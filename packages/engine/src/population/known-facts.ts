import type { MissingMode } from "../facts.ts";
import { factIndex, type Vocabulary } from "../vocabulary.ts";
import { unknownIn, type Column, type People } from "./people.ts";

/** One fact of many people with its fixed meanings: what an absent value stands for, and when it expires. */
export type KnownFact = {
  /** Null where nobody's value was given. */
  readonly column: Column | null;
  readonly unknown: number;
  /** What an absent value stands for; NaN for unknown. */
  readonly absent: number;
  readonly expiry: { readonly column: Column; readonly unknown: number; readonly becomes: number } | null;
};

/** The facts of many people, in the order of the vocabulary, with the meanings that hold for every reader. */
export function knownFacts(vocabulary: Vocabulary, people: People, missing: MissingMode): readonly KnownFact[] {
  const index = factIndex(vocabulary);
  return vocabulary.facts.map((fact) => {
    const column = people.columns.get(fact.name) ?? null;
    const dates = fact.expiresWith && index.has(fact.expiresWith.fact) ? people.columns.get(fact.expiresWith.fact) : undefined;
    return {
      column,
      unknown: column ? unknownIn(column) : Number.NaN,
      absent: fact.absent ?? (missing === "closed" ? fact.closed : undefined) ?? Number.NaN,
      expiry: dates && fact.expiresWith ? { column: dates, unknown: unknownIn(dates), becomes: fact.expiresWith.becomes } : null,
    };
  });
}

/** One person's value on a day, NaN where unknown. */
export function valueAt(fact: KnownFact, row: number, asOf: number): number {
  const { expiry } = fact;
  if (expiry) {
    const until = expiry.column[row] as number;
    if (until !== expiry.unknown && until < asOf) return expiry.becomes;
  }
  return givenAt(fact, row) ?? fact.absent;
}

/** What was given of one person, or null. */
export function givenAt({ column, unknown }: KnownFact, row: number): number | null {
  if (!column) return null;
  const value = column[row] as number;
  return value === unknown || Number.isNaN(value) ? null : value;
}
