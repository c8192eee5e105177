import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import type { Table } from "./manifest.ts";

/**
 * Takes triggers, foreign keys and indexes away, so that rows go in as they were, in any order and fast; the rows are an office's own and were checked when they were
 * written. What is put back checks them again: foreign keys here, the rules of the register by whoever restores it.
 * @returns statements that put everything back
 */
export async function putAside(tx: Tx, tables: readonly Table[]): Promise<readonly string[]> {
  const names = tables.map(({ name }) => name);
  const { rows: steps } = await sql<{ away: string; back: string }>`
    with own as (select unnest(${names}::text[])::regclass as owner)
    select format('alter table %s drop constraint %I', owner, conname) as away, format('alter table %s add constraint %I %s', owner, conname, pg_get_constraintdef(oid)) as back, 2 as place
    from pg_constraint join own on conrelid = owner where contype = 'f'
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 1
    from pg_index join own on indrelid = owner where not exists (select from pg_constraint where conindid = indexrelid)
    union all
    select format('alter table %s disable trigger %I', owner, tgname),
      format('alter table %s enable %s trigger %I', owner, case tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, tgname), 3
    from pg_trigger join own on tgrelid = owner where not tgisinternal and tgenabled <> 'D'
    order by place`.execute(tx);
  // A foreign key goes before the index that it leans on, and comes back after it.
  for (const { away } of steps.toReversed()) await sql.raw(away).execute(tx);
  return steps.map(({ back }) => back);
}
