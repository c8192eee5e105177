import { sql, type RawBuilder } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Completion, DataRequest, RequestOutcome, RequestStep } from "./data-request.ts";

export type NewDataRequest = Pick<DataRequest, "subjectId" | "kind" | "asker" | "channel" | "receivedOn">;

/** A step that somebody takes. */
type NewStep =
  | { readonly what: "decided"; readonly outcome: RequestOutcome; readonly ground: string | null }
  | { readonly what: "change-named"; readonly changeId: number }
  | { readonly what: "carried-out"; readonly how: Completion }
  | { readonly what: "withdrawn" };

/** What was said: the step in which it was, null for the request itself, and the words. */
export type RequestWords = { readonly requestId: number; readonly stepId: number | null; readonly text: string };

export const dataRequests = {
  async add(tx: Tx, { subjectId, kind, asker, channel, receivedOn }: NewDataRequest): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into registry.data_request (subject_id, kind, asker, channel, received_on)
      values (${subjectId}, ${kind}, ${asker}, ${channel}, ${receivedOn}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, id: number): Promise<DataRequest | undefined> {
    return (await select(tx, sql`r.id = ${id}`))[0];
  },

  async of(tx: Tx, subjectId: number): Promise<readonly DataRequest[]> {
    return select(tx, sql`r.subject_id = ${subjectId}`);
  },

  /** Requests that are not finished, of all files that the actor answers for and that are still there; what is due first comes first. */
  async unfinished(tx: Tx, most: number): Promise<readonly DataRequest[]> {
    const isFinished = sql`(s.what in ('withdrawn', 'carried-out') or s.outcome = 'refused')`;
    return select(
      tx,
      sql`registry.file_state(r.subject_id) <> 'erased' and not exists (
        select from registry.data_request_step s where s.request_id = r.id and ${isFinished})`,
      most,
    );
  },

  /** @returns the number of the step @throws Refusal where the rules of requests forbid it now */
  async step(tx: Tx, requestId: number, step: NewStep): Promise<number> {
    const { what, outcome = null, ground = null, changeId = null, how = null }: Partial<RequestStep> & NewStep = step;
    const { rows } = await sql<{ id: number }>`
      insert into registry.data_request_step (request_id, what, outcome, ground, change_id, how)
      values (${requestId}, ${what}, ${outcome}, ${ground}, ${changeId}, ${how}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },
};

export const requestWords = {
  async add(tx: Tx, cipher: Cipher, { subjectId, requestId, stepId, text }: RequestWords & Pick<DataRequest, "subjectId">): Promise<void> {
    const { sealed, keyVersion } = cipher.seal(text, purpose(subjectId));
    await sql`
      insert into registry.request_words (request_id, step_id, subject_id, sealed, key_version)
      values (${requestId}, ${stepId}, ${subjectId}, ${sealed}, ${keyVersion})`.execute(tx);
  },

  /** All words of the requests about a file. */
  async of(tx: Tx, cipher: Cipher, subjectId: number): Promise<readonly RequestWords[]> {
    const { rows } = await sql<Omit<RequestWords, "text"> & { sealed: Buffer; keyVersion: number }>`
      select request_id as "requestId", step_id as "stepId", sealed, key_version as "keyVersion"
      from registry.request_words where subject_id = ${subjectId} order by id`.execute(tx);
    return rows.map(({ sealed, keyVersion, ...words }) => ({ ...words, text: cipher.open({ sealed, keyVersion }, purpose(subjectId)) }));
  },
};

function purpose(subjectId: number): string {
  return `data-request/${subjectId}`;
}

async function select(tx: Tx, condition: RawBuilder<unknown>, most = 1_000): Promise<readonly DataRequest[]> {
  const { rows } = await sql<Omit<DataRequest, "steps">>`
    select r.id, r.subject_id as "subjectId", r.kind, r.asker, r.channel, r.received_on as "receivedOn", r.due_on as "dueOn",
      r.entered_at as "enteredAt", r.entered_by as "enteredBy"
    from registry.data_request r
    where ${condition}
    order by r.due_on, r.id limit ${most}`.execute(tx);
  const { rows: steps } = await sql<RequestStep & { requestId: number }>`
    select id, request_id as "requestId", what, outcome, ground, change_id as "changeId", how, erase_from as "eraseFrom", at, taken_by as "by"
    from registry.data_request_step where request_id = any (${rows.map(({ id }) => id)}::bigint[]) order by id`.execute(tx);
  const stepsByRequest = Map.groupBy(steps, ({ requestId }) => requestId);
  return rows.map((row) => ({
    ...row,
    steps: (stepsByRequest.get(row.id) ?? []).map(({ requestId: _requestId, ...step }) => step),
  }));
}
