import { Refusal } from "../platform/refusal.ts";
import { rowErrors } from "./row/row-errors.ts";

/** How refusals are told over HTTP; the others are 422. */
export const exchangeStatuses: Readonly<Record<string, number>> = {
  "exchange.import-not-found": 404,
  "exchange.row-not-found": 404,
  "exchange.own-import": 403,
  "exchange.own-undo": 403,
  "exchange.foreign-import-area": 403,
  "exchange.import-closed": 409,
  "exchange.not-submitted": 409,
  "exchange.not-committed": 409,
  "exchange.not-checked": 409,
  "exchange.not-read": 409,
  "exchange.rows-fixed": 409,
  "exchange.step-taken": 409,
  "exchange.reading-busy": 429,
};

/** Everything that imports refuse. No sentence repeats what stands in a file. */
export const exchangeErrors = {
  ...rowErrors,
  importNotFound: () =>
    new Refusal(
      "exchange.import-not-found",
      "没有找到这次导入，或者不在您负责的区域。",
      "There is no such import, or it is outside your areas.",
    ),
  rowNotFound: () =>
    new Refusal(
      "exchange.row-not-found",
      "这次导入里没有这一行，请刷新后再看。",
      "There is no such row in this import. Reload it and look again.",
    ),
  unit: () =>
    new Refusal("exchange.unit", "请写明表格是哪个单位给的，1到100个字。", "Say in 1 to 100 characters which unit has sent the file."),
  source: () =>
    new Refusal(
      "exchange.source",
      "没有这个来源。请选择列出的一个，如 civil-affairs（民政）。",
      "There is no such source. Choose one of those that are listed, such as civil-affairs.",
    ),
  asOf: () =>
    new Refusal(
      "exchange.as-of",
      "“情况截至”应是今天或近十年里的一天。",
      "The day of which the file tells is today or one of the last ten years.",
    ),
  foreignImportArea: () =>
    new Refusal("exchange.foreign-import-area", "这次导入不在您的辖区内，不能由您办理。", "This import is of another area than yours."),
  readingBusy: () =>
    new Refusal(
      "exchange.reading-busy",
      "正在读别的表格，请等一两分钟再传。",
      "Another file is being read. Send yours again in a minute or two.",
    ),
  fileSize: () =>
    new Refusal(
      "exchange.file-size",
      "表格不能是空的，也不能超过40兆。请删去不用的工作表和格式，或分成几份。",
      "A file is not empty and has at most 40 MB. Take out sheets and formats that are not needed, or send it in parts.",
    ),
  fileFormat: () =>
    new Refusal(
      "exchange.file-format",
      "只收 .xlsx 和 .csv 表格，按内容判断，改后缀没有用。请用 Excel 或 WPS 打开后另存为 .xlsx。",
      "Only .xlsx and .csv files are read, by their content and not by their name. Open it in Excel or WPS and save it as .xlsx.",
    ),
  oldWorkbook: () =>
    new Refusal(
      "exchange.old-workbook",
      "这是旧版的 .xls 表格。请用 Excel 或 WPS 打开后另存为 .xlsx。",
      "This is a workbook of the old form, .xls. Open it in Excel or WPS and save it as .xlsx.",
    ),
  password: () =>
    new Refusal(
      "exchange.password",
      "这个表格设了密码。请去掉密码后另存，再传。",
      "This workbook has a password. Take it off, save the file, and send it again.",
    ),
  macros: () =>
    new Refusal(
      "exchange.macros",
      "这个表格带有宏（程序），没有收下。请另存为不带宏的 .xlsx。",
      "This workbook carries macros and was not taken. Save it as .xlsx without them.",
    ),
  zipBomb: () =>
    new Refusal(
      "exchange.zip-bomb",
      "这个表格展开以后大得不正常，没有收下。请把数据复制到一个新的表格里再传。",
      "Unpacked, this workbook would be larger than any list. Copy its rows into a new one and send that.",
    ),
  broken: () =>
    new Refusal(
      "exchange.broken",
      "这个表格打不开，多半没有传完或者坏了。请在电脑上打开看一看，另存后再传。",
      "This file does not open; probably it was cut off or is damaged. Open it on your computer, save it anew, and send it again.",
    ),
  encoding: () =>
    new Refusal(
      "exchange.encoding",
      "这份 .csv 的文字编码认不出来。请另存为“CSV UTF-8”或 .xlsx。",
      "The characters of this .csv cannot be read. Save it as “CSV UTF-8” or as .xlsx.",
    ),
  tooManyColumns: () =>
    new Refusal(
      "exchange.too-many-columns",
      "表格最多200列，每格最多2000字。请删去不用的列；如果只有几列，多半是引号没有成对。",
      "A file has at most 200 columns, and a cell 2,000 characters. Take out what is not needed; if there are few columns, a quotation mark is probably not closed.",
    ),
  tooManyRows: () =>
    new Refusal("exchange.too-many-rows", "一份表格最多20万行。请分成几份。", "A file has at most 200,000 rows. Send it in parts."),
  noHeads: () =>
    new Refusal(
      "exchange.no-heads",
      "没有找到表头：前20行里要有一行写着每列是什么，如姓名、身份证号。可以下载模板对照。",
      "No heads were found: one of the first 20 rows has to say what the columns are, such as name and identity number. Compare the template.",
    ),
  noRows: () => new Refusal("exchange.no-rows", "表头下面没有数据。", "There are no rows below the heads."),
  notRead: () =>
    new Refusal(
      "exchange.not-read",
      "这份表格还没有读完，请把同一份文件再传一次，会接着读。",
      "This file was not read to its end. Send the same file again: reading goes on where it stopped.",
    ),
  targets: () =>
    new Refusal(
      "exchange.targets",
      "列的对应不对：要有姓名或证件号码，每一项只能对应一列。",
      "The columns are matched wrongly: a name or a number is needed, and nothing is said by two columns.",
    ),
  notChecked: () =>
    new Refusal(
      "exchange.not-checked",
      "还没有全部核对完，请先完成核对。",
      "Not every row was held against the register yet. Finish that first.",
    ),
  nothingToCommit: () =>
    new Refusal(
      "exchange.nothing-to-commit",
      "没有要写入的行：都和名册一样，或者要先改正。",
      "No row is to be written: all say what the register says, or have to be corrected first.",
    ),
  rowsFixed: () =>
    new Refusal(
      "exchange.rows-fixed",
      "已经提交，不能再改。要改请先撤回，重新导入。",
      "It was submitted and stays as it is. Withdraw it and enter it anew to change something.",
    ),
  importClosed: () =>
    new Refusal("exchange.import-closed", "这次导入已经撤回或者开始写入了。", "This import was withdrawn, or its writing has begun."),
  notSubmitted: () =>
    new Refusal("exchange.not-submitted", "录入的人还没有提交这次导入。", "Whoever entered this import has not submitted it yet."),
  ownImport: () =>
    new Refusal(
      "exchange.own-import",
      "自己导入或改过的表格不能由自己写入名册，请交给另一位同事。",
      "Nobody commits an import that they entered or corrected; a colleague has to.",
    ),
  notCommitted: () =>
    new Refusal(
      "exchange.not-committed",
      "这次导入还没有写入名册，没有可撤销的。",
      "This import was not committed, so there is nothing to undo.",
    ),
  ownUndo: () =>
    new Refusal(
      "exchange.own-undo",
      "撤销要两个人：一个人提出，另一个人执行。",
      "Undoing takes two people: one asks for it, another carries it out.",
    ),
  stepTaken: () =>
    new Refusal("exchange.step-taken", "这一步已经办过了，请刷新后再看。", "This step was taken already. Reload and look again."),
  reason: () => new Refusal("exchange.reason", "请写明理由，最多500字。", "Give a reason of at most 500 characters."),
  correction: () =>
    new Refusal(
      "exchange.correction",
      "改正的内容不对：只能改已对应的列；要选“就是这个人”，得是列出的档案之一。",
      "This correction cannot be: only columns that were matched are changed, and a file is chosen among those that are listed.",
    ),
};

/** What the database refuses by a named constraint, as a sentence. */
export const exchangeConstraints: ReadonlyMap<string, () => Refusal> = new Map([
  ["import_is_open", exchangeErrors.importClosed],
  ["import_is_submitted_first", exchangeErrors.notSubmitted],
  ["import_is_committed_by_another", exchangeErrors.ownImport],
  ["import_is_committed_first", exchangeErrors.notCommitted],
  ["import_is_undone_by_another", exchangeErrors.ownUndo],
  ["import_rows_stay_as_submitted", exchangeErrors.rowsFixed],
  ["import_step_once", exchangeErrors.stepTaken],
  ["import_row_once", exchangeErrors.readingBusy],
]);
