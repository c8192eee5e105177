import { useSyncExternalStore } from "react";
import { markSeen } from "../help/seen.ts";

/** Which step of the tour stands open; null where none does. */
let step: number | null = null;
const listeners = new Set<() => void>();

export function goToStep(next: number | null): void {
  step = next;
  for (const listener of listeners) listener();
}

let isLeading = false;

/** The tour opens another page, and keeps the focus while it does. */
export function leadOn(): void {
  isLeading = true;
}

/** Whether it was the tour that opened a page: asked once by the page. */
export function isLed(): boolean {
  const was = isLeading;
  isLeading = false;
  return was;
}

/** From its first step; it is not offered again. */
export function beginTour(): void {
  markSeen({ isTourOffered: true });
  goToStep(0);
}

export function useTourStep(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => step,
  );
}
