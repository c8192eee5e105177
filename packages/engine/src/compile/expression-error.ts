import type { CelError } from "./cel.ts";
import type { FaultText } from "./fault.ts";

type Remedy = readonly [pattern: RegExp, zh: string, en: string];

/** What is written wrongly most often in an expression, the most telling first. Texts in quotes are left out before looking. */
const remedies: readonly Remedy[] = [
  [
    /[＞＜＝（），“”‘’；！＆｜［］％]/,
    "请把中文（全角）符号改成英文（半角）符号：> < = ( ) , ' && || !",
    "Use English signs instead of full-width ones: > < = ( ) , ' && || !",
  ],
  [/[≥≤≠]/, "“大于等于”写成 >=，“小于等于”写成 <=，“不等于”写成 !=。", '"At least" is >=, "at most" is <=, "is not" is !=.'],
  [/=>|=</, "“大于等于”写成 >=，“小于等于”写成 <=。", '"At least" is >=, "at most" is <=.'],
  [/(^|[^=!<>])=([^=]|$)/, "“等于”写两个等号 ==。", "Equality is two signs: ==."],
  [/\b(and|or|not|AND|OR|NOT)\b|[或且非]/, "“并且”写 &&，“或者”写 ||，“不是”写 !。", '"And" is &&, "or" is ||, "not" is !.'],
  [
    /[一-鿿]/,
    "事项和定义要写代号，用 huican facts 加一个词可以查到，例如 huican facts 年龄；选项里的字放在一对单引号里。",
    "Facts and definitions are written by their names: look them up with huican facts and a word.",
  ],
  [/(^|[^&])&([^&]|$)|(^|[^|])\|([^|]|$)/, "“并且”写两个 &&，“或者”写两个 ||。", '"And" is &&, "or" is ||, two signs each.'],
  [/%/, "百分比写成小数，例如 16% 写 0.16。", "Write a percentage as a decimal, such as 0.16 for 16 %."],
  [/\bin\s+[^[\s]/, "in 的右边用方括号列出，例如 in [1, 2]。", "List what stands right of in in brackets, such as in [1, 2]."],
  [/\//, "没有除法，请改用乘法，例如 a / 2 > 3 写成 a > 6。", "There is no division: write a > 6 instead of a / 2 > 3."],
];

const subset = {
  zh: "可用：事项、定义、文字和数字、&& || ! ?:、比较、in [...]、+ - *，以及规定的函数。",
  en: "Allowed: facts, definitions, literals, && || ! ?:, comparisons, in [...], + - *, and the listed functions.",
};

/** Why an expression cannot be read, in both languages, with the remedy that its text suggests. */
export function expressionError(error: CelError, text: string): FaultText {
  const bare = text.replaceAll(/'[^']*'|"[^"]*"/g, "''");
  const found = remedies.find(([pattern]) => pattern.test(bare));
  const [, fixZh, fixEn] = found ?? unbalanced(bare) ?? [null, subset.zh, subset.en];
  return { zh: error.zh, en: error.message, fixZh, fixEn };
}

function unbalanced(bare: string): Remedy | undefined {
  if (bare.replaceAll("''", "").includes("'"))
    return [/'/, "引号要成对，文字写在一对单引号里。", "Quotes come in pairs: text stands between two."];
  const open = bare.split("(").length - bare.split(")").length;
  if (open > 0) return [/\(/, "请补上右括号 )。", "Add the closing bracket )."];
  return open < 0 ? [/\)/, "请补上左括号 (，或删去多余的右括号。", "Add the opening bracket (, or delete the one too many."] : undefined;
}
