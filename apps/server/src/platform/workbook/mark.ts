/** 水印: who took a list away, when, why, and under which number the access log has it. */
export type Mark = {
  readonly by: string;
  /** In China: `2026-11-25 12:00`. */
  readonly at: string;
  readonly number: string;
  readonly reason: string;
};

/** The mark as one line of a sheet. */
export function markLine({ by, at, number, reason }: Mark): string {
  return `内部资料，不得外传。${by}于${at}导出，编号${number}，理由：${reason}`;
}

/** The mark above and below every printed page. */
export function markOfPage({ by, at, number, reason }: Mark): { readonly oddHeader: string; readonly oddFooter: string } {
  return {
    oddHeader: `&L${printed(`${by}导出`)}&R${printed(`${at} 编号${number}`)}`,
    oddFooter: `&L${printed(`内部资料，不得外传。理由：${reason}`)}&R第 &P 页，共 &N 页`,
  };
}

/** Excel refuses a file with more than 255 characters above or below a page. */
const mostPrinted = 200;

/** `&` begins a code there, and means itself when doubled; what does not fit is on the first line of the sheet. */
function printed(text: string): string {
  const doubled = Array.from(text, (character) => (character === "&" ? "&&" : character));
  let length = 0;
  return doubled.filter((part) => (length += part.length) <= mostPrinted).join("");
}
