import { hash } from "node:crypto";
import { sql } from "kysely";

/** An entry of the log as it is sealed: its bytes are those of a JSON list of all its values, as PostgreSQL writes it. */
export type LogEntry = { readonly id: number; readonly text: string };

/** The text of an entry `e`. What is cast to a text is so in the list: numbers and days of lists and the occasion keep their form whatever reads them. */
export const entryText = sql`
  json_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.act, e.subjects::text, e.fields::text,
    e.occasion::text, e.outcome, e.transaction::text)::text`;

/** Most entries of a day say the same as others here: the same person did the same in one session. What reads a whole log has each of these told once. */
export const sharedColumns = ["actor", "act", "fields", "occasion", "outcome"] as const;

/** The two stretches of {@link entryText} that come of {@link sharedColumns}: around the numbers of the files. */
export const sharedTexts = sql`
  concat(to_json(actor), ', ', to_json(act)) as before, concat(to_json(fields::text), ', ', to_json(occasion::text), ', ', to_json(outcome)) as after`;

/** What an entry `e` says that others do not: when, about which files, and in which transaction. */
export const ownValues = sql`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.subjects::text, e.transaction::text`;

type OwnValues = readonly [at: string, subjects: string, transaction: string];
export type SharedTexts = { readonly before: string; readonly after: string };

/** {@link entryText}, from what an entry has alone and what it shares: the database takes several times as long for its list. That both write it alike is what every seal tries. */
export function textOf(id: string, [at, subjects, transaction]: OwnValues, { before, after }: SharedTexts): string {
  return `[${id}, "${at}", ${before}, "${subjects}", ${after}, "${transaction}"]`;
}

/** What comes before the first entry. Links are texts of hexadecimal digits: making bytes of each takes longer than its hash. */
export const chainBeginning = "0".repeat(64);

const linkBytes = 32;

let scratch = Buffer.alloc(4_096);

/** The link of an entry: SM3 (GB/T 32905) of the link before it and the entry's bytes. */
export function linkOf(previous: string, text: string): string {
  // A character takes at most three bytes for each of its units.
  const most = linkBytes + text.length * 3;
  if (scratch.length < most) scratch = Buffer.alloc(most * 2);
  scratch.write(previous, 0, "hex");
  const end = linkBytes + scratch.write(text, linkBytes);
  return hash("sm3", scratch.subarray(0, end), "hex");
}

/** When an entry says that it was written. Every entry of a long log is asked. */
export function writtenAt(text: string): string {
  const from = text.indexOf('"') + 1;
  return text.slice(from, text.indexOf('"', from));
}

/** What an entry would be if it had another's number. */
export function withNumber(text: string, id: number): string {
  return text.replace(/^\[\d+/, `[${id}`);
}

/** The number of the checkpoint that an entry of the sealer tells of; 0 where it tells of none. */
export function promisedCheckpoint(text: string): number {
  if (!text.includes('"audit.make-checkpoint"')) return 0;
  const [, , actor, act, , fields] = JSON.parse(text) as readonly unknown[];
  return actor === "sealer" && act === "audit.make-checkpoint" ? Number(String(fields).slice(1, -1)) || 0 : 0;
}
