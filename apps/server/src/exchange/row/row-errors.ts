import { Refusal } from "../../platform/refusal.ts";

/** What may be wrong with a row, or has to be looked at. Each stands beside the row, and in the list that goes back to the unit. */
export const rowErrors = {
  lostDigits: () =>
    new Refusal(
      "exchange.lost-digits",
      "号码在表格里被当成了数字，后几位已经丢失。请把这一列设为文本，重新填写号码。",
      "This number was kept as a figure and has lost its last digits. Make the column a text and fill in the number anew.",
    ),
  formulaFault: () =>
    new Refusal(
      "exchange.formula-fault",
      "这一格是公式的错误值，请改成内容。",
      "This cell holds the error of a formula. Put in what it should say.",
    ),
  unreadable: () =>
    new Refusal(
      "exchange.unreadable",
      "这一格的内容不能用。是否填“是”或“否”，日期写成 2026-03-31，其他按模板的说法填。",
      "What stands in this cell cannot be used. Write yes or no, a day as 2026-03-31, and everything else as the template says.",
    ),
  unknownArea: () =>
    new Refusal(
      "exchange.unknown-area",
      "没有这个地方，或者叫这个名字的不止一个。请写全称，或写区划代码。",
      "There is no such area, or more than one is called so. Write its whole name or its code.",
    ),
  disagrees: () =>
    new Refusal(
      "exchange.disagrees",
      "这一格和身份证号、残疾人证号里写的不一致。请核对。",
      "This cell says something else than the identity or certificate number. Compare them.",
    ),
  noName: () => new Refusal("exchange.no-name", "要建档的人没有姓名。", "Somebody who gets a file needs a name."),
  noNumber: () =>
    new Refusal(
      "exchange.no-number",
      "没有身份证号，名册里也没有同名同生日的人，不能建档。",
      "There is no identity number and nobody of this name and birth, so no file can be made.",
    ),
  noHome: () =>
    new Refusal(
      "exchange.no-home",
      "要建档的人没有户籍地或常住地，或者不在这次导入的辖区。",
      "Somebody who gets a file needs an area of registration or residence within that of this import.",
    ),
  sameName: () =>
    new Refusal(
      "exchange.same-name",
      "号码没有对上，但名册里有同名同生日的人。请看是不是同一个人。",
      "The number was not found, but somebody has this name and birth. See whether it is the same person.",
    ),
  severalFiles: () =>
    new Refusal("exchange.several-files", "几份档案都对得上。请核对是哪一份。", "More than one file fits. See which it is."),
  otherName: () =>
    new Refusal(
      "exchange.other-name",
      "号码对上了，姓名和档案里的不一样。请核对是改了名还是填错了。",
      "The number is known under another name. See whether the name was changed or is wrong.",
    ),
  otherNumber: () =>
    new Refusal(
      "exchange.other-number",
      "残疾人证号对上了，身份证号和档案里的不一样。请核对。",
      "The certificate number is known with another identity number. Compare them.",
    ),
  twiceInFile: () =>
    new Refusal(
      "exchange.twice-in-file",
      "同一个身份证号在这份表格里不止一行。请留下对的一行。",
      "More than one row of this file has this identity number. Keep the right one.",
    ),
  changedSince: () =>
    new Refusal(
      "exchange.changed-since",
      "写入以后别人改过同一时段的内容，没有撤销。请在档案里处理。",
      "Somebody has changed the same since it was written, so it was left as it is. See to it in the file.",
    ),
  fileGone: () =>
    new Refusal(
      "exchange.file-gone",
      "核对以后，这份档案有了变化，或者已经不在您的辖区。请重新导入这一行。",
      "Since it was held against the register, the file has changed or left your area. Import this row anew.",
    ),
};
