import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { today, type Clock } from "./clock.ts";
import { encodingFor, pack, type Encoding } from "./compression.ts";

type Page = { readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string; readonly type: string; readonly encoding: Encoding };

/** Public pages as they are sent. The least recently asked goes first when there are too many or they are too large. */
export type PageCache = {
  readonly get: (key: string) => Page | undefined;
  readonly put: (key: string, page: Page) => void;
  readonly size: () => { readonly pages: number; readonly bytes: number };
};

/** @param limits how many pages at most, and how many bytes together, keys included */
export function createPageCache(limits: { readonly pages: number; readonly bytes: number }): PageCache {
  // A Map keeps the order of insertion: what is asked is put at its end, what is to go stands at its beginning.
  const pagesByKey = new Map<string, Page>();
  let bytes = 0;
  const weight = (key: string, page: Page) => key.length * 2 + page.bytes.length;
  const drop = (key: string) => {
    const page = pagesByKey.get(key);
    if (!page) return;
    pagesByKey.delete(key);
    bytes -= weight(key, page);
  };
  return {
    get(key) {
      const page = pagesByKey.get(key);
      if (!page) return undefined;
      pagesByKey.delete(key);
      pagesByKey.set(key, page);
      return page;
    },
    put(key, page) {
      drop(key);
      if (weight(key, page) > limits.bytes) return;
      pagesByKey.set(key, page);
      bytes += weight(key, page);
      for (const oldest of pagesByKey.keys()) {
        if (pagesByKey.size <= limits.pages && bytes <= limits.bytes) break;
        drop(oldest);
      }
    },
    size: () => ({ pages: pagesByKey.size, bytes }),
  };
}

/** Nobody types more; whoever sends more wants to fill the memory. */
const longestAddress = 512;

/**
 * A page that is the same for everybody: made once a day and way of reading it, and kept.
 *
 * That it holds nothing of anybody does not rest on the page's good behaviour: whoever makes it is shown the address and the one cookie named
 * here, and nothing else of the request.
 */
export function publicPage(parts: {
  readonly cache: PageCache;
  readonly clock: Clock;
  readonly cookie: (c: Context) => string;
}): MiddlewareHandler {
  const { cache, clock, cookie } = parts;
  return async (c, next) => {
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    if (!isRead || c.req.url.length > longestAddress) return next();
    const encoding = encodingFor(c.req.header("accept-encoding"));
    const name = cookie(c);
    const kept = getCookie(c, name) ?? "";
    const key = [today(clock), encoding, kept, c.req.url].join(" ");
    const page = cache.get(key);
    if (page) {
      c.res = answerWith(page, c.req.header("if-none-match"));
      return;
    }
    const asked = c.req.raw;
    c.req.raw = new Request(asked.url, { headers: { cookie: `${name}=${kept}` } });
    await next();
    c.req.raw = asked;
    if (c.res.status !== 200 || c.res.headers.has("set-cookie") || c.res.headers.has("cache-control")) return;
    const made = await sent(c.res, encoding);
    cache.put(key, made);
    // Assigning over an answer would merge its headers, the length of the unpacked page among them.
    c.res = undefined;
    c.res = answerWith(made, asked.headers.get("if-none-match") ?? undefined);
  };
}

async function sent(response: Response, encoding: Encoding): Promise<Page> {
  const whole = new Uint8Array(await response.arrayBuffer());
  // Weak: the same page in another packing is the same page.
  const etag = `W/"${createHash("sha256").update(whole).digest("base64url").slice(0, 16)}"`;
  return { bytes: pack(whole, encoding, "kept"), etag, type: response.headers.get("content-type") ?? "text/html; charset=utf-8", encoding };
}

function answerWith({ bytes, etag, type, encoding }: Page, known: string | undefined): Response {
  const headers: Record<string, string> = {
    etag,
    // Asked again each time, answered by "unchanged": a way of reading that was just chosen must show at once.
    "cache-control": "no-cache",
    vary: "Cookie, Accept-Encoding",
  };
  if (known?.split(/,\s*/).includes(etag)) return new Response(null, { status: 304, headers });
  headers["content-type"] = type;
  if (encoding !== "identity") headers["content-encoding"] = encoding;
  return new Response(bytes, { headers });
}
