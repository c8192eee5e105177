import { doubleQuoted, type Dialect, type Logic } from "./dialect.ts";

/**
 * Two bits that are never null: 3 is yes, 0 is no, 1 is open. `&` and `|` are then exactly the three-valued `and` and `or`, and DuckDB runs them over whole vectors
 * without looking for nulls, which its booleans cannot.
 */
const twoBits: Logic = {
  of: (predicate) => `coalesce(cast((${predicate}) as utinyint) * 3, 1)`,
  open: "1::utinyint",
  constant: (isTrue) => (isTrue ? "3::utinyint" : "0::utinyint"),
  and: (parts) => parts.join(" & "),
  or: (parts) => parts.join(" | "),
  isTrue: (value) => `${value} = 3`,
  isFalse: (value) => `${value} = 0`,
  isOpen: (value) => `${value} = 1`,
};

/** DuckDB 1.x. Its planner keeps one projection above the other, so no fence is needed. */
export const duckdb: Dialect = {
  name: "duckdb",
  quoted: doubleQuoted,
  dayNumber: (date) => `(${date} - date '1970-01-01')`,
  dateOf: (dayNumber) => `(date '1970-01-01' + (${dayNumber})::int)`,
  types: { bool: "boolean", int: "integer", money: "bigint", date: "date", region: "varchar", enum: "varchar" },
  // Written as text, two hundred columns of outcomes and places cost more than all the rules.
  outcome: (outcome) => `'${outcome}'::enum('ineligible', 'eligible', 'unknown', 'not_in_force')`,
  place: (place) => `${place}::utinyint`,
  // Reading and planning the statement is a tenth of deciding a city.
  namesLiterals: true,
  logic: twoBits,
  fence: "",
};
