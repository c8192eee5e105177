/** Why an input is refused. A value never appears in it: an identity number typed into the wrong field must not reach a log. */
export type InputError = {
  readonly code: InputErrorCode;
  readonly path: string;
  readonly message: string;
  readonly message_en: string;
};

export type InputErrorCode =
  | "not_json"
  | "unknown_fact"
  | "wrong_type"
  | "bad_date"
  | "out_of_range"
  | "bad_value"
  | "derived_fact"
  | "contradiction"
  | "bad_parameter"
  | "not_found";

type TypeName = "bool" | "enum" | "int" | "money" | "date" | "region" | "object" | "text";

const typeNames: Readonly<Record<TypeName, readonly [string, string]>> = {
  bool: ["true 或 false", "true or false"],
  enum: ["一个选项名称（文字）", "the name of a choice (text)"],
  int: ["一个整数", "a whole number"],
  money: ["以元为单位、最多两位小数的数", "a number of yuan with at most two decimals"],
  date: ["形如 2024-03-01 的日期（文字）", "a date such as 2024-03-01 (text)"],
  region: ["行政区划代码（文字）", "a division code (text)"],
  object: ["一个对象", "an object"],
  text: ["文字", "text"],
};

function make(code: InputErrorCode, path: string, message: string, messageEn: string): InputError {
  return { code, path, message, message_en: messageEn };
}

/** Everything that the engine can refuse in an input, on one screen. */
export const inputError = {
  notJson: () =>
    make(
      "not_json",
      "",
      "这一行不是有效的 JSON，请检查引号、逗号和括号。",
      "This line is not valid JSON. Check quotes, commas and brackets.",
    ),
  unknownFact: (...path: readonly string[]) => {
    const name = path.map(told).join(".");
    return make(
      "unknown_fact",
      `facts.${name}`,
      `没有名为“${name}”的事项，请对照词汇表改正名称。`,
      `There is no fact named "${name}". Check the name against the vocabulary.`,
    );
  },
  wrongType: (path: string, type: TypeName) =>
    make(
      "wrong_type",
      path,
      `${path} 应填${typeNames[type]?.[0]}；不知道时请不要填这一项。`,
      `${path} must be ${typeNames[type]?.[1]}; leave it out where it is not known.`,
    ),
  badDate: (path: string) =>
    make(
      "bad_date",
      path,
      `${path} 不是日历上有的日期，请写成 2024-03-01 这样的形式。`,
      `${path} is not a day of the calendar. Write it like 2024-03-01.`,
    ),
  outOfRange: (path: string, least: number | null, greatest: number | null) =>
    make(
      "out_of_range",
      path,
      `${path} 超出范围：${rangeText(least, greatest, "不小于", "不大于", "，")}。`,
      `${path} is out of range: ${rangeText(least, greatest, "at least", "at most", ", ")}.`,
    ),
  badValue: (path: string, choices: readonly string[]) =>
    make(
      "bad_value",
      path,
      `${path} 没有这个选项，可选：${choices.join("、")}。`,
      `${path} has no such choice. Choices: ${choices.join(", ")}.`,
    ),
  badRegion: (path: string) =>
    make("bad_value", path, `${path} 应是6、9或12位数字的行政区划代码。`, `${path} must be a division code of 6, 9 or 12 digits.`),
  derivedFact: (path: string) =>
    make("derived_fact", path, `${path} 由系统根据其他事项计算，请不要填写。`, `${path} is computed from other facts. Leave it out.`),
  contradiction: (path: string, other: string) =>
    make("contradiction", path, `${path} 与 ${other} 只能填一个。`, `Give either ${path} or ${other}, not both.`),
  unknownParameter: (name: string) =>
    make("bad_parameter", `params.${told(name)}`, `本文件没有参数“${told(name)}”。`, `This document has no parameter "${told(name)}".`),
  parameterType: (path: string, type: TypeName) =>
    make("bad_parameter", path, `参数 ${path} 应填${typeNames[type]?.[0]}。`, `Parameter ${path} must be ${typeNames[type]?.[1]}.`),
  belowFloor: (path: string, floorYuan: number) =>
    make(
      "bad_parameter",
      path,
      `${path} 低于文件规定的最低标准${floorYuan}元。`,
      `${path} is below the floor of ${floorYuan} yuan that the document sets.`,
    ),
  outsideBounds: (path: string, leastYuan: number, greatestYuan: number) =>
    make(
      "bad_parameter",
      path,
      `${path} 应在${leastYuan}元至${greatestYuan}元之间。`,
      `${path} must lie between ${leastYuan} and ${greatestYuan} yuan.`,
    ),
  fixedByDocument: (path: string) =>
    make(
      "bad_parameter",
      path,
      `${path} 的金额由文件确定，不能另设标准。`,
      `The amount of ${path} is set by the document; no local rate applies.`,
    ),
  unknownPack: (id: string, known: readonly string[]) =>
    make(
      "not_found",
      "pack",
      `没有文件“${told(id)}”。已有：${known.join("、")}。`,
      `There is no pack "${told(id)}". Installed: ${known.join(", ")}.`,
    ),
  unknownBenefit: (key: string) =>
    make("not_found", "benefits", `本文件没有待遇“${told(key)}”。`, `This document has no benefit "${told(key)}".`),
};

/** No name of a fact, parameter, pack or benefit is that long or has that many digits. */
const longestName = 64;
const mostDigits = 7;

/** A name as it may be repeated: what could be an identity number, a telephone number or a sentence in the place of a name is not. */
function told(name: string): string {
  return name.length > longestName || (name.match(/\p{Nd}/gu)?.length ?? 0) > mostDigits ? "…" : name;
}

function rangeText(least: number | null, greatest: number | null, atLeast: string, atMost: string, comma: string): string {
  const parts = [least === null ? "" : `${atLeast} ${least}`, greatest === null ? "" : `${atMost} ${greatest}`];
  return parts.filter(Boolean).join(comma);
}
