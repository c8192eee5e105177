/**
 * What somebody has typed and not sent. It lies in the session storage of one tab: the browser gives it to no other tab and drops it when the tab is closed. A draft may hold
 * numbers of people, so it is never written to local storage (docs/decisions/0025).
 */
type Kept = { readonly accountId: string; readonly at: number; readonly value: unknown };

const prefix = "huican.draft.";

/** A draft is nobody's any more after a working day. */
const lifetimeMilliseconds = 12 * 3_600_000;

export function saveDraft(storage: Storage, accountId: string, name: string, value: unknown, now = Date.now()): void {
  try {
    storage.setItem(prefix + name, JSON.stringify({ accountId, at: now, value } satisfies Kept));
  } catch {
    // The storage is full: what was typed is still on the screen, and sending it is still possible.
  }
}

/** @returns what the same person typed there, if it is not too old */
export function readDraft(storage: Storage, accountId: string, name: string, now = Date.now()): unknown {
  const kept = keptIn(storage, prefix + name);
  return kept?.accountId === accountId && now - kept.at < lifetimeMilliseconds ? kept.value : undefined;
}

export function dropDraft(storage: Storage, name: string): void {
  storage.removeItem(prefix + name);
}

/** Whether anything that somebody typed waits to be sent. */
export function hasDrafts(storage: Storage): boolean {
  return namesIn(storage).length > 0;
}

/** Everything of everybody, when somebody signs out. */
export function dropAllDrafts(storage: Storage): void {
  for (const name of namesIn(storage)) storage.removeItem(name);
}

/** What another person left in this tab, or somebody a day ago: whoever signs in next does not find it. */
export function dropForeignDrafts(storage: Storage, accountId: string, now = Date.now()): void {
  for (const name of namesIn(storage)) {
    const kept = keptIn(storage, name);
    if (kept?.accountId !== accountId || now - kept.at >= lifetimeMilliseconds) storage.removeItem(name);
  }
}

function namesIn(storage: Storage): readonly string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "").filter((name) => name.startsWith(prefix));
}

function keptIn(storage: Storage, name: string): Kept | undefined {
  try {
    const kept = JSON.parse(storage.getItem(name) ?? "null") as Partial<Kept> | null;
    return typeof kept?.accountId === "string" && typeof kept.at === "number" ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}
