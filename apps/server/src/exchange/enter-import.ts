import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { logAccess } from "../platform/audit/index.ts";
import type { Actor } from "../platform/database/index.ts";
import type { SourceKey } from "../registry/index.ts";
import { exchangeErrors } from "./errors.ts";
import type { ExchangeTools } from "./exchange-tools.ts";
import { openTable, type Table } from "./file/open-table.ts";
import { mostRows, type SheetRow } from "./file/sheet-row.ts";
import { imports } from "./import-store.ts";
import { importRows } from "./row/row-store.ts";

/** A file as it comes in: what it is called, who has sent it, whose word the register takes it for, and of which day it tells. */
export type EnteredFile = {
  readonly area: string;
  readonly unit: string;
  readonly source: SourceKey;
  readonly fileName: string;
  readonly asOf: string;
  readonly content: Buffer;
};

const rowsAtOnce = 1_000;

/**
 * Reads a file into rows of its own; the register is not touched. It is read through before anything is kept: what is refused leaves nothing behind. The same file again
 * leads to the import that it is already; one whose reading was broken off goes on where it stopped.
 * @returns the import, and whether it was there before
 * @throws Refusal where it cannot be read, or is none of the actor's areas
 */
export async function enterImport(
  tools: ExchangeTools,
  actor: Actor,
  file: EnteredFile,
): Promise<{ readonly id: number; readonly isKnown: boolean }> {
  const { registry, cipher, targets } = tools;
  const { area, source, content } = file;
  const unit = checkedUnit(file.unit);
  const asOf = checkedDay(file.asOf, tools.today());
  if (!actor.areas.some((start) => area.startsWith(start))) throw exchangeErrors.foreignImportArea();
  const table = await openTable(content, (head) => targets.named(head) !== null);
  const rowCount = await countRows(table);
  const contentHash = cipher.blind(createHash("sha256").update(content).digest("hex"), "import-file");
  const known = await registry.db.as(actor, (tx) => imports.ofFile(tx, { area, source, asOf, contentHash }));
  if (known && known.rowCount !== null) return { id: known.id, isKnown: true };
  if (known && known.enteredBy !== actor.id) throw exchangeErrors.readingBusy();
  const heads = table.heads;
  const id =
    known?.id ??
    (await registry.db.as(actor, (tx) => imports.add(tx, { area, unit, source, asOf, heads, contentHash, fileName: nameOf(file) })));
  await stageRows(tools, actor, id, table);
  await registry.db.asOwner((tx) => importRows.analyze(tx));
  await registry.db.as(actor, async (tx) => {
    await imports.finishReading(tx, id, rowCount);
    await logAccess(tx, { act: "exchange.enter-import", subjects: [], fields: [] });
  });
  return { id, isKnown: false };
}

/** A batch a transaction: whoever ends the program between two finds whole batches, and reading goes on behind them. */
async function stageRows({ registry, cipher }: ExchangeTools, actor: Actor, id: number, table: Table): Promise<void> {
  const last = await registry.db.as(actor, (tx) => importRows.lastNumber(tx, id));
  let batch: SheetRow[] = [];
  const flush = async () => {
    const rows = batch;
    batch = [];
    if (rows.length > 0) await registry.db.as(actor, (tx) => importRows.add(tx, cipher, id, rows));
    await setImmediate();
  };
  for await (const row of table.rows()) {
    if (row.number <= last) continue;
    batch.push(row);
    if (batch.length >= rowsAtOnce) await flush();
  }
  await flush();
}

async function countRows(table: Table): Promise<number> {
  let count = 0;
  for await (const _ of table.rows()) {
    if ((count += 1) > mostRows) throw exchangeErrors.tooManyRows();
    if (count % rowsAtOnce === 0) await setImmediate();
  }
  if (count === 0) throw exchangeErrors.noRows();
  return count;
}

function checkedUnit(typed: string): string {
  const unit = typed.trim();
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u.test(unit)) throw exchangeErrors.unit();
  return unit;
}

/** A list tells of a day that has come, and of one that somebody still remembers. */
function checkedDay(day: string, today: string): string {
  const first = `${Number(today.slice(0, 4)) - 10}${today.slice(4)}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day > today || day < first) throw exchangeErrors.asOf();
  return day;
}

/** The name without a path and without what nobody sees. */
function nameOf({ fileName }: EnteredFile): string {
  const name = (fileName.split(/[\\/]/).at(-1) ?? "").replaceAll(/\p{C}/gu, "").trim();
  return name === "" ? "导入表格" : Array.from(name).slice(0, 100).join("");
}
