import { sql } from "kysely";
import { lastEntryAt } from "../../platform/audit/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Registry } from "../registry.ts";

/** Two clocks that are set by one network differ by less. */
const minutesApart = 5;

/**
 * Whether the clock of the server or of the database stands before what was done already: it was set back, or was ahead before. Whatever is recorded is logged in the same
 * transaction. Each file refuses what would be out of order; this tells somebody in time.
 */
export async function isClockBehind({ db }: Registry, clock: Clock): Promise<boolean> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ isBehind: boolean | null }>`
      select greatest(${lastEntryAt}, (select max(filled_at) from registry.snapshot_state))
        > least(clock_timestamp(), ${clock.now().toISOString()}::timestamptz) + make_interval(mins => ${minutesApart}) as "isBehind"`.execute(
      tx,
    ),
  );
  return rows[0]?.isBehind ?? false;
}
