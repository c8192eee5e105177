import type { Program } from "@huican/engine";
import { populationStatement, postgres } from "@huican/engine/sql";
import { snapshotFacts, type Registry } from "../../registry/index.ts";

/**
 * The statement that decides everybody of a snapshot: `id`, and three columns a benefit, as {@link populationStatement} describes them.
 * @param day a day for which the register has a snapshot, in the form YYYY-MM-DD; the program's own
 */
export function registerStatement(program: Program, { catalogue }: Registry, day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error("The day is checked at the door.");
  const people = `(select subject_id as id, snapshot.* from registry.snapshot where as_of = date '${day}')`;
  return populationStatement(program, postgres, people, { present: new Set(snapshotFacts(catalogue)) }).sql;
}
