import type { Pack } from "@huican/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { createLog } from "../src/platform/log.ts";
import { loadPacks } from "../src/policy/index.ts";
import { everydayQueries } from "./everyday-queries.ts";

let app: ReturnType<typeof createApp>;
let packs: ReadonlyMap<string, Pack>;
const clock = { now: () => new Date("2024-08-15T04:00:00Z") };
const documents = ["jiangbei-145", "leshan-2023", "shapingba-2020", "shapingba-2023", "ziyang-145"];
const languages = ["", "/en"] as const;

beforeAll(async () => {
  const loaded = await loadPacks();
  if (!loaded.packs) throw new Error(JSON.stringify(loaded.faults.slice(0, 3)));
  packs = loaded.packs;
  app = createApp({ packs, words: loaded.words, clock, log: createLog(), cookieSecret: "test" });
});

async function open(
  path: string,
  cookie = "",
): Promise<{ readonly status: number; readonly page: string; readonly location: string | null }> {
  const response = await app.request(path, { headers: { cookie } });
  return { status: response.status, page: await response.text(), location: response.headers.get("location") };
}

/** What a reader sees, and what a screen reader says: the texts between the tags, and the labels. */
function textOf(page: string): string {
  const labels = [...page.matchAll(/(?:aria-label|title|content|alt|placeholder)="([^"]*)"/g)].map((match) => match[1]);
  return `${withoutStyle(page).replaceAll(/<[^>]*>/g, " ")} ${labels.join(" ")}`;
}

/** The style that stands in every page says nothing. */
function withoutStyle(page: string): string {
  return page.replaceAll(/<style[\s\S]*?<\/style>/g, "");
}

