/** The names in the first line of a CSV file and what separates them: commas, or the semicolons and tabs of some programs. */
export function headOf(bytes: Uint8Array): { readonly names: readonly string[]; readonly delimiter: string } {
  const text = new TextDecoder("utf-8").decode(bytes);
  const heads = [",", ";", "\t"].map((delimiter) => ({ delimiter, names: firstRecord(text, delimiter).map(plain) }));
  return heads.reduce((best, head) => (head.names.length > best.names.length ? head : best));
}

/** The cells of the first record; a quoted cell may hold the delimiter, line breaks and doubled quotes. */
function firstRecord(text: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(i + 1) === '"') cell += text.charAt(++i);
      else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") break;
    else cell += character;
  }
  return [...cells, cell];
}

/** A name without what nobody sees. */
function plain(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim();
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`;
}
