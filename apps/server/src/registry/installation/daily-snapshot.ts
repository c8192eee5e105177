import { sql } from "kysely";
import { today, type Clock } from "../../platform/clock.ts";
import type { Registry } from "../registry.ts";
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
    await fillSnapshot(tx, day);
    return true;
  });
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
    filling ??= look().finally(() => (filling = null));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await filling;
  };
}
