import { sql } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { Registry } from "../registry.ts";
import { noSnapshot } from "../snapshot/no-snapshot.ts";
import { fitting, type Filter } from "./filter.ts";
import { personLines, shownInLine, type PersonLine } from "./person-line.ts";

export type ListQuestion = {
  /** A day for which the register has a snapshot. */
  readonly day: string;
  readonly filters: readonly Filter[];
  readonly skip: number;
  readonly most: number;
};

export type ListAnswer = { readonly people: readonly PersonLine[]; readonly count: number };

/**
 * People of the actor's areas whom every filter fits, by name, and how many there are.
 * @throws Refusal where a filter cannot be, or the register has no snapshot of the day
 */
export async function listPeople(
  { db, vocabulary }: Registry,
  actor: Actor,
  { day, filters, skip, most }: ListQuestion,
): Promise<ListAnswer> {
  const condition = fitting(vocabulary, day, filters);
  return db.as(actor, async (tx) => {
    const { rows } = await sql<{ count: number; page: readonly number[]; isMade: boolean }>`
      with fitting as materialized (select subject_id, sort_name from registry.snapshot t where ${condition})
      select (select count(*) from fitting) as count,
        array(select subject_id from fitting order by sort_name, subject_id offset ${skip} limit ${most}) as page,
        exists (select from registry.snapshot_state where as_of = ${day}) as "isMade"`.execute(tx);
    const { count = 0, page = [], isMade } = rows[0] ?? {};
    // Nobody fits, or nobody was ever looked at: the two must not look alike.
    if (!isMade) throw await noSnapshot(tx, day);
    const people = await personLines(tx, sql`unnest(${page}::bigint[])`, day);
    // Whoever is in the list is known to fit its filters.
    const fields = [...new Set([...shownInLine, ...filters.map(({ fact }) => fact)])];
    await logReading(tx, { act: "registry.list-people", subjects: people.map(({ id }) => id), fields });
    return { people, count };
  });
}
