import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { fullPage } from "../src/site/check/full-page.ts";
import { tongueOf } from "../src/site/frame/language.ts";
import { brokenPage, refusedPage } from "../src/site/frame/message-pages.ts";
import { bringChecker, expectAccessible, expectThumbs, expectToFit } from "./accessible.ts";

/** One page of each kind that everybody may see. */
const publicPages = [
  "/",
  "/about",
  "/accessibility",
  "/display",
  "/cleared",
  "/nothing",
  "/policies",
  "/policies/shapingba-2020",
  "/policies/leshan-2023",
  "/policies/leshan-2023/measures/4",
  "/policies/shapingba-2020/clauses",
  "/policies/shapingba-2023/readings",
  "/policies/ziyang-145/terms",
  "/policies/shapingba-2023/child_training_0_6_full",
  "/policies/leshan-2023/overquota_employment_award",
  "/policies/leshan-2023/nursing_subsidy_level_1/easy",
  "/policies/nowhere",
  "/policies/compare",
  "/policies/compare/shapingba-2020/shapingba-2023",
  "/policies/compare/leshan-2023/ziyang-145/education",
  "/policies/compare?left=leshan-2023&right=leshan-2023",
  "/search",
  "/search?q=%E5%8A%A9%E5%90%AC%E5%99%A8&place=511100",
  "/search?q=xyzzy",
  "/opens",
  "/opens/8?place=500106",
];

const phone = { width: 390, height: 844 };
const laptop = { width: 1280, height: 800 };
/** What a screen of 1280 pixels shows at 400 %. */
const zoomed = { width: 320, height: 640 };

/** What the server makes another page for: each is checked with every rule. */
const editions = [
  { name: "plain, on a phone", words: "", prefix: "", viewport: phone, looks: ["large", "contrast", "dark", "zoomed"] },
  { name: "plain, on a laptop, in English", words: "", prefix: "/en", viewport: laptop, looks: ["dark"] },
  { name: "easy read, on a phone", words: "easy", prefix: "", viewport: phone, looks: ["dark"] },
  { name: "everything at once, zoomed, in English", words: "large.contrast.easy", prefix: "/en", viewport: zoomed, looks: [] },
] as const;

/** What changes colours and sizes only: the class that the server would write, or what the device asks for. */
type Look = (typeof editions)[number]["looks"][number];

async function wear(page: Page, look: Look | null): Promise<void> {
  await page.emulateMedia({ colorScheme: look === "dark" ? "dark" : "light" });
  await page.evaluate(`document.documentElement.className = ${JSON.stringify(look === "large" || look === "contrast" ? look : "")}`);
  if (look === "zoomed") await page.setViewportSize(zoomed);
}

