import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Nobody stays signed in: sessions that ended after a backup was taken would be alive again in what is restored of it. As the owner. */
export async function endEverySession(tx: Tx): Promise<void> {
  await sql`update access.session set ended_at = transaction_timestamp() where ended_at is null`.execute(tx);
}
