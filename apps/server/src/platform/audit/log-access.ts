import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../database/index.ts";
import type { Act } from "./acts.ts";

/** What somebody does with people's files, as it is logged. Who, when and why follow from the transaction. */
export type Access = {
  readonly act: Act;
  /** Whose files: of everybody who was shown or written about. */
  readonly subjects: readonly number[];
  /** What of them: kinds of records, values and relations. */
  readonly fields: readonly string[];
  /** `refused` where somebody asked for a file that they may not see. */
  readonly outcome?: "done" | "refused";
};

/** Logs an act in the transaction that does it: one does not happen without the other. */
export async function logAccess(tx: Tx, access: Access): Promise<void> {
  await insert(tx, access, sql``);
}

/**
 * Logs a transaction that only reads. It does not wait until the disk has written the entry: the sealer's next turn does, within a second (docs/decisions/0015). Whatever
 * else the transaction wrote would not wait either, so one that writes takes {@link logAccess}.
 */
export async function logReading(tx: Tx, access: Access): Promise<void> {
  await insert(tx, access, sql`from set_config('synchronous_commit', 'off', true)`);
}

async function insert(tx: Tx, { act, subjects, fields, outcome = "done" }: Access, waiting: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into audit.entry (act, subjects, fields, outcome)
    select ${act}, ${[...subjects]}::bigint[], ${[...fields]}::text[], ${outcome} ${waiting}`.execute(tx);
}

/**
 * Logs a run of a job, once; one over everybody names nobody. As the owner of the tables, who is nobody: the job says its name.
 * @param subjects whose files it was about, where they were some
 */
export async function logJob(
  tx: Tx,
  job: string,
  act: Act,
  fields: readonly string[] = [],
  subjects: readonly number[] = [],
): Promise<void> {
  await sql`
    insert into audit.entry (actor, act, subjects, fields, occasion, outcome)
    values (${job}, ${act}, ${[...subjects]}::bigint[], ${[...fields]}::text[], '{"basis": "job"}', 'done')`.execute(tx);
}
