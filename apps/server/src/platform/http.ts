import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";

/** The most bytes that a form of the site can have. */
const largestForm = 32 * 1024;

/** What every answer of the server carries. */
export function securityHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
  });
}

/** What every form of the site must be: small, from a page of ours, and without files. The API has limits of its own. */
export function formGuards(): readonly MiddlewareHandler[] {
  return [csrf(), bodyLimit({ maxSize: largestForm }), noFiles()];
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
