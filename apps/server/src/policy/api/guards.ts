import { apiVersion, apiVersionHeader } from "@huican/contract";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { clientAddresses, countedAs } from "../../platform/client-address.ts";
import type { ApiConfiguration } from "../../platform/configuration.ts";
import { rateLimit, type RateLimit } from "../../platform/rate-limit.ts";
import { apiErrors } from "./errors.ts";

/** The most bytes of one request: a hundred full cases are a tenth of it. */
const largestBody = 1024 * 1024;

/** A browser may keep the answer to its question beforehand for so long. */
const preflightSeconds = 600;

/** Takes further points from the caller's account, one for each case. @throws ProblemRefusal where too few are left */
export type TakePoints = (c: Context, points: number) => Promise<void>;

/** What every answer of the API carries, and what other sites' pages may do. */
export function apiHeaders({ corsOrigins }: ApiConfiguration): readonly MiddlewareHandler[] {
  const version: MiddlewareHandler = async (c, next) => {
    c.header(apiVersionHeader, apiVersion);
    await next();
  };
  if (corsOrigins.length === 0) return [version];
  const [only = ""] = corsOrigins;
  // The API knows no cookie and no session, so that a page of another site can do nothing in a visitor's name.
  const sharing = cors({
    origin: only === "*" ? "*" : [...corsOrigins],
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: ["content-type", "if-none-match"],
    exposeHeaders: ["etag", "ratelimit", "ratelimit-policy", "retry-after", apiVersionHeader],
    maxAge: preflightSeconds,
  });
  return [version, sharing];
}

/** How much one caller may send. */
export function apiLimits({ casesPerMinute, trustedProxies }: ApiConfiguration): {
  readonly guards: readonly MiddlewareHandler[];
  readonly takePoints: TakePoints;
} {
  const addressOf = clientAddresses(trustedProxies);
  const limit = casesPerMinute === 0 ? null : rateLimit(casesPerMinute, 60);
  const takePoints: TakePoints = async (c, points) => {
    if (limit && points > 0) await take(c, limit, countedAs(addressOf(c)), points);
  };
  const countPosts: MiddlewareHandler = async (c, next) => {
    if (c.req.method === "POST") await takePoints(c, 1);
    await next();
  };
  const size = bodyLimit({
    maxSize: largestBody,
    onError: () => {
      throw apiErrors.tooLarge(largestBody);
    },
  });
  return { guards: [countPosts, size], takePoints };
}

async function take(c: Context, limit: RateLimit, caller: string, points: number): Promise<void> {
  const { isEnough, remaining, resetSeconds } = await limit.take(caller, points);
  c.header("ratelimit-policy", `"cases";q=${limit.points};w=${limit.windowSeconds}`);
  c.header("ratelimit", `"cases";r=${remaining};t=${resetSeconds}`);
  if (!isEnough) throw apiErrors.tooManyRequests(limit.points, resetSeconds);
}
