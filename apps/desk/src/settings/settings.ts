import type { Language } from "@huican/engine";
import { useSyncExternalStore } from "react";

/** How somebody reads and works at this browser. Nothing of it is about anybody, so it stays in the browser. */
export type Settings = {
  readonly language: Language;
  /** 16 pixels, or 20. */
  readonly size: "plain" | "large";
  readonly isContrast: boolean;
  /** `device` follows what the device prefers. */
  readonly colours: "device" | "light" | "dark";
  /** Whether single letters do something: who speaks to the computer, or hits keys by accident, turns them off (WCAG 2.1.4). */
  readonly hasLetterKeys: boolean;
};

const key = "huican.desk.settings";
const plain: Settings = { language: "zh", size: "plain", isContrast: false, colours: "device", hasLetterKeys: true };

/** Reads what was kept, whatever else may stand there. */
export function readSettings(kept: string | null): Settings {
  const found = parsed(kept);
  return {
    language: found["language"] === "en" ? "en" : "zh",
    size: found["size"] === "large" ? "large" : "plain",
    isContrast: found["isContrast"] === true,
    colours: found["colours"] === "light" || found["colours"] === "dark" ? found["colours"] : "device",
    hasLetterKeys: found["hasLetterKeys"] !== false,
  };
}

function parsed(kept: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(kept ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

let current = plain;
const listeners = new Set<() => void>();

/** Takes up what this browser keeps. The sign-in hands its language over in the address, `?language=en`, once: it is taken out of it, so that no bookmark sets it again. */
export function beginSettings(): void {
  const kept = readSettings(localStorage.getItem(key));
  const address = new URL(location.href);
  const said = address.searchParams.get("language");
  address.searchParams.delete("language");
  if (said !== null) history.replaceState(history.state, "", address);
  changeSettings({ ...kept, ...(said === "zh" || said === "en" ? { language: said } : {}) });
}

export function changeSettings(changes: Partial<Settings>): void {
  current = { ...current, ...changes };
  localStorage.setItem(key, JSON.stringify(current));
  show(current);
  for (const listener of listeners) listener();
}

export function settings(): Settings {
  return current;
}

export function useSettings(): Settings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Puts the settings where the stylesheet finds them. */
function show({ language, size, isContrast, colours }: Settings): void {
  const { documentElement: page } = document;
  page.lang = language === "zh" ? "zh-CN" : "en";
  page.classList.toggle("large", size === "large");
  page.classList.toggle("contrast", isContrast);
  page.style.colorScheme = isContrast ? "dark" : colours === "device" ? "" : colours;
  for (const rule of darkRules()) rule.media.mediaText = { device: "(prefers-color-scheme: dark)", light: "not all", dark: "all" }[colours];
}

let found: readonly CSSMediaRule[] | undefined;

/** The dark colours stand once, in the tokens that the site has too, under what the device prefers; whoever chooses for themselves gets the same rules. */
function darkRules(): readonly CSSMediaRule[] {
  found ??= [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter((rule) => rule.conditionText.includes("prefers-color-scheme"));
  return found;
}
