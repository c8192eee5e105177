import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { publicAddress } from "../src/platform/public-address.ts";
import { accessDoor } from "../src/access/index.ts";
import { application, visitorOf } from "./application.ts";

let app: Awaited<ReturnType<typeof application>>;
beforeAll(async () => {
  app = await application();
});

const source = join(import.meta.dirname, "../src");
const staticPages = ["/", "/about", "/accessibility", "/display", "/cleared"];
const textOf = async (path: string) => (await app.request(path)).text();

describe("what the page about this site says is so", () => {
  test("it names every cookie that is set, and no other, with its lifetime", async () => {
    const person = visitorOf(app);
    const lifetimes = new Map<string, number>();
    for (const [path, fields] of [
      ["/who", { who: "self" }],
      ["/display", { size: "large" }],
    ] as const) {
      const response = await app.request(path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { origin: "http://localhost", cookie: person.cookies },
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = "", seconds = ""] = cookie.match(/^(\w+)=.*Max-Age=(\d+)/) ?? [];
        lifetimes.set(name, Number(seconds));
        expect(cookie).toContain("HttpOnly");
        expect(cookie).toContain("SameSite=Lax");
      }
    }
    const page = await textOf("/about");
    expect([...page.matchAll(/<code>(\w+)<\/code>/g)].map(([, name]) => name).sort()).toEqual(["huican_speed", ...lifetimes.keys()].sort());
    expect(page).toContain(`${lifetimes.get("huican_visit")! / 3600}小时失效`);
    expect(page).toContain(`保留${lifetimes.get("huican_display")! / 86_400}天`);
    expect(await textOf("/en/about")).toContain(`lapse ${lifetimes.get("huican_visit")! / 3600} hours after the last page`);
    // A borrowed phone: the cookie lapses as soon as the page says, in full and in easy words.
    const response = await app.request("/who", {
      method: "POST",
      body: new URLSearchParams({ who: "self", shared: "yes" }),
      headers: { origin: "http://localhost" },
    });
    const minutes = Number(/Max-Age=(\d+)/.exec(response.headers.getSetCookie()[0] ?? "")?.[1]) / 60;
    expect(page).toContain(`${minutes}分钟不操作就失效`);
    expect(await textOf("/en/about")).toContain(`after ${minutes} minutes where you ticked`);
    const easy = { headers: { cookie: "huican_display=easy" } };
    expect(await (await app.request("/about", easy)).text()).toContain(`${minutes}分钟不用，回答就没有了`);
    expect(await (await app.request("/en/about", easy)).text()).toContain(`After ${minutes} minutes without use`);
    const set = sourcesBelow(source).flatMap((text) => [...text.matchAll(/\bsetCookie\(/g)]);
    // And two more where people sign in.
    expect(set).toHaveLength(lifetimes.size + 2);
    const office = await application({ access: accessDoor({ publicUrl: undefined, addressOf: () => "" }) });
    const told = [...(await (await office.request("/about")).text()).matchAll(/<code>([\w-]+)<\/code>/g)].map(([, name]) => name);
    expect(told).toEqual(expect.arrayContaining(["huican-session", "huican-identity", ...lifetimes.keys()]));
  });

  test("the script keeps the speed of reading in the window and nothing else anywhere", () => {
    const script = readFileSync(join(source, "site/frame/scripts/site.js"), "utf8");
    expect(script).not.toMatch(/localStorage|indexedDB|document\.cookie/);
    expect(script.match(/sessionStorage\.setItem/g)).toHaveLength(1);
    expect(script).toContain('"huican_speed"');
    expect(script.match(/fetch\(/g)).toHaveLength(1);
    expect(script).toContain("voice.localService");
  });

  test("nothing comes from third parties: pages load from this site only, and browsers are told so", async () => {
    for (const path of staticPages) {
      const response = await app.request(path);
      const page = await response.text();
      for (const [, address = ""] of page.matchAll(/<(?:script|img|link rel="(?:icon|apple-touch-icon)")[^>]*?(?:src|href)="([^"]+)"/g))
        expect(address).toMatch(/^\/assets\//);
      expect(page).not.toMatch(/<script(?![^>]* src=)|style="|\son\w+="/);
      const policy = response.headers.get("content-security-policy") ?? "";
      const [style = "", ...others] = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = ""]) => text);
      expect(others).toEqual([]);
      expect(style).not.toMatch(/url\(|@import|<|expression/);
      expect(policy).toContain(`style-src 'self' 'sha256-${createHash("sha256").update(style).digest("base64")}';`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain("unsafe");
    }
  });

  test("the server notes faults and nothing else: one place of the site writes to the log, with a path and no answer", () => {
    const calls = sourcesBelow(join(source, "site")).flatMap((text) => [...text.matchAll(/\blog\.\w+\([^\n]*/g)].map(([call]) => call));
    expect(calls).toEqual(['log.error({ reference, path: c.req.path, error: faultOf(error) }, "a page broke");']);
  });

  test("no question asks for a name, a number or a street", async () => {
    const vocabulary = readdirSync(join(source, "../../../packs/vocabulary"))
      .map((name) => readFileSync(join(source, "../../../packs/vocabulary", name), "utf8"))
      .join("\n");
    expect(vocabulary).not.toMatch(/^ +ask: .*(姓名|身份证号|电话|银行|住址)/m);
  });

  test("a contact is shown where one is configured, as text, and none is made up", async () => {
    expect(await textOf("/about")).toContain("还没有在这里写下联系方式");
    expect(await textOf("/about")).not.toMatch(/\d{3,}-?\d{4,}/);
    const other = await application({ contact: "某区残联 <b>wo@example.org</b>" });
    for (const path of ["/about", "/accessibility", "/en/about"]) {
      const page = await (await other.request(path)).text();
      expect(page).toContain("某区残联 &lt;b&gt;wo@example.org&lt;/b&gt;");
      expect(page).not.toContain("还没有在这里写下联系方式");
    }
  });
});

test("every static page has an easy wording of its own, in both languages", async () => {
  for (const path of ["/", "/about", "/accessibility", "/cleared", "/en", "/en/about", "/en/accessibility", "/en/cleared"]) {
    const easy = await (await app.request(path, { headers: { cookie: "huican_display=easy" } })).text();
    const main = (page: string) =>
      page
        .split("<main")[1]
        ?.split("</main>")[0]
        ?.replaceAll(/<[^>]+>|\s+/g, "") ?? "";
    expect(main(easy)).not.toBe(main(await textOf(path)));
    expect(main(easy).length, path).toBeLessThan(main(await textOf(path)).length);
  }
});

describe("what others see of a page", () => {
  test("public pages have a card with absolute addresses and an image, and name themselves in both languages", async () => {
    const huican = await application({ publicUrl: "https://huican.example" });
    for (const [path, chinese, english] of [
      ["/", "/", "/en"],
      ["/en/about?x=1", "/about", "/en/about"],
    ] as const) {
      const page = await (await huican.request(path)).text();
      const own = path.startsWith("/en") ? english : chinese;
      expect(page).toContain(`<link rel="canonical" href="https://huican.example${own}" />`);
      expect(page).toContain(`hreflang="zh-CN" href="https://huican.example${chinese}"`);
      expect(page).toContain(`hreflang="en" href="https://huican.example${english}"`);
      expect(page).toMatch(/property="og:title"[^>]+content="[^"]+"/);
      const [, image = ""] = page.match(/property="og:image"[^>]* content="https:\/\/huican\.example([^"]+)"/) ?? [];
      const card = await huican.request(image);
      expect(card.headers.get("content-type")).toBe("image/png");
      const bytes = new DataView(await card.arrayBuffer());
      expect(bytes.byteLength).toBeLessThan(20 * 1024);
      expect([bytes.getUint32(16), bytes.getUint32(20)]).toEqual([1200, 630]);
    }
  });

  test("without a configured address the request's own is used, and pages of one are never shown for another", async () => {
    expect(await (await app.request("http://one.example/about")).text()).toContain('"http://one.example/about"');
    expect(await (await app.request("http://two.example/about")).text()).not.toContain("one.example");
  });

  test("pages of a visit have no card, are not to be found, and pass on the address of the first page only", async () => {
    const person = visitorOf(app);
    await person.begin("500106");
    for (const path of ["/check/person.about", "/check/summary", "/result", "/nothing", "/cleared"]) {
      await person.open(path);
      expect(person.page, path).toContain('name="robots" content="noindex"');
      expect(person.page, path).not.toContain('property="og:');
      expect(person.page, path).toContain('data-share="http://localhost/"');
    }
  });

  test("robots and the map of the site name public pages, and each of them opens", async () => {
    const robots = await textOf("/robots.txt");
    expect(robots).toContain("Disallow: /en/result");
    expect(robots).toContain("Sitemap: http://localhost/sitemap.xml");
    const map = await app.request("/sitemap.xml");
    expect(map.headers.get("content-type")).toContain("application/xml");
    const addresses = [...(await map.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = ""]) => address);
    expect(addresses.length).toBeGreaterThanOrEqual(8);
    for (const address of addresses) {
      const response = await app.request(address);
      expect(response.status, address).toBe(200);
      expect(await response.text(), address).toContain(`<link rel="canonical" href="${address.replace(/\/$/, "/")}"`);
    }
  });
});

