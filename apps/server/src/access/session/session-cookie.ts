import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sessionCookie } from "../../platform/host-cookie.ts";

/** The token that a request carries; other names than the one that was set are not looked at. @param site the address that the browser knows this server by */
export function readToken(c: Context, site: string): string | undefined {
  const token = getCookie(c, sessionCookie(site).name);
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

/** Until the browser closes; the server ends it sooner. */
export function keepToken(c: Context, site: string, token: string): void {
  const { name, options } = sessionCookie(site);
  setCookie(c, name, token, options);
}

export function dropToken(c: Context, site: string): void {
  const { name, options } = sessionCookie(site);
  deleteCookie(c, name, options);
}
