import { useSyncExternalStore } from "react";

/** What this browser was shown already: the newest of what is new, and whether the tour was begun or declined. It says nothing of anybody. */
type Seen = { readonly news: string; readonly isTourOffered: boolean };

const key = "huican.desk.seen";
const nothing: Seen = { news: "", isTourOffered: false };

/** Reads what was kept, whatever else may stand there. */
export function readSeen(kept: string | null): Seen {
  try {
    const found = JSON.parse(kept ?? "{}") as Readonly<Record<string, unknown>> | null;
    return { news: typeof found?.["news"] === "string" ? found["news"] : "", isTourOffered: found?.["isTourOffered"] === true };
  } catch {
    return nothing;
  }
}

let current: Seen | undefined;
const listeners = new Set<() => void>();

function seen(): Seen {
  current ??= readSeen(localStorage.getItem(key));
  return current;
}

export function markSeen(changes: Partial<Seen>): void {
  current = { ...seen(), ...changes };
  localStorage.setItem(key, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function useSeen(): Seen {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, seen);
}
