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
  /** Stands at the end of a step's query, so that the planner computes the step once instead of copying it into all its readers. */
  readonly fence: string;
};

export const doubleQuoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
