import type { Vocabulary } from "@huican/engine";
import { sql } from "kysely";
import type { Database } from "../platform/database/index.ts";
import { recordKinds } from "./record/record-kind.ts";
import { keepCatalogue, type RecordCatalogue } from "./record/record-store.ts";
import { snapshotSchema } from "./snapshot/snapshot-schema.ts";

/** The register as the other modules hold it: the way to the data, and what can be recorded. */
export type Registry = { readonly db: Database; readonly vocabulary: Vocabulary; readonly catalogue: RecordCatalogue };

/** Makes the database ready for a vocabulary: kinds, sources, and the columns and functions of the snapshot. */
export async function openRegistry(db: Database, vocabulary: Vocabulary): Promise<Registry> {
  const catalogue = await db.asOwner((tx) => keepCatalogue(tx, recordKinds(vocabulary)));
  const { columns, functions } = snapshotSchema(vocabulary, catalogue);
  await db.asOwner(async (tx) => {
    for (const statement of [...columns, ...functions]) await sql.raw(statement).execute(tx);
  });
  return { db, vocabulary, catalogue };
}
