/** A text that a person reads: Chinese first, with its English twin. */
export type Text = { readonly zh: string; readonly en: string };

/** The two languages of the product. */
export type Language = keyof Text;

/** That a yes/no fact does not hold: "有康复需求" becomes "没有康复需求". */
export function denied({ zh, en }: Text): Text {
  return { zh: zh.startsWith("有") ? `没${zh}` : `没有“${zh}”的情形`, en: `not "${en}"` };
}
