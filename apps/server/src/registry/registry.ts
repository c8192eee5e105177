import { createHash } from "node:crypto";
import type { Vocabulary } from "@huican/engine";
import { sql } from "kysely";
import type { Cipher } from "../platform/cipher/index.ts";
import type { Database, Tx } from "../platform/database/index.ts";
import { familySchema } from "./household/family-schema.ts";
import { recordKinds } from "./record/record-kind.ts";
import { keepCatalogue, type RecordCatalogue } from "./record/record-store.ts";
import { snapshotSchema } from "./snapshot/snapshot-schema.ts";

/** The register as the other modules hold it: the way to the data, and what can be recorded. */
export type Registry = { readonly db: Database; readonly vocabulary: Vocabulary; readonly catalogue: RecordCatalogue };

/** What verbs that write need: the register, its keys, and the day. */
export type RegistryTools = {
  readonly registry: Registry;
  readonly cipher: Cipher;
  readonly today: () => string;
  /** Sample people are welcome: identity numbers that begin with 99. */
  readonly acceptsSynthetic?: boolean;
};

/** Makes the database ready for a vocabulary: kinds, sources, and the columns and functions of the snapshot. */
export async function openRegistry(db: Database, vocabulary: Vocabulary): Promise<Registry> {
  const catalogue = await db.asOwner((tx) => keepCatalogue(tx, recordKinds(vocabulary)));
  const { columns, indexes, functions } = snapshotSchema(vocabulary, catalogue);
  await db.asOwner((tx) => keepSnapshotSchema(tx, [...columns, ...indexes, ...familySchema(catalogue), ...functions].join(";\n")));
  return { db, vocabulary, catalogue };
}

/** Most starts find the snapshot as this vocabulary wants it: the table says what it was last made by. Servers that start together do it one after the other. */
async function keepSnapshotSchema(tx: Tx, statements: string): Promise<void> {
  const madeBy = `vocabulary ${createHash("sha256").update(statements).digest("hex")}`;
  const isKept = async () => {
    const { rows } = await sql<{ madeBy: string | null }>`select obj_description('registry.snapshot'::regclass) as "madeBy"`.execute(tx);
    return rows[0]?.madeBy === madeBy;
  };
  if (await isKept()) return;
  await sql`select pg_advisory_xact_lock(hashtext('registry.snapshot'))`.execute(tx);
  if (await isKept()) return;
  await sql.raw(`${statements};\ncomment on table registry.snapshot is '${madeBy}'`).execute(tx);
}
