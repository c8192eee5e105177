import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Nobody stays signed in: sessions that ended after a backup was taken would be alive again in what is restored of it. As the owner, whatever the schema's day. */
export async function removeSessions(tx: Tx): Promise<void> {
  await sql`delete from access.session`.execute(tx);
}
