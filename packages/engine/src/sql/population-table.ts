import type { FactName, Vocabulary } from "../vocabulary.ts";
import type { Dialect } from "./dialect.ts";

/**
 * The table that {@link populationStatement} reads, as the statement that creates it: a key `id` and a column per fact, null where unknown.
 *
 * @param facts the facts to have columns for, in order
 * @param idType the type of the key
 */
export function populationTable(
  vocabulary: Vocabulary,
  facts: readonly FactName[],
  dialect: Dialect,
  name: string,
  idType: "integer" | "text",
): string {
  const types = new Map(vocabulary.facts.map((fact) => [fact.name, dialect.types[fact.type]]));
  const columns = facts.map((fact) => `  ${dialect.quoted(fact)} ${types.get(fact)}`);
  return `create table ${name} (\n${[`  id ${idType === "text" ? dialect.types.enum : "integer"}`, ...columns].join(",\n")}\n)`;
}