for (const { name, words, prefix, viewport, looks } of editions) {
  test.describe(name, () => {
    test.describe.configure({ mode: "parallel" });
    test.use({ viewport });
    test.setTimeout(240_000);
    test.beforeEach(async ({ page, context, baseURL }) => {
      await bringChecker(page);
      if (words) await context.addCookies([{ name: "huican_display", value: words, url: baseURL ?? "" }]);
    });

    /** The page as it stands, and then in each look. */
    async function check(page: Page): Promise<void> {
      await expectToFit(page, name);
      await expectAccessible(page, { label: name });
      await expectThumbs(page, name);
      for (const look of looks) {
        await wear(page, look);
        await expectToFit(page, look);
        await expectAccessible(page, { label: look, isVisual: true });
      }
      if (looks.length === 0) return;
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: "light" });
    }

    async function open(page: Page, path: string): Promise<void> {
      await page.goto(`${prefix}${path}`.replace(/(.)\/$/, "$1"));
      await check(page);
    }

    // Nine hundred parts made by the same few functions: once with every rule, and where there is least room.
    if (prefix === "" && words === "")
      test("nor has the page of the interface for programs", async ({ page }) => {
        await page.goto("/api");
        await expectAccessible(page, { label: name });
        await page.setViewportSize(zoomed);
        await expectToFit(page, name);
      });

    for (const half of [0, 1])
      test(`public pages have no violation and fit the screen, ${half + 1} of 2`, async ({ page }) => {
        for (const path of publicPages.filter((_, i) => i % 2 === half)) await open(page, path);
      });

    test("nor have the pages of a visit, their errors and their results", async ({ page, context, baseURL }) => {
      const origin = baseURL ?? "";
      /** Sends a page with nothing filled in. */
      const sendEmpty = async () => {
        await page.locator("main form button.button").first().click();
        await expect(page.getByRole("alert")).toBeVisible();
        await check(page);
      };
      const send = (path: string, fields: string) => post(context, `${origin}${prefix}${path}`, fields);
      await open(page, "/who");
      await sendEmpty();
      await send("/who", "who=self&who=child&shared=yes");
      await open(page, "/place");
      await sendEmpty();
      await send("/place", "residence=500106&registered=other&hukou=511100");
      // A date and a choice, selects of levels, a number, a list.
      for (const screen of ["person.about", "disability.levels", "household.family", "hardship.statuses"]) {
        await open(page, `/check/1/${screen}`);
        await sendEmpty();
      }
      // Places; sums.
      await open(page, "/check/2/rehabilitation.training");
      await open(page, "/check/1/claim.bill");
      await send("/check/1/person.about", "person.birth_date.year=1980&person.birth_date.month=1&person.birth_date.day=1&person.sex=male");
      await send("/check/1/certificate.certificate", "certificate.status=valid");
      await send("/check/1/disability.levels", "disability.physical=1&disability.lower_limb=yes");
      await open(page, "/check/summary");
      await open(page, "/result");
      await open(page, "/result/1/shapingba-2023");
      await open(page, "/result/1/shapingba-2023/sheet");
      await context.addCookies([{ name: "huican_visit", value: "broken", url: origin }]);
      await open(page, "/result");
    });

    test("nor have the pages of what seldom happens: too much was sent, too many people, a fault of ours", async ({ page }) => {
      const isOn = (word: string) => words.split(".").includes(word);
      const display = { isLarge: isOn("large"), isContrast: isOn("contrast"), isEasy: isOn("easy") };
      const context = { tongue: tongueOf(prefix === "" ? "zh" : "en"), display, path: "/check", query: "", origin: "" };
      const rare = { refused: refusedPage(context), full: fullPage(context), broken: brokenPage(context, "1a2b3c4d") };
      for (const [path, made] of Object.entries(rare)) {
        const body = String(await made);
        await page.route(`**/rare/${path}`, (route) => route.fulfill({ status: 413, contentType: "text/html; charset=utf-8", body }));
        await page.goto(`/rare/${path}`);
        await check(page);
      }
    });

    test("nor have twenty pages drawn by lot", async ({ page }) => {
      console.log(`${name}: HUICAN_SEED=${seed}`);
      for (const path of await drawn(page)) await open(page, path);
    });
  });
}

async function post(context: BrowserContext, address: string, fields: string): Promise<void> {
  const response = await context.request.post(address, {
    data: fields,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(address).origin },
    maxRedirects: 0,
  });
  expect(response.status(), `${address} ${fields}`).toBe(303);
}

/** Another seed every time; HUICAN_SEED=… repeats a run that failed. */
const seed = Number(process.env["HUICAN_SEED"] ?? Date.now() % 2 ** 31);

/** Twenty pages, each where somebody comes to who follows three links without looking. */
async function drawn(page: Page): Promise<readonly string[]> {
  let state = seed;
  const below = (count: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const links = new Map<string, readonly string[]>();
  const linksOn = async (path: string) => {
    const known = links.get(path);
    if (known) return known;
    const text = await (await page.request.get(path)).text();
    const main = text.split("<main")[1]?.split("</main>")[0] ?? "";
    const found = [...main.matchAll(/href="([^"#]+)/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
    const own = [...new Set(found)].filter((href) => /^\/(policies|opens|search)\b/.test(href));
    links.set(path, own);
    return own;
  };
  const paths = new Set<string>();
  for (let tries = 0; paths.size < 20 && tries < 200; tries++) {
    let path = "/policies";
    for (let steps = 0; steps < 3; steps++) {
      const next = await linksOn(path);
      path = next[below(next.length)] ?? path;
    }
    paths.add(path);
  }
  expect(paths.size).toBe(20);
  return [...paths];
}
