/** Rules as SQL for tables of people: one statement per pack and day. */
export type { Dialect } from "./dialect.ts";
export { duckdb } from "./duckdb.ts";
export { populationTable } from "./population-table.ts";
export { postgres } from "./postgres.ts";
export { spark } from "./spark.ts";
export { populationStatement, type Statement, type StatementOptions } from "./statement.ts";
