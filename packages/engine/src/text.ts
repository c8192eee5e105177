/** A text that a person reads: Chinese first, with its English twin. */
export type Text = { readonly zh: string; readonly en: string };

/** The two languages of the product. */
export type Language = keyof Text;

/** How a yes/no fact is denied by what its name begins or ends with. */
const denials: readonly (readonly [RegExp, string])[] = [
  [/^有/, "没有"],
  [/^已/, "未"],
  [/^正在/, "没有在"],
  [/^在(?!训)/, "不在"],
  [/^(?=符合|属于)/, "不"],
  [/^(?=参加|参与|持有|享受|从事|服用|使用|办理|列入|租住)/, "没有"],
  [/^(?=[^，、]+(障碍|疾病|白内障|残疾)$)/, "没有"],
];

/** That a yes/no fact does not hold: "有康复需求" becomes "没有康复需求". */
export function denied({ zh, en }: Text): Text {
  const [beginning, word] = denials.find(([pattern]) => pattern.test(zh)) ?? [null, ""];
  return { zh: beginning ? zh.replace(beginning, word) : `不属于“${zh}”`, en: `not "${en}"` };
}
