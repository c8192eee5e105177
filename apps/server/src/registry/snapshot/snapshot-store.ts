import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { SnapshotDay } from "./snapshot-retention.ts";

/** Fills the snapshot of a day: everybody, as known at an instant (now where none is said). As the owner. */
export async function fillSnapshot(tx: Tx, day: string, knownAt: string | null = null): Promise<void> {
  await sql`select registry.fill_snapshot(${day}, ${knownAt})`.execute(tx);
  await sql`analyze registry.snapshot`.execute(tx);
}

/** Snapshots of days that have not come, made for a plan or by a clock that was ahead, stay as they were known then: each is made anew when its day comes. As the owner. */
export async function leaveLaterSnapshots(tx: Tx, day: string): Promise<void> {
  await sql`update registry.snapshot_state set known_at = filled_at where known_at is null and as_of > ${day}`.execute(tx);
}

/** Brings the snapshot of a day up to date for a file that was changed, and for the people of a household whose file was. */
export async function refreshSnapshot(tx: Tx, subjectId: number, day: string): Promise<void> {
  await sql`select registry.refresh_snapshot(${day}, ${subjectId})`.execute(tx);
}

/** The days that have a snapshot, and on which day in China each was made. */
export async function snapshotDays(tx: Tx): Promise<readonly SnapshotDay[]> {
  const { rows } = await sql<SnapshotDay>`
    select as_of as "asOf", (filled_at at time zone 'Asia/Shanghai')::date as "filledOn" from registry.snapshot_state order by as_of`.execute(
    tx,
  );
  return rows;
}

/** As the owner. */
export async function removeSnapshots(tx: Tx, days: readonly string[]): Promise<void> {
  await sql`delete from registry.snapshot where as_of = any (${days}::date[])`.execute(tx);
  await sql`delete from registry.snapshot_state where as_of = any (${days}::date[])`.execute(tx);
}
