import { doubleQuoted, type Dialect } from "./dialect.ts";

/** DuckDB 1.x. Its planner keeps one projection above the other, so no fence is needed. */
export const duckdb: Dialect = {
  name: "duckdb",
  quoted: doubleQuoted,
  dayNumber: (date) => `(${date} - date '1970-01-01')`,
  dateOf: (dayNumber) => `(date '1970-01-01' + (${dayNumber})::int)`,
  types: { bool: "boolean", int: "integer", money: "bigint", date: "date", region: "varchar", enum: "varchar" },
  fence: "",
};
