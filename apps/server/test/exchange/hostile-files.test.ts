import ExcelJS from "exceljs";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { openTable } from "../../src/exchange/file/open-table.ts";
import { lostDigits } from "../../src/exchange/file/workbook-rows.ts";

const known = new Set(["姓名", "身份证号", "电话"]);
const open = (content: Buffer) => openTable(content, (head) => known.has(head));
const read = async (content: Buffer) => {
  const { heads, rows } = await open(content);
  const found: (readonly string[])[] = [];
  for await (const { number, cells } of rows()) found.push([String(number), ...cells]);
  return { heads, rows: found };
};

async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet("名单"), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A workbook with a sheet of our own making. */
function handMade(sheet: string, more: Readonly<Record<string, Uint8Array>> = {}): Buffer {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`;
  const relations = (type: string, target: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  return Buffer.from(
    zipSync({
      "[Content_Types].xml": strToU8(types),
      "_rels/.rels": strToU8(relations("officeDocument", "xl/workbook.xml")),
      "xl/workbook.xml": strToU8(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(relations("worksheet", "worksheets/sheet1.xml")),
      "xl/worksheets/sheet1.xml": strToU8(
        `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
      ),
      ...more,
    }),
  );
}

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const headRow = `<row r="1">${cell("姓名")}${cell("身份证号")}</row>`;

test("a workbook is read below its title, from whichever sheet has the heads; formulas are what they were worth, and lost digits are told", async () => {
  const content = await workbook((cover, book) => {
    cover.addRow(["说明：请核对"]);
    const list = book.addWorksheet("数据");
    list.addRow(["2026年名单"]);
    list.addRow([]);
    list.addRow(["姓名", "身份证号", "电话", "备注"]);
    list.addRow(["甲", "990106198107110010", 13800001234, new Date("2026-03-01T00:00:00Z")]);
    list.addRow([
      "乙",
      990106198107110000,
      { formula: "1+1", result: "13900001111" },
      { formula: "A1/0", result: { error: "#DIV/0!" } as ExcelJS.CellErrorValue },
    ]);
    list.addRow([{ richText: [{ text: "丙" }, { text: "丁" }] }, " 9901\n06 ", "", "=cmd|' /C calc'!A0"]);
  });
  expect(await read(content)).toEqual({
    heads: ["姓名", "身份证号", "电话", "备注"],
    rows: [
      ["4", "甲", "990106198107110010", "13800001234", "2026-03-01"],
      ["5", "乙", lostDigits, "13900001111", "#DIV/0!"],
      ["6", "丙丁", "9901 06", "", "=cmd|' /C calc'!A0"],
    ],
  });
});

const list = "姓名,身份证号\n张三丰,990106198107110010\n";
const gb18030 = Buffer.concat([Buffer.from("d0d5c3fb2cc9edb7ddd6a4bac50a", "hex"), Buffer.from("d5c5c8fdb7e12c393930310a", "hex")]);

test.each([
  ["UTF-8", Buffer.from(list)],
  ["UTF-8 with a mark", Buffer.from(`\uFEFF${list}`)],
  ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(list, "utf16le")])],
  ["GB18030", gb18030],
  ["tabs", Buffer.from(list.replaceAll(",", "\t"))],
  ["semicolons and quotes", Buffer.from('姓名;身份证号\r\n"张三丰";"990""1"\r\n')],
])("a text in %s is read", async (_, content) => {
  const { heads, rows } = await read(content);
  expect(heads).toEqual(["姓名", "身份证号"]);
  expect(rows).toEqual([["2", "张三丰", expect.stringMatching(/^990/)]]);
});

const container = Buffer.from("d0cf11e0a1b11ae1", "hex");

test.each<readonly [string, string, Buffer]>([
  ["an empty file", "file-size", Buffer.alloc(0)],
  ["a file of 41 MB", "file-size", Buffer.alloc(41_000_000, "a,b\n")],
  ["a workbook of Excel 97", "old-workbook", Buffer.concat([container, Buffer.alloc(2_000)])],
  ["a workbook with a password", "password", Buffer.concat([container, Buffer.alloc(600), Buffer.from("EncryptedPackage", "utf16le")])],
  ["a PDF", "file-format", Buffer.from("%PDF-1.7\n姓名,身份证号")],
  ["a web page that is called .xls", "file-format", Buffer.from("<html><table><tr><td>姓名</td></tr></table></html>")],
  ["bytes", "encoding", Buffer.from([0x80, 0xff, 0xfe, 0xff, 0xff, 0x2c, 0xff])],
  ["a text with zeros in it", "file-format", Buffer.from("姓名,身份证号\0\n")],
  ["an archive of something else", "file-format", Buffer.from(zipSync({ "a.txt": strToU8("姓名,身份证号") }))],
  ["half a workbook", "broken", handMade(headRow).subarray(0, 500)],
  ["a workbook with macros", "macros", handMade(headRow, { "xl/vbaProject.bin": strToU8("x") })],
  ["a list without heads", "no-heads", Buffer.from("张三丰,990106198107110010\n李四,990106198107110029\n")],
  ["somebody's number among the heads", "no-heads", Buffer.from("姓名,身份证号,13800001234\n甲,1,2\n")],
])("%s is refused: %s", async (_, code, content) => {
  await expect(read(content)).rejects.toMatchObject({ code: `exchange.${code}` });
});

test("a bomb is refused before it is unpacked: one entry that grows beyond measure, many that do together, and sizes that are not true", async () => {
  const zeros = new Uint8Array(60_000_000);
  await expect(read(handMade(headRow, { "xl/media/a.bin": zeros }))).rejects.toMatchObject({ code: "exchange.zip-bomb" });
  const manySmall = Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`xl/media/${i}.bin`, strToU8("x")]));
  await expect(read(handMade(headRow, manySmall))).rejects.toMatchObject({ code: "exchange.zip-bomb" });
  // The directory says that the sheet has 100 bytes; it has six million.
  const lying = handMade(headRow + `<row r="2">${cell("甲".repeat(2_000_000))}</row>`);
  const at = lying.indexOf("xl/worksheets/sheet1.xml", lying.indexOf(Buffer.from("504b0102", "hex"))) - 46;
  lying.writeUInt32LE(100, at + 24);
  await expect(read(lying)).rejects.toMatchObject({ code: "exchange.broken" });
});

test("a million columns are refused, in a text and in a workbook, and so is a quotation mark that is never closed", async () => {
  const wide = Buffer.from(`姓名,身份证号\n甲${",x".repeat(1_000_000)}\n`);
  await expect(read(wide)).rejects.toMatchObject({ code: "exchange.too-many-columns" });
  const rows = Array.from({ length: 3_000 }, (_, i) => `<row r="${i + 2}"><c r="XFD${i + 2}"><v>1</v></c></row>`).join("");
  await expect(read(handMade(headRow + rows))).rejects.toMatchObject({ code: "exchange.too-many-columns" });
  await expect(read(handMade(`${headRow}<row r="2"><c r="ZZZZZ2"><v>1</v></c></row>`))).rejects.toMatchObject({ code: "exchange.broken" });
  const unclosed = Buffer.from(`姓名,身份证号\n"甲,1\n${"乙,2\n".repeat(2_000)}`);
  await expect(read(unclosed)).rejects.toMatchObject({ code: "exchange.too-many-columns" });
});
