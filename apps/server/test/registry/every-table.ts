import { sql } from "kysely";
import type { Database } from "../../src/platform/database/index.ts";

/** Every row of every table of ours as text, by table; bytes are in hexadecimal. */
export async function everyTable(db: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  return db.asOwner(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('registry', 'access', 'audit', 'exchange', 'public') and c.relkind in ('r', 'p') order by 1`.execute(tx);
    const told = new Map<string, readonly string[]>();
    for (const { name } of tables)
      told.set(
        name,
        (await sql<{ line: string }>`select t::text as line from ${sql.raw(name)} t`.execute(tx)).rows.map(({ line }) => line),
      );
    return told;
  });
}

/** In which tables something is found, in the clear or as bytes. */
export function tablesWith(tables: ReadonlyMap<string, readonly string[]>, sought: string | Buffer): readonly string[] {
  const texts = typeof sought === "string" ? [sought, Buffer.from(sought).toString("hex")] : [sought.toString("hex")];
  return [...tables].flatMap(([name, lines]) => (lines.some((line) => texts.some((text) => line.includes(text))) ? [name] : []));
}
