import type { Text } from "@huican/engine";

/** Both languages on one line, Chinese first. */
export function both(zh: string, en: string): string {
  return `${zh} / ${en}`;
}

export function bothOf(text: Text): string {
  return both(text.zh, text.en);
}

const styles = { bold: [1, 22], dim: [2, 22], green: [32, 39], red: [31, 39], yellow: [33, 39] } as const;

/** Text in a style, where somebody looks at it; plain in a pipe or where NO_COLOR is set. */
export function styled(style: keyof typeof styles, text: string): string {
  const [on, off] = styles[style];
  return process.stdout.isTTY && !process.env["NO_COLOR"] ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Writes a line and waits where the reader is slow, so that memory stays constant. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once("drain", resolve));
}
