import { randomUUID } from "node:crypto";
import { Hono, type Context, type ErrorHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { z } from "zod";
import { requestErrors } from "./errors.ts";
import type { Guarded } from "./guard.ts";
import { faultOf, type Logger } from "./log.ts";
import { ProblemRefusal, problemReply, type ProblemKind } from "./problem.ts";
import { Refusal } from "./refusal.ts";

/** The most bytes of one request; whoever takes files says another limit. */
const largestRequest = 256 * 1024;

const refused: ProblemKind = { status: 422, zh: "没有通过检查", en: "Refused" };
const kinds: Readonly<Record<number, ProblemKind>> = {
  403: { status: 403, zh: "没有权限", en: "Not allowed" },
  404: { status: 404, zh: "没有找到", en: "Not found" },
  409: { status: 409, zh: "与别人的改动冲突", en: "Somebody else changed it" },
  413: { status: 413, zh: "请求太大", en: "Request too large" },
  429: { status: 429, zh: "太多了", en: "Too many" },
  500: { status: 500, zh: "服务器出了问题", en: "Something broke here" },
  503: { status: 503, zh: "暂时不可用", en: "Not available" },
};

/**
 * The routes of a module for whoever is signed in: small bodies, nothing kept on the way, every refusal a problem of RFC 9457 in both languages.
 * @param statuses the HTTP status of a refusal's code; 422 for the others
 */
export function guardedApi(log: Logger, statuses: Readonly<Record<string, number>>, largestBody = largestRequest): Hono<Guarded> {
  const routes = new Hono<Guarded>();
  routes.use(
    bodyLimit({
      maxSize: largestBody,
      onError: () => {
        throw requestErrors.tooLarge(largestBody);
      },
    }),
    async (c, next) => {
      await next();
      c.res.headers.set("cache-control", "no-store");
    },
  );
  routes.onError(failureReply(log, statuses));
  return routes;
}

/** What a program is told of whatever failed: a refusal in its own words, a fault of ours by a reference that stands in the log. */
export function failureReply(log: Logger, statuses: Readonly<Record<string, number>> = {}): ErrorHandler {
  return (error, c) => {
    if (error instanceof ProblemRefusal) return problemReply(c, error);
    if (error instanceof Refusal) return problemOf(c, error, statuses[error.code] ?? platformStatuses[error.code] ?? 422);
    if (error instanceof HTTPException) return error.getResponse();
    const reference = randomUUID();
    log.error({ reference, error: faultOf(error) }, "a request failed");
    return problemOf(c, requestErrors.internal(), 500, reference);
  };
}

const platformStatuses: Readonly<Record<string, number>> = {
  "access.not-allowed": 403,
  "audit.not-ones-own": 403,
  "request.too-large": 413,
  "request.too-many-numbers": 429,
  "access.reading-limit": 429,
  "access.reading-limit-wide": 429,
  "database.unreachable": 503,
  "database.lost": 503,
  "database.disk-full": 503,
};

function problemOf(c: Context, refusal: Refusal, status: number, reference?: string): Response {
  const kind = kinds[status] ?? refused;
  return problemReply(c, new ProblemRefusal({ code: refusal.code, kind, type: "about:blank" }, refusal), reference);
}

/**
 * The body of a request, in the shape that the contract gives it.
 * @throws Refusal where it is no JSON or has another shape; what was sent is not repeated
 */
export async function bodyOf<Shape extends z.ZodType>(c: Context, shape: Shape): Promise<z.output<Shape>> {
  const sent: unknown = await c.req.json().catch(() => {
    throw requestErrors.notJson();
  });
  return shaped(sent, shape);
}

/** What the query of an address says, in the shape that the contract gives it. @throws Refusal where it has another */
export function queryOf<Shape extends z.ZodType>(c: Context, shape: Shape): z.output<Shape> {
  return shaped(c.req.query(), shape);
}

/**
 * The number in an address, `/people/1900`.
 * @throws what `missing` says, as for a number that nothing has: an address of another form leads nowhere either
 */
export function numberIn(c: Context, missing: () => Refusal, name = "id"): number {
  const number = Number(/^[1-9]\d{0,15}$/.exec(c.req.param(name) ?? "")?.[0]);
  if (!Number.isSafeInteger(number)) throw missing();
  return number;
}

function shaped<Shape extends z.ZodType>(given: unknown, shape: Shape): z.output<Shape> {
  const read = shape.safeParse(given);
  if (!read.success) throw requestErrors.shape(placeOf(read.error.issues[0]?.path ?? []));
  return read.data;
}

/** Where in a request something is wrong, in the contract's own names: a name that was sent may be anybody's number. */
function placeOf(path: readonly PropertyKey[]): string {
  const names = path.map(String);
  const foreign = names.findIndex((name) => !/^([a-zA-Z]{1,40}|\d{1,3})$/.test(name));
  return (foreign === -1 ? names : names.slice(0, foreign)).join(".");
}
