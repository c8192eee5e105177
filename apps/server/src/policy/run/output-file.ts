import { createWriteStream } from "node:fs";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from "hucre/xlsx";
import { quoted } from "./cells.ts";
import { runErrors } from "./errors.ts";
import { query } from "./query.ts";

/** Whether a file of this name can be written. */
export function isWritableFormat(path: string): boolean {
  return [".parquet", ".csv", ".xlsx"].includes(extname(path).toLowerCase());
}

/**
 * Writes a relation to a file of the kind that its name says, whole or not at all: the caller gives a path aside and renames it.
 * @param path where to write; @param name the name that the file will have, which says its kind
 */
export async function writeOutput(connection: DuckDBConnection, relation: string, path: string, name: string): Promise<void> {
  switch (extname(name).toLowerCase()) {
    case ".parquet":
      await connection.run(`copy (from ${relation}) to ${quoted(path)} (format parquet)`);
      return;
    case ".csv":
      await connection.run(`copy (from ${relation}) to ${quoted(path)} (format csv, header true)`);
      return;
    default:
      await writeWorkbook(connection, relation, path);
  }
}

const columns = [
  { header: "编号", width: 22 },
  { header: "待遇代码", width: 34 },
  { header: "待遇", width: 40 },
  { header: "结果", width: 12 },
  { header: "金额（元）", width: 14 },
  { header: "决定性条件", width: 50 },
  { header: "Deciding condition", width: 50 },
  { header: "依据", width: 30 },
];

const outcomeNames: Readonly<Record<string, string>> = {
  eligible: "符合",
  unknown: "还不能确定",
  ineligible: "不符合",
  not_in_force: "不适用",
};

async function writeWorkbook(connection: DuckDBConnection, relation: string, path: string): Promise<void> {
  const [counted] = await query<[bigint]>(connection, `select count(*) from ${relation}`);
  const count = Number(counted?.[0] ?? 0);
  if (count >= XLSX_MAX_ROWS_PER_SHEET) throw runErrors.tooManyRows(count);
  const workbook = writeXlsxStream(rowsOf(connection, relation), { name: "待遇名单", columns, freezePane: { rows: 1 } });
  await pipeline(Readable.fromWeb(workbook as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(path));
}

async function* rowsOf(connection: DuckDBConnection, relation: string): AsyncGenerator<(string | number | null)[]> {
  const result = await connection.stream(`select * replace (cast(payable_yuan as double) as payable_yuan) from ${relation}`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    for (const row of chunk.getRows()) {
      const values = row as (string | number | null)[];
      yield values.map((value, i) => (i === 3 ? (outcomeNames[String(value)] ?? value) : value));
    }
  }
}
