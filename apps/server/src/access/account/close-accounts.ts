import { sql } from "kysely";
import { stampFor, type Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { stampedAccounts } from "./account-store.ts";

/** What an account is called whose owner's file was erased. */
const forgotten = "已删除";

/**
 * Stamps the accounts of people whose files are erased in this transaction. The database has taken their names, proofs and sessions; without a stamp an audit would call
 * what is left of them somebody else's work.
 */
export async function closeErasedAccounts(tx: Tx, cipher: Cipher): Promise<void> {
  const { rows } = await sql<{ id: string; subjectId: number }>`
    select id, subject_id as "subjectId" from access.forgotten_accounts()`.execute(tx);
  for (const { id, subjectId } of rows) {
    const account = { id, signInName: id, displayName: forgotten, subjectId, isLocked: true, hasSecondFactor: false };
    await sql`select access.stamp_forgotten(${id}, ${stampFor(cipher, stampedAccounts, account)})`.execute(tx);
  }
}
