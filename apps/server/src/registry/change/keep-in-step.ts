import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { subjects } from "../person/subject-store.ts";
import { countingOn } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import { keepName } from "../search/name-store.ts";
import { refreshSnapshot } from "../snapshot/snapshot-store.ts";

/** What is found and counted by today's state follows a change: the name, the areas that answer for the file, the snapshot. */
export async function keepInStep(tx: Tx, subjectId: number, today: string): Promise<void> {
  const name = countingOn(await records.onDay(tx, [subjectId], ["name"], today), today).get("name")?.[0]?.body["name"];
  if (typeof name === "string") await keepName(tx, subjectId, name);
  await refreshSnapshot(tx, subjectId, today);
  // Last: whoever approves a move may see the file no more.
  await subjects.followAreas(tx, subjectId, today);
}

export async function recordingAt(tx: Tx): Promise<string> {
  return (await sql<{ at: string }>`select registry.recording_at() as at`.execute(tx)).rows[0]?.at ?? "";
}
