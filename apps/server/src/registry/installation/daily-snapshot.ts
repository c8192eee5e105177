import { sql } from "kysely";
import { logJob } from "../../platform/audit/index.ts";
import { today, type Clock } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database/index.ts";
import { repeat } from "../../platform/repeat.ts";
import { subjects } from "../person/subject-store.ts";
import { countingOn } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import { registryErrors } from "../errors.ts";
import type { Registry } from "../registry.ts";
import { keepName } from "../search/name-store.ts";
import { daysNoLongerKept, monthEndBefore } from "../snapshot/snapshot-retention.ts";
import { fillSnapshot, leaveLaterSnapshots, removeSnapshots, snapshotDays, takeFillingLock } from "../snapshot/snapshot-store.ts";
import { isClockBehind } from "./clock-check.ts";

/** How often it is looked whether a new day has come: a machine that slept, or whose clock was set, is right again soon. */
const lookEveryMs = 30_000;

/**
 * Fills the snapshot of a day, as known now, where it is missing, and removes those that are no longer kept on that day. Of several servers one does it and the others wait.
 * @returns whether it was missing
 */
export async function fillMissingSnapshot({ db }: Registry, day: string): Promise<boolean> {
  const isThere = async (tx: Tx) => {
    await takeFillingLock(tx);
    const { rows } = await sql`select from registry.snapshot_state where as_of = ${day} and known_at is null`.execute(tx);
    return rows.length > 0;
  };
  // Before, and for itself: a snapshot is filled by several connections, which see what is committed.
  await db.asOwner(async (tx) => {
    if (!(await isThere(tx))) await followDays(tx, day);
  });
  const isMissing = await db.asOwner(async (tx) => {
    if (await isThere(tx)) return false;
    await fillSnapshot(db, tx, day);
    await leaveLaterSnapshots(tx, day);
    await removeSnapshots(tx, daysNoLongerKept(await snapshotDays(tx), day));
    await logJob(tx, "daily-snapshot", "registry.fill-snapshot");
    return true;
  });
  if (isMissing) await db.vacuum("registry.snapshot");
  return isMissing;
}

/**
 * Fills the snapshot of the last month's end where there is none: a demo that was made today can be counted today. It stays as known now.
 * @returns whether it was missing
 */
export async function fillMonthEnd({ db }: Registry, today: string): Promise<boolean> {
  const day = monthEndBefore(today);
  return db.asOwner(async (tx) => {
    await takeFillingLock(tx);
    if ((await snapshotDays(tx)).some(({ asOf }) => asOf === day)) return false;
    await fillSnapshot(db, tx, day);
    await logJob(tx, "daily-snapshot", "registry.fill-snapshot");
    return true;
  });
}

/**
 * Whoever moves or changes their name on a day that was known beforehand: the areas that answer for the file, and what it is found by, follow when the day has come. Where a
 * clock was ahead they followed too early; then they go back. A week is looked at again, for somebody may have changed a file before the snapshot of the day was there.
 */
async function followDays(tx: Tx, day: string): Promise<void> {
  const begun = (kinds: readonly string[]) => sql<{ id: number }>`
    select distinct r.subject_id as id
    from registry.record r
    join registry.record_kind k on k.id = r.kind_id and k.key = any (${kinds})
    join registry.subject s on s.id = r.subject_id and s.state = 'kept'
    where upper_inf(r.recorded)
      and lower(r.valid) > (
        select least(coalesce(max(as_of) filter (where known_at is null), max(as_of)), ${day}::date - 7) from registry.snapshot_state where as_of < ${day})
      and lower(r.valid) <= (select greatest(max(as_of), ${day}) from registry.snapshot_state)`;
  const moved = await begun(["hukou", "person.residence_region"]).execute(tx);
  for (const { id } of moved.rows) await subjects.followAreas(tx, id, day);
  const renamed = await begun(["name"]).execute(tx);
  for (const { id } of renamed.rows) {
    const name = countingOn(await records.of(tx, [id]), day).get("name")?.[0]?.body["name"];
    if (typeof name === "string") await keepName(tx, id, name);
  }
}

/**
 * Keeps the snapshot of today there: soon after midnight in China that of the new day is filled.
 * @param onFault told of what went wrong, which is tried again at the next look, and of a clock that cannot be right; `onLooked` of each look that went well
 * @returns how to stop
 */
export function keepTodaysSnapshot(
  registry: Registry,
  clock: Clock,
  onFault: (error: unknown) => void,
  everyMs = lookEveryMs,
  onLooked: () => void = () => {},
): () => Promise<void> {
  let filled = "";
  const look = async () => {
    const day = today(clock);
    if (day !== filled) {
      await fillMissingSnapshot(registry, day);
      filled = day;
      if (await isClockBehind(registry, clock)) throw registryErrors.clockBehind();
    }
    onLooked();
  };
  return repeat(look, { everyMs, onFault });
}
