import { writeXlsx } from "hucre/xlsx";
import type { ColumnTargets } from "../column/column-target.ts";

/** What a template has a column for: enough to make a file, and what is asked for most. */
const templateKeys = [
  "name",
  "identity-number",
  "certificate-number",
  "person.hukou_region",
  "person.residence_region",
  "phone",
  "address",
  "hardship.subsistence_allowance",
];

const howTo: readonly (readonly [string, string])[] = [
  ["怎么填", "一人一行。列的次序随意，可以加别的列，也可以删去不用的；表头不要删。"],
  ["证件号码", "先把整列设为“文本”再填，否则后几位会丢失。"],
  ["是或否", "填“是”或“否”；空着就是没有说，不等于“否”。"],
  ["日期", "写成 2026-03-31。"],
  ["户籍地、常住地", "写街道乡镇的全称，如“重庆市沙坪坝区渝碚路街道”，或者区划代码。"],
];

/** A workbook to be filled in: its heads are understood without anybody matching them. */
export async function importTemplate({ byKey }: ColumnTargets): Promise<Uint8Array> {
  const heads = templateKeys.flatMap((key) => byKey.get(key)?.text.zh ?? []);
  const columns = heads.map((header) => ({ width: Math.max(14, header.length * 2 + 4), numFmt: "@" }));
  return writeXlsx({
    sheets: [
      { name: "名单", columns, rows: [heads], freezePane: { rows: 1 } },
      { name: "说明", columns: [{ width: 18 }, { width: 80 }], rows: howTo.map((line) => [...line]) },
    ],
  });
}
