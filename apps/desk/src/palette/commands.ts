/** Something that the palette leads to. */
export type Command = {
  readonly id: string;
  readonly text: string;
  /** What stands behind it, smaller: keys, or where somebody lives. */
  readonly note: string;
  /** Other words that it is found by. */
  readonly also: string;
  readonly run: () => void;
};

/** The commands that a query fits: every word of it stands somewhere, in whatever case; those whose own text begins with it come first. */
export function fitting(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const said = ({ text, also }: Command) => `${text} ${also}`.toLowerCase();
  const found = commands.filter((command) => words.every((word) => said(command).includes(word)));
  const begins = ({ text }: Command) => (text.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  return [...found].sort((a, b) => begins(a) - begins(b));
}

/**
 * Whether it makes sense to search the register for what was typed so far. A number that is still being typed leads to nobody, and tries at numbers are counted: only whole
 * ones are looked for (15 or 18 digits, 20 of a certificate, 11 of a telephone, or its last four).
 */
export function isWorthSearching(query: string): boolean {
  const plain = query.replaceAll(/[\s-]/g, "");
  if (/^\d+[xX]?\d*$/.test(plain)) return [4, 11, 15, 18, 20, 22].includes(plain.length);
  return plain.length >= 2 || /^\p{Script=Han}$/u.test(plain);
}
