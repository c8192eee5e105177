import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";

/** The most bytes that a form of ours can have. */
const largestBody = 32 * 1024;

/**
 * What every answer of the server carries, and what every request must be.
 *
 * @param parts.publicUrl the address that the public knows, where something stands in front of this server: forms that come from there are ours
 * @param parts.inlineStyles the hashes, as in `sha256-…`, of the styles that may stand in a page
 */
export function guards(parts: {
  readonly publicUrl: string | undefined;
  readonly inlineStyles: readonly string[];
}): readonly MiddlewareHandler[] {
  const { publicUrl, inlineStyles } = parts;
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...inlineStyles.map((hash) => `'${hash}'`)],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
    }),
    csrf({ origin: (origin, c) => origin === publicUrl || origin === new URL(c.req.url).origin }),
    bodyLimit({ maxSize: largestBody }),
    ...(publicUrl?.startsWith("https:") ? [secureCookies()] : []),
  ];
}

/** Pages with answers in them are nobody's to keep. */
export function notStored(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}

/** Behind a proxy that speaks https for us, requests look like plain http; their cookies are for https all the same. */
function secureCookies(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const cookies = c.res.headers.getSetCookie();
    if (cookies.length === 0) return;
    c.res.headers.delete("set-cookie");
    for (const cookie of cookies) c.res.headers.append("set-cookie", /;\s*secure\b/i.test(cookie) ? cookie : `${cookie}; Secure`);
  };
}
