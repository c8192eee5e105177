import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";

const districtDigits = 6;

/** The district of one of the files, as the beginning of its code; null where there is no file. */
export async function someArea(db: Database): Promise<string | null> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ area: string }>`select area from registry.subject where kind = 'person' limit 1`.execute(tx),
  );
  return rows[0]?.area.slice(0, districtDigits) ?? null;
}
