import { brotliCompressSync, constants } from "node:zlib";
import type { Hono } from "hono";

/** A page as a browser receives it. */
export type Fetched = { readonly status: number; readonly type: string; readonly bytes: number; readonly text: string };

/** What a browser says of itself with a link that was followed. */
export const browserHeaders = { "accept-encoding": "br, gzip", "sec-fetch-site": "same-origin" } as const;

/** Asks the application for an address as a browser would: compressed where it is served compressed. */
export async function fetchPage(app: Hono, path: string, cookie = ""): Promise<Fetched> {
  const response = await app.request(`http://localhost${path}`, { headers: { ...browserHeaders, cookie } });
  const body = Buffer.from(await response.arrayBuffer());
  const encoding = response.headers.get("content-encoding");
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    bytes: body.length,
    text: encoding === null ? body.toString("utf8") : await decoded(body, encoding),
  };
}

async function decoded(body: Buffer, encoding: string): Promise<string> {
  const { brotliDecompressSync, gunzipSync } = await import("node:zlib");
  return (encoding === "br" ? brotliDecompressSync(body) : gunzipSync(body)).toString("utf8");
}

/** What a browser loads with a page: style, script, icon, pictures. */
export function partsOf(page: string): readonly string[] {
  const found = [
    ...page.matchAll(/<link[^>]+rel="(?:stylesheet|icon|manifest)"[^>]+href="([^"]+)"/g),
    ...page.matchAll(/<(?:script|img)[^>]+src="([^"]+)"/g),
  ].map((match) => match[1] ?? "");
  return [...new Set(found)].filter((path) => path.startsWith("/"));
}

/** Addresses of ours that a page leads to. Those that ask something are left out: there are as many as there are questions. */
function linksOf(page: string): readonly string[] {
  return [...page.matchAll(/<a[^>]+href="(\/[^"#?]*)(\??)/g)].flatMap(([, path = "", asks]) => (asks ? [] : [path]));
}

/** Every public page that can be reached from the first ones by links. */
export async function crawl(app: Hono, from: readonly string[]): Promise<ReadonlyMap<string, Fetched>> {
  const pages = new Map<string, Fetched>();
  const waiting = [...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue;
    const page = await fetchPage(app, path);
    pages.set(path, page);
    if (page.type.startsWith("text/html")) waiting.push(...linksOf(page.text).filter((link) => !pages.has(link)));
  }
  return pages;
}

/** How small a text could be sent: a limit for what the server sends. */
export function smallest(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
