import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { encodingFor, packedPages } from "../src/platform/compression.ts";
import { createPageCache, publicPage } from "../src/platform/page-cache.ts";
import { application, visitorOf } from "./application.ts";

let app: Awaited<ReturnType<typeof application>>;
let now = new Date("2024-06-01T04:00:00Z");
beforeAll(async () => {
  app = await application({ clock: { now: () => now } });
});

const page = (bytes: number) => ({ bytes: new Uint8Array(bytes), etag: "x", type: "text/html", encoding: "identity" as const });

describe("the cache of pages", () => {
  test("never holds more pages or bytes than it may; what was not asked for longest goes first", () => {
    const cache = createPageCache({ pages: 3, bytes: 1000 });
    for (const key of ["a", "b", "c"]) cache.put(key, page(100));
    cache.get("a");
    cache.put("d", page(100));
    expect([cache.get("a"), cache.get("b")].map((found) => found !== undefined)).toEqual([true, false]);
    cache.put("e", page(700));
    expect(cache.size().bytes).toBeLessThanOrEqual(1000);
    expect(cache.get("e")).toBeDefined();
    cache.put("f", page(2000));
    expect(cache.get("f")).toBeUndefined();
    expect(cache.size().pages).toBeGreaterThan(0);
  });

  test("counts a page that is put again once", () => {
    const cache = createPageCache({ pages: 3, bytes: 1000 });
    for (let i = 0; i < 10; i++) cache.put("a", page(100));
    expect(cache.size()).toEqual({ pages: 1, bytes: 102 });
  });

  test("makes a public page once for each address, way of reading and day", async () => {
    let made = 0;
    let day = new Date("2024-06-01T04:00:00Z");
    const small = new Hono()
      .use(publicPage({ cache: createPageCache({ pages: 10, bytes: 10_000 }), clock: { now: () => day }, cookie: () => "display" }))
      .get("/", (c) => c.html(`page ${++made} for ${c.req.header("cookie")} ${c.req.header("accept-language")}`));
    const get = async (cookie: string, path = "/") => (await small.request(path, { headers: { cookie, "accept-language": "de" } })).text();
    expect(await get("display=large; visit=secret")).toBe("page 1 for display=large undefined");
    expect(await get("display=large")).toBe("page 1 for display=large undefined");
    expect(await get("visit=other")).toBe("page 2 for display= undefined");
    expect(await get("", "/?q=1")).toContain("page 3");
    // Midnight in China, afternoon in Greenwich.
    day = new Date("2024-06-01T16:00:00Z");
    expect(await get("display=large")).toContain("page 4");
  });

  test("keeps nothing that sets a cookie, says how it is to be kept, or failed", async () => {
    let made = 0;
    const cache = createPageCache({ pages: 10, bytes: 10_000 });
    const small = new Hono()
      .use(publicPage({ cache, clock: { now: () => now }, cookie: () => "display" }))
      .get("/cookie", (c) => c.html(`${++made}`, 200, { "set-cookie": "a=b" }))
      .get("/own", (c) => c.html(`${++made}`, 200, { "cache-control": "no-store" }))
      .get("/gone", (c) => c.html(`${++made}`, 410));
    for (const path of ["/cookie", "/own", "/gone"]) for (let i = 0; i < 2; i++) await small.request(path);
    expect(made).toBe(6);
    expect(cache.size().pages).toBe(0);
  });
});

