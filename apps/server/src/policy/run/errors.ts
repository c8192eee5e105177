import { Refusal } from "../../platform/refusal.ts";

/** Everything that a run over a file can refuse, on one screen. */
export const runErrors = {
  noFile: () => new Refusal("run.no-file", "找不到人员文件，请检查路径。", "There is no such file of people. Check the path."),
  unknownFormat: () =>
    new Refusal("run.unknown-format", "文件名应以 .parquet、.csv 或 .xlsx 结尾。", "The file's name must end in .parquet, .csv or .xlsx."),
  unreadable: (line: number | null) =>
    new Refusal(
      "run.unreadable",
      `文件读不出来${line === null ? "" : `，第${line}行的格式有误`}。请确认文件没有损坏，每行的列数和表头一致。`,
      `The file cannot be read${line === null ? "" : `: line ${line} is malformed`}. Check that it is whole and that every line has as many columns as the head.`,
    ),
  noRows: () => new Refusal("run.no-rows", "文件里没有人员。", "The file has no people in it."),
  noId: () =>
    new Refusal(
      "run.no-id",
      "缺少“id”列。请加一列编号，每人一个，不要用身份证号。",
      "There is no column `id`. Add one with a number for each person, not the identity number.",
    ),
  unknownColumns: (columns: readonly string[]) =>
    new Refusal(
      "run.unknown-columns",
      `有${columns.length}列不认识：${columns.join("、")}。请对照 huican schema 改列名，或者加 --other-columns ignore 忽略它们。`,
      `${columns.length} columns are not known: ${columns.join(", ")}. Rename them after \`huican schema\`, or add --other-columns ignore.`,
    ),
  derivedColumns: (columns: readonly string[]) =>
    new Refusal(
      "run.derived-columns",
      `${columns.join("、")}由系统计算，请从文件里去掉，或者加 --other-columns ignore 忽略。`,
      `${columns.join(", ")}: computed, never given. Take the columns out, or add --other-columns ignore.`,
    ),
  missingColumns: (columns: readonly string[]) =>
    new Refusal(
      "run.missing-columns",
      `缺少规则要用的${columns.length}列：${columns.join("、")}。请补上，或者加 --missing-columns unknown，把它们当作未知。`,
      `${columns.length} columns that the rules read are missing: ${columns.join(", ")}. Add them, or add --missing-columns unknown to leave them unknown.`,
    ),
  badRows: (count: number) =>
    new Refusal(
      "run.bad-rows",
      `有${count}行不能用，明细见上。请改正，或者加 --bad-rows aside，把这些行另存，其余照常计算。`,
      `${count} rows cannot be used; see above. Correct them, or add --bad-rows aside to set them aside and decide the others.`,
    ),
  tooManyRows: (count: number) =>
    new Refusal(
      "run.too-many-rows",
      `结果有${count}行，一张 Excel 表放不下。请把输出改成 .csv 或 .parquet。`,
      `The result has ${count} rows, more than one sheet of Excel holds. Name the output .csv or .parquet.`,
    ),
  cannotWrite: () =>
    new Refusal(
      "run.cannot-write",
      "写不了输出文件。请检查文件夹是否存在、磁盘是否已满、文件是否正被打开。",
      "The output cannot be written. Check that the folder exists, that the disk has room, and that the file is not open elsewhere.",
    ),
};
