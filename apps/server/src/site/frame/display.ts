import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** How large a visitor wants to read. */
export type Display = { readonly isLarge: boolean };

const name = "huican_display";
const yearSeconds = 365 * 24 * 60 * 60;

export function readDisplay(c: Context): Display {
  return { isLarge: getCookie(c, name) === "large" };
}

export function keepDisplay(c: Context, display: Display): void {
  setCookie(c, name, display.isLarge ? "large" : "plain", { path: "/", httpOnly: true, sameSite: "Lax", maxAge: yearSeconds });
}

/** A path of ours to go back to; the home page for anything else. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\w/.-]*$/.test(path) ? path : "/";
}