describe("a page with answers", () => {
  test("is never kept or shared, whoever asks next", async () => {
    const person = visitorOf(app);
    await person.begin("500106");
    await person.post("/check/1/person.about", {
      "person.birth_date.year": "1961",
      "person.birth_date.month": "7",
      "person.birth_date.day": "9",
      "person.sex": "male",
    });
    for (const path of ["/place", "/check/1/person.about", "/check/summary", "/result"]) {
      await person.open(path);
      expect(person.headers.get("cache-control"), path).toBe("no-store");
      expect(person.headers.get("etag"), path).toBeNull();
    }
    await person.open("/check/summary");
    expect(person.page).toContain("1961年7月9日");
    const stranger = visitorOf(app);
    for (const path of ["/check/summary", "/result", "/check/1/person.about"]) {
      await stranger.open(path);
      expect(stranger.address, path).toBe("/who");
      expect(stranger.page).not.toContain("1961");
    }
  });

  test("leaves no trace on public pages, which are the same for everybody", async () => {
    const person = visitorOf(app);
    await person.begin("500106");
    for (const path of ["/", "/about", "/en/accessibility", "/display", "/cleared"]) {
      await person.open(`${path}?first`);
      const own = person.page;
      const stranger = visitorOf(app);
      await stranger.open(`${path}?first`);
      expect(stranger.page, path).toBe(own);
      expect(stranger.headers.get("cache-control"), path).toBe("no-cache");
      expect(stranger.headers.get("vary"), path).toContain("Cookie");
    }
  });

  test("is not packed when another site made the browser open it, so that its length tells that site nothing", async () => {
    const person = visitorOf(app);
    await person.begin("500106");
    const ask = (headers: Record<string, string>) =>
      app.request("/check/summary?guess=1961", { headers: { cookie: person.cookies, "accept-encoding": "br", ...headers } });
    const encodings = await Promise.all([
      ask({ "sec-fetch-site": "same-origin" }),
      ask({ "sec-fetch-site": "none" }),
      ask({ referer: "http://localhost/who" }),
      ask({ "sec-fetch-site": "cross-site" }),
      ask({ referer: "http://evil.example/" }),
      ask({}),
    ]);
    expect(encodings.map((response) => response.headers.get("content-encoding"))).toEqual(["br", "br", "br", null, null, null]);
  });
});

describe("on the way", () => {
  test.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["*", "br"],
    ["identity", "identity"],
    ["gzip;q=0", "identity"],
    [undefined, "identity"],
  ])("Accept-Encoding %s is answered with %s", (accepted, expected) => {
    expect(encodingFor(accepted)).toBe(expected);
  });

  test("public pages, personal pages and the script say the same packed and unpacked", async () => {
    const [, script = ""] = (await (await app.request("/")).text()).match(/src="(\/assets\/site\.[^"]+\.js)"/) ?? [];
    for (const path of ["/", "/who", "/nothing", script]) {
      const plain = await (await app.request(path)).text();
      const brotli = await app.request(path, { headers: { "accept-encoding": "br" } });
      expect(brotli.headers.get("content-encoding"), path).toBe("br");
      expect(brotliDecompressSync(await brotli.arrayBuffer()).toString(), path).toBe(plain);
      const gzip = await app.request(path, { headers: { "accept-encoding": "gzip" } });
      expect(gunzipSync(await gzip.arrayBuffer()).toString(), path).toBe(plain);
    }
  });

  test("what is no page, and what streams, is left alone", async () => {
    const small = new Hono().use(packedPages()).get("/", (c) => c.json({ rows: "x".repeat(5000) }));
    expect((await small.request("/", { headers: { "accept-encoding": "br" } })).headers.get("content-encoding")).toBeNull();
  });

  test("a page that the browser already has is not sent again, tomorrow either, unless another display is chosen", async () => {
    const ask = (headers: Record<string, string> = {}) => app.request("/about", { headers });
    const etag = (await ask()).headers.get("etag") ?? "";
    const again = await ask({ "if-none-match": etag, "accept-encoding": "br" });
    expect(again.status).toBe(304);
    expect(again.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect((await ask({ "if-none-match": etag, cookie: "huican_display=large" })).status).toBe(200);
    now = new Date("2024-06-02T04:00:00Z");
    expect((await ask({ "if-none-match": etag })).status).toBe(304);
  });

  test("a page with its script and icons is far below 50 KB", async () => {
    const sent = async (path: string, encoding = "br") =>
      (await (await app.request(path, { headers: { "accept-encoding": encoding } })).arrayBuffer()).byteLength;
    const html = await (await app.request("/")).text();
    const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(parts).toHaveLength(3);
    const bytes = await Promise.all(["/", ...parts].map((path) => sent(path)));
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20 * 1024);
    const [, style = ""] = html.match(/<style>([\s\S]*?)<\/style>/) ?? [];
    expect(style.length).toBeGreaterThan(1000);
    expect(gzipSync(style).length).toBeLessThan(8 * 1024);
  });
});
