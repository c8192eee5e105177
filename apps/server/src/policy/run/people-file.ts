import { accessSync, closeSync, constants, createReadStream, createWriteStream, openSync, readSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { extname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { streamXlsxRows } from "hucre/xlsx";
import { Refusal } from "../../platform/refusal.ts";
import { doubleQuoted, quoted } from "./cells.ts";
import { isIdColumn, type FileColumn } from "./columns.ts";
import { csvLine, headOf } from "./csv.ts";
import { runErrors } from "./errors.ts";
import { query } from "./query.ts";

/** A file of people as a relation of DuckDB: `row`, the number that a person's row has in the file, and the columns as `c0`, `c1` … */
export type PeopleFile = { readonly relation: string; readonly columns: readonly FileColumn[] };

/**
 * Opens a file of people: Parquet as it is, CSV in UTF-8, UTF-16 or GB18030, the sheet of an Excel workbook that has a column `id`.
 * @param folder where a copy in UTF-8 may be laid
 */
export async function openPeopleFile(connection: DuckDBConnection, path: string, folder: string): Promise<PeopleFile> {
  refuseUnreadable(path);
  switch (extname(path).toLowerCase()) {
    case ".parquet":
      return parquetFile(connection, path);
    case ".csv":
      return csvFile(await inUtf8(path, join(folder, "people.csv")));
    case ".xlsx":
      return workbookFile(path, join(folder, "people.csv"));
    default:
      throw runErrors.unknownFormat();
  }
}

/** Refuses what is no file, cannot be opened or is empty. */
export function refuseUnreadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw runErrors.noFile();
  }
  const stats = statSync(path);
  if (!stats.isFile()) throw runErrors.noFile();
  if (stats.size === 0) throw runErrors.noRows();
}

/** What DuckDB says of a broken file repeats the line; only its number may be passed on. */
export function unreadable(error: unknown): Error {
  const message = error instanceof Error ? error.message : "";
  // Ours to mend, not the caller's.
  if (/Out of Memory|Binder Error|Internal Error/.test(message)) return error as Error;
  if (/No space left|ENOSPC/.test(message)) return runErrors.cannotWrite();
  const [, line] = /CSV Error on Line: (\d+)/.exec(message) ?? [];
  return runErrors.unreadable(line === undefined ? null : Number(line));
}

async function parquetFile(connection: DuckDBConnection, path: string): Promise<PeopleFile> {
  const rows = `read_parquet(${quoted(path)})`;
  try {
    const columns = await query<[string, string]>(connection, `describe select * from ${rows}`);
    const named = columns.map(([name], i) => `${doubleQuoted(name)} as c${i}`);
    return {
      relation: `(select row_number() over () as "row", ${named.join(", ")} from ${rows})`,
      columns: columns.map(([name, type]) => ({ name, type })),
    };
  } catch (error) {
    throw unreadable(error);
  }
}

/** The head is read here: what DuckDB guesses of a head depends on the rows below it, and it renames columns that are there twice. */
function csvFile(path: string): PeopleFile {
  const { names, delimiter } = headOf(beginning(path));
  const rows = csvRelation(path, names.length, { delimiter, hasHead: true });
  return { relation: `(select row_number() over () + 1 as "row", * from ${rows})`, columns: texts(names) };
}

async function workbookFile(path: string, copy: string): Promise<PeopleFile> {
  const names = await workbookAsCsv(path, copy);
  const columns = names.map((_, i) => `c${i + 1} as c${i}`);
  const rows = csvRelation(copy, names.length + 1, { delimiter: ",", hasHead: false });
  return { relation: `(select cast(c0 as bigint) as "row", ${columns.join(", ")} from ${rows})`, columns: texts(names) };
}

function texts(names: readonly string[]): readonly FileColumn[] {
  return names.map((name) => ({ name, type: "VARCHAR" }));
}

