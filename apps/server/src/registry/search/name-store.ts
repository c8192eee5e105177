import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { nameWords } from "./name-words.ts";

/** Keeps what somebody is found by in step with their name. */
export async function keepName(tx: Tx, subjectId: number, name: string): Promise<void> {
  const { plain, grams, pinyin, initials } = nameWords(name);
  await sql`
    insert into registry.name_entry (subject_id, name, plain, pinyin, grams)
    values (${subjectId}, ${name}, ${plain}, ${pinyin[0] ?? ""}, ${grams})
    on conflict (subject_id) do update
      set name = excluded.name, plain = excluded.plain, pinyin = excluded.pinyin, grams = excluded.grams`.execute(tx);
  await sql`delete from registry.name_sound where subject_id = ${subjectId}`.execute(tx);
  await sql`
    insert into registry.name_sound (subject_id, sound)
    select ${subjectId}, sound from unnest(${[...new Set([...pinyin, ...initials])]}::text[]) as sound`.execute(tx);
}

/** The names of some people, of whom the actor sees the file. */
export async function subjectNames(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; name: string }>`
    select subject_id as id, name from registry.name_entry where subject_id = any (${ids}::bigint[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
