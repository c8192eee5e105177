import { sql } from "kysely";
import type { Clock } from "../../platform/clock.ts";
import type { Registry } from "../registry.ts";

/** Two clocks that are set by one network differ by less. */
const minutesApart = 5;

/**
 * Whether the clock of the server or of the database stands before what the register was told already: it was set back, or was ahead before. Each file refuses what would be
 * out of order; this tells somebody in time.
 */
export async function isClockBehind({ db }: Registry, clock: Clock): Promise<boolean> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ isBehind: boolean | null }>`
      select greatest((select max(lower(recorded)) from registry.record), (select max(filled_at) from registry.snapshot_state))
        > least(clock_timestamp(), ${clock.now().toISOString()}::timestamptz) + make_interval(mins => ${minutesApart}) as "isBehind"`.execute(
      tx,
    ),
  );
  return rows[0]?.isBehind ?? false;
}
