import type { Text } from "@huican/engine";
import { Refusal } from "../../platform/refusal.ts";

/** What is named at most: more hides what to do. */
const mostNamed = 20;

/** Columns by their names, in each language. */
function named(columns: readonly Text[]): Text {
  const rest = columns.length - mostNamed;
  const first = columns.slice(0, mostNamed);
  return {
    zh: first.map(({ zh }) => zh).join("、") + (rest > 0 ? `等${columns.length}列` : ""),
    en: first.map(({ en }) => en).join(", ") + (rest > 0 ? ` and ${rest} more` : ""),
  };
}

function rowsOf(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}

function columnsOf(count: number): string {
  return count === 1 ? "1 column" : `${count} columns`;
}

/** Everything that a run over a file can refuse, on one screen. */
export const runErrors = {
  noFile: () =>
    new Refusal(
      "run.no-file",
      "找不到或打不开人员文件。请检查路径，以及您是否有权读它。",
      "There is no such file of people, or it cannot be opened. Check the path and that you may read it.",
    ),
  unknownFormat: () =>
    new Refusal("run.unknown-format", "文件名应以 .parquet、.csv 或 .xlsx 结尾。", "The file's name must end in .parquet, .csv or .xlsx."),
  unreadable: (line: number | null) =>
    new Refusal(
      "run.unreadable",
      `文件读不出来${line === null ? "" : `，第${line}行的格式有误`}。请确认文件没有损坏，每行的列数和表头一致。`,
      `The file cannot be read${line === null ? "" : `: line ${line} is malformed`}. Check that it is whole and that every line has as many columns as the head.`,
    ),
  encrypted: () =>
    new Refusal(
      "run.encrypted",
      "这个工作簿设了密码，或者是旧版 Excel 的 .xls 文件改了名。请在 Excel 里去掉密码，另存为 .xlsx。",
      "This workbook has a password, or is an old .xls under a new name. Take the password off in Excel and save it as .xlsx.",
    ),
  severalSheets: (sheets: readonly number[]) =>
    new Refusal(
      "run.several-sheets",
      `有${sheets.length}张工作表都有“id”列：第${sheets.join("、")}张。请把人员合到一张表里，或者分成几个文件。`,
      `${sheets.length} sheets have a column \`id\`: the sheets ${sheets.join(", ")}. Put the people into one sheet, or into files of their own.`,
    ),
  noRows: () =>
    new Refusal(
      "run.no-rows",
      "文件里没有人员：表头下面要有至少一行。",
      "The file has no people in it. There must be at least one row below the head.",
    ),
  noId: () =>
    new Refusal(
      "run.no-id",
      "第一行里没有“id”列。第一行要是列名（上面不要有标题），其中一列叫 id，是每人一个的编号，不要用身份证号。",
      "The first row has no column `id`. It must hold the names of the columns, with no title above it; one of them is `id`, a number for each person, not the identity number.",
    ),
  columnTwice: (columns: readonly Text[]) =>
    new Refusal(
      "run.column-twice",
      `同一内容的列不能有两列：${named(columns).zh}。请只留一列。`,
      `These columns hold the same thing: ${named(columns).en}. Leave one of them.`,
    ),
  unknownColumns: (columns: readonly Text[]) =>
    new Refusal(
      "run.unknown-columns",
      `有${columns.length}列不认识：${named(columns).zh}。请对照 huican schema 改列名，或者加 --other-columns ignore 忽略它们。`,
      `${columnsOf(columns.length)} not known: ${named(columns).en}. Rename them after \`huican schema\`, or add --other-columns ignore.`,
    ),
  derivedColumns: (columns: readonly Text[]) =>
    new Refusal(
      "run.derived-columns",
      `${named(columns).zh}由系统计算，请从文件里去掉，或者加 --other-columns ignore 忽略。`,
      `${named(columns).en}: computed, never given. Take the columns out, or add --other-columns ignore.`,
    ),
  missingColumns: (columns: readonly string[]) =>
    new Refusal(
      "run.missing-columns",
      `缺少规则要用的${columns.length}列：${columns.join("、")}。请补上，或者加 --missing-columns unknown，把它们当作未知。`,
      `${columnsOf(columns.length)} that the rules read missing: ${columns.join(", ")}. Add them, or add --missing-columns unknown to leave them unknown.`,
    ),
  badRows: (count: number) =>
    new Refusal(
      "run.bad-rows",
      `有${count}行不能用，明细见上。请改正，或者加 --bad-rows aside，把这些行另存，其余照常计算。`,
      `${rowsOf(count)} cannot be used; see above. Correct what is wrong, or add --bad-rows aside to set such rows aside and decide the others.`,
    ),
  tooManyRows: (count: number) =>
    new Refusal(
      "run.too-many-rows",
      `结果有${count}行，一张 Excel 表放不下。请把输出改成 .csv 或 .parquet。`,
      `The result has ${count} rows, more than one sheet of Excel holds. Name the output .csv or .parquet.`,
    ),
  sameFile: () =>
    new Refusal(
      "run.same-file",
      "输出和人员名单是同一个文件，名单会被冲掉。请给输出另起一个名字。",
      "The output is the file of people itself, which would be lost. Give the output another name.",
    ),
  foreignFolder: () =>
    new Refusal(
      "run.foreign-folder",
      "输出旁边已有一个同名的 .work 文件夹，里面不是本程序的东西，没有动它。请给输出另起一个名字，或者移走那个文件夹。",
      "Beside the output lies a folder of its name and .work that this program did not make; it was left alone. Give the output another name, or move that folder away.",
    ),
  cannotWrite: () =>
    new Refusal(
      "run.cannot-write",
      "写不了输出文件。请检查文件夹是否存在、能不能写，磁盘是否已满，文件是否正被打开。",
      "The output cannot be written. Check that its folder exists and may be written, that the disk has room, and that the file is not open elsewhere.",
    ),
};
