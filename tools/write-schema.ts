import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../apps/server/src/platform/database/index.ts";
import { schemaFile, schemaText } from "./schema-text.ts";

/** Takes all migrations in an embedded database of its own and writes the schema that they make. */
const directory = mkdtempSync(join(tmpdir(), "huican-schema-"));
try {
  const { db, taken } = await openDatabase({ directory });
  try {
    writeFileSync(schemaFile, await db.asOwner(schemaText));
  } finally {
    await db.close();
  }
  console.log(`schema.sql ← ${taken.map(({ name }) => name).join(", ")}`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
