import { hash } from "node:crypto";
import { sql } from "kysely";

/** An entry of the log as it is sealed. Lists and the occasion are texts as PostgreSQL writes them: that is what the hash is made of. */
export type LogEntry = {
  readonly id: number;
  /** An instant with six digits after the second. */
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subjects: string;
  readonly fields: string;
  readonly occasion: string;
  readonly outcome: string;
  readonly transaction: string;
};

/** The columns of a {@link LogEntry} of `audit.entry e`. */
export const entryColumns = sql`
  e.id, e.at, e.actor, e.act, e.subjects::text as subjects, e.fields::text as fields, e.occasion::text as occasion, e.outcome,
  e.transaction::text as transaction`;

/** What comes before the first entry. */
export const chainBeginning = Buffer.alloc(32);

let scratch = Buffer.alloc(4_096);

/** The link of an entry: SM3 (GB/T 32905) of the link before it and the entry's bytes, which are a JSON list of its values in UTF-8. */
export function linkOf(previous: Uint8Array, { id, at, actor, act, subjects, fields, occasion, outcome, transaction }: LogEntry): Buffer {
  const text = JSON.stringify([id, at, actor, act, subjects, fields, occasion, outcome, transaction]);
  // A character takes at most three bytes for each of its units.
  const most = previous.length + text.length * 3;
  if (scratch.length < most) scratch = Buffer.alloc(most * 2);
  scratch.set(previous);
  const end = previous.length + scratch.write(text, previous.length);
  return hash("sm3", scratch.subarray(0, end), "buffer");
}
