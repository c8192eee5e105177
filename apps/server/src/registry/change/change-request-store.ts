import { sql, type RawBuilder } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { ChangeStep } from "./change.ts";

/** 变更申请: what somebody wants changed in a file, and how it ended. */
export type ChangeRequest = {
  readonly id: number;
  readonly subjectId: number;
  readonly steps: readonly ChangeStep[];
  readonly reason: string;
  /** The file as the asker saw it is the file as known then. */
  readonly seenAt: string;
  readonly undoes: number | null;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly decision: ChangeDecision | null;
};

export type ChangeDecision = {
  readonly outcome: "approved" | "refused" | "withdrawn";
  readonly reason: string | null;
  /** When an approved change was recorded: what it added and closed carries this time. */
  readonly recordedAt: string | null;
  readonly decidedAt: string;
  readonly decidedBy: string;
};

export type NewChangeRequest = Pick<ChangeRequest, "subjectId" | "steps" | "reason" | "seenAt"> & { readonly undoes?: number };

type Row = Omit<ChangeRequest, "steps" | "decision"> & { readonly sealed: Buffer; readonly keyVersion: number } & {
  readonly [Key in keyof ChangeDecision]: ChangeDecision[Key] | null;
} & { readonly decisionReason: string | null };

export const changeRequests = {
  async add(tx: Tx, cipher: Cipher, { subjectId, steps, reason, seenAt, undoes }: NewChangeRequest): Promise<number> {
    const { sealed, keyVersion } = cipher.seal(JSON.stringify(steps), purpose(subjectId));
    const touches = [...new Set(steps.map(({ kind }) => kind))];
    const { rows } = await sql<{ id: number }>`
      insert into registry.change_request (subject_id, touches, sealed, key_version, reason, seen_at, undoes)
      values (${subjectId}, ${touches}, ${sealed}, ${keyVersion}, ${reason}, ${seenAt}, ${undoes ?? null}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, cipher: Cipher, id: number): Promise<ChangeRequest | undefined> {
    return (await select(tx, cipher, sql`r.id = ${id}`))[0];
  },

  async of(tx: Tx, cipher: Cipher, subjectId: number): Promise<readonly ChangeRequest[]> {
    return select(tx, cipher, sql`r.subject_id = ${subjectId}`);
  },

  /** What still waits for a decision, oldest first. */
  async open(tx: Tx, cipher: Cipher, most: number): Promise<readonly ChangeRequest[]> {
    return select(tx, cipher, sql`d.request_id is null`, most);
  },

  async decide(
    tx: Tx,
    id: number,
    { outcome, reason, recordedAt }: Pick<ChangeDecision, "outcome" | "reason" | "recordedAt">,
  ): Promise<void> {
    await sql`
      insert into registry.change_decision (request_id, outcome, reason, recorded_at) values (${id}, ${outcome}, ${reason}, ${recordedAt})`.execute(
      tx,
    );
  },
};

function purpose(subjectId: number): string {
  return `change-request/${subjectId}`;
}

async function select(tx: Tx, cipher: Cipher, condition: RawBuilder<unknown>, most = 1_000): Promise<readonly ChangeRequest[]> {
  const { rows } = await sql<Row>`
    select r.id, r.subject_id as "subjectId", r.sealed, r.key_version as "keyVersion", r.reason, r.seen_at as "seenAt", r.undoes,
      r.asked_at as "askedAt", r.asked_by as "askedBy", d.outcome, d.reason as "decisionReason", d.recorded_at as "recordedAt",
      d.decided_at as "decidedAt", d.decided_by as "decidedBy"
    from registry.change_request r
    left join registry.change_decision d on d.request_id = r.id
    where ${condition}
    order by r.id limit ${most}`.execute(tx);
  return rows.map(({ sealed, keyVersion, outcome, decisionReason, recordedAt, decidedAt, decidedBy, ...request }) => ({
    ...request,
    // Only the program writes what is sealed, and the seal shows whether anybody changed it.
    steps: JSON.parse(cipher.open({ sealed, keyVersion }, purpose(request.subjectId))) as readonly ChangeStep[],
    decision:
      outcome === null || decidedAt === null || decidedBy === null
        ? null
        : { outcome, reason: decisionReason, recordedAt, decidedAt, decidedBy },
  }));
}
