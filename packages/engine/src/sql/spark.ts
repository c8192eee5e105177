import { ownLogic, plainLiterals, type Dialect } from "./dialect.ts";

/** Spark SQL 3.x. */
export const spark: Dialect = {
  name: "spark",
  quoted: (name) => `\`${name.replaceAll("`", "``")}\``,
  dayNumber: (date) => `datediff(${date}, date '1970-01-01')`,
  dateOf: (dayNumber) => `date_add(date '1970-01-01', cast(${dayNumber} as int))`,
  types: { bool: "boolean", int: "int", money: "bigint", date: "date", region: "string", enum: "string" },
  ...plainLiterals,
  logic: ownLogic,
  fence: "",
};
