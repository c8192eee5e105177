import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Duplicate } from "./duplicate.ts";

/** Whether two files are one person's, as somebody said last. */
export type DuplicateWord = { readonly areTwo: boolean; readonly reason: string; readonly saidAt: string; readonly saidBy: string };

/** Two files in a list: with the reasons of the search, null where it found none, and what somebody said or asked. */
export type DuplicatePair = {
  readonly firstId: number;
  readonly secondId: number;
  readonly found: Pick<Duplicate, "reasons" | "score" | "harm" | "received"> | null;
  readonly word: DuplicateWord | null;
  /** The request about them: that which waits, else that on which they were merged. */
  readonly request: { readonly id: number; readonly isUndoing: boolean; readonly askedBy: string; readonly askedAt: string } | null;
};

/** open: nobody did anything; waiting: for a decision; apart: said to be two people; merged: one is in the other. */
export type PairState = "open" | "waiting" | "apart" | "merged";

type Row = Pick<DuplicatePair, "firstId" | "secondId"> & {
  readonly reasons: Duplicate["reasons"] | null;
  readonly score: number;
  readonly harm: number;
  readonly received: readonly string[];
  readonly areTwo: boolean | null;
  readonly reason: string;
  readonly saidAt: string;
  readonly saidBy: string;
  readonly requestId: number | null;
  readonly isUndoing: boolean;
  readonly askedBy: string;
  readonly askedAt: string;
};

const lastWord = sql`left join lateral (
  select w.are_two, w.reason, w.said_at, w.said_by from registry.duplicate_word w
  where w.first_id = p.first_id and w.second_id = p.second_id order by w.id desc limit 1) w on true`;

const waiting = sql`(
  select r.id, least(r.survivor_id, r.other_id) as first_id, greatest(r.survivor_id, r.other_id) as second_id, r.undoes, r.asked_by, r.asked_at
  from registry.merge_request r left join registry.merge_decision d on d.request_id = r.id where d.request_id is null)`;

const merged = sql`(
  select r.id, least(m.survivor_id, m.other_id) as first_id, greatest(m.survivor_id, m.other_id) as second_id, r.undoes, r.asked_by, r.asked_at
  from registry.file_merge m join registry.merge_request r on r.id = m.request_id where upper_inf(m.recorded))`;

/** Looked up pair by pair: as a join, a database that takes the files of an area for few would pair each with each before it looks for the pair. */
const isUnmerged = (id: RawBuilder<unknown>) => sql`(select s.merged_into is null from registry.subject s where s.id = ${id})`;

/** For each state the pairs `p`, and the requests `r` that belong to them. */
const sourceOf: Readonly<Record<PairState, RawBuilder<unknown>>> = {
  open: sql`registry.duplicate p left join ${waiting} r on false`,
  waiting: sql`${waiting} p join ${waiting} r on r.id = p.id`,
  apart: sql`(select distinct first_id, second_id from registry.duplicate_word) p left join ${waiting} r on false`,
  merged: sql`${merged} p join ${merged} r on r.id = p.id`,
};

const conditionOf: Readonly<Record<PairState, RawBuilder<unknown>>> = {
  open: sql`w.are_two is not true and ${isUnmerged(sql`p.first_id`)} and ${isUnmerged(sql`p.second_id`)}
    and not exists (select from ${waiting} a where (a.first_id, a.second_id) = (p.first_id, p.second_id))`,
  waiting: sql`true`,
  apart: sql`w.are_two`,
  merged: sql`true`,
};

export const duplicates = {
  /** Pairs of whom the actor sees both, those that do the most harm first. */
  async list(
    tx: Tx,
    { state, skip, most }: { readonly state: PairState; readonly skip: number; readonly most: number },
  ): Promise<{ readonly pairs: readonly DuplicatePair[]; readonly count: number }> {
    const from = sql`from ${sourceOf[state]} ${lastWord}`;
    const pairs = await select(
      tx,
      sql`${from} ${withFound} where ${conditionOf[state]}
      order by f.harm nulls last, f.score desc, p.first_id, p.second_id offset ${skip} limit ${most}`,
    );
    const { rows } = await sql<{ count: number }>`select count(*) as count ${from} where ${conditionOf[state]}`.execute(tx);
    return { pairs, count: rows[0]?.count ?? 0 };
  },

  /** A pair, whether it was found or not. */
  async pair(tx: Tx, { firstId, secondId }: Pick<DuplicatePair, "firstId" | "secondId">): Promise<DuplicatePair> {
    const one = sql`(select ${firstId}::bigint as first_id, ${secondId}::bigint as second_id) p`;
    const pairs = await select(
      tx,
      sql`
      from ${one} left join (select * from ${waiting} a union all select * from ${merged} b) r on (r.first_id, r.second_id) = (p.first_id, p.second_id)
      ${lastWord} ${withFound} order by r.id desc limit 1`,
    );
    return pairs[0] as DuplicatePair;
  },

  /** When the register was last searched for duplicates, and for which day; null where it never was. */
  async searchedOn(tx: Tx): Promise<string | null> {
    return (await sql<{ day: string | null }>`select max(on_day) as day from registry.duplicate_search`.execute(tx)).rows[0]?.day ?? null;
  },

  async say(
    tx: Tx,
    pair: Pick<DuplicatePair, "firstId" | "secondId">,
    { areTwo, reason }: Pick<DuplicateWord, "areTwo" | "reason">,
  ): Promise<void> {
    await sql`
      insert into registry.duplicate_word (first_id, second_id, are_two, reason)
      values (${pair.firstId}, ${pair.secondId}, ${areTwo}, ${reason})`.execute(tx);
  },
};

const withFound = sql`left join registry.duplicate f on f.first_id = p.first_id and f.second_id = p.second_id`;

async function select(tx: Tx, rest: RawBuilder<unknown>): Promise<readonly DuplicatePair[]> {
  const { rows } = await sql<Row>`
    select p.first_id as "firstId", p.second_id as "secondId", f.reasons, f.score, f.harm, f.received,
      w.are_two as "areTwo", w.reason, w.said_at as "saidAt", w.said_by as "saidBy",
      r.id as "requestId", r.undoes is not null as "isUndoing", r.asked_by as "askedBy", r.asked_at as "askedAt"
    ${rest}`.execute(tx);
  return rows.map(
    ({ firstId, secondId, reasons, score, harm, received, areTwo, reason, saidAt, saidBy, requestId, isUndoing, askedBy, askedAt }) => ({
      firstId,
      secondId,
      found: reasons && { reasons, score, harm, received },
      word: areTwo === null ? null : { areTwo, reason, saidAt, saidBy },
      request: requestId === null ? null : { id: requestId, isUndoing, askedBy, askedAt },
    }),
  );
}
