import { sql, type RawBuilder } from "kysely";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
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

/** @property accountId whoever acts */
export type NewEmergency = Pick<Emergency, "accountId" | "subjectId" | "reason" | "role" | "area" | "fromAt" | "untilAt">;

export const stampedEmergencies: StampedTable<NewEmergency> = {
  name: "access.emergency",
  key: "id::text",
  columns: sql`account_id as "accountId", subject_id as "subjectId", reason, role, area, from_at as "fromAt", until_at as "untilAt"`,
  says: ({ accountId, subjectId, reason, role, area, fromAt, untilAt }) => [
    accountId,
    subjectId,
    reason,
    role,
    area,
    Date.parse(fromAt),
    Date.parse(untilAt),
  ],
};

export const emergencies = {
  /** @returns its number */
  async add(tx: Tx, cipher: Cipher, emergency: NewEmergency): Promise<number> {
    const { subjectId, reason, role, area, fromAt, untilAt } = emergency;
    const { rows } = await sql<{ id: number }>`
      insert into access.emergency (subject_id, reason, role, area, from_at, until_at, stamp)
      values (${subjectId}, ${reason}, ${role}, ${area}, ${fromAt}, ${untilAt}, ${stampFor(cipher, stampedEmergencies, emergency)})
      returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, id: number): Promise<Emergency | undefined> {
    return (await select(tx, sql`e.id = ${id}`))[0];
  },

  /** Whether a file is open to somebody at an instant: by their own wish and not by a row that somebody put there. */
  async open(
    tx: Tx,
    cipher: Cipher,
    { accountId, subjectId, at }: { readonly accountId: string; readonly subjectId: number; readonly at: string },
  ): Promise<Emergency | undefined> {
    const rows = await select(
      tx,
      sql`e.account_id = ${accountId} and e.subject_id = ${subjectId} and e.from_at <= ${at} and e.until_at > ${at}`,
    );
    return rows.find((row) => isOwnRow(cipher, stampedEmergencies, row));
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

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly Stamped<Emergency>[]> {
  const { rows } = await sql<Stamped<Emergency>>`
    select e.id, ${stampedEmergencies.columns}, e.stamp, case when r.emergency_id is not null then jsonb_build_object('finding', r.finding, 'words', r.words, 'by', r.reviewed_by, 'at', r.reviewed_at) end as review
    from access.emergency e
    left join access.emergency_review r on r.emergency_id = e.id
    where ${condition}
    order by e.id`.execute(tx);
  return rows;
}
