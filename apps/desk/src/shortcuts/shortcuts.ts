import type { Text } from "@huican/engine";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { settings } from "../settings/settings.ts";
import { areLetters, matching, strokeOf } from "./keys.ts";

/** A key, or several, that do something on this page. */
export type Shortcut = {
  readonly keys: string;
  readonly text: Text;
  readonly run: () => void;
};

/** Those in reach now: of the shell first, of what was opened last at the end. */
let inReach: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function become(next: readonly Shortcut[]): void {
  inReach = next;
  for (const listener of listeners) listener();
}

/** Brings a shortcut in reach for as long as the component is there. @param shortcut null where it would be refused: then it is not offered */
export function useShortcut(shortcut: Shortcut | null): void {
  const run = useEffectEvent(() => shortcut?.run());
  const keys = shortcut?.keys;
  const zh = shortcut?.text.zh ?? "";
  const en = shortcut?.text.en ?? "";
  useEffect(() => {
    if (keys === undefined) return undefined;
    const own: Shortcut = { keys, text: { zh, en }, run: () => run() };
    become([...inReach, own]);
    return () => become(inReach.filter((each) => each !== own));
  }, [keys, zh, en]);
}

export function useShortcutsInReach(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => inReach,
  );
}

/** So long one may take from one press to the next. */
const betweenMilliseconds = 1_500;

/** Listens to the keys of the whole page. @returns how to stop */
export function listenToKeys(): () => void {
  let strokes: readonly string[] = [];
  let pressedAt = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
    const stroke = strokeOf(event);
    if (areLetters(stroke) && (isTyping(event.target) || !settings().hasLetterKeys)) return;
    if (!stroke.startsWith("mod+") && isBehindDialog()) return;
    strokes = event.timeStamp - pressedAt < betweenMilliseconds ? [...strokes, stroke] : [stroke];
    pressedAt = event.timeStamp;
    const { found, isBegun } = matching(inReach, strokes);
    if (!isBegun) strokes = [];
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

function isModifier(key: string): boolean {
  return ["Control", "Shift", "Alt", "Meta"].includes(key);
}

/** A letter is no letter for what is only ticked or chosen. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && ["radio", "checkbox"].includes(target.type)) return false;
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** While a dialog asks something, keys do nothing behind it. */
function isBehindDialog(): boolean {
  return document.querySelector("[role=dialog],[role=alertdialog]") !== null;
}
