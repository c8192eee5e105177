import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { hostCookie } from "../../platform/host-cookie.ts";

/** How a visitor wants to read: in large print, with hard contrast, in easy words. */
export type Display = { readonly isLarge: boolean; readonly isContrast: boolean; readonly isEasy: boolean };

/** The words that the cookie is made of, which are also the classes of the page. */
const words = { isLarge: "large", isContrast: "contrast", isEasy: "easy" } as const;

/** The fields of a form that changes the display: each is one of the words above, or anything else for "plain". */
export const displayFields = { isLarge: "size", isContrast: "colours", isEasy: "wording" } as const;

const keys = Object.keys(words) as readonly (keyof Display)[];

/** The cookie that a display is kept in, for a year. It says nothing of anybody but how they read. @param site the address that the browser knows this server by */
export const displayCookie = (site: string) => hostCookie("huican_display", site);
export const displayLifetimeSeconds = 365 * 24 * 60 * 60;

export function readDisplay(c: Context, site: string): Display {
  const chosen = new Set(getCookie(c, displayCookie(site).name)?.split("."));
  return { isLarge: chosen.has(words.isLarge), isContrast: chosen.has(words.isContrast), isEasy: chosen.has(words.isEasy) };
}

export function keepDisplay(c: Context, site: string, display: Display): void {
  const { name, options } = displayCookie(site);
  setCookie(c, name, displayWords(display).join("."), { ...options, maxAge: displayLifetimeSeconds });
}

/** A display with what a form changes of it. What the form does not name stays. */
export function changedDisplay(display: Display, form: Readonly<Record<string, unknown>>): Display {
  const changed = keys.map((key) => {
    const value = form[displayFields[key]];
    return [key, value === undefined ? display[key] : value === words[key]] as const;
  });
  return Object.fromEntries(changed) as Display;
}

/** What of a display differs from the plain one: `large`, `contrast`, `easy`. */
export function displayWords(display: Display): readonly string[] {
  return keys.filter((key) => display[key]).map((key) => words[key]);
}

/** An address of this site to go back to, its query included; the home page for anything that leads elsewhere. */
export function ownPath(path: unknown): string {
  const base = "http://own.invalid";
  if (typeof path !== "string" || path.length > 2000 || !path.startsWith("/") || !URL.canParse(path, base)) return "/";
  // What a browser makes of it counts: `/\x`, `//x` and `/./` followed by `/x` all lead to another site.
  const { origin, pathname, search } = new URL(path, base);
  return origin === base && !pathname.startsWith("//") ? `${pathname}${search}` : "/";
}
