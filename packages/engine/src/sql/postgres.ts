import { doubleQuoted, ownLogic, plainLiterals, type Dialect } from "./dialect.ts";

/** PostgreSQL 15 and later, and PGlite. */
export const postgres: Dialect = {
  name: "postgres",
  quoted: doubleQuoted,
  dayNumber: (date) => `(${date} - date '1970-01-01')`,
  dateOf: (dayNumber) => `(date '1970-01-01' + (${dayNumber})::int)`,
  types: { bool: "boolean", int: "integer", money: "bigint", date: "date", region: "text", enum: "text" },
  ...plainLiterals,
  logic: ownLogic,
  // Not `offset 0`: behind that no other process of the database computes beside the first.
  fence: "limit all",
};
