import { sql } from "kysely";
import type { Cipher } from "../cipher/index.ts";
import { knownMigrations, takeSteps, type Database, type TakenStep, type Tx } from "../database/index.ts";
import { blocksOf, type BackupFile, type Block } from "./backup-file.ts";
import { backupErrors } from "./errors.ts";
import { endingShape, manifestShape, type Ending, type Manifest, type Table } from "./manifest.ts";
import { putAside } from "./put-aside.ts";
import { columnNames, fixForms, ownSchemas, quoted, tablesIn } from "./table.ts";

/** What a whole backup says of itself. */
export type CheckedBackup = { readonly file: BackupFile; readonly manifest: Manifest; readonly ending: Ending };

/**
 * Reads a backup from beginning to end, and changes nothing.
 * @throws Refusal where it was changed, is not whole, or is of a schema that this program does not know
 */
export async function checkBackup(file: BackupFile, cipher: Cipher): Promise<CheckedBackup> {
  let manifest: Manifest | null = null;
  let ending: Ending | null = null;
  for await (const { title, text } of blocksOf(file, cipher)) {
    if (!manifest) refuseUnknownSchema((manifest = manifestShape.parse(JSON.parse(text))).steps);
    else if (title === "end") ending = endingShape.parse(JSON.parse(text));
  }
  if (!manifest || !ending) throw backupErrors.damaged(file.path);
  return { file, manifest, ending };
}

function refuseUnknownSchema(steps: readonly TakenStep[]): void {
  const known = knownMigrations();
  if (steps.length > known.length) throw backupErrors.newerSchema(steps.length, known.length);
  const other = steps.find(({ checksum }, i) => checksum !== known[i]?.checksum);
  if (other) throw backupErrors.otherSchema(other.name);
}

/** How many of our tables a database has; none is an empty one. */
export async function countOwnTables(db: Database): Promise<number> {
  return db.asOwner(async (tx) => (await tablesIn(tx)).length);
}

/** How many others are connected to the database: a server that goes on would mix what it knows with what is put there. */
export async function countOthers(db: Database): Promise<number> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ others: number }>`
      select count(*) as others from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(
      tx,
    ),
  );
  return rows[0]?.others ?? 0;
}

/**
 * Puts a backup in the place of whatever of ours the database holds, in one transaction: all of it, or nothing is changed. The schema is that of the backup; opening the
 * database brings it forward.
 * @param work what is done in the same transaction once everything is there: what it refuses leaves the database as it was
 * @returns how many rows there are now
 */
export async function restoreBackup(
  db: Database,
  cipher: Cipher,
  backup: CheckedBackup,
  { work, onProgress }: { readonly work: (tx: Tx) => Promise<void>; readonly onProgress?: (rows: number) => void },
): Promise<number> {
  const { file, manifest, ending } = backup;
  return db.asOwner(async (tx) => {
    await makeSchema(tx, manifest);
    await fixForms(tx);
    const back = await putAside(tx, manifest.tables);
    await sql.raw(`truncate ${manifest.tables.map(({ name }) => name).join(", ")}`).execute(tx);
    const rows = await addAll(tx, manifest.tables, blocksOf(file, cipher), onProgress);
    await refuseMissing(tx, backup);
    for (const statement of back) await sql.raw(statement).execute(tx);
    for (const { name, last, isCalled } of ending.sequences) await sql`select setval(${name}::regclass, ${last}, ${isCalled})`.execute(tx);
    await sql.raw(`analyze ${manifest.tables.map(({ name }) => name).join(", ")}`).execute(tx);
    await work(tx);
    return rows;
  });
}

/** The schema of the backup's own day, and the columns that the program gave a table since then by itself. */
async function makeSchema(tx: Tx, { steps, tables }: Manifest): Promise<void> {
  await sql.raw(`drop schema if exists ${ownSchemas().join(", ")} cascade`).execute(tx);
  await sql`drop table if exists public.migration`.execute(tx);
  await takeSteps(tx, knownMigrations().slice(0, steps.length));
  const made = new Map((await tablesIn(tx)).map((table) => [table.name, table]));
  const other = [...made.keys()].find((name) => !tables.some((table) => table.name === name));
  if (other !== undefined) throw backupErrors.otherSchema(other);
  for (const { name, columns } of tables) {
    const there = new Set(made.get(name)?.columns.map((column) => column.name));
    if (there.size === 0) throw backupErrors.otherSchema(name);
    for (const column of columns.filter((each) => !there.has(each.name)))
      await sql.raw(`alter table ${name} add column ${quoted(column.name)} ${column.type}`).execute(tx);
  }
}

async function addAll(
  tx: Tx,
  tables: readonly Table[],
  blocks: AsyncGenerator<Block>,
  onProgress: (rows: number) => void = () => {},
): Promise<number> {
  const tablesByName = new Map(tables.map((table) => [table.name, table]));
  let rows = 0;
  let current = "";
  for await (const { title, text } of blocks) {
    const table = tablesByName.get(title);
    if (!table) continue;
    if (title !== current) await expectRowsOf(tx, table);
    current = title;
    const { numAffectedRows } = await sql`
      insert into ${sql.raw(title)} (${columnNames(table)}) overriding system value
      select ${columnNames(table, "(line).")} from (select said::pg_temp.backup_row as line from json_array_elements_text(${text}::json) said offset 0) lines`.execute(
      tx,
    );
    onProgress((rows += Number(numAffectedRows ?? 0)));
  }
  return rows;
}

/** Rows come as PostgreSQL writes a row of these columns, in this order. */
async function expectRowsOf(tx: Tx, table: Table): Promise<void> {
  await sql`drop table if exists pg_temp.backup_row`.execute(tx);
  await sql`create temporary table backup_row on commit drop as select ${columnNames(table)} from ${sql.raw(table.name)} with no data`.execute(
    tx,
  );
}

async function refuseMissing(tx: Tx, { file, manifest, ending }: CheckedBackup): Promise<void> {
  for (const { name } of manifest.tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.raw(name)}`.execute(tx);
    if (rows[0]?.count !== ending.counts[name]) throw backupErrors.damaged(file.path);
  }
}
