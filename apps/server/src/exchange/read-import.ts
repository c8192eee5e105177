import type { Cipher } from "../platform/cipher/index.ts";
import { logReading } from "../platform/audit/index.ts";
import type { Actor, Tx } from "../platform/database/index.ts";
import { believedFiles, countingOn, type BelievedFile } from "../registry/index.ts";
import { isSealedTarget, type ColumnTarget } from "./column/column-target.ts";
import { suggestedTargets } from "./column/match-columns.ts";
import { readingOf, type ExchangeTools } from "./exchange-tools.ts";
import type { Import, RowCounts } from "./import.ts";
import { imports, knownColumns } from "./import-store.ts";
import type { RowKind } from "./row/judge-row.ts";
import { importRows, type ImportRow, type RowOutcome } from "./row/row-store.ts";

/** The imports of the actor's areas, the latest first. */
export async function listImports(
  { registry }: ExchangeTools,
  actor: Actor,
): Promise<readonly (Import & { readonly counts: RowCounts })[]> {
  return registry.db.as(actor, async (tx) => {
    const listed = await imports.list(tx, 100);
    const counted: (Import & { readonly counts: RowCounts })[] = [];
    for (const entered of listed) counted.push({ ...entered, counts: await imports.counts(tx, entered.id) });
    await logReading(tx, { act: "exchange.see-imports", subjects: [], fields: [] });
    return counted;
  });
}

export type ReadImport = Import & {
  readonly counts: RowCounts;
  /** What the columns probably say, until somebody has looked at it. */
  readonly suggested: readonly string[];
  /** Whether the actor has entered or corrected anything of it. */
  readonly isOwn: boolean;
};

/** @throws Refusal where there is no such import, or it is outside the actor's areas */
export async function readImport({ registry, targets }: ExchangeTools, actor: Actor, id: number): Promise<ReadImport> {
  return registry.db.as(actor, async (tx) => {
    const entered = await imports.find(tx, id);
    const suggested = entered.targets ?? suggestedTargets(entered.heads, targets, await knownColumns.of(tx, entered));
    await logReading(tx, { act: "exchange.see-imports", subjects: [], fields: [] });
    return { ...entered, counts: await imports.counts(tx, id), suggested, isOwn: await imports.isOwn(tx, id) };
  });
}

/** A row with what the file says of the same now, where it is about one. */
export type ReadRow = ImportRow & {
  readonly file: { readonly name: string | null; readonly says: readonly (string | number | boolean | null)[] } | null;
};

export type RowQuestion = { readonly kind: RowKind | RowOutcome | null; readonly skip: number; readonly most: number };

/** Rows of an import in their order, as the file has them or as they were corrected. */
export async function readRows(tools: ExchangeTools, actor: Actor, id: number, question: RowQuestion): Promise<readonly ReadRow[]> {
  const { registry, cipher } = tools;
  return registry.db.as(actor, async (tx) => {
    const entered = await imports.find(tx, id);
    const rows = await importRows.page(tx, cipher, id, question);
    return withFiles(tx, cipher, entered, readingOf(tools, entered).targets, rows);
  });
}

async function withFiles(
  tx: Tx,
  cipher: Cipher,
  { asOf }: Import,
  targets: readonly (ColumnTarget | undefined)[],
  rows: readonly ImportRow[],
): Promise<readonly ReadRow[]> {
  const ids = [...new Set(rows.flatMap(({ subjectId }) => subjectId ?? []))];
  const files = await believedFiles(tx, cipher, ids, {
    day: asOf,
    recordKinds: targets.flatMap((target) => target?.recordKind ?? []),
    valueKinds: targets.flatMap((target) => (target && isSealedTarget(target.key) ? [target.key] : [])),
  });
  const fields = [...new Set(targets.flatMap((target) => target?.key ?? []))];
  await logReading(tx, { act: "exchange.see-rows", subjects: ids, fields });
  return rows.map((row) => {
    const file = row.subjectId === null ? undefined : files.get(row.subjectId);
    return { ...row, file: file ? { name: file.name, says: targets.map((target) => saidBy(file, target, asOf)) } : null };
  });
}

/** What a file says of what a column is about. */
function saidBy(file: BelievedFile, target: ColumnTarget | undefined, day: string): string | number | boolean | null {
  if (!target) return null;
  if (target.key === "name") return file.name;
  if (isSealedTarget(target.key)) return file.values.find(({ kind }) => kind === target.key)?.text() ?? null;
  if (!target.fact || target.recordKind === undefined) return null;
  return countingOn(file.records, day).get(target.recordKind)?.[0]?.body[target.fact.name] ?? null;
}

const rowsAtOnce = 1_000;

/** The rows that were not taken, block by block, as the unit gets them back. */
export async function* rowsLeftOut(tools: ExchangeTools, actor: Actor, id: number): AsyncGenerator<ReadRow> {
  for (const kind of ["refused", "doubtful", "failed", "conflict"] as const)
    for (let skip = 0; ; skip += rowsAtOnce) {
      const rows = await readRows(tools, actor, id, { kind, skip, most: rowsAtOnce });
      yield* rows;
      if (rows.length < rowsAtOnce) break;
    }
}
