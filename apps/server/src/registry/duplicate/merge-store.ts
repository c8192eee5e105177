import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { PartKey } from "./merged-files.ts";

/** 合并申请 or 撤销合并: what somebody wants done with two files, and how it ended. */
export type MergeRequest = {
  readonly id: number;
  /** The file that stays. */
  readonly survivorId: number;
  /** The file that goes into it. */
  readonly otherId: number;
  /** The merge that this one undoes. */
  readonly undoes: number | null;
  /** Of a merge: the parts that come from the file that goes. Of its undoing: the parts changed since that go with it. */
  readonly takes: readonly PartKey[];
  readonly reason: string;
  readonly survivorSeenAt: string;
  readonly otherSeenAt: string;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly decision: MergeDecision | null;
};

export type MergeDecision = {
  readonly outcome: "approved" | "refused" | "withdrawn";
  readonly reason: string | null;
  readonly recordedAt: string | null;
  readonly decidedAt: string;
  readonly decidedBy: string;
};

/** A merge that holds: which file is in which, since when, and on which request. */
export type FileMerge = { readonly requestId: number; readonly survivorId: number; readonly otherId: number; readonly since: string };

export type NewMergeRequest = Pick<
  MergeRequest,
  "survivorId" | "otherId" | "undoes" | "takes" | "reason" | "survivorSeenAt" | "otherSeenAt"
>;

type Row = Omit<MergeRequest, "decision"> & {
  readonly outcome: MergeDecision["outcome"] | null;
  readonly decisionReason: string | null;
  readonly recordedAt: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
};

export const merges = {
  async add(tx: Tx, { survivorId, otherId, undoes, takes, reason, survivorSeenAt, otherSeenAt }: NewMergeRequest): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into registry.merge_request (survivor_id, other_id, undoes, takes, reason, survivor_seen_at, other_seen_at)
      values (${survivorId}, ${otherId}, ${undoes}, ${[...takes]}::text[], ${reason}, ${survivorSeenAt}, ${otherSeenAt}) returning id`.execute(
      tx,
    );
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, id: number): Promise<MergeRequest | undefined> {
    return (await select(tx, sql`r.id = ${id}`))[0];
  },

  /** The request about one of two files that waits for a decision. */
  async waiting(tx: Tx, fileId: number, otherId: number): Promise<MergeRequest | undefined> {
    const about = sql`(r.survivor_id in (${fileId}, ${otherId}) or r.other_id in (${fileId}, ${otherId}))`;
    return (await select(tx, sql`d.request_id is null and ${about}`))[0];
  },

  /** Approving carries it out: from here on the file is in the other, or stands for itself again. */
  async decide(tx: Tx, id: number, { outcome, reason }: Pick<MergeDecision, "outcome" | "reason">): Promise<void> {
    const recordedAt = outcome === "approved" ? sql`registry.recording_at()` : sql`null`;
    await sql`
      insert into registry.merge_decision (request_id, outcome, reason, recorded_at) values (${id}, ${outcome}, ${reason}, ${recordedAt})`.execute(
      tx,
    );
  },

  /** The merges that hold of a file, into it and of it. */
  async of(tx: Tx, fileId: number): Promise<readonly FileMerge[]> {
    const { rows } = await sql<FileMerge>`
      select request_id as "requestId", survivor_id as "survivorId", other_id as "otherId", lower(recorded) as since
      from registry.file_merge where (survivor_id = ${fileId} or other_id = ${fileId}) and upper_inf(recorded) order by request_id`.execute(
      tx,
    );
    return rows;
  },

  /** Who says of a file that they belong to it, and in how many relations; `hidden`: of so many relations the actor does not see whose they are. */
  async pointingTo(tx: Tx, fileId: number): Promise<{ readonly ids: readonly number[]; readonly hidden: number }> {
    const { rows } = await sql<{ ids: readonly number[]; hidden: number }>`
      select coalesce(array_agg(distinct r.subject_id), '{}')::float8[] as ids, registry.relations_to(${fileId}) - count(*)::integer as hidden
      from registry.relation r join registry.subject s on s.id = r.subject_id and s.merged_into is null
      where r.other_id = ${fileId} and upper_inf(r.recorded)`.execute(tx);
    return rows[0] ?? { ids: [], hidden: 0 };
  },

  /** Whose relations a merge led from one file to another; null where the actor does not see them all. */
  async ledBy(tx: Tx, otherId: number, recordedAt: string): Promise<readonly number[] | null> {
    const { rows } = await sql<{ ids: readonly number[]; all: number }>`
      select coalesce(array_agg(distinct subject_id), '{}')::float8[] as ids, registry.relations_led(${otherId}, ${recordedAt}::timestamptz) as all
      from registry.relation where other_id = ${otherId} and upper(recorded) = ${recordedAt}::timestamptz`.execute(tx);
    const { ids = [], all } = rows[0] ?? {};
    return ids.length === all ? ids : null;
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly MergeRequest[]> {
  const { rows } = await sql<Row>`
    select r.id, r.survivor_id as "survivorId", r.other_id as "otherId", r.undoes, r.takes, r.reason, r.survivor_seen_at as "survivorSeenAt",
      r.other_seen_at as "otherSeenAt", r.asked_at as "askedAt", r.asked_by as "askedBy", d.outcome, d.reason as "decisionReason",
      d.recorded_at as "recordedAt", d.decided_at as "decidedAt", d.decided_by as "decidedBy"
    from registry.merge_request r left join registry.merge_decision d on d.request_id = r.id
    where ${condition} order by r.id`.execute(tx);
  return rows.map(({ outcome, decisionReason, recordedAt, decidedAt, decidedBy, ...request }) => ({
    ...request,
    decision:
      outcome === null ? null : { outcome, reason: decisionReason, recordedAt, decidedAt: decidedAt ?? "", decidedBy: decidedBy ?? "" },
  }));
}
