import { useSyncExternalStore } from "react";

/** What the desk knows of the session: since when it is known to have ended, and when the server last answered. In milliseconds since 1970. */
type SessionState = { readonly lostAt: number | null; readonly seenAt: number };

let state: SessionState = { lostAt: null, seenAt: Date.now() };
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The server says that nobody is signed in. */
export function lostSession(): void {
  if (state.lostAt === null) become({ ...state, lostAt: Date.now() });
}

/**
 * The server did what only somebody who is signed in may ask for: the session goes on from here.
 * @param askedAt when it was asked, in milliseconds since 1970: what was asked before the session was lost brings nobody back
 */
export function sawServer(askedAt: number): void {
  if (state.lostAt !== null && askedAt <= state.lostAt) return;
  become({ lostAt: null, seenAt: Date.now() });
}

/** When the server last answered, in milliseconds since 1970. */
export function lastSeen(): number {
  return state.seenAt;
}

export function isSessionLost(): boolean {
  return state.lostAt !== null;
}

export function useIsSessionLost(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isSessionLost);
}
