/** One press as it is written: `mod+k`, `?`, `escape`, `a`. `mod` is Ctrl, or ⌘ on a Mac. */
export function strokeOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const key = event.key.toLowerCase();
  return `${event.ctrlKey || event.metaKey ? "mod+" : ""}${event.altKey ? "alt+" : ""}${key === " " ? "space" : key}`;
}

/** Whether keys are a letter or sign alone, or several one after the other: what somebody may hit by accident, and turn off. */
export function areLetters(keys: string): boolean {
  return keys.split(" ").some((stroke) => stroke.length === 1);
}

/** What of some shortcuts the presses so far lead to: the one that is complete, and whether another press could complete one. */
export function matching<Each extends { readonly keys: string }>(
  shortcuts: readonly Each[],
  strokes: readonly string[],
): { readonly found: Each | undefined; readonly isBegun: boolean } {
  const typed = strokes.join(" ");
  // What was opened last stands last, and comes first.
  const found = shortcuts.findLast(({ keys }) => keys === typed);
  return { found, isBegun: shortcuts.some(({ keys }) => keys.startsWith(`${typed} `)) };
}

/** Keys as they are read: `Ctrl K`, `G 然后 W`. @param then what stands between presses */
export function keysText(keys: string, then: string): string {
  const words: Readonly<Record<string, string>> = { mod: "Ctrl", alt: "Alt", escape: "Esc", arrowup: "↑", arrowdown: "↓", enter: "Enter" };
  const said = (stroke: string) =>
    stroke
      .split("+")
      .map((part) => words[part] ?? part.toUpperCase())
      .join(" ");
  return keys
    .split(" ")
    .map(said)
    .join(then === "" ? " " : ` ${then} `);
}