function csvRelation(
  path: string,
  width: number,
  { delimiter, hasHead }: { readonly delimiter: string; readonly hasHead: boolean },
): string {
  const columns = Array.from({ length: width }, (_, i) => `c${i}: 'VARCHAR'`);
  const shape = `auto_detect = false, delim = ${quoted(delimiter)}, quote = '"', escape = '"', header = ${hasHead}`;
  return `read_csv(${quoted(path)}, ${shape}, columns = {${columns.join(", ")}})`;
}

/** The first part of a file: enough for any head. */
function beginning(path: string): Buffer {
  return part(path, 0);
}

function part(path: string, from: number): Buffer {
  const bytes = Buffer.alloc(1 << 20);
  const file = openSync(path, "r");
  const length = readSync(file, bytes, 0, bytes.length, from);
  closeSync(file);
  return bytes.subarray(0, length);
}

/** The file itself where it is UTF-8, else a copy that is. */
async function inUtf8(path: string, copy: string): Promise<string> {
  const encoding = encodingOf(beginning(path));
  if (encoding === "utf-8") return path;
  const decoder = new TextDecoder(encoding);
  const decode = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  await pipeline(createReadStream(path), decode, createWriteStream(copy));
  return copy;
}

function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" | "gb18030" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    // A character cut at the end of the part does not count against it.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "gb18030";
  }
}

/** The signature of an OLE2 container: a workbook with a password, or one of Excel 97 under a new name. */
const ole2 = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** Copies the people of a workbook, each row with its number in the sheet before it; gives the names of the columns. */
async function workbookAsCsv(path: string, copy: string): Promise<readonly string[]> {
  if (beginning(path).subarray(0, ole2.length).equals(ole2)) throw runErrors.encrypted();
  try {
    const heads = [];
    for (let sheet = 0; sheet < sheetCount(path); sheet++) heads.push({ sheet, names: await headOfSheet(path, sheet) });
    const [people, ...others] = heads.filter(({ names }) => names.some(isIdColumn));
    if (!people) throw runErrors.noId();
    if (others.length > 0) throw runErrors.severalSheets([people, ...others].map(({ sheet }) => sheet + 1));
    const { sheet, names } = people;
    await pipeline(Readable.from(csvLines(sheetRows(path, sheet), names.length)), createWriteStream(copy));
    return names;
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(error);
  }
}

type SheetRow = { readonly number: number; readonly cells: readonly string[] };

/** The rows of a sheet that are not empty, by their numbers in it. */
async function* sheetRows(path: string, sheet: number): AsyncGenerator<SheetRow> {
  const file = await open(path);
  try {
    for await (const { index, values } of streamXlsxRows(file.readableWebStream() as ReadableStream<Uint8Array>, { sheet })) {
      const cells = values.map((value) =>
        value === null ? "" : value instanceof Date ? value.toISOString().replace("T00:00:00.000Z", "") : String(value),
      );
      if (cells.some((cell) => cell.trim() !== "")) yield { number: index + 1, cells };
    }
  } finally {
    await file.close().catch(() => undefined);
  }
}

/** The names in the first row of a sheet, without the empty ones on the right; none for an empty sheet. */
async function headOfSheet(path: string, sheet: number): Promise<readonly string[]> {
  for await (const { cells } of sheetRows(path, sheet)) return cells.map((cell) => cell.trim()).slice(0, lastFilled(cells) + 1);
  return [];
}

/** How many sheets a workbook has, by the directory at the end of the archive that it is. */
function sheetCount(path: string): number {
  const { size } = statSync(path);
  const end = part(path, Math.max(0, size - (1 << 20))).toString("latin1");
  return Math.max(1, new Set(end.match(/xl\/worksheets\/[^/]+\.xml/g)).size);
}

async function* csvLines(rows: AsyncIterable<SheetRow>, width: number): AsyncGenerator<string> {
  let isHead = true;
  for await (const { number, cells } of rows) {
    if (!isHead) {
      if (lastFilled(cells) >= width) throw runErrors.unreadable(number);
      yield csvLine([String(number), ...Array.from({ length: width }, (_, i) => cells[i] ?? "")]);
    }
    isHead = false;
  }
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "");
}
