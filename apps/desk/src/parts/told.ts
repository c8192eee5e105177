import type { Text } from "@huican/engine";
import { useSyncExternalStore } from "react";

/** What was just done, told until something else is done or it is put away. */
let told: Text | null = null;
const listeners = new Set<() => void>();

export function tell(text: Text | null): void {
  told = text;
  for (const listener of listeners) listener();
}

export function useTold(): Text | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => told,
  );
}
