import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from "fflate";
import { colToLetter, writeXlsx, type Cell, type WriteSheet } from "hucre/xlsx";
import { markLine, markOfPage, type Mark } from "./mark.ts";
import { rowXml, type CellForm, type CellKind, type Value } from "./row-xml.ts";

export type { Value } from "./row-xml.ts";

/** A column of a list: its head with its unit, what its cells are, and how many characters wide it is. */
export type Column = { readonly header: string; readonly kind: CellKind; readonly width: number };

type Workbook = {
  /** What the list is called, as its sheet and the file say it. */
  readonly title: string;
  readonly mark: Mark;
  readonly columns: readonly Column[];
  /** How many rows come. */
  readonly count: number;
  readonly rows: AsyncIterable<readonly Value[]>;
  /** The sheet 说明: what the list is, line by line. */
  readonly explanation: readonly (readonly [string, string])[];
};

/** What hucre knows of the rows of a sheet. */
type RowDef = { readonly height: number };

const listPath = "xl/worksheets/sheet1.xml";

/** So many characters of a sheet are packed at once. */
const packedAtOnce = 64 * 1024;

/**
 * A workbook of two sheets as bytes, the list and what it is, made while it is read: as much memory for a hundred rows as for a hundred thousand.
 *
 * hucre writes a workbook without its rows, and these are put in between: its own stream of rows knows no print header, no filter, no second sheet and no properties.
 */
export async function* workbookBytes(workbook: Workbook): AsyncGenerator<Uint8Array> {
  const parts = unzipSync(await writeXlsx({ sheets: frameOf(workbook), defaultFont: font, properties: propertiesOf(workbook) }));
  const { before, after, forms } = opened(strFromU8(parts[listPath] ?? new Uint8Array()), workbook.columns);
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    packed.push(bytes);
  });
  const add = (path: string) => {
    const part = new ZipDeflate(path);
    zip.add(part);
    return part;
  };
  for (const [path, bytes] of Object.entries(parts)) if (path !== listPath) add(path).push(bytes, true);
  const list = add(listPath);
  let text = before;
  let number = rowsBefore;
  for await (const row of workbook.rows) {
    text += rowXml((number += 1), row, forms);
    if (text.length < packedAtOnce) continue;
    list.push(strToU8(text));
    text = "";
    yield* packed.splice(0);
  }
  list.push(strToU8(text + after), true);
  zip.end();
  yield* packed.splice(0);
}

/** The mark and the heads of the columns. */
const rowsBefore = 2;

const font = { name: "宋体", size: 11 };
const marked = { font: { ...font, color: { rgb: "9C0006" } }, alignment: { vertical: "center" } } as const;
const head = {
  font: { ...font, bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E7EEF7" } },
  alignment: { wrapText: true, vertical: "center" },
} as const;
/** A text stays one when somebody types in its cell: `=1+1` too. */
const formats: Readonly<Record<CellKind, string>> = { text: "@", day: "yyyy-mm-dd", number: "0.##########" };

/** Everything but the rows. */
function frameOf(workbook: Workbook): WriteSheet[] {
  return [listSheet(workbook), explanationSheet(workbook)];
}

/** Below the heads stands one empty row, which says how the cells of each column look. */
function listSheet({ title, mark, columns, count }: Workbook): WriteSheet {
  const cells = new Map<string, Partial<Cell>>([["0,0", { value: markLine(mark), style: marked }]]);
  columns.forEach(({ header, kind }, i) => {
    cells.set(`1,${i}`, { value: header, style: head });
    cells.set(`${rowsBefore},${i}`, { value: null, style: { numFmt: formats[kind], alignment: { horizontal: "left" } } });
  });
  const last = colToLetter(columns.length - 1);
  return {
    name: title,
    columns: columns.map(({ width }) => ({ width })),
    cells,
    rowDefs: new Map([[1, { height: 2 * lineHeight }]]),
    freezePane: { rows: rowsBefore },
    autoFilter: { range: `A${rowsBefore}:${last}${rowsBefore + count}` },
    headerFooter: markOfPage(mark),
    pageSetup: { ...onOnePageAcross, orientation: "landscape", printTitlesRow: `$1:$${rowsBefore}` },
  };
}

function explanationSheet({ mark, explanation }: Workbook): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const rowDefs = new Map<number, RowDef>();
  explanation.forEach(([name, words], i) => {
    // A Chinese character is as wide as two digits. Not every program makes room for the lines of a cell by itself.
    rowDefs.set(i, { height: Math.ceil((words.length * 2) / (explanationWidth - 2)) * lineHeight });
    cells.set(`${i},0`, { value: name, style: head });
    cells.set(`${i},1`, { value: words, style: { numFmt: formats.text, alignment: { wrapText: true, vertical: "top" } } });
  });
  return {
    name: "说明",
    columns: [{ width: 16 }, { width: explanationWidth }],
    cells,
    rowDefs,
    headerFooter: markOfPage(mark),
    pageSetup: onOnePageAcross,
  };
}

const lineHeight = 16;
const explanationWidth = 90;
const onOnePageAcross = { paperSize: "a4", fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;

/** The mark once more, where it stays when the first row is cut off. */
function propertiesOf({ title, mark }: Workbook) {
  return {
    title,
    creator: mark.by,
    lastModifiedBy: mark.by,
    subject: `导出编号${mark.number}`,
    description: markLine(mark),
    custom: { 导出人: mark.by, 导出时间: mark.at, 导出编号: mark.number, 导出理由: mark.reason },
  };
}

/** A sheet cut open where its rows come, and what the empty row says of their cells. */
function opened(sheet: string, columns: readonly Column[]) {
  const model = new RegExp(`<row r="${rowsBefore + 1}".*?</row>`).exec(sheet);
  if (!model) throw new Error("The workbook has no empty row to begin at.");
  const styles = new Map([...model[0].matchAll(/<c r="([A-Z]+)\d+"( s="\d+")?/g)].map(([, letters, style = ""]) => [letters, style]));
  const forms = columns.map(({ kind }, i): CellForm => {
    const letters = colToLetter(i);
    return { letters, kind, style: styles.get(letters) ?? "" };
  });
  // Readers that are told less than there is would stop early.
  const before = sheet.slice(0, model.index).replace(/<dimension ref="[^"]*"\/>/, "");
  return { before, after: sheet.slice(model.index + model[0].length), forms };
}
