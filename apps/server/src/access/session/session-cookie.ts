import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/**
 * The cookie of a session. Over https its name begins with `__Host-`: no other host, and no page without https, can set it. On the machine itself (`http://localhost`)
 * browsers do not take such a name.
 */
function cookieFor(c: Context, isHttps: boolean) {
  const options = { path: "/", httpOnly: true, sameSite: "Lax", secure: isHttps } as const;
  return { name: isHttps ? "__Host-huican" : "huican-session", options, c };
}

/** The token that a request carries; other names than the one that was set are not looked at. */
export function readToken(c: Context, isHttps: boolean): string | undefined {
  const token = getCookie(c, cookieFor(c, isHttps).name);
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

/** Until the browser closes; the server ends it sooner. */
export function keepToken(c: Context, isHttps: boolean, token: string): void {
  const { name, options } = cookieFor(c, isHttps);
  setCookie(c, name, token, options);
}

export function dropToken(c: Context, isHttps: boolean): void {
  const { name, options } = cookieFor(c, isHttps);
  deleteCookie(c, name, options);
}
