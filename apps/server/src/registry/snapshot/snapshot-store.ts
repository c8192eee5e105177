import { sql } from "kysely";
import type { Database, Tx } from "../../platform/database/index.ts";
import type { SnapshotDay } from "./snapshot-retention.ts";
import { snapshotLock } from "./snapshot-schema.ts";

/**
 * Fills the snapshot of a day: everybody, as known at an instant (now where none is said). As the owner, in a transaction that ends it: before that nobody sees anything of it.
 * Where a day has none, two connections fill half of it each, if there are two.
 */
export async function fillSnapshot(db: Database, tx: Tx, day: string, knownAt: string | null = null): Promise<void> {
  await takeFillingLock(tx);
  const { rows } = await sql<{ isMade: boolean; middle: number | null; last: number | null }>`
    select exists (select from registry.snapshot_state where as_of = ${day}) as "isMade", max(id) as last,
      percentile_disc(0.5) within group (order by id) as middle
    from registry.subject`.execute(tx);
  const { isMade = false, middle, last } = rows[0] ?? {};
  // Whoever changes a file while a snapshot that others read is made anew waits.
  if (isMade) await sql`select pg_advisory_xact_lock(${sql.raw(snapshotLock)})`.execute(tx);
  if (isMade || db.connections < 2) await fillRange(tx, day, knownAt, { first: 1, last: last ?? 0 });
  else await fillHalves(db, tx, day, knownAt, { middle: middle ?? 0, last: last ?? 0 });
  await endSnapshot(tx, day, knownAt);
}

type Halves = { readonly middle: number; readonly last: number };

/** Whoever fills or removes snapshots does so alone until their transaction ends. */
export async function takeFillingLock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('registry.snapshot'))`.execute(tx);
}

/** The upper half is committed first. Should the other fail, its rows are those of a day without a snapshot: nobody sees them, and {@link removeSnapshots} removes them. */
async function fillHalves(db: Database, tx: Tx, day: string, knownAt: string | null, { middle, last }: Halves): Promise<void> {
  const halves = await Promise.allSettled([
    fillRange(tx, day, knownAt, { first: 1, last: middle }),
    db.asOwner((beside) => fillRange(beside, day, knownAt, { first: middle + 1, last })),
  ]);
  for (const half of halves) if (half.status === "rejected") throw half.reason;
}

type Range = { readonly first: number; readonly last: number };

export async function fillRange(tx: Tx, day: string, knownAt: string | null, { first, last }: Range): Promise<void> {
  await sql`select registry.fill_snapshot(${day}, ${knownAt}, ${first}, ${last})`.execute(tx);
}

/** From now on the day has a snapshot, and whatever was changed while it was filled is in it. */
export async function endSnapshot(tx: Tx, day: string, knownAt: string | null): Promise<void> {
  await sql`analyze registry.snapshot`.execute(tx);
  await sql`select registry.end_snapshot(${day}, ${knownAt})`.execute(tx);
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

/** The snapshots of some days, and what was left behind of days whose filling failed. As the owner who fills. */
export async function removeSnapshots(tx: Tx, days: readonly string[]): Promise<void> {
  await sql`delete from registry.snapshot where as_of = any (${days}::date[])`.execute(tx);
  // From one day to the next by the key: there are few days and many rows of each.
  await sql`
    with recursive day (as_of) as (
      select min(as_of) from registry.snapshot
      union all
      select (select min(as_of) from registry.snapshot where as_of > day.as_of) from day where day.as_of is not null
    )
    delete from registry.snapshot where as_of in (
      select as_of from day where as_of is not null and not exists (select from registry.snapshot_state s where s.as_of = day.as_of))`.execute(
    tx,
  );
  await sql`delete from registry.snapshot_state where as_of = any (${days}::date[])`.execute(tx);
}
