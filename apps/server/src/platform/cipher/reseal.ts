import { setTimeout } from "node:timers/promises";
import { sql, type RawBuilder } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import type { Cipher } from "./index.ts";

/** A table whose rows hold a sealed value, and in `key_version` which key sealed it. */
export type SealedTable = {
  readonly name: string;
  readonly column: string;
  /** Whether it holds whole files: these are sealed in another way, and some at a time. */
  readonly isOfFiles?: boolean;
  /** What tells its rows apart, as SQL that gives a text. */
  readonly key: string;
  /** What each value was sealed for, as SQL that gives a text. */
  readonly purpose: string;
};

/** How many values each version of the key has sealed. */
export type SealedCounts = ReadonlyMap<number, number>;

const rowsAtOnce = 500;
/** Each may have twenty million bytes. */
const filesAtOnce = 5;
/** A row that somebody else holds for longer than this is waited for by running the command again. */
const mostWaits = 50;

/**
 * Seals anew, with the key of today, what an earlier one sealed: some rows at a time, each some whole or not at all, so that it may be ended at any moment and goes on where it
 * was. Others read and write meanwhile.
 * @returns how many values were sealed anew
 */
export async function reseal(
  db: Database,
  cipher: Cipher,
  table: SealedTable,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  let done = 0;
  for (let waits = 0; ;) {
    const some = await db.asOwner((tx) => resealSome(tx, cipher, table));
    done += some;
    if (some > 0) onProgress(done);
    else if (waits === mostWaits || (await isDone(db, cipher, table))) return done;
    else await setTimeout(100 * Math.min(++waits, 10));
  }
}

export async function sealedCounts(db: Database, tables: readonly SealedTable[]): Promise<SealedCounts> {
  const counts = new Map<number, number>();
  for (const { name } of tables) {
    const { rows } = await db.asOwner((tx) =>
      sql<{ version: number; count: number }>`select key_version as version, count(*) as count from ${sql.raw(name)} group by 1`.execute(
        tx,
      ),
    );
    for (const { version, count } of rows) counts.set(version, (counts.get(version) ?? 0) + count);
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

async function resealSome(tx: Tx, cipher: Cipher, { name, column, isOfFiles = false, key, purpose }: SealedTable): Promise<number> {
  const { rows } = await sql<{ key: string; purpose: string; sealed: Buffer; keyVersion: number }>`
    select ${sql.raw(key)} as key, ${sql.raw(purpose)} as purpose, ${sql.raw(column)} as sealed, key_version as "keyVersion"
    from ${sql.raw(name)} where ${isOlder(cipher)} limit ${isOfFiles ? filesAtOnce : rowsAtOnce} for update skip locked`.execute(tx);
  const anew = rows.map((row) =>
    isOfFiles ? cipher.sealBytes(cipher.openBytes(row, row.purpose), row.purpose) : cipher.seal(cipher.open(row, row.purpose), row.purpose),
  );
  await sql`
    update ${sql.raw(name)} set ${sql.raw(column)} = anew.sealed, key_version = anew.version
    from unnest(${rows.map((row) => row.key)}::text[], ${anew.map(({ sealed }) => sealed)}::bytea[], ${anew.map(({ keyVersion }) => keyVersion)}::smallint[])
      as anew (key, sealed, version)
    where ${sql.raw(key)} = anew.key`.execute(tx);
  return rows.length;
}

async function isDone(db: Database, cipher: Cipher, { name }: SealedTable): Promise<boolean> {
  const { rows } = await db.asOwner((tx) => sql`select 1 from ${sql.raw(name)} where ${isOlder(cipher)} limit 1`.execute(tx));
  return rows.length === 0;
}

function isOlder(cipher: Cipher): RawBuilder<unknown> {
  return sql`key_version < ${cipher.version()}`;
}
