import { streamXlsxRows } from "hucre/xlsx";
import { Refusal } from "../../platform/refusal.ts";
import { exchangeErrors } from "../errors.ts";
import { mostColumns, type SheetRow } from "./sheet-row.ts";

/**
 * The rows of a sheet of a workbook that are not empty. A formula counts as what it was worth when the file was saved; nothing is computed.
 * @param sheet from 0
 */
export async function* workbookRows(content: Buffer, sheet: number): AsyncGenerator<SheetRow> {
  try {
    for await (const { index, values } of streamXlsxRows(content, { sheet })) {
      if (values.findLastIndex((value) => value !== null && value !== "") >= mostColumns) throw exchangeErrors.tooManyColumns();
      const cells = values.slice(0, mostColumns).map(cellText);
      if (cells.some((cell) => cell !== "")) yield { number: index + 1, cells };
    }
  } catch (error) {
    throw error instanceof Refusal ? error : exchangeErrors.broken();
  }
}

/** How many sheets a workbook has, by the directory at the end of its archive. */
export function sheetCount(content: Buffer): number {
  const end = content.subarray(-(1 << 20)).toString("latin1");
  return Math.max(1, new Set(end.match(/xl\/worksheets\/[^/]+\.xml/g)).size);
}

/** Marks a figure that has more digits than the workbook keeps: an identity number that was typed as a number. */
export const lostDigits = "￼";

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  if (typeof value === "number") return Math.abs(value) > Number.MAX_SAFE_INTEGER ? lostDigits : String(value);
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "string" ? plainText(value) : "";
}

/** Without what nobody sees, and on one line. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}
