import { sql } from "kysely";
import { logJob } from "../../platform/audit/index.ts";
import { today, type Clock } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database/index.ts";
import { subjects } from "../person/subject-store.ts";
import { countingOn } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import type { Registry } from "../registry.ts";
import { keepName } from "../search/name-store.ts";
import { fillSnapshot } from "../snapshot/snapshot-store.ts";

/** How often it is looked whether a new day has come: a machine that slept, or whose clock was set, is right again soon. */
const lookEveryMs = 30_000;

/**
 * Fills the snapshot of a day, as known now, where it is missing. Of several servers one does it and the others wait.
 * @returns whether it was missing
 */
export async function fillMissingSnapshot({ db }: Registry, day: string): Promise<boolean> {
  return db.asOwner(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('registry.snapshot'))`.execute(tx);
    const { rows } = await sql`select from registry.snapshot_state where as_of = ${day} and known_at is null`.execute(tx);
    if (rows.length > 0) return false;
    await followDays(tx, day);
    await fillSnapshot(tx, day);
    await logJob(tx, "daily-snapshot", "registry.fill-snapshot");
    return true;
  });
}

/** Whoever moves or changes their name on a day that was known beforehand: the areas that answer for the file, and what it is found by, follow when the day has come. */
async function followDays(tx: Tx, day: string): Promise<void> {
  const begun = (kinds: readonly string[]) => sql<{ id: number }>`
    select distinct r.subject_id as id
    from registry.record r
    join registry.record_kind k on k.id = r.kind_id and k.key = any (${kinds})
    where upper_inf(r.recorded) and r.valid @> ${day}::date
      and lower(r.valid) > (select max(as_of) from registry.snapshot_state where known_at is null and as_of < ${day})`;
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
 * @param onFault told of what went wrong; it is tried again at the next look
 * @returns how to stop
 */
export function keepTodaysSnapshot(
  registry: Registry,
  clock: Clock,
  onFault: (error: unknown) => void,
  everyMs = lookEveryMs,
): () => Promise<void> {
  let filled = "";
  let filling: Promise<void> | null = null;
  const look = async () => {
    try {
      const day = today(clock);
      if (day === filled) return;
      await fillMissingSnapshot(registry, day);
      filled = day;
    } catch (error) {
      onFault(error);
    }
  };
  const timer = setInterval(() => {
    filling ??= look().finally(() => {
      filling = null;
    });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await filling;
  };
}
