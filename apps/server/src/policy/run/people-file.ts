import { createReadStream, createWriteStream, existsSync, openSync, readSync, closeSync } from "node:fs";
import { open } from "node:fs/promises";
import { extname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { streamXlsxRows, type CellValue } from "hucre/xlsx";
import { quoted } from "./cells.ts";
import type { FileColumn } from "./columns.ts";
import { runErrors } from "./errors.ts";
import { query } from "./query.ts";

/** A file of people as a relation of DuckDB. */
export type PeopleFile = { readonly relation: string; readonly columns: readonly FileColumn[] };

/**
 * Opens a file of people: Parquet as it is, CSV in UTF-8 or GB18030, the first sheet of an Excel workbook.
 * @param folder where a copy in UTF-8 may be laid
 */
export async function openPeopleFile(connection: DuckDBConnection, path: string, folder: string): Promise<PeopleFile> {
  if (!existsSync(path)) throw runErrors.noFile();
  const relation = await relationOf(path, folder);
  return { relation, columns: await columnsOf(connection, relation) };
}

async function relationOf(path: string, folder: string): Promise<string> {
  switch (extname(path).toLowerCase()) {
    case ".parquet":
      return `read_parquet(${quoted(path)})`;
    case ".csv":
      return csvRelation(isUtf8(path) ? path : await inUtf8(path, join(folder, "people.csv")));
    case ".xlsx":
      return csvRelation(await workbookAsCsv(path, join(folder, "people.csv")));
    default:
      throw runErrors.unknownFormat();
  }
}

function csvRelation(path: string): string {
  return `read_csv(${quoted(path)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`;
}

async function columnsOf(connection: DuckDBConnection, relation: string): Promise<readonly FileColumn[]> {
  try {
    const columns = await query<[string, string]>(connection, `describe select * from ${relation}`);
    return columns.map(([name, type]) => ({ name, type }));
  } catch (error) {
    throw unreadable(error);
  }
}

/** What DuckDB says of a broken file repeats the line; only its number may be passed on. */
export function unreadable(error: unknown): Error {
  const message = error instanceof Error ? error.message : "";
  if (/No space left|ENOSPC|Cannot open file|Permission denied/.test(message)) return runErrors.cannotWrite();
  const [, line] = /Line:? (\d+)/i.exec(message) ?? [];
  return runErrors.unreadable(line === undefined ? null : Number(line));
}

/** Whether the first part of a file is UTF-8; a character cut at the end of the part does not count against it. */
function isUtf8(path: string): boolean {
  const bytes = Buffer.alloc(1 << 20);
  const file = openSync(path, "r");
  const length = readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    return true;
  } catch {
    return false;
  }
}

async function inUtf8(path: string, copy: string): Promise<string> {
  const decoder = new TextDecoder("gb18030");
  const decode = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  await pipeline(createReadStream(path), decode, createWriteStream(copy));
  return copy;
}

async function workbookAsCsv(path: string, copy: string): Promise<string> {
  const file = await open(path);
  try {
    const body = file.readableWebStream() as ReadableStream<Uint8Array>;
    await pipeline(Readable.from(csvLines(streamXlsxRows(body))), createWriteStream(copy));
  } catch {
    throw runErrors.unreadable(null);
  } finally {
    await file.close().catch(() => undefined);
  }
  return copy;
}

async function* csvLines(rows: AsyncIterable<{ readonly values: readonly CellValue[] }>): AsyncGenerator<string> {
  let width = 0;
  let blankLines = "";
  for await (const { values } of rows) {
    if (width === 0) width = values.length;
    const line = `${Array.from({ length: width }, (_, i) => csvCell(values[i])).join(",")}\n`;
    // Empty rows below the last person are no people; those between people are counted, so that row numbers stay those of the sheet.
    if (/^,*\n$/.test(line)) {
      blankLines += line;
      continue;
    }
    yield blankLines + line;
    blankLines = "";
  }
}

function csvCell(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
