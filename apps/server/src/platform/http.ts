import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";

/** The most bytes that a form of the site can have. */
const largestForm = 32 * 1024;

/**
 * What every answer of the server carries.
 * @param inlineStyles the hashes, as in `sha256-…`, of the styles that may stand in a page
 */
export function securityHeaders(inlineStyles: readonly string[]): MiddlewareHandler {
  return secureHeaders({
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
    // For a year, as ASVS 5.0 3.4.1 asks; browsers heed it over https alone.
    strictTransportSecurity: "max-age=31536000; includeSubDomains",
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
  });
}

/**
 * What every form of the site must be: small, from a page of ours, and without files. The API has limits of its own.
 * @param publicUrl the address that the public knows, where something stands in front of this server: forms that come from there are ours
 */
export function formGuards(publicUrl: string | undefined): readonly MiddlewareHandler[] {
  return [
    csrf({ origin: (origin, c) => origin === publicUrl || origin === new URL(c.req.url).origin }),
    bodyLimit({ maxSize: largestForm }),
    noFiles(),
  ];
}

/** No page of ours sends files: a malformed body of parts is refused before anybody tries to read it. */
function noFiles(): MiddlewareHandler {
  return async (c, next) => {
    if (/^\s*multipart\//i.test(c.req.header("content-type") ?? "")) throw new HTTPException(415);
    await next();
  };
}

/** Pages with answers in them are nobody's to keep. */
export function notStored(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}
