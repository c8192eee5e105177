import { randomUUID } from "node:crypto";
import { Hono, type Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { EverydayWord, Language, Pack } from "@huican/engine";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/log.ts";
import type { CookieSealer } from "../platform/sealed-cookie.ts";
import { checkRoutes } from "./check/check-routes.ts";
import { keepDisplay, ownPath, readDisplay } from "./frame/display.ts";
import { homePage } from "./home-page.ts";
import { tongueOf } from "./frame/language.ts";
import { brokenPage, notFoundPage, refusedPage } from "./frame/message-pages.ts";
import type { PageContext } from "./frame/page.ts";
import { PolicyBook, policyRoutes } from "./policies/index.ts";
import { stylesheet, stylesheetPath } from "./frame/stylesheet.ts";

/** What the site is made of. */
export type SiteParts = {
  readonly packs: ReadonlyMap<string, Pack>;
  readonly words: readonly EverydayWord[];
  readonly clock: Clock;
  readonly sealer: CookieSealer;
};

const yearSeconds = 365 * 24 * 60 * 60;

/** The public site, in Chinese at the root and in English below `/en`. */
export function siteRoutes(parts: SiteParts): Hono {
  const book = new PolicyBook(parts);
  return new Hono()
    .get(stylesheetPath, (c) =>
      c.body(stylesheet, 200, { "content-type": "text/css; charset=utf-8", "cache-control": `public, max-age=${yearSeconds}, immutable` }),
    )
    .route("/", pagesIn("zh", parts, book))
    .route("/en", pagesIn("en", parts, book));
}

function pagesIn(language: Language, parts: SiteParts, book: PolicyBook): Hono {
  return new Hono()
    .get("/", (c) => c.html(homePage(contextOf(c, language))))
    .get("/display", (c) => {
      keepDisplay(c, { ...readDisplay(c), isLarge: c.req.query("size") === "large" });
      return c.redirect(ownPath(c.req.query("return")), 303);
    })
    .route(
      "/",
      checkRoutes(parts, (c) => contextOf(c, language)),
    )
    .route(
      "/",
      policyRoutes(book, (c) => contextOf(c, language)),
    );
}

/** What is wrong outside of any page: no such address, a refused form, a fault of ours. */
export function siteErrors(app: Hono, log: Logger): void {
  app.notFound((c) => c.html(notFoundPage(contextOf(c)), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return c.html(refusedPage(contextOf(c)), error.status);
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, path: c.req.path, error: { name: error.name, stack: error.stack } }, "a page broke");
    return c.html(brokenPage(contextOf(c), reference), 500);
  });
}

/** The language, the display and the address of a request. */
function contextOf(c: Context, known?: Language): PageContext {
  const isEnglish = /^\/en(\/|$)/.test(c.req.path);
  const language = known ?? (isEnglish ? "en" : "zh");
  const path = isEnglish ? c.req.path.slice(3) || "/" : c.req.path;
  return { tongue: tongueOf(language), display: readDisplay(c), path };
}
