import type { YAMLError } from "yaml";
import type { FaultText } from "./fault.ts";

type Words = readonly [zh: string, en: string, fixZh: string, fixEn: string];

/** What the parser reports most, in the words of somebody who has not heard of YAML. */
const wordsByCode: Partial<Record<YAMLError["code"], Words>> = {
  BAD_INDENT: [
    "这一行的缩进和上下文对不齐。",
    "This line is not indented as its neighbours are.",
    "同一组的行要左对齐；深一层的，多空两格。",
    "Lines of one group begin in one column; one level deeper is two spaces more.",
  ],
  TAB_AS_INDENT: [
    "缩进用了制表符（Tab）。",
    "The indentation is a tab.",
    "请删去制表符，改用空格，每层两个。",
    "Delete the tab and use spaces, two a level.",
  ],
  DUPLICATE_KEY: [
    "同一组里这个名称写了两次。",
    "This name stands twice in one group.",
    "请删去一个，或换一个名称。",
    "Delete one, or give it another name.",
  ],
  MULTILINE_IMPLICIT_KEY: [
    "这一行的名称后面没有英文冒号和空格。",
    "There is no colon and space after the name on this line.",
    "请写成“名称: 值”，用英文冒号，后面空一格。",
    'Write "name: value", with a space after the colon.',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "一行里出现了两个“: ”，或者下一行多缩进了。",
    'There are two ": " on one line, or the next line is indented too far.',
    "文字里有冒号的，用英文双引号括起来；否则检查下一行的缩进。",
    "Put text that holds a colon in double quotes; otherwise check how the next line is indented.",
  ],
  BLOCK_IN_FLOW: [
    "括号里的内容写法有误。",
    "What stands inside these brackets is malformed.",
    "括号里写成 {名称: 值, 名称: 值}，用英文逗号隔开。",
    "Inside brackets write {name: value, name: value}, with commas between.",
  ],
  BAD_SCALAR_START: [
    "文字不能以这个符号开头。",
    "Text cannot begin with this sign.",
    '请用英文双引号把文字括起来，例如 "@…"。',
    'Put the text in double quotes, such as "@…".',
  ],
  MISSING_CHAR: [
    "引号没有成对，或者少了逗号、括号。",
    "A quotation mark has no partner, or a comma or bracket is missing.",
    "请检查这一行和上面几行的引号、逗号和括号。",
    "Check quotes, commas and brackets on this line and the ones above.",
  ],
  MULTIPLE_DOCS: ["多出了一行“---”。", 'There is a line "---" too many.', "请删去这一行。", "Delete this line."],
};

const openBracket: Words = [
  "上面的 { 或 [ 没有写完。",
  "A { or [ above is not closed.",
  "请补上 } 或 ]；一行写不下的，另起的行要缩进。",
  "Close it with } or ]; further lines of it are indented.",
];

/** The remedy where a full-width colon or comma stands for the sign of YAML. */
export const wideSigns: Pick<FaultText, "fixZh" | "fixEn"> = {
  fixZh: "这里用了中文标点。名称后的冒号、括号里的逗号请改成英文标点（: 和 ,），冒号后空一格。",
  fixEn: "There is Chinese punctuation here. Use the English colon after a name and the English comma inside brackets, each with a space.",
};

/** A fault of the YAML itself in both languages. `lines` are the line that it is on and its neighbours. */
export function yamlError({ code, message }: YAMLError, lines: string): FaultText {
  const isOpenBracket = message.startsWith("Flow");
  const words = isOpenBracket ? openBracket : wordsByCode[code];
  const [zh, en, fixZh, fixEn] = words ?? [
    `YAML 写法有误：${message}`,
    `The YAML is malformed: ${message}`,
    "请检查这一行的缩进、引号和冒号。",
    "Check indentation, quotes and colons on this line.",
  ];
  return { zh, en, ...(hasWideSigns(lines) ? wideSigns : { fixZh, fixEn }) };
}

/** A full-width colon after a name, or a full-width comma between two members of a map. */
function hasWideSigns(lines: string): boolean {
  return /^\s*(- )?[\w.-]+\s*：/m.test(lines) || /[{[][^\n]*，\s*\w+\s*[:：]/.test(lines) || /[{[]\s*\w+：/.test(lines);
}
