import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** How a visitor wants to read: in large print, with hard contrast, in easy words. */
export type Display = { readonly isLarge: boolean; readonly isContrast: boolean; readonly isEasy: boolean };

/** The words that the cookie is made of. */
const words = { isLarge: "large", isContrast: "contrast", isEasy: "easy" } as const;

const name = "huican_display";
const yearSeconds = 365 * 24 * 60 * 60;

export function readDisplay(c: Context): Display {
  const chosen = new Set(getCookie(c, name)?.split("."));
  return { isLarge: chosen.has(words.isLarge), isContrast: chosen.has(words.isContrast), isEasy: chosen.has(words.isEasy) };
}

export function keepDisplay(c: Context, display: Display): void {
  setCookie(c, name, displayWords(display).join("."), { path: "/", httpOnly: true, sameSite: "Lax", maxAge: yearSeconds });
}

/** What of a display differs from the plain one, as the classes of the page: `large`, `contrast`, `easy`. */
export function displayWords(display: Display): readonly string[] {
  return (Object.keys(words) as (keyof Display)[]).filter((key) => display[key]).map((key) => words[key]);
}

/** A path of ours to go back to; the home page for anything else. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\w/.-]*(\?[\w%&=+.-]*)?$/.test(path) ? path : "/";
}
