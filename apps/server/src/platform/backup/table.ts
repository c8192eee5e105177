import { sql, type RawBuilder } from "kysely";
import { knownMigrations, type Tx } from "../database/index.ts";
import type { Sequence, Table } from "./manifest.ts";

/** The schemas that the migrations make: what lies in others is not ours. */
export function ownSchemas(): readonly string[] {
  return knownMigrations().flatMap(({ text }) => [...text.matchAll(/^create schema (\w+)/gm)].map(([, name = ""]) => name));
}

/** All tables of our schemas, found by looking: one that a later migration makes is not forgotten. */
export async function tablesIn(tx: Tx): Promise<readonly Table[]> {
  const { rows } = await sql<Table>`
    select format('%I.%I', n.nspname, c.relname) as name, (
      select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isBinary', a.atttypid = 'bytea'::regtype) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${ownSchemas()}) and c.relkind in ('r', 'p')
    order by name`.execute(tx);
  return rows;
}

/** Read after the tables: numbers only grow, and are given away outside of transactions. */
export async function sequencesIn(tx: Tx): Promise<readonly Sequence[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${ownSchemas()}) and c.relkind = 'S' order by name`.execute(tx);
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const found = await sql<Omit<Sequence, "name">>`select last_value as last, is_called as "isCalled" from ${sql.raw(name)}`.execute(tx);
    sequences.push({ name, ...(found.rows[0] as Omit<Sequence, "name">) });
  }
  return sequences;
}

/** The columns of a table in a statement. */
export function columnNames({ columns }: Table, before = ""): RawBuilder<unknown> {
  return sql.raw(columns.map(({ name }) => `${before}${quoted(name)}`).join(", "));
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Values are written and read in one form, whatever the server and the office have set. */
export async function fixForms(tx: Tx): Promise<void> {
  await sql`
    select set_config('datestyle', 'ISO, YMD', true), set_config('timezone', 'UTC', true), set_config('intervalstyle', 'postgres', true),
      set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true), set_config('search_path', 'pg_catalog', true)`.execute(
    tx,
  );
}
