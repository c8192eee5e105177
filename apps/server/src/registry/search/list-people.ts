import { sql, type RawBuilder } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { Registry } from "../registry.ts";
import { noSnapshot } from "../snapshot/no-snapshot.ts";
import { fitting, type Filter } from "./filter.ts";
import { byName, firstOf, sorting, type ListOrder } from "./list-order.ts";
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

/** So far from its beginning a list is read as the database keeps it in order; further on it is sorted. */
const mostInOrder = 1_000;

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
  const found = foundBy(
    condition,
    filters.every(({ fact }) => fact === "person.age"),
    { order: asked, skip, most },
  );
  return db.as(actor, async (tx) => {
    const { rows } = await sql<{ count: number; page: readonly string[]; isMade: boolean }>`
      select found.*, exists (select from registry.snapshot_state where as_of = ${day}) as "isMade" from (${found}) found`.execute(tx);
    const { count = 0, page = [], isMade } = rows[0] ?? {};
    // Nobody fits, or nobody was ever looked at: the two must not look alike.
    if (!isMade) throw await noSnapshot(tx, day);
    // The driver leaves the numbers of a list as texts.
    const lines = new Map((await personLines(tx, sql`unnest(${page}::bigint[])`, day)).map((line) => [line.id, line]));
    const people = page.flatMap((id) => lines.get(Number(id)) ?? []);
    // Whoever is in the list is known to fit its filters.
    const fields = [...new Set([...shownInLine, ...filters.map(({ fact }) => fact)])];
    await logReading(tx, { act: "registry.list-people", subjects: people.map(({ id }) => id), fields });
    return { people, count };
  });
}

/**
 * How many fit, and who stands on the page. By several facts few fit: to count them and then look for them again takes twice as long as to look at everybody once. Whoever fits by
 * age stands in a row, or nearly everybody does.
 */
function foundBy(
  condition: RawBuilder<unknown>,
  isByAge: boolean,
  { order: asked, skip, most }: Required<Pick<ListQuestion, "order" | "skip" | "most">>,
): RawBuilder<unknown> {
  const first = isByAge && skip + most <= mostInOrder ? firstOf(asked, condition, skip + most) : null;
  if (first)
    return sql`select (select count(*) from registry.snapshot t where ${condition}) as count, (${first})[${skip + 1}:${skip + most}] as page`;
  const { kept, order } = sorting(asked);
  return sql`
    with fitting as materialized (select t.subject_id, ${kept} from registry.snapshot t where ${condition})
    select (select count(*) from fitting) as count, array(select subject_id from fitting order by ${order} offset ${skip} limit ${most}) as page`;
}
