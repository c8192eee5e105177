import { createHash } from "node:crypto";
import { Hono } from "hono";
import { encodingFor, pack, type Encoding } from "./compression.ts";

/** A file that pages refer to. Its address changes with its content, so that browsers may keep it for good. */
export type Asset = { readonly path: string; readonly content: string | Uint8Array; readonly type: string };

const yearSeconds = 365 * 24 * 60 * 60;

/** @param name as in `site.css`; its ending says what it is */
export function asset(name: string, content: string | Uint8Array): Asset {
  const dot = name.lastIndexOf(".");
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return {
    path: `/assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`,
    content,
    type: types[name.slice(dot)] ?? "application/octet-stream",
  };
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
};

/** Serves assets, packed when the server starts. */
export function assetRoutes(assets: readonly Asset[]): Hono {
  const routes = new Hono();
  for (const { path, content, type } of assets) {
    const whole = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const isPacked = type === "image/png";
    const packed: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>> = {
      identity: new Uint8Array(whole),
      br: isPacked ? new Uint8Array() : pack(whole, "br", "once"),
      gzip: isPacked ? new Uint8Array() : pack(whole, "gzip", "once"),
    };
    routes.get(path, (c) => {
      const encoding = isPacked ? "identity" : encodingFor(c.req.header("accept-encoding"));
      return c.body(packed[encoding], 200, {
        "content-type": type,
        "cache-control": `public, max-age=${yearSeconds}, immutable`,
        vary: "Accept-Encoding",
        ...(encoding !== "identity" && { "content-encoding": encoding }),
      });
    });
  }
  return routes;
}
