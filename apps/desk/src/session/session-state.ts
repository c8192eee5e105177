import { useSyncExternalStore } from "react";

/** What the desk knows of the session: whether it has ended, and when the server last answered. */
type SessionState = { readonly isLost: boolean; readonly seenAt: number };

let state: SessionState = { isLost: false, seenAt: Date.now() };
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The server says that nobody is signed in. */
export function lostSession(): void {
  if (!state.isLost) become({ ...state, isLost: true });
}

/** The server answered: the session goes on from here. */
export function sawServer(): void {
  become({ isLost: false, seenAt: Date.now() });
}

/** When the server last answered, in milliseconds since 1970. */
export function lastSeen(): number {
  return state.seenAt;
}

export function useIsSessionLost(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state.isLost,
  );
}
