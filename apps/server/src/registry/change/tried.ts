import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Does something, looks at what came of it, and takes it back: nothing of it stays, and no file stays taken. */
export async function tried<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint tried`.execute(tx);
  try {
    return await work();
  } finally {
    await sql`rollback to savepoint tried`.execute(tx);
  }
}
