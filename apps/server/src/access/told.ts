import type { Cipher } from "../platform/cipher/index.ts";

/** What begins the fields of an entry that tells which row was written or removed, and which session ended. */
export const toldRow = "row:";
export const toldEnd = "ended:";

/**
 * What the log keeps of a row that proves who somebody is, so that what lies in the table can be held against it: a keyed hash, which says nothing of what it is made of. Its
 * key is not one of those that are changed.
 */
export function rowMark(cipher: Pick<Cipher, "blind">, table: string, said: readonly string[]): string {
  return toldRow + cipher.blind(JSON.stringify(said), `told/${table}`).toString("hex");
}

/** What the log keeps of sessions that ended. */
export function endedSessions(ids: readonly string[]): readonly string[] {
  return ids.map((id) => toldEnd + id);
}
