import { exchangeErrors } from "../errors.ts";
import { checkArchive } from "./check-archive.ts";
import { csvRows } from "./csv-rows.ts";
import type { SheetRow } from "./sheet-row.ts";
import { sheetCount, workbookRows } from "./workbook-rows.ts";

/** The rows below the heads, and the heads with the row in which they stand. */
export type Table = { readonly heads: readonly string[]; readonly rows: () => AsyncIterable<SheetRow> };

export const mostFileBytes = 40_000_000;

/** So many rows at most stand above the heads: a title, a note, who made the list. */
const mostAbove = 20;
const longestHead = 60;

const signatures = {
  archive: Buffer.from("504b0304", "hex"),
  // An OLE2 container: a workbook of Excel 97, or a newer one with a password.
  container: Buffer.from("d0cf11e0a1b11ae1", "hex"),
};
const passwordStream = Buffer.from("EncryptedPackage", "utf16le");

/**
 * Opens a file by its content, whatever it is called, and finds its heads: the first row in which something is recognised.
 * @param isKnown whether a head says something that an import can read
 * @throws Refusal where it is no table, has no heads, or carries what is not read
 */
export async function openTable(content: Buffer, isKnown: (head: string) => boolean): Promise<Table> {
  if (content.length === 0 || content.length > mostFileBytes) throw exchangeErrors.fileSize();
  for (const rowsOf of sourcesOf(content)) {
    const head = await headOf(rowsOf(), isKnown);
    if (head) return { heads: head.cells, rows: () => below(rowsOf(), head) };
  }
  throw exchangeErrors.noHeads();
}

/** The sheets of a workbook, or the one of a text. */
function sourcesOf(content: Buffer): readonly (() => AsyncIterable<SheetRow> | Iterable<SheetRow>)[] {
  if (content.subarray(0, 8).equals(signatures.container))
    throw content.includes(passwordStream) ? exchangeErrors.password() : exchangeErrors.oldWorkbook();
  if (!content.subarray(0, 4).equals(signatures.archive)) {
    if (/^\s*(<|%PDF|\{\\rtf|PK)/.test(content.subarray(0, 100).toString("latin1"))) throw exchangeErrors.fileFormat();
    return [() => csvRows(content)];
  }
  checkArchive(content);
  return Array.from({ length: Math.min(sheetCount(content), 20) }, (_, sheet) => () => workbookRows(content, sheet));
}

async function headOf(
  rows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
  isKnown: (head: string) => boolean,
): Promise<SheetRow | undefined> {
  let seen = 0;
  for await (const row of rows) {
    if (row.cells.filter((cell) => cell !== "" && isKnown(cell)).length >= 2) return checkedHead(row);
    if ((seen += 1) >= mostAbove) return undefined;
  }
  return undefined;
}

/** Heads are no secret; a row of somebody's numbers is one. */
function checkedHead({ number, cells }: SheetRow): SheetRow {
  const last = cells.findLastIndex((cell) => cell !== "");
  if (cells.some((cell) => /\d{11}/.test(cell))) throw exchangeErrors.noHeads();
  return { number, cells: cells.slice(0, last + 1).map((cell) => Array.from(cell).slice(0, longestHead).join("")) };
}

async function* below(rows: AsyncIterable<SheetRow> | Iterable<SheetRow>, { number, cells }: SheetRow): AsyncGenerator<SheetRow> {
  const width = cells.length;
  for await (const row of rows) {
    if (row.number <= number) continue;
    const own = Array.from({ length: width }, (_, i) => row.cells[i] ?? "");
    if (own.some((cell) => cell !== "")) yield { number: row.number, cells: own };
  }
}
