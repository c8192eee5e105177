import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { sourceOf } from "../registry/index.ts";
import { exchangeErrors } from "./errors.ts";
import type { Import, ImportStep, ImportStepName, RowCounts } from "./import.ts";

export type NewImport = Pick<Import, "area" | "unit" | "source" | "fileName" | "asOf" | "heads"> & { readonly contentHash: Buffer };

export const imports = {
  async add(tx: Tx, { area, unit, source, fileName, asOf, heads, contentHash }: NewImport): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into exchange.import (area, unit, source_id, file_name, content_hash, as_of, heads)
      values (${area}, ${unit}, ${sourceOf(source).id}, ${fileName}, ${contentHash}, ${asOf}, ${heads}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  /** @throws Refusal where there is no such import, or it is outside the actor's areas */
  async find(tx: Tx, id: number): Promise<Import> {
    const [found] = await select(tx, sql`i.id = ${id}`, 1);
    if (!found) throw exchangeErrors.importNotFound();
    return found;
  },

  /** The import that the same file was entered as, from the same source and for the same day, if it is not withdrawn or undone. */
  async ofFile(
    tx: Tx,
    { area, source, asOf, contentHash }: Pick<NewImport, "area" | "source" | "asOf" | "contentHash">,
  ): Promise<Import | undefined> {
    const isOver = sql`exists (select from exchange.import_step s where s.import_id = i.id and s.what in ('withdrawn', 'undone'))`;
    const [found] = await select(
      tx,
      sql`i.content_hash = ${contentHash} and i.area = ${area} and i.source_id = ${sourceOf(source).id} and i.as_of = ${asOf} and not ${isOver}`,
      1,
    );
    return found;
  },

  /** Whether the actor has entered it, or corrected a row of it. */
  async isOwn(tx: Tx, id: number): Promise<boolean> {
    const { rows } = await sql<{ isOwn: boolean }>`select exchange.entered_in(${id}, registry.actor()) as "isOwn"`.execute(tx);
    return rows[0]?.isOwn ?? true;
  },

  /** The latest first. */
  async list(tx: Tx, most: number): Promise<readonly Import[]> {
    return select(tx, sql`true`, most);
  },

  async finishReading(tx: Tx, id: number, rowCount: number): Promise<void> {
    await sql`update exchange.import set row_count = ${rowCount} where id = ${id}`.execute(tx);
  },

  async match(tx: Tx, id: number, targets: readonly string[]): Promise<void> {
    await sql`update exchange.import set targets = ${targets} where id = ${id}`.execute(tx);
  },

  async step(tx: Tx, id: number, what: ImportStepName, reason: string | null = null): Promise<void> {
    await sql`insert into exchange.import_step (import_id, what, reason) values (${id}, ${what}, ${reason})`.execute(tx);
  },

  async counts(tx: Tx, id: number): Promise<RowCounts> {
    const { rows } = await sql<{ kind: string | null; outcome: string | null; count: number }>`
      select kind, outcome, count(*) as count from exchange.import_row where import_id = ${id} group by 1, 2`.execute(tx);
    const sums = (key: "kind" | "outcome") => {
      const found: Record<string, number> = {};
      for (const row of rows) if (row[key] !== null) found[row[key]] = (found[row[key]] ?? 0) + row.count;
      return found;
    };
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    const byKind = sums("kind");
    const checked = Object.values(byKind).reduce((sum, count) => sum + count, 0);
    return { total, unchecked: total - checked, byKind, byOutcome: sums("outcome") };
  },
};

/** What a unit's columns were found to say, for its next file. */
export const knownColumns = {
  async of(tx: Tx, { area, unit }: Pick<Import, "area" | "unit">): Promise<ReadonlyMap<string, string>> {
    const { rows } = await sql<{ head: string; target: string }>`
      select head, target from exchange.known_column where area = ${area} and unit = ${unit}`.execute(tx);
    return new Map(rows.map(({ head, target }) => [head, target]));
  },

  async keep(tx: Tx, { area, unit }: Pick<Import, "area" | "unit">, targets: ReadonlyMap<string, string>): Promise<void> {
    await sql`
      insert into exchange.known_column (area, unit, head, target)
      select ${area}, ${unit}, head, target from unnest(${[...targets.keys()]}::text[], ${[...targets.values()]}::text[]) as given (head, target)
      on conflict (area, unit, head) do update set target = excluded.target`.execute(tx);
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>, most: number): Promise<readonly Import[]> {
  const { rows } = await sql<Omit<Import, "steps">>`
    select i.id, i.area, i.unit, s.key as source, i.file_name as "fileName", i.as_of as "asOf", i.heads, i.targets, i.row_count as "rowCount",
      i.entered_at as "enteredAt", i.entered_by as "enteredBy"
    from exchange.import i join registry.source s on s.id = i.source_id
    where ${condition} order by i.id desc limit ${most}`.execute(tx);
  const { rows: steps } = await sql<ImportStep & { importId: number }>`
    select import_id as "importId", what, reason, at, taken_by as by from exchange.import_step
    where import_id = any (${rows.map(({ id }) => id)}::bigint[]) order by id`.execute(tx);
  const stepsByImport = Map.groupBy(steps, ({ importId }) => importId);
  return rows.map((row) => ({ ...row, steps: (stepsByImport.get(row.id) ?? []).map(({ importId: _importId, ...step }) => step) }));
}