/** What is missing on a page. */
function gapsIn(page: string): readonly string[] {
  const words = textOf(page).match(/(?<!\b(?:is|are) )\b(undefined|null|NaN|Infinity)\b|\[object|\$\{/g) ?? [];
  const empty = page.match(/<(dd|dt|li|td|th|p|h[1-4]|strong|caption|option|a)(\s[^>]*)?>\s*<\/\1>/g) ?? [];
  const quotes = textOf(page).match(/“”|""|（）|\(\)/g) ?? [];
  return [...words, ...empty, ...quotes];
}

/** Chinese on an English page that is not marked as Chinese: only numbers, titles and clauses of documents are. */
function untranslated(page: string): readonly string[] {
  return textOf(page.replaceAll(/<(\w+)[^>]*\slang="zh-CN"[^>]*>[\s\S]*?<\/\1>/g, " ")).match(/[\u3400-\u9fff]+/g) ?? [];
}

function linksOn(page: string): readonly string[] {
  return [...page.matchAll(/<(?:a|form)\s[^>]*?(?:href|action)="([^"]*)"/g)].map((match) => (match[1] ?? "").replaceAll("&amp;", "&"));
}

describe.each(documents)("every benefit of %s", (id) => {
  test.each(languages)("has a page, an easy one and a full one without a gap (language %s)", async (prefix) => {
    const faults: string[] = [];
    for (const { key, text } of packs.get(id)?.benefits ?? []) {
      for (const kind of ["", "/easy", "/full"]) {
        const path = `${prefix}/policies/${id}/${key}${kind}`;
        const { status, page } = await open(path);
        if (status !== 200) faults.push(`${path}: ${status}`);
        faults.push(...gapsIn(page).map((gap) => `${path}: ${gap}`));
        if (prefix !== "") faults.push(...untranslated(page).map((word) => `${path}: ${word}`));
        if (
          !page.includes("<h1>") ||
          !textOf(page).includes(prefix === "" ? text.zh : text.en.replaceAll('"', "&quot;").replaceAll("'", "&#39;"))
        )
          faults.push(`${path}: no title`);
      }
    }
    expect(faults).toEqual([]);
  });

  test("is explained by somebody who gets it", () => {
    const pack = packs.get(id);
    const shown = new Set(pack?.compiled.examples.map(({ benefit }) => pack.benefit(benefit)?.key));
    expect(pack?.benefits.filter(({ key }) => !shown.has(key)).map(({ key }) => key)).toEqual([]);
  });

  test("answers to its number in the notes on the document too", async () => {
    const benefit = packs.get(id)?.benefits.find(({ ref }) => ref !== null);
    if (!benefit) return;
    const { status, location } = await open(`/en/policies/${id}/${benefit.ref}/easy`);
    expect([status, location]).toEqual([301, `/en/policies/${id}/${benefit.key}/easy`]);
  });
});

test("every link of every policy page leads to a page, and every anchor to a place on it", async () => {
  const seen = new Map<string, string>();
  const queue = languages.flatMap((prefix) => [`${prefix}/policies`, `${prefix}/opens`, `${prefix}/search`]);
  const faults: string[] = [];
  const isOurs = (path: string) => /^(\/en)?\/(policies|opens|search)/.test(path);
  const anchors: { readonly from: string; readonly path: string; readonly anchor: string }[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    const { status, page, location } = await open(path);
    seen.set(path, page);
    // A place that has to be chosen first sends back to the choice.
    if (status >= 400) faults.push(`${path}: ${status}`);
    if (location) queue.push(location);
    if (!isOurs(path)) continue;
    faults.push(...gapsIn(page).map((gap) => `${path}: ${gap}`));
    if (path.startsWith("/en")) faults.push(...untranslated(page).map((word) => `${path}: ${word}`));
    if (!/\/(easy|full)$/.test(path) && Buffer.byteLength(withoutStyle(page)) > 60 * 1024)
      faults.push(`${path}: ${Buffer.byteLength(page)} bytes`);
    for (const link of linksOn(page)) {
      if (!link.startsWith("/") || link.startsWith("/display") || link.startsWith("/en/display")) continue;
      const [target = "", anchor] = link.split("#");
      if (anchor) anchors.push({ from: path, path: target, anchor });
      if (!seen.has(target)) queue.push(target);
    }
  }
  for (const { from, path, anchor } of anchors) if (!seen.get(path)?.includes(`id="${anchor}"`)) faults.push(`${from}: ${path}#${anchor}`);
  expect(faults).toEqual([]);
  expect(seen.size).toBeGreaterThan(2_000);
});

describe("a benefit's page says", () => {
  test("every dated rate, and which holds today", async () => {
    const { page } = await open("/policies/leshan-2023/nursing_subsidy_level_1");
    const rows = [...page.matchAll(/<tr[\s\S]*?<\/tr>/g)].map((row) => textOf(row[0]).replaceAll(/\s+/g, " ").trim());
    expect(rows.slice(1)).toEqual([
      "到2023年12月31日为止 文件没有写明金额",
      "2024年1月1日至2024年12月31日 现在 每月不低于110元",
      "2025年1月1日起 每月不低于120元",
    ]);
  });

  test("who gets it and who does not, with the condition that is not met", async () => {
    const { page } = await open("/policies/leshan-2023/nursing_subsidy_level_1");
    const examples = textOf(page.split('id="examples"')[1] ?? "").replaceAll(/\s+/g, " ");
    expect(examples).toContain("周明，39岁，肢体残疾一级。");
    expect(examples).toContain("✓ 可以享受：每月不低于110元");
    expect(examples).toContain("没有满足的一条：残疾等级一级。");
  });

  test("what has changed since the document before", async () => {
    const { page } = await open("/policies/shapingba-2023/psychiatric_medication_aid");
    expect(page).toContain("和上一份文件相比");
    expect(page).toContain("/policies/shapingba-2020/psychiatric_medication_aid");
  });

  test("that it has ended, and what came after it", async () => {
    const { page } = await open("/policies/shapingba-2020/psychiatric_medication_aid");
    expect(page).toContain("已经到期");
    expect(page).toContain('href="/policies/shapingba-2023/psychiatric_medication_aid"');
    expect(page).not.toContain("看看我符不符合");
  });

  test("that the district has to switch it on, where it does", async () => {
    expect((await open("/policies/leshan-2023/hardship_living_subsidy_low_income_extension")).page).toContain("要看当地有没有开通");
  });

  test("that applications are open in August, and in September no longer soon", async () => {
    expect((await open("/policies/shapingba-2023/university_entry_aid_bachelor_plus")).page).toContain("现在是8月，正在办理");
  });

  test("no address and no telephone number: no document gives any", async () => {
    for (const id of documents)
      for (const { key } of packs.get(id)?.benefits ?? [])
        expect(textOf((await open(`/policies/${id}/${key}`)).page)).not.toMatch(/\d{7,}|\d{3,4}-\d{7,8}/);
  });
});

describe("easy reading", () => {
  test("is what a benefit's own address shows to whoever has chosen it, and the full page stays a link away", async () => {
    const path = "/policies/leshan-2023/nursing_subsidy_level_1";
    const easy = await open(path, "huican_display=easy");
    expect(easy.page).toContain("易读版");
    expect(easy.page).toContain(`href="${path}/full"`);
    expect((await open(`${path}/full`, "huican_display=easy")).page).toContain('id="how-much"');
  });

  test.each(documents)("has short sentences: of those of %s nearly all have 20 characters or fewer", async (id) => {
    const lengths: number[] = [];
    for (const { key } of packs.get(id)?.benefits ?? []) {
      const { page } = await open(`/policies/${id}/${key}/easy`);
      const body = page.split('class="easy-read"')[1]?.split("</div>")[0] ?? "";
      for (const [, line = ""] of body.matchAll(/<(?:p|li)>([\s\S]*?)<\/(?:p|li)>/g)) lengths.push(line.trim().length);
    }
    expect(lengths.filter((length) => length > 21).length / lengths.length).toBeLessThan(0.03);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(40);
  });
});

describe("search", () => {
  test.each(everydayQueries)("%s in %s finds %s among the first five", async (query, place, key) => {
    const prefix = /[\u3400-\u9fff]/.test(query) ? "" : "/en";
    const { page } = await open(`${prefix}/search?q=${encodeURIComponent(query)}&place=${place}`);
    const found = [...page.matchAll(/<li>\s*<a href="(?:\/en)?\/policies\/[\w-]+\/([\w]+)"/g)].map((match) => match[1]);
    expect(found.slice(0, 5), found.slice(0, 8).join()).toContain(key);
  });

  test("says which words it understood, in both languages", async () => {
    expect((await open(`/search?q=${encodeURIComponent("轮椅")}`)).page).toMatch(/按“轮椅”，也查了“辅助器具”/);
    expect((await open("/en/search?q=wheelchair")).page).toMatch(
      /For &quot;wheelchair&quot; we also looked for &quot;assistive device&quot;/,
    );
  });

  test("documents in force come before those that have ended", async () => {
    const { page } = await open(`/search?q=${encodeURIComponent("补贴")}&place=500106`);
    const ids = [...page.matchAll(/href="\/policies\/(shapingba-\d+)\/\w+"/g)].map((match) => match[1]);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  test("of one place finds only what is there", async () => {
    const { page } = await open(`/search?q=${encodeURIComponent("轮椅")}&place=512000`);
    expect([...page.matchAll(/<li>\s*<a href="\/policies\/([\w-]+)\//g)].map((match) => match[1])).not.toContain("leshan-2023");
  });

  test("that finds nothing says what to try, and keeps what was typed as text", async () => {
    const { status, page } = await open(`/search?q=${encodeURIComponent('<script>alert("x")</script>鑫鑫')}`);
    expect(status).toBe(200);
    expect(page).toContain("可以这样试试");
    expect(page).not.toContain("<script>");
    expect(page).toContain('<meta name="robots" content="noindex"');
  });

  test("with a letter mistyped finds what comes near", async () => {
    expect((await open("/en/search?q=wheelchiar")).page).toContain("these come near");
  });

  test.each([
    "",
    "%E0%A4%A",
    "?q[]=1",
    "?q=%00",
    `?q=${"补".repeat(5_000)}`,
    "?topic=nothing",
    "?from=-1&topic=work",
    "?from=99999&topic=work",
  ])("bears the address %s", async (query) => {
    expect((await open(`/search${query}`)).status).toBeLessThan(500);
  });
});

describe("what opens in a month", () => {
  test("is what can be applied for in it: in August the grants that are applied for from August to September", async () => {
    const { page } = await open("/opens");
    const section = page.split('id="open"')[1]?.split("<h2")[0] ?? "";
    expect(section).toContain("/policies/shapingba-2023/university_entry_aid_bachelor_plus");
    expect(page).toContain("这个月（8月）能办什么");
  });

  test("in July it is announced, and in September marked as the last month", async () => {
    expect((await open("/opens/7")).page.split('id="soon"')[1]?.split("<h2")[0]).toContain("university_entry_aid_bachelor_plus");
    expect((await open("/opens/9")).page.split('id="open"')[1]?.split("<h2")[0]).toContain("这是最后一个月");
  });

  test("knows twelve months and no more, and leaves out documents that have ended", async () => {
    for (let month = 1; month <= 12; month++) {
      const { status, page } = await open(`/opens/${month}`);
      expect(status).toBe(200);
      expect(page).not.toContain("/policies/shapingba-2020/");
    }
    for (const month of ["0", "13", "08", "x"]) expect((await open(`/opens/${month}`)).status).toBe(404);
  });
});

describe("comparing", () => {
  test("a form chooses two documents", async () => {
    const { status, location } = await open("/policies/compare?left=shapingba-2020&right=shapingba-2023");
    expect([status, location]).toEqual([303, "/policies/compare/shapingba-2020/shapingba-2023"]);
  });

  test.each(["?left=shapingba-2020&right=shapingba-2020", "?left=x&right=shapingba-2023", "?left=shapingba-2020"])(
    "the same document twice, or one that does not exist, is asked again: %s",
    async (query) => {
      const { status, page } = await open(`/policies/compare${query}`);
      expect(status).toBe(422);
      expect(page).toContain('role="alert"');
    },
  );

  test("the predecessor and the document side by side: new, gone, loosened, with example people", async () => {
    const overview = await open("/policies/compare/shapingba-2020/shapingba-2023");
    for (const word of ["新增", "没有了", "条件放宽"]) expect(overview.page).toContain(word);
    const { page } = await open("/policies/compare/shapingba-2020/shapingba-2023/rehabilitation");
    expect(page).toMatch(/现在可以、原来不可以的人，例如：|原来可以、现在不可以的人，例如：/);
  });

  test("two places are compared as if they were one, and nothing is called new", async () => {
    const { page } = await open("/en/policies/compare/leshan-2023/ziyang-145");
    expect(page).toContain("taken as the same condition in both");
    expect(page).not.toContain(">New<");
  });
});

test.each([
  "/policies/nowhere-2024",
  "/policies/leshan-2023/nothing",
  "/policies/leshan-2023/measures/99",
  "/policies/leshan-2023/measures/x",
  "/policies/leshan-2023/nothing/easy",
  "/policies/compare/leshan-2023/nowhere",
  "/policies/compare/leshan-2023/ziyang-145/nothing",
])("%s is not there, and the page helps on", async (path) => {
  for (const prefix of languages) {
    const { status, page } = await open(`${prefix}${path}`);
    expect(status).toBe(404);
    expect(page).toContain('role="search"');
  }
});

test("what two subsidies became is told on the page of what it is now, and beside them in the comparison", async () => {
  const { page: benefit } = await open("/policies/shapingba-2023/two_subsidies_management");
  expect(textOf(benefit)).toContain("由原来的“低保残疾人生活补贴”（每月70元）和“重度残疾人护理补贴”（每月70元至100元）合为一项。");
  expect(benefit).toContain("/policies/shapingba-2020/severe_disabled_care_subsidy");
  expect(textOf(benefit)).not.toContain("是新增的");
  const { page: money } = await open("/policies/compare/shapingba-2020/shapingba-2023/money");
  expect(textOf(money)).toContain("几项合为一项");
  expect(textOf(money)).toContain("现在并入“残疾人两项补贴”（没有写明金额）。原来：每月70元。");
  const { page: before } = await open("/policies/shapingba-2020/severe_disabled_care_subsidy");
  expect(before).toContain("/policies/shapingba-2023/two_subsidies_management");
});
