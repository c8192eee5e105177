import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { ListView, SharedView } from "./list-view.ts";

export const listViews = {
  /** Those that the actor sees, by name. */
  async seen(tx: Tx): Promise<readonly SharedView[]> {
    const { rows } = await sql<SharedView>`
      select id, area, name, filters, columns, sorting as "order", shared_by as "sharedBy", registry.has_left(shared_by, area) as "isLeft",
        changed_at as "changedAt"
      from registry.list_view order by name collate "C", id`.execute(tx);
    return rows;
  },

  async countOf(tx: Tx, sharedBy: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from registry.list_view where shared_by = ${sharedBy}`.execute(
      tx,
    );
    return rows[0]?.count ?? 0;
  },

  /** Whether somebody whom the actor sees is called so. */
  async isSomebodysName(tx: Tx, parts: readonly string[]): Promise<boolean> {
    const { rows } = await sql<{ isOne: boolean }>`
      select exists (select from registry.name_entry n where n.plain = any (${parts}::text[])) as "isOne"`.execute(tx);
    return rows[0]?.isOne === true;
  },

  async add(tx: Tx, area: string, { name, filters, columns, order }: ListView): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into registry.list_view (area, name, filters, columns, sorting)
      values (${area}, ${name}, ${JSON.stringify(filters)}::jsonb, ${columns}::text[], ${JSON.stringify(order)}::jsonb) returning id`.execute(
      tx,
    );
    return (rows[0] as { id: number }).id;
  },

  /** @returns whether there was such a view of the actor's */
  async change(tx: Tx, id: number, { name, filters, columns, order }: ListView): Promise<boolean> {
    const { numAffectedRows = 0n } = await sql`
      update registry.list_view set name = ${name}, filters = ${JSON.stringify(filters)}::jsonb, columns = ${columns}::text[],
        sorting = ${JSON.stringify(order)}::jsonb, changed_at = transaction_timestamp()
      where id = ${id}`.execute(tx);
    return numAffectedRows > 0n;
  },

  /** @returns whether there was such a view of the actor's */
  async remove(tx: Tx, id: number): Promise<boolean> {
    const { numAffectedRows = 0n } = await sql`delete from registry.list_view where id = ${id} and shared_by = registry.actor()`.execute(
      tx,
    );
    return numAffectedRows > 0n;
  },

  /** @returns who had shared it, or null where there was no such view of somebody who has left */
  async removeLeft(tx: Tx, id: number): Promise<string | null> {
    const { rows } = await sql<{ sharedBy: string }>`
      delete from registry.list_view where id = ${id} and shared_by <> registry.actor() returning shared_by as "sharedBy"`.execute(tx);
    return rows[0]?.sharedBy ?? null;
  },
};
