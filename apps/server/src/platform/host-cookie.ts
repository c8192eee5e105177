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

/** Of whoever is signed in. */
export const sessionCookie = (site: string) => hostCookie("huican-session", site);
/** Of whoever is on the way through a provider of identities: no other host can put one of its own into the browser, and so sign somebody in as somebody else. */
export const identityCookie = (site: string) => hostCookie("huican-identity", site);
