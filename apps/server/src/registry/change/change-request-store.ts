import { sql, type RawBuilder } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { ChangeStep } from "./change.ts";

/** 变更申请: what somebody wants changed in a file, and how it ended. */
export type ChangeRequest = {
  readonly id: number;
  readonly subjectId: number;
  readonly steps: readonly ChangeStep[];
  /** Documents of the file that show it. */
  readonly evidence: readonly number[];
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

/** A request as a list shows it: what is sealed in it stays closed. */
export type ChangeLine = Omit<ChangeRequest, "steps" | "evidence" | "seenAt"> & {
  readonly fileKind: string;
  readonly name: string | null;
  readonly area: string;
  readonly otherArea: string | null;
  readonly touches: readonly string[];
  /** The request that undoes it, waiting or approved. */
  readonly undoneBy: number | null;
};

export type ChangeQuestion = {
  readonly state: "waiting" | "decided";
  /** Of whom: asked for by whoever asks here, or by others. */
  readonly by?: "me" | "others" | undefined;
  readonly file?: number | undefined;
  readonly skip: number;
  readonly most: number;
};

export type NewChangeRequest = Pick<ChangeRequest, "subjectId" | "steps" | "reason" | "seenAt"> &
  Partial<Pick<ChangeRequest, "evidence">> & { readonly undoes?: number };

type Row = Omit<ChangeRequest, "steps" | "evidence" | "decision"> & { readonly sealed: Buffer; readonly keyVersion: number } & DecisionRow;

export const changeRequests = {
  async add(tx: Tx, cipher: Cipher, { subjectId, steps, evidence = [], reason, seenAt, undoes }: NewChangeRequest): Promise<number> {
    const { sealed, keyVersion } = cipher.seal(JSON.stringify({ steps, evidence } satisfies Asked), purpose(subjectId));
    const touches = [...new Set(steps.map(({ kind }) => kind))];
    const { rows } = await sql<{ id: number }>`
      insert into registry.change_request (subject_id, touches, sealed, key_version, reason, seen_at, undoes)
      values (${subjectId}, ${touches}, ${sealed}, ${keyVersion}, ${reason}, ${seenAt}, ${undoes ?? null}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, cipher: Cipher, id: number): Promise<ChangeRequest | undefined> {
    return (await select(tx, cipher, sql`r.id = ${id}`))[0];
  },

  async line(tx: Tx, id: number): Promise<ChangeLine | undefined> {
    return (await selectLines(tx, sql`r.id = ${id}`, sql`r.id limit 1`))[0];
  },

  /** Those that wait, the oldest first; those that were decided, the latest first. */
  async list(
    tx: Tx,
    actorId: string,
    { state, by, file, skip, most }: ChangeQuestion,
  ): Promise<{ readonly lines: readonly ChangeLine[]; readonly count: number }> {
    const conditions = [
      state === "waiting" ? sql`d.request_id is null` : sql`d.request_id is not null`,
      ...(by === "me" ? [sql`r.asked_by = ${actorId}`] : by === "others" ? [sql`r.asked_by <> ${actorId}`] : []),
      ...(file === undefined ? [] : [sql`r.subject_id = ${file}`]),
    ];
    const condition = sql`${sql.join(conditions, sql` and `)}`;
    const order = state === "waiting" ? sql`r.id` : sql`d.decided_at desc, r.id desc`;
    const lines = await selectLines(tx, condition, sql`${order} offset ${skip} limit ${most}`);
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from registry.change_request r left join registry.change_decision d on d.request_id = r.id where ${condition}`.execute(
      tx,
    );
    return { lines, count: rows[0]?.count ?? 0 };
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

/** What is sealed of a request: only the program writes it, and the seal shows whether anybody changed it. */
type Asked = Pick<ChangeRequest, "steps" | "evidence">;

/** Requests from before documents were named in them are steps alone. */
function askedIn(opened: string): Asked {
  const asked = JSON.parse(opened) as Asked | readonly ChangeStep[];
  return "steps" in asked ? asked : { steps: asked, evidence: [] };
}

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
    ...askedIn(cipher.open({ sealed, keyVersion }, purpose(request.subjectId))),
    decision: decisionOf({ outcome, decisionReason, recordedAt, decidedAt, decidedBy }),
  }));
}

type DecisionRow = { readonly [Key in keyof Omit<ChangeDecision, "reason">]: ChangeDecision[Key] | null } & {
  readonly decisionReason: string | null;
};

function decisionOf({ outcome, decisionReason, recordedAt, decidedAt, decidedBy }: DecisionRow): ChangeDecision | null {
  if (outcome === null || decidedAt === null || decidedBy === null) return null;
  return { outcome, reason: decisionReason, recordedAt, decidedAt, decidedBy };
}

/** @param order how they stand, and which of them */
async function selectLines(tx: Tx, condition: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<readonly ChangeLine[]> {
  const { rows } = await sql<Omit<ChangeLine, "decision"> & DecisionRow>`
    select r.id, r.subject_id as "subjectId", s.kind as "fileKind", n.name, s.area, s.other_area as "otherArea", r.touches, r.reason, r.undoes,
      r.asked_at as "askedAt", r.asked_by as "askedBy", d.outcome, d.reason as "decisionReason", d.recorded_at as "recordedAt",
      d.decided_at as "decidedAt", d.decided_by as "decidedBy", (
        select max(u.id) from registry.change_request u left join registry.change_decision e on e.request_id = u.id
        where u.undoes = r.id and coalesce(e.outcome, 'approved') = 'approved') as "undoneBy"
    from registry.change_request r
    join registry.subject s on s.id = r.subject_id
    left join registry.name_entry n on n.subject_id = s.id
    left join registry.change_decision d on d.request_id = r.id
    where ${condition}
    order by ${order}`.execute(tx);
  return rows.map(({ outcome, decisionReason, recordedAt, decidedAt, decidedBy, ...line }) => ({
    ...line,
    decision: decisionOf({ outcome, decisionReason, recordedAt, decidedAt, decidedBy }),
  }));
}
