import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Fills the snapshot of a day: everybody, as known at an instant (now where none is said). As the owner. */
export async function fillSnapshot(tx: Tx, day: string, knownAt: string | null = null): Promise<void> {
  await sql`select registry.fill_snapshot(${day}, ${knownAt})`.execute(tx);
  await sql`analyze registry.snapshot`.execute(tx);
}

/** Brings the snapshot of a day up to date for a file that was changed, and for the people of a household whose file was. */
export async function refreshSnapshot(tx: Tx, subjectId: number, day: string): Promise<void> {
  await sql`select registry.refresh_snapshot(${day}, ${subjectId})`.execute(tx);
}
