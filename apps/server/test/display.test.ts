import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ownPath } from "../src/site/frame/display.ts";
import { application, visitorOf } from "./application.ts";

let app: Awaited<ReturnType<typeof application>>;
beforeAll(async () => {
  app = await application();
});

test("pages carry every stylesheet of the site: that of the policies was once left behind in a merge", async () => {
  const site = join(import.meta.dirname, "../src/site");
  const sheets = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(8);
  const style = /<style>([\s\S]*?)<\/style>/.exec(await (await app.request("/")).text())?.[1] ?? "";
  for (const name of sheets) {
    const classes = new Set(readFileSync(join(site, name), "utf8").match(/^\.[a-z-]+(?= \{)/gm));
    expect(
      [...classes].filter((each) => !style.includes(each)),
      name,
    ).toEqual([]);
  }
});

test("a display that was chosen holds on every page and in both languages, and leads back to the page with its query", async () => {
  const person = visitorOf(app);
  await person.post("/display", { size: "large", return: "/about?from=a%26b&x=1#end" });
  expect(person.address).toBe("/about");
  expect(person.visited.at(-1)).toBe("/about?from=a%26b&x=1");
  for (const path of ["/", "/en", "/accessibility", "/en/who", "/nothing"]) {
    await person.open(path);
    expect(person.page, path).toContain('class="large"');
  }
});

test("each button changes its own part, says whether it is on, and does the same when pressed twice", async () => {
  const person = visitorOf(app);
  await person.post("/display", { colours: "contrast" });
  await person.post("/display", { colours: "contrast" });
  await person.post("/display", { wording: "easy" });
  expect(person.page).toContain('class="contrast easy"');
  expect(person.page.match(/<button[^>]*aria-pressed="true"/g)).toHaveLength(2);
  await person.post("/display", { colours: "plain", size: "nonsense" });
  expect(person.page).toContain('class="easy"');
});

test("the page of all ways of reading keeps them together and goes back to where one came from", async () => {
  const person = visitorOf(app);
  await person.open("/en/display?return=%2Fen%2Fabout%3Fa%3Db");
  expect(person.page).toContain('name="return" value="/en/about?a=b"');
  await person.post("/en/display", { size: "large", colours: "contrast", wording: "easy", return: "/en/about?a=b" });
  expect(person.visited.at(-1)).toBe("/en/about?a=b");
  expect(person.page).toContain('class="large contrast easy"');
});

test("the cookie of the display is for this site only, not for scripts, and lasts a year", async () => {
  const response = await app.request("https://huican.example/display", {
    method: "POST",
    body: new URLSearchParams({ size: "large" }),
    headers: { origin: "https://huican.example" },
  });
  const [cookie = ""] = response.headers.getSetCookie();
  expect(cookie).toBe("__Host-huican_display=large; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax");
});

test("looking at a page changes nothing: a display is changed by our own forms only", async () => {
  const read = await app.request("/display?size=large&return=/who");
  expect(read.status).toBe(200);
  expect(read.headers.getSetCookie()).toEqual([]);
  const foreign = await app.request("/display", {
    method: "POST",
    body: new URLSearchParams({ size: "large" }),
    headers: { origin: "http://evil.example", "sec-fetch-site": "cross-site" },
  });
  expect(foreign.status).toBe(403);
  expect(foreign.headers.getSetCookie()).toEqual([]);
});

describe("where a form leads back to is on this site", () => {
  test.each([
    ["/who", "/who"],
    ["/search?q=轮椅", "/search?q=%E8%BD%AE%E6%A4%85"],
    ["/a/../b", "/b"],
    ["/check/person.about", "/check/person.about"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/a/..//evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["\n//evil.example", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["", "/"],
    [undefined, "/"],
    [`/${"x".repeat(3000)}`, "/"],
  ])("%j leads to %s", (path, expected) => {
    expect(ownPath(path)).toBe(expected);
  });

  test("over HTTP too", async () => {
    const person = visitorOf(app);
    await person.post("/display", { size: "large", return: "/\\evil.example" });
    expect(person.address).toBe("/");
  });
});
