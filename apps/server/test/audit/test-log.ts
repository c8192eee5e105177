import { sql } from "kysely";
import type { Actor, Database } from "../../src/platform/database/index.ts";
import { faultText, logAccess, sealLog, verifyLog, type Checkpoint, type LogKeys } from "../../src/platform/audit/index.ts";
import { makeSigningPair, signerWith, verifierWith } from "../../src/platform/cipher/index.ts";

export const clerk: Actor = {
  id: "clerk",
  areas: ["500106"],
  occasion: { basis: "case", reference: "沙残〔2026〕12号", reason: "核对补贴", address: "10.0.0.7", session: "s1" },
};

/** A pair of keys of somebody. */
export function someKeys(): LogKeys {
  const pair = makeSigningPair();
  return { signer: signerWith(pair), verify: verifierWith([pair.publicKey]) };
}

export async function command(db: Database, text: string): Promise<readonly Record<string, unknown>[]> {
  return db.asOwner(async (tx) => (await sql.raw<Record<string, unknown>>(text).execute(tx)).rows);
}

/** Entries of a clerk who looks at one file after another, sealed, with a checkpoint after so many. */
export async function writeLog(db: Database, keys: LogKeys, checkpoints: number, entriesEach: number): Promise<readonly Checkpoint[]> {
  const made: Checkpoint[] = [];
  for (let round = 0; round < checkpoints; round++) {
    for (let i = 0; i < entriesEach; i++)
      await db.as({ ...clerk, id: `clerk-${i % 3}` }, (tx) =>
        logAccess(tx, { act: "registry.read-file", subjects: [round * entriesEach + i + 1], fields: ["name", "bank-account"] }),
      );
    const { checkpoint } = await sealLog(db, keys, { isLast: true });
    if (checkpoint) made.push(checkpoint);
  }
  return made;
}

/** What is wrong with the log, in the words in which it is told. */
export async function faultsOf(db: Database, keys: LogKeys, exported: readonly Checkpoint[] = []): Promise<readonly string[]> {
  const { faults, faultCount } = await verifyLog(db, keys.verify, { exported });
  if (faults.length !== faultCount) throw new Error("All of a small log is told.");
  return faults.map((fault) => faultText(fault).en);
}