describe("behind a gateway that speaks https for us", () => {
  test("forms from the public address are ours, and cookies are for https", async () => {
    const huican = await application({ publicUrl: "https://huican.example" });
    const send = (origin: string) =>
      huican.request("http://10.0.0.5/who", {
        method: "POST",
        body: new URLSearchParams({ who: "self" }),
        headers: { origin },
      });
    const own = await send("https://huican.example");
    expect(own.status).toBe(303);
    expect(own.headers.getSetCookie()[0]).toMatch(/^__Host-huican_visit=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await send("https://evil.example")).status).toBe(403);
  });

  test.each([
    ["https://huican.example.gov.cn", "https://huican.example.gov.cn"],
    ["https://huican.example/", "https://huican.example"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["https://huican.example/path", null],
    ["https://user:word@huican.example", null],
    ["huican.example", null],
    ["ftp://huican.example", null],
    ["", null],
  ])("HUICAN_URL %j is read as %j", (text, expected) => {
    expect(publicAddress(text)).toBe(expected);
  });
});

test("every page leads to what the site says of itself, to its ways of reading, and to its interface for programs", async () => {
  for (const [path, prefix] of [
    ["/", ""],
    ["/nothing", ""],
    ["/en/about", "/en"],
  ] as const) {
    const footer = (await textOf(path)).split("<footer")[1] ?? "";
    for (const name of ["/about", "/accessibility", "/display", "/api"]) expect(footer, path).toContain(`href="${prefix}${name}`);
  }
});

test("what is wrong is told kindly, with somewhere to go", async () => {
  const missing = await app.request("/nothing");
  expect(missing.status).toBe(404);
  const page = await missing.text();
  for (const path of ["/who", "/search", "/policies", "/"]) expect(page).toContain(`href="${path}"`);
});

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
