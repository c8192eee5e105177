import {
  foreignRows,
  markStamped,
  stampAnew,
  stampFirst,
  type Cipher,
  type KeyPlace,
  type StampedTable,
} from "../platform/cipher/index.ts";
import type { Database, Tx } from "../platform/database/index.ts";
import { stampedAccounts } from "./account/account-store.ts";
import { stampedAppointments } from "./appointment/appointment-store.ts";
import { stampedEmergencies } from "./emergency/emergency-store.ts";
import { stampedIdentities } from "./identity/identity-store.ts";
import { stampedPasskeys } from "./passkey/passkey-store.ts";
import { stampedPasswords, stampedSetupCodes } from "./proof/proof-store.ts";
import { stampedSessions } from "./session/session-store.ts";

type Work<T> = <Row>(table: StampedTable<Row>) => Promise<T>;

/** Everything that gives somebody a right, table by table. */
async function eachTable<T>(work: Work<T>): Promise<readonly T[]> {
  return [
    await work(stampedAccounts),
    await work(stampedPasswords),
    await work(stampedPasskeys),
    await work(stampedSetupCodes),
    await work(stampedIdentities),
    await work(stampedAppointments),
    await work(stampedSessions),
    await work(stampedEmergencies),
  ];
}

/**
 * Stamps what was there before there were stamps, once: after that, what has none does not count. The file of keys says that it was done.
 * @param isStamped what the file of keys says
 * @returns how many rows were taken over
 * @throws Refusal where the file of keys cannot be written; then nothing was stamped
 */
export async function stampOnce(
  db: Database,
  cipher: Cipher,
  { keyPlace, isStamped }: { readonly keyPlace: KeyPlace; readonly isStamped: boolean },
): Promise<number> {
  if (isStamped) return 0;
  return db.asOwner(async (tx) => {
    const counts = await eachTable((table) => stampFirst(tx, cipher, table));
    // Where the end of the transaction fails, the rows have no stamps and the file says that they have: the operator takes the word out of it and starts again.
    markStamped(keyPlace);
    return sum(counts);
  });
}

/** 换密钥: every row under a stamp of the key of today. @returns how many were stamped anew */
export async function stampAccessAnew(db: Database, cipher: Cipher): Promise<number> {
  return sum(await eachTable((table) => stampAnew(db, cipher, table)));
}

/** A row that this program did not write, or that was changed since: it gives nobody anything. */
export type ForeignRow = { readonly table: string; readonly key: string };

export async function foreignAccess(tx: Tx, cipher: Cipher): Promise<readonly ForeignRow[]> {
  const found = await eachTable(async (table) => (await foreignRows(tx, cipher, table)).map((key) => ({ table: table.name, key })));
  return found.flat();
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
