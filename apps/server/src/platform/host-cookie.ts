import type { CookieOptions } from "hono/utils/cookie";

/** A cookie as a browser keeps it: the same name and options to set it, to read it and to remove it. */
export type HostCookie = { readonly name: string; readonly options: CookieOptions };

/**
 * A cookie of this host alone, which no script reads. Over https its name begins with `__Host-`: no other host, and no page without https, can set it. On the machine itself
 * (`http://localhost`) browsers do not take such a name.
 * @param site the address that the browser knows this server by
 */
export function hostCookie(name: string, site: string): HostCookie {
  const secure = site.startsWith("https:");
  return { name: secure ? `__Host-${name}` : name, options: { path: "/", httpOnly: true, sameSite: "Lax", secure } };
}
