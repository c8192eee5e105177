import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** 应急查看: one file outside somebody's areas, open to them for an hour, with the reason that they gave and what the review found. */
export type Emergency = {
  readonly id: number;
  readonly accountId: string;
  readonly subjectId: number;
  readonly reason: string;
  readonly role: string;
  readonly area: string;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly review: {
    readonly finding: "justified" | "unjustified";
    readonly words: string | null;
    readonly by: string;
    readonly at: string;
  } | null;
};

export type NewEmergency = Pick<Emergency, "subjectId" | "reason" | "role" | "area" | "fromAt" | "untilAt">;

export const emergencies = {
  /** @returns its number */
  async add(tx: Tx, { subjectId, reason, role, area, fromAt, untilAt }: NewEmergency): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into access.emergency (subject_id, reason, role, area, from_at, until_at)
      values (${subjectId}, ${reason}, ${role}, ${area}, ${fromAt}, ${untilAt}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, id: number): Promise<Emergency | undefined> {
    return (await select(tx, sql`e.id = ${id}`))[0];
  },

  /** Whether a file is open to somebody at an instant. */
  async open(tx: Tx, accountId: string, subjectId: number, at: string): Promise<Emergency | undefined> {
    return (
      await select(tx, sql`e.account_id = ${accountId} and e.subject_id = ${subjectId} and e.from_at <= ${at} and e.until_at > ${at}`)
    )[0];
  },

  /** How many somebody opened since an instant. */
  async countSince(tx: Tx, accountId: string, at: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from access.emergency where account_id = ${accountId} and from_at > ${at}`.execute(tx);
    return rows[0]?.count ?? 0;
  },

  /** What nobody has looked at yet, the oldest first. */
  async unreviewed(tx: Tx): Promise<readonly Emergency[]> {
    return select(tx, sql`r.emergency_id is null`);
  },

  async review(
    tx: Tx,
    id: number,
    { finding, words, at }: { readonly finding: string; readonly words: string | null; readonly at: string },
  ): Promise<void> {
    await sql`
      insert into access.emergency_review (emergency_id, finding, words, reviewed_at) values (${id}, ${finding}, ${words}, ${at})`.execute(
      tx,
    );
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly Emergency[]> {
  const { rows } = await sql<Emergency>`
    select e.id, e.account_id as "accountId", e.subject_id as "subjectId", e.reason, e.role, e.area, e.from_at as "fromAt", e.until_at as "untilAt",
      case when r.emergency_id is not null then jsonb_build_object('finding', r.finding, 'words', r.words, 'by', r.reviewed_by, 'at', r.reviewed_at) end as review
    from access.emergency e
    left join access.emergency_review r on r.emergency_id = e.id
    where ${condition}
    order by e.id`.execute(tx);
  return rows;
}
