import { isUtf8 } from "node:buffer";
import { streamCsvRows } from "hucre/csv";
import { exchangeErrors } from "../errors.ts";
import { mostCharacters, mostColumns, type SheetRow } from "./sheet-row.ts";
import { plainText } from "./workbook-rows.ts";

/** The rows of a text with separators that are not empty: commas, or the semicolons and tabs of some programs; in UTF-8, UTF-16 or GB18030. */
export function* csvRows(content: Buffer): Generator<SheetRow> {
  const text = decoded(content);
  let number = 0;
  for (const values of streamCsvRows(text, { delimiter: delimiterOf(text) })) {
    number += 1;
    if (values.length > mostColumns && values.findLastIndex((value) => value !== "") >= mostColumns) throw exchangeErrors.tooManyColumns();
    const cells = values.slice(0, mostColumns).map((value) => plainText(String(value ?? "")));
    if (cells.some((cell) => cell.length > mostCharacters)) throw exchangeErrors.tooManyColumns();
    if (cells.some((cell) => cell !== "")) yield { number, cells };
  }
}

/** @throws Refusal where it is no text in any of them */
function decoded(content: Buffer): string {
  const encoding = encodingOf(content);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content);
    if (text.includes("\0")) throw exchangeErrors.fileFormat();
    return text;
  } catch (error) {
    if (error instanceof TypeError) throw exchangeErrors.encoding();
    throw error;
  }
}

function encodingOf(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return "utf-16le";
  if (content[0] === 0xfe && content[1] === 0xff) return "utf-16be";
  return isUtf8(content) ? "utf-8" : "gb18030";
}

/** What stands most often in the beginning: a title above the heads has none of them. */
function delimiterOf(text: string): string {
  const beginning = text.slice(0, 10_000);
  const counted = [",", "\t", ";"].map((delimiter) => ({ delimiter, count: beginning.split(delimiter).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}
