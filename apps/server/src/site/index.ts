import { randomUUID } from "node:crypto";
import { Hono, type Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { EverydayWord, Language, Pack } from "@huican/engine";
import type { AccessDoor } from "../access/index.ts";
import { assetRoutes } from "../platform/asset.ts";
import { today, type Clock } from "../platform/clock.ts";
import { faultOf, type Logger } from "../platform/log.ts";
import type { CookieSealer } from "../platform/sealed-cookie.ts";
import { createPageCache, publicPage } from "../platform/page-cache.ts";
import type { PolicyApi } from "../policy/api/index.ts";
import { aboutRoutes } from "./about/about-routes.ts";
import { checkRoutes } from "./check/check-routes.ts";
import { assets, stylesheetHash } from "./frame/assets.ts";
import { displayCookie, readDisplay } from "./frame/display.ts";
import { displayRoutes } from "./frame/display-routes.ts";
import { tongueOf } from "./frame/language.ts";
import { brokenPage, notFoundPage, refusedPage } from "./frame/message-pages.ts";
import type { PageContext } from "./frame/page.ts";
import { lateSignIn } from "./sign-in/late-sign-in.ts";
import { homePage } from "./home-page.ts";
import { PolicyBook, policyAddresses, policyRoutes } from "./policies/index.ts";
import { referenceRoutes } from "./reference/reference-routes.ts";
import { sitemapRoutes } from "./sitemap.ts";

/** The one style that stands in pages, as browsers are told to expect it. */
export const inlineStyles: readonly string[] = [stylesheetHash];

export type SiteParts = {
  readonly packs: ReadonlyMap<string, Pack>;
  /** What people say, and what documents write instead. */
  readonly words: readonly EverydayWord[];
  readonly clock: Clock;
  readonly sealer: CookieSealer;
  /** What addresses that leave this site begin with; that of the request where left out. */
  readonly publicUrl: string | undefined;
  /** How to reach whoever runs this site, in their own words. */
  readonly contact: string | undefined;
  readonly api: PolicyApi;
  /** Who signs in; without a register nobody does. */
  readonly access?: AccessDoor | undefined;
};

/**
 * Addresses that are the same for everybody, `/x/*` for all below `/x`: made without a visit, and kept. Search is left out: what somebody looks
 * for is not to be kept.
 */
const publicAddresses = ["/", "/about", "/accessibility", "/display", "/cleared", "/api", "/policies", "/policies/*", "/opens", "/opens/*"];

/** Pages that search engines are told of, with those of the policies. */
const foundPages = ["/", "/about", "/accessibility", "/display", "/api"];

const cacheLimits = { pages: 4000, bytes: 32 * 1024 * 1024 };

/** The public site, in Chinese at the root and in English below `/en`. */
export function siteRoutes(parts: SiteParts): Hono {
  const book = new PolicyBook(parts);
  const keep = publicPage({
    cache: createPageCache(cacheLimits),
    clock: parts.clock,
    cookie: (c) => displayCookie(originOf(c.req.url, parts.publicUrl)).name,
  });
  const site = new Hono().route("/", assetRoutes(assets)).route(
    "/",
    sitemapRoutes(
      () => [...foundPages, ...policyAddresses(book)],
      (url) => originOf(url, parts.publicUrl),
    ),
  );
  for (const path of publicAddresses) for (const language of ["zh", "en"] as const) site.use(tongueOf(language).to(path), keep);
  const { access, ...others } = parts;
  if (access) site.route("/", lateSignIn({ ...others, access, contextIn: contextIn(parts) }));
  return site.route("/", pagesIn("zh", parts, book)).route("/en", pagesIn("en", parts, book));
}

function pagesIn(language: Language, parts: SiteParts, book: PolicyBook): Hono {
  const contextOf = contextIn(parts)(language);
  return new Hono()
    .get("/", (c) => c.html(homePage(contextOf(c), packsInForce(parts))))
    .route("/", displayRoutes(contextOf))
    .route("/", aboutRoutes(parts.contact, contextOf))
    .route("/", referenceRoutes(parts.api, contextOf))
    .route("/", policyRoutes(book, contextOf))
    .route("/", checkRoutes(parts, contextOf));
}

const contextIn =
  ({ publicUrl, access }: SiteParts) =>
  (language: Language) =>
  (c: Context): PageContext => ({ ...pageContext(c, publicUrl, language), hasSignIn: access !== undefined });

function packsInForce({ packs, clock }: SiteParts): readonly Pack[] {
  const day = today(clock);
  return [...packs.values()].filter((pack) => pack.lastDay === null || pack.lastDay >= day);
}

/** What is wrong outside of any page: no such address, a refused form, a fault of ours. */
export function siteErrors(app: Hono, { log, publicUrl }: { readonly log: Logger; readonly publicUrl: string | undefined }): void {
  app.notFound((c) => c.html(notFoundPage(pageContext(c, publicUrl)), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return c.html(refusedPage(pageContext(c, publicUrl)), error.status);
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, path: c.req.path, error: faultOf(error) }, "a page broke");
    return c.html(brokenPage(pageContext(c, publicUrl), reference), 500);
  });
}

/** The language, the display and the address of a request. */
function pageContext(c: Context, publicUrl: string | undefined, known?: Language): PageContext {
  const isEnglish = /^\/en(\/|$)/.test(c.req.path);
  const language = known ?? (isEnglish ? "en" : "zh");
  const path = isEnglish ? c.req.path.slice(3) || "/" : c.req.path;
  const query = ownQuery(c.req.url);
  const origin = originOf(c.req.url, publicUrl);
  return { tongue: tongueOf(language), display: readDisplay(c, origin), path, query, origin };
}

/** What pages of ours ask in their addresses; whatever else somebody hangs on is not repeated on the page. */
const asked = ["q", "place", "topic", "from", "left", "right", "return", "as"];

function ownQuery(url: string): string {
  const own = [...new URL(url).searchParams].filter(([name]) => asked.includes(name));
  return own.length > 0 ? `?${new URLSearchParams(own).toString()}` : "";
}

function originOf(url: string, publicUrl: string | undefined): string {
  return publicUrl ?? new URL(url).origin;
}
