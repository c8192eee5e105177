import { Hono, type Context } from "hono";
import { topics } from "../topics.ts";
import type { PageContext } from "../frame/page.ts";
import { benefitPage } from "./benefit-page.ts";
import { compareFormPage } from "./compare-form-page.ts";
import { comparePage, type Pair } from "./compare-page.ts";
import { compareTopicPage } from "./compare-topic-page.ts";
import { monthOf } from "./days.ts";
import { clausesPage, readingsPage, termsPage } from "./document-detail-pages.ts";
import { documentPage } from "./document-page.ts";
import { documentsPage } from "./documents-page.ts";
import { easyPage } from "./easy-page.ts";
import { measurePage, measuresOf } from "./measure-page.ts";
import { missingPage } from "./missing-page.ts";
import { opensPage } from "./opens-page.ts";
import { benefitPath } from "./pieces.ts";
import type { BenefitEntry, DocumentEntry, PolicyBook } from "./policy-book.ts";
import { longestQuery } from "./search-index.ts";
import { mostHits, searchPage, type SearchQuery, type SearchResult } from "./search-page.ts";

/** 政策: the documents, their benefits in plain words, search, comparison, months. Nothing here knows anything of the visitor. */
export function policyRoutes(book: PolicyBook, contextOf: (c: Context) => PageContext): Hono {
  return new Hono()
    .get("/policies", (c) => c.html(documentsPage(contextOf(c), book.documents())))
    .route("/policies/compare", compareRoutes(book, contextOf))
    .get("/policies/:pack", (c) => withDocument(c, (document) => c.html(documentPage(contextOf(c), document, book.benefits(document)))))
    .get("/policies/:pack/clauses", (c) => withDocument(c, (document) => c.html(clausesPage(contextOf(c), document))))
    .get("/policies/:pack/readings", (c) => withDocument(c, (document) => c.html(readingsPage(contextOf(c), document))))
    .get("/policies/:pack/terms", (c) => withDocument(c, (document) => c.html(termsPage(contextOf(c), document, book.wording(document)))))
    .get("/policies/:pack/measures/:number", (c) =>
      withDocument(c, (document) => {
        const found = measurePage(contextOf(c), document, measuresOf(book.benefits(document)), Number(c.req.param("number")));
        return found ? c.html(found) : missing(c, document);
      }),
    )
    .get("/policies/:pack/:benefit", (c) =>
      withBenefit(c, "", (entry) => {
        const context = contextOf(c);
        return c.html(context.display.isEasy ? easyPage(context, entry) : benefitPage(context, entry, book.today));
      }),
    )
    .get("/policies/:pack/:benefit/easy", (c) => withBenefit(c, "/easy", (entry) => c.html(easyPage(contextOf(c), entry))))
    .get("/policies/:pack/:benefit/full", (c) => withBenefit(c, "/full", (entry) => c.html(benefitPage(contextOf(c), entry, book.today))))
    .get("/search", (c) => {
      const search = searchQuery(c);
      return c.html(searchPage(contextOf(c), book.documents(), search, searchResult(book, search)));
    })
    .get("/opens", (c) => opens(c, monthOf(book.today)))
    .get("/opens/:month{(?:[1-9]|1[0-2])}", (c) => opens(c, Number(c.req.param("month"))));

  function withDocument(c: Context, answer: (document: DocumentEntry) => Response | Promise<Response>): Response | Promise<Response> {
    const document = book.document(c.req.param("pack") ?? "");
    return document ? answer(document) : missing(c, null);
  }

  /** A benefit by its key; by its number in the notes on the document it is sent to its own address. */
  function withBenefit(
    c: Context,
    rest: string,
    answer: (entry: BenefitEntry) => Response | Promise<Response>,
  ): Response | Promise<Response> {
    return withDocument(c, (document) => {
      const name = c.req.param("benefit") ?? "";
      const benefit = document.pack.benefit(name);
      const entry = benefit && book.benefit(document, benefit.key);
      if (!entry) return missing(c, document);
      return benefit.key === name ? answer(entry) : c.redirect(contextOf(c).tongue.to(`${benefitPath(entry)}${rest}`), 301);
    });
  }

  function missing(c: Context, document: DocumentEntry | null): Response | Promise<Response> {
    return c.html(missingPage(contextOf(c), book.documents(), document), 404);
  }

  function opens(c: Context, month: number): Response | Promise<Response> {
    const asked = c.req.query("place") ?? "";
    const place = book.documents().some(({ pack }) => pack.compiled.region === asked) ? asked : "";
    return c.html(opensPage(contextOf(c), book.documents(), book.month(month, place)));
  }
}

function compareRoutes(book: PolicyBook, contextOf: (c: Context) => PageContext): Hono {
  return new Hono()
    .get("/", (c) => {
      const { left, right } = c.req.query();
      const context = contextOf(c);
      if (left === undefined && right === undefined) return c.html(compareFormPage(context, book.documents(), {}, false));
      const pair = pairOf(left, right);
      if (!pair)
        return c.html(compareFormPage(context, book.documents(), { ...(left ? { left } : {}), ...(right ? { right } : {}) }, true), 422);
      return c.redirect(context.tongue.to(`/policies/compare/${pair.left.pack.id}/${pair.right.pack.id}`), 303);
    })
    .get("/:left/:right", (c) => {
      const pair = pairOf(c.req.param("left"), c.req.param("right"));
      return pair ? c.html(comparePage(contextOf(c), pair)) : missing(c);
    })
    .get("/:left/:right/:topic", (c) => {
      const pair = pairOf(c.req.param("left"), c.req.param("right"));
      const found = pair && compareTopicPage(contextOf(c), pair, c.req.param("topic"));
      return found ? c.html(found) : missing(c);
    });

  function pairOf(leftId: string | undefined, rightId: string | undefined): Pair | null {
    const [left, right] = [book.document(leftId ?? ""), book.document(rightId ?? "")];
    return left && right && left !== right ? { left, right, found: book.comparison(left, right) } : null;
  }

  function missing(c: Context): Response | Promise<Response> {
    return c.html(missingPage(contextOf(c), book.documents(), null), 404);
  }
}

function searchQuery(c: Context): SearchQuery {
  const query = (c.req.query("q") ?? "").trim().slice(0, longestQuery);
  const topic = (topics as readonly string[]).find((candidate) => candidate === c.req.query("topic")) ?? null;
  const from = Number(c.req.query("from") ?? 0);
  return {
    query,
    topic: query === "" ? topic : null,
    place: (c.req.query("place") ?? "").slice(0, 12),
    from: Number.isInteger(from) && from > 0 ? from - (from % mostHits) : 0,
  };
}

function searchResult(book: PolicyBook, { query, topic, place, from }: SearchQuery): SearchResult {
  const region = place === "" ? undefined : place;
  const found =
    topic === null ? book.search().search(query, region) : { hits: book.search().ofTopic(topic, region), understood: [], isNear: false };
  const entries = found.hits.slice(from, from + mostHits).flatMap(({ document, benefit }) => book.benefit(document, benefit.key) ?? []);
  return { entries, total: found.hits.length, understood: found.understood, isNear: found.isNear };
}
