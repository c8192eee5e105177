import { sql, type RawBuilder } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { TouchedPart } from "../../registry/index.ts";
import type { SheetRow } from "../file/sheet-row.ts";
import type { RowKind, Verdict } from "./judge-row.ts";
import type { RowReason } from "./said-row.ts";

export type RowOutcome = "committed" | "failed" | "undone" | "conflict";

/** A row of an import with its cells opened. */
export type ImportRow = SheetRow & {
  readonly kind: RowKind | null;
  readonly reasons: readonly RowReason[];
  readonly subjectId: number | null;
  readonly seenVersion: number | null;
  readonly choice: "file" | "new" | "skip" | null;
  readonly outcome: RowOutcome | null;
  readonly touched: readonly TouchedPart[] | null;
  readonly recordedAt: string | null;
};

/** What came of holding a row against the register. */
export type JudgedRow = Verdict & { readonly number: number; readonly blind: Buffer | null; readonly seenVersion: number | null };

type Written = { readonly subjectId: number; readonly touched: readonly TouchedPart[]; readonly recordedAt: string };

export const importRows = {
  async add(tx: Tx, cipher: Cipher, importId: number, rows: readonly SheetRow[]): Promise<void> {
    const sealed = rows.map(({ number, cells }) => cipher.seal(JSON.stringify(cells), purpose(importId, number)));
    await sql`
      insert into exchange.import_row (import_id, number, sealed, key_version)
      select ${importId}, number, sealed, version
      from unnest(${rows.map(({ number }) => number)}::integer[], ${sealed.map((each) => each.sealed)}::bytea[], ${sealed.map((each) => each.keyVersion)}::smallint[])
        as given (number, sealed, version)`.execute(tx);
  },

  async lastNumber(tx: Tx, importId: number): Promise<number> {
    const { rows } = await sql<{ last: number }>`
      select coalesce(max(number), 0) as last from exchange.import_row where import_id = ${importId}`.execute(tx);
    return rows[0]?.last ?? 0;
  },

  /** The next rows that were not held against the register yet, behind one of which it is known that those before it were, or are being. */
  async unchecked(
    tx: Tx,
    cipher: Cipher,
    importId: number,
    { after, most }: { readonly after: number; readonly most: number },
  ): Promise<readonly ImportRow[]> {
    return select(tx, cipher, importId, sql`number > ${after} and kind is null order by number limit ${most} for update skip locked`);
  },

  /** Tells the database how many rows there are now: thousands came at once, and it would take them for a few and read all of them again and again. As the owner. */
  async analyze(tx: Tx): Promise<void> {
    await sql`analyze exchange.import_row`.execute(tx);
  },

  async page(
    tx: Tx,
    cipher: Cipher,
    importId: number,
    { kind, skip, most }: { readonly kind: RowKind | RowOutcome | null; readonly skip: number; readonly most: number },
  ): Promise<readonly ImportRow[]> {
    return select(tx, cipher, importId, sql`${kindIs(kind)} order by number offset ${skip} limit ${most}`);
  },

  async find(tx: Tx, cipher: Cipher, importId: number, number: number): Promise<ImportRow | undefined> {
    return (await select(tx, cipher, importId, sql`number = ${number} for update`))[0];
  },

  /** The numbers of the rows that are still to be written, or to be taken back: these the last first. */
  async next(tx: Tx, importId: number, what: "commit" | "undo", most: number): Promise<readonly number[]> {
    const condition =
      what === "commit"
        ? sql`kind in ('changed', 'new') and outcome is null order by number`
        : sql`outcome = 'committed' order by number desc`;
    const { rows } = await sql<{ number: number }>`
      select number from exchange.import_row where import_id = ${importId} and ${condition} limit ${most}`.execute(tx);
    return rows.map(({ number }) => number);
  },

  async judge(tx: Tx, importId: number, judged: readonly JudgedRow[]): Promise<void> {
    const rows = judged.map(({ blind, ...row }) => ({ ...row, blind: blind?.toString("hex") ?? null }));
    await sql`
      update exchange.import_row r
      set kind = given.kind, reasons = given.reasons, subject_id = given."subjectId", seen_version = given."seenVersion", blind = decode(given.blind, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (number integer, kind text, reasons jsonb, "subjectId" bigint, "seenVersion" integer, blind text)
      where r.import_id = ${importId} and r.number = given.number`.execute(tx);
  },

  /** Of some identity numbers the rows that have them already. */
  async withBlinds(tx: Tx, importId: number, blinds: readonly Buffer[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const { rows } = await sql<{ blind: Buffer; number: number }>`
      select blind, number from exchange.import_row
      where import_id = ${importId} and blind = any (${blinds}::bytea[]) and kind is distinct from 'skipped'`.execute(tx);
    const byBlind = Map.groupBy(rows, ({ blind }) => blind.toString("hex"));
    return new Map([...byBlind].map(([blind, each]) => [blind, each.map(({ number }) => number)]));
  },

  async correct(
    tx: Tx,
    cipher: Cipher,
    importId: number,
    { number, cells, choice, subjectId }: Pick<ImportRow, "number" | "cells" | "choice" | "subjectId">,
  ): Promise<void> {
    const { sealed, keyVersion } = cipher.seal(JSON.stringify(cells), purpose(importId, number));
    await sql`
      update exchange.import_row
      set sealed = ${sealed}, key_version = ${keyVersion}, choice = ${choice}, subject_id = ${subjectId}, corrected_by = registry.actor()
      where import_id = ${importId} and number = ${number}`.execute(tx);
  },

  async written(tx: Tx, importId: number, number: number, { subjectId, touched, recordedAt }: Written): Promise<void> {
    await sql`
      update exchange.import_row
      set outcome = 'committed', subject_id = ${subjectId}, touched = ${JSON.stringify(touched)}::jsonb, recorded_at = ${recordedAt}
      where import_id = ${importId} and number = ${number}`.execute(tx);
  },

  async settle(tx: Tx, importId: number, number: number, outcome: RowOutcome, reasons: readonly RowReason[] = []): Promise<void> {
    await sql`
      update exchange.import_row set outcome = ${outcome}, reasons = ${JSON.stringify(reasons)}::jsonb
      where import_id = ${importId} and number = ${number}`.execute(tx);
  },
};

const outcomes: ReadonlySet<string> = new Set<RowOutcome>(["committed", "failed", "undone", "conflict"]);

function kindIs(kind: RowKind | RowOutcome | null): RawBuilder<unknown> {
  if (kind === null) return sql`true`;
  return outcomes.has(kind) ? sql`outcome = ${kind}` : sql`kind = ${kind}`;
}

function purpose(importId: number, number: number): string {
  return `import-row/${importId}/${number}`;
}

async function select(tx: Tx, cipher: Cipher, importId: number, condition: RawBuilder<unknown>): Promise<readonly ImportRow[]> {
  const { rows } = await sql<Omit<ImportRow, "cells"> & { sealed: Buffer; keyVersion: number }>`
    select number, sealed, key_version as "keyVersion", kind, reasons, subject_id as "subjectId", seen_version as "seenVersion", choice, outcome, touched,
      recorded_at as "recordedAt"
    from exchange.import_row where import_id = ${importId} and ${condition}`.execute(tx);
  return rows.map(({ sealed, keyVersion, ...row }) => ({
    ...row,
    // Only the program writes what is sealed, and the seal shows whether anybody changed it.
    cells: JSON.parse(cipher.open({ sealed, keyVersion }, purpose(importId, row.number))) as readonly string[],
  }));
}
