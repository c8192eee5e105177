import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { keysMark, type Cipher } from "../cipher/index.ts";
import { takenSteps, type Database, type Tx } from "../database/index.ts";
import { writeBackup, type BackupHeader, type Block } from "./backup-file.ts";
import type { Ending, Manifest, Table } from "./manifest.ts";
import { columnNames, fixForms, quoted, sequencesIn, tablesIn } from "./table.ts";

/** What was copied. */
export type BackupReport = { readonly header: BackupHeader; readonly rows: number; readonly bytes: number };

export type BackupWish = {
  /** Where it goes; nothing may be there. */
  readonly path: string;
  readonly madeAt: string;
  readonly kind: string;
  readonly onProgress?: (rows: number) => void;
};

/** A block holds so many rows, or so many bytes of what is wide. */
const rowsAtOnce = 5_000;
const bytesAtOnce = 4_000_000;

/**
 * Copies everything that the database holds into a sealed file, as it was at one moment; others read and write meanwhile. Memory stays the same however much it is.
 * @throws Refusal where the file cannot be written, or a key is missing that sealed a value
 */
export async function takeBackup(db: Database, cipher: Cipher, { path, madeAt, kind, onProgress }: BackupWish): Promise<BackupReport> {
  return db.asOwner(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx);
    await fixForms(tx);
    const tables = await tablesIn(tx);
    const header = await headerOf(tx, cipher, tables, madeAt);
    const manifest: Manifest = { steps: await takenSteps(tx), kind, tables };
    const counts: Record<string, number> = {};
    let rows = 0;
    const bytes = await writeBackup(path, cipher, header, async (add) => {
      await add({ title: "manifest", text: JSON.stringify(manifest) });
      for (const table of tables) {
        counts[table.name] = await addRows(tx, table, add, (done) => onProgress?.(rows + done));
        rows += counts[table.name] ?? 0;
      }
      const ending: Ending = { counts, sequences: await sequencesIn(tx) };
      await add({ title: "end", text: JSON.stringify(ending) });
    });
    return { header, rows, bytes };
  });
}

async function headerOf(tx: Tx, cipher: Cipher, tables: readonly Table[], madeAt: string): Promise<BackupHeader> {
  const inUse = new Set([cipher.version()]);
  const signing = new Set<string>();
  for (const { name, columns } of tables) {
    for (const version of await distinct<number>(tx, name, columns, "key_version")) inUse.add(version);
    for (const keyId of await distinct<string>(tx, name, columns, "key_id")) signing.add(keyId);
  }
  // A key of a rotation that has just begun is read here, and may be the one that seals from now on.
  const versions = Object.fromEntries([...inUse].sort((a, b) => a - b).map((version) => [version, cipher.fingerprint(version)]));
  const sealedWith = cipher.version();
  return {
    id: randomBytes(16).toString("hex"),
    madeAt,
    sealedWith,
    keys: {
      mark: keysMark(cipher).toString("hex"),
      versions: { ...versions, [sealedWith]: cipher.fingerprint(sealedWith) },
      signing: [...signing].sort(),
    },
  };
}

/** Wherever something is sealed or signed stands which key did it, in a column of this name (a test holds the schema to it). */
async function distinct<T>(tx: Tx, table: string, columns: Table["columns"], column: string): Promise<readonly T[]> {
  if (!columns.some(({ name }) => name === column)) return [];
  const { rows } = await sql<{ value: T }>`select distinct ${sql.raw(column)} as value from ${sql.raw(table)}`.execute(tx);
  return rows.map(({ value }) => value);
}

async function addRows(tx: Tx, table: Table, add: (block: Block) => Promise<void>, onProgress: (rows: number) => void): Promise<number> {
  const most = await rowsOfBlock(tx, table);
  await sql`declare backup_rows no scroll cursor for select row(${columnNames(table)})::text as line from ${sql.raw(table.name)}`.execute(
    tx,
  );
  let count = 0;
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch forward ${sql.raw(String(most))} from backup_rows`.execute(tx);
    if (rows.length === 0) break;
    await add({ title: table.name, text: JSON.stringify(rows.map(({ line }) => line)) });
    count += rows.length;
    onProgress(count);
  }
  await sql`close backup_rows`.execute(tx);
  return count;
}

/** Scans have twenty million bytes, all else is short. The length of a value is known without reading it. */
async function rowsOfBlock(tx: Tx, { name, columns }: Table): Promise<number> {
  const binary = columns.filter(({ isBinary }) => isBinary).map((column) => `max(octet_length(${quoted(column.name)}))`);
  if (binary.length === 0) return rowsAtOnce;
  const { rows } = await sql<{
    widest: number | null;
  }>`select greatest(${sql.raw(binary.join(", "))}) as widest from ${sql.raw(name)}`.execute(tx);
  return Math.max(1, Math.min(rowsAtOnce, Math.floor(bytesAtOnce / Math.max(1, rows[0]?.widest ?? 1))));
}
