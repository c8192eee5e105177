import { sql } from "kysely";
import { logJob } from "../platform/audit/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database/index.ts";
import { repeat } from "../platform/repeat.ts";

/** So long the rows of an import are kept, and so long it can be undone: what stands in them is personal, and nobody asks for it any more. */
const keptDays = 180;

const lookEveryMs = 60 * 60_000;

/** Removes the rows of imports whose time is over. The import itself, its steps and the log stay. @returns how many there were */
export async function removeOldRows(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  return db.asOwner(async (tx) => {
    const { rows } = await sql<{ count: number }>`
      with removed as (
        delete from exchange.import_row r using exchange.import i where i.id = r.import_id and i.entered_at < ${before} returning 1
      ) select count(*) as count from removed`.execute(tx);
    const count = rows[0]?.count ?? 0;
    if (count > 0) await logJob(tx, "import-rows", "exchange.remove-rows");
    return count;
  });
}

/** Looks now and each hour whether the time of an import is over. @returns how to stop */
export function keepRowsInTime(
  db: Database,
  { clock, onFault, onLooked }: { readonly clock: Clock; readonly onFault: (error: unknown) => void; readonly onLooked?: () => void },
): () => Promise<void> {
  const look = async () => {
    await removeOldRows(db, clock.now());
    onLooked?.();
  };
  return repeat(look, { everyMs: lookEveryMs, isAtOnce: true, onFault });
}
