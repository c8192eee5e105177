import { logAccess } from "../platform/audit/index.ts";
import type { Cipher } from "../platform/cipher/index.ts";
import type { Actor, Tx } from "../platform/database/index.ts";
import { believedFiles } from "../registry/index.ts";
import { judge } from "./check-rows.ts";
import { exchangeErrors } from "./errors.ts";
import type { ExchangeTools } from "./exchange-tools.ts";
import { mostCharacters } from "./file/sheet-row.ts";
import { plainText } from "./file/workbook-rows.ts";
import { stateOfImport } from "./import.ts";
import { imports } from "./import-store.ts";
import type { RowChoice, RowKind } from "./row/judge-row.ts";
import { importRows } from "./row/row-store.ts";

export type RowCorrection = {
  readonly number: number;
  /** What cells should say, by column. */
  readonly cells: ReadonlyMap<number, string>;
  readonly choice: RowChoice | null;
};

/**
 * Corrects a row where it stands, and holds it against the register anew. Whoever does it has entered a part of the import, and does not commit it.
 * @returns what it is now
 * @throws Refusal where there is no such row, a column was not matched, the file is not seen, or it was submitted
 */
export async function correctRow(
  tools: ExchangeTools,
  actor: Actor,
  id: number,
  { number, cells, choice }: RowCorrection,
): Promise<RowKind> {
  const { registry, cipher } = tools;
  return registry.db.as(actor, async (tx) => {
    const entered = await imports.find(tx, id);
    if (stateOfImport(entered) !== "open") throw exchangeErrors.rowsFixed();
    const row = await importRows.find(tx, cipher, id, number);
    if (!row) throw exchangeErrors.rowNotFound();
    for (const [column, text] of cells)
      if ((entered.targets?.[column] ?? "") === "" || text.length > mostCharacters) throw exchangeErrors.correction();
    const chosen = choice?.what === "file" ? choice.subjectId : null;
    if (chosen !== null && !(await isFile(tx, cipher, chosen, entered.asOf))) throw exchangeErrors.correction();
    const corrected = {
      ...row,
      cells: row.cells.map((cell, column) => plainText(cells.get(column) ?? cell)),
      choice: choice?.what ?? null,
      subjectId: chosen,
    };
    await importRows.correct(tx, cipher, id, corrected);
    await logAccess(tx, { act: "exchange.correct-row", subjects: chosen === null ? [] : [chosen], fields: [] });
    const [judged] = await judge(tx, tools, entered, [corrected]);
    return judged?.kind ?? "refused";
  });
}

async function isFile(tx: Tx, cipher: Cipher, id: number, day: string): Promise<boolean> {
  return (await believedFiles(tx, cipher, [id], { day, recordKinds: [], valueKinds: [] })).has(id);
}
