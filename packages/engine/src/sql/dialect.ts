import type { Outcome } from "../decision.ts";
import type { FactType } from "../vocabulary.ts";

/** What databases write differently. Everything else is SQL that PostgreSQL, DuckDB and Spark understand alike. */
export type Dialect = {
  readonly name: "postgres" | "duckdb" | "spark";
  /** A name that may hold a dot, as facts do. */
  readonly quoted: (name: string) => string;
  /** Days since 1970 of a date. */
  readonly dayNumber: (date: string) => string;
  /** The date of a number of days since 1970. */
  readonly dateOf: (dayNumber: string) => string;
  /** The type of a fact's column; money is whole fen, a region text of 6, 9 or 12 digits (`none` for "has none"), an enum text. */
  readonly types: Readonly<Record<FactType, string>>;
  /** An outcome, and the place of a condition, as literals of the narrowest type that still reads as a word and as a number. */
  readonly outcome: (outcome: Outcome) => string;
  readonly place: (place: number) => string;
  /** Whether such a literal stands once, as a column, and is named where it is used: hundreds of times. */
  readonly namesLiterals: boolean;
  /** How a yes, a no and an open answer are kept and combined. */
  readonly logic: Logic;
  /** Stands at the end of a step's query, so that the planner computes the step once instead of copying it into all its readers. */
  readonly fence: string;
};

/** Three-valued logic as a database computes it best. */
export type Logic = {
  /** A predicate of SQL, null where it is open, as a value of this logic. */
  readonly of: (predicate: string) => string;
  /** What is open of everybody. */
  readonly open: string;
  readonly constant: (isTrue: boolean) => string;
  readonly and: (parts: readonly string[]) => string;
  readonly or: (parts: readonly string[]) => string;
  /** Predicates on a value, for `when`. */
  readonly isTrue: (value: string) => string;
  readonly isFalse: (value: string) => string;
  readonly isOpen: (value: string) => string;
};

/** SQL's own logic: a boolean that is null where it is open. */
export const ownLogic: Logic = {
  of: (predicate) => predicate,
  open: "cast(null as boolean)",
  constant: String,
  and: (parts) => parts.join(" and "),
  or: (parts) => parts.join(" or "),
  isTrue: (value) => value,
  isFalse: (value) => `not ${value}`,
  isOpen: (value) => `${value} is null`,
};

/** Outcomes and places as every database knows them. */
export const plainLiterals: Pick<Dialect, "outcome" | "place" | "namesLiterals"> = {
  outcome: (outcome) => `'${outcome}'`,
  place: String,
  namesLiterals: false,
};

export const doubleQuoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
