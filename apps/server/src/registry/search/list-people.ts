import { sql, type RawBuilder } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import type { Registry } from "../registry.ts";
import { noSnapshot } from "../snapshot/no-snapshot.ts";
import { fitting, type Filter } from "./filter.ts";
import { byName, orderOf, sortedBy, stretchesOf, type ListOrder, type Stretch } from "./list-order.ts";
import { personLines, shownInLine, type PersonLine } from "./person-line.ts";

export type ListQuestion = {
  /** A day for which the register has a snapshot. */
  readonly day: string;
  readonly filters: readonly Filter[];
  /** By name where nothing is said. */
  readonly order?: ListOrder;
  readonly skip: number;
  readonly most: number;
};

export type ListAnswer = { readonly people: readonly PersonLine[]; readonly count: number };

/**
 * People of the actor's areas whom every filter fits, in order, and how many there are.
 * @throws Refusal where a filter cannot be, or the register has no snapshot of the day
 */
export async function listPeople(
  { db, vocabulary }: Registry,
  actor: Actor,
  { day, filters, order: asked = byName, skip, most }: ListQuestion,
): Promise<ListAnswer> {
  const condition = fitting(vocabulary, day, filters);
  return db.as(actor, async (tx) => {
    const { rows } = await sql<{ count: number; known: number; isMade: boolean }>`
      select count(*) as count, count(${sortedBy(asked)}) as known, exists (select from registry.snapshot_state where as_of = ${day}) as "isMade"
      from registry.snapshot t where ${condition}`.execute(tx);
    const { count = 0, known = 0, isMade } = rows[0] ?? {};
    // Nobody fits, or nobody was ever looked at: the two must not look alike.
    if (!isMade) throw await noSnapshot(tx, day);
    const page: number[] = [];
    for (const stretch of stretchesOf({ count, known }, skip, most)) page.push(...(await idsOf(tx, condition, asked, stretch)));
    const lines = new Map((await personLines(tx, sql`unnest(${page}::bigint[])`, day)).map((line) => [line.id, line]));
    const people = page.flatMap((id) => lines.get(id) ?? []);
    // Whoever is in the list is known to fit its filters.
    const fields = [...new Set([...shownInLine, ...filters.map(({ fact }) => fact)])];
    await logReading(tx, { act: "registry.list-people", subjects: people.map(({ id }) => id), fields });
    return { people, count };
  });
}

/** Whoever stands in a stretch of the list. Counted is everybody, sorted are few: by name and by birth the database finds them in an index. */
async function idsOf(tx: Tx, condition: RawBuilder<unknown>, asked: ListOrder, stretch: Stretch): Promise<readonly number[]> {
  const { among, order } = orderOf(asked, stretch);
  const { rows } = await sql<{ id: number }>`
    select t.subject_id as id from registry.snapshot t where ${condition} and ${among}
    order by ${order} offset ${stretch.skip} limit ${stretch.most}`.execute(tx);
  const ids = rows.map(({ id }) => id);
  return stretch.isFromEnd ? ids.toReversed() : ids;
}
