import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { blindOf } from "../identity/sealed-value.ts";
import type { Registry } from "../registry.ts";
import { queryWords } from "./query-words.ts";

/** Looks wherever a file may lie, and tells nothing but its number. */
const finder: Actor = { id: "file-of-number", areas: [""] };

/** The file of somebody by their whole identity or certificate number, in whatever area; null where there is none. Of two files of one person it is the older. */
export async function fileOfNumber({ db }: Registry, cipher: Cipher, typed: string): Promise<number | null> {
  const [word, ...more] = queryWords(typed);
  const [meaning] = word?.meanings ?? [];
  if (!meaning || more.length > 0) return null;
  if (meaning.kind !== "identity-number" && meaning.kind !== "certificate-number") return null;
  const blind = blindOf(cipher, meaning.kind, meaning.kind === "identity-number" ? meaning.number : meaning.core);
  const { rows } = await db.as(finder, (tx) =>
    sql<{ id: number }>`
      select coalesce(s.merged_into, s.id) as id from registry.sealed_value v join registry.subject s on s.id = v.subject_id
      where v.kind = ${meaning.kind} and v.blind = ${blind} and upper_inf(v.recorded)
      order by 1 limit 1`.execute(tx),
  );
  return rows[0]?.id ?? null;
}
