import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { databaseErrors } from "../errors.ts";
import type { Database, Tx } from "./database.ts";

/** One step of the schema, as it lies in the folder: `0001-register.sql`. */
export type Migration = { readonly number: number; readonly name: string; readonly text: string; readonly checksum: string };

/** A step as a database remembers it. */
export type TakenStep = Pick<Migration, "number" | "name" | "checksum">;

/** The steps in a folder, in their one order. What they make together is written down beside them. */
export function migrationsIn(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql") && name !== "schema.sql")
    .sort()
    .map((name, i) => {
      const number = Number(/^(\d{4})-[a-z-]+\.sql$/.exec(name)?.[1]);
      if (number !== i + 1) throw new Error(`${name} is not migration ${i + 1} of the one sequence.`);
      const text = readFileSync(join(folder, name), "utf8");
      return { number, name, text, checksum: createHash("sha256").update(text).digest("hex") };
    });
}

/**
 * Brings the schema forward, each step whole or not at all; two servers that start together do it one after the other.
 * @returns the steps that were taken
 * @throws Refusal where the database is newer than this program, or a step that was taken has been edited since
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const taken: Migration[] = [];
  await db.asOwner(makeList);
  for (const migration of migrations) if (await db.asOwner((tx) => takeStep(tx, migration))) taken.push(migration);
  await db.asOwner((tx) => refuseNewer(tx, migrations.length));
  return taken;
}

/** Takes some steps in one transaction, in a database that may have none: for a schema of an earlier day. */
export async function takeSteps(tx: Tx, migrations: readonly Migration[]): Promise<void> {
  await makeList(tx);
  for (const migration of migrations) await takeStep(tx, migration);
}

/** The steps that a database has taken, in their order; none where it is not ours yet. */
export async function takenSteps(tx: Tx): Promise<readonly TakenStep[]> {
  const { rows } = await sql<{ isThere: boolean }>`select to_regclass('public.migration') is not null as "isThere"`.execute(tx);
  if (!rows[0]?.isThere) return [];
  return (await sql<TakenStep>`select number, name, checksum from public.migration order by number`.execute(tx)).rows;
}

async function makeList(tx: Tx): Promise<void> {
  await sql`create table if not exists public.migration (
    number integer primary key, name text not null, checksum text not null, taken_at timestamptz not null default now())`.execute(tx);
}

async function takeStep(tx: Tx, { number, name, text, checksum }: Migration): Promise<boolean> {
  await sql`lock table public.migration in exclusive mode`.execute(tx);
  const { rows } = await sql<{ checksum: string }>`select checksum from public.migration where number = ${number}`.execute(tx);
  if (rows[0]) {
    if (rows[0].checksum !== checksum) throw databaseErrors.editedMigration(name);
    return false;
  }
  await sql.raw(text).execute(tx);
  await sql`insert into public.migration (number, name, checksum) values (${number}, ${name}, ${checksum})`.execute(tx);
  return true;
}

async function refuseNewer(tx: Tx, known: number): Promise<void> {
  const { rows } = await sql<{ number: number }>`select max(number) as number from public.migration`.execute(tx);
  const number = rows[0]?.number ?? 0;
  if (number > known) throw databaseErrors.newerDatabase(number, known);
}
