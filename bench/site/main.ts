import { chromium } from "@playwright/test";
import { loadPacks } from "@huican/server/commands";
import { createApp } from "../../apps/server/src/app.ts";
import { createLog } from "../../apps/server/src/platform/log.ts";
import { median, printFigure, rounded, type Figure } from "../figure.ts";
import { arrivals } from "./arrivals.ts";
import { browserHeaders, crawl, fetchPage, partsOf, smallest, type Fetched } from "./pages.ts";
import { startServer } from "./server.ts";
import { visitAll, type Visited } from "./visitors.ts";

/**
 * How light and how fast the public site is: every page that links lead to, in both languages, and the pages of four invented families.
 * `--seconds 30` of arrivals; `--only size,cpu,load,paint` runs some parts.
 */
const args = process.argv.slice(2);
const asJson = args.includes("--json");
const parts = valueOf("--only")?.split(",") ?? ["size", "cpu", "load", "paint"];
const cookieSecret = "a secret of the bench, long enough";
const print = (figure: Figure) => printFigure(figure, asJson);

const { packs, faults } = await loadPacks();
if (!packs) throw new Error(`The packs have ${faults.length} faults.`);
const app = createApp({ packs, clock: { now: () => new Date() }, log: createLog(), cookieSecret });
const visits = await visitAll(app);
const pages = await crawl(app, ["/", "/en", "/search?q=%E8%BD%AE%E6%A4%85", "/en/search?q=wheelchair"]);
const broken = [...pages].filter(([, { status }]) => status >= 400).map(([path, { status }]) => `${status} ${path}`);
if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.slice(0, 20).join("\n")}`);
const htmlPaths = [...pages].filter(([, { status, type }]) => status === 200 && type.startsWith("text/html")).map(([path]) => path);
const publicPaths = htmlPaths.filter((path) => !/^(\/en)?\/(who|place|check|result)/.test(path));

if (parts.includes("size")) await sizes();
if (parts.includes("cpu")) await cpu();
if (parts.includes("load") || parts.includes("paint")) await withServer();

function valueOf(flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

/** A page with everything that it loads, compressed, in bytes. */
async function weigh(page: Fetched): Promise<number> {
  let bytes = page.bytes;
  for (const path of partsOf(page.text)) bytes += (await fetchPage(app, path)).bytes;
  return bytes;
}

async function sizes(): Promise<void> {
  const weights: { readonly path: string; readonly bytes: number; readonly page: Fetched }[] = [];
  for (const path of htmlPaths) {
    const page = pages.get(path) as Fetched;
    weights.push({ path, bytes: await weigh(page), page });
  }
  for (const { cookie, results, questions } of visits) {
    for (const path of [...results, ...questions]) {
      const page = await fetchPage(app, path, cookie);
      if (page.status !== 200) throw new Error(`${page.status} ${path}`);
      weights.push({ path, bytes: await weigh(page), page });
    }
  }
  weights.sort((a, b) => b.bytes - a.bytes);
  const [heaviest] = weights;
  if (!heaviest) throw new Error("There are no pages.");
  print({
    figure: "site.page_kb_max",
    value: rounded(heaviest.bytes / 1024),
    unit: "KB",
    target: "≤ 50",
    reference: `heaviest of ${weights.length} pages (${heaviest.path}), style, script and icon included, as sent; its text at brotli's best: ${rounded(smallest(heaviest.page.text) / 1024)} KB`,
  });
  print({
    figure: "site.page_kb_median",
    value: rounded(median(weights.map(({ bytes }) => bytes)) / 1024),
    unit: "KB",
    target: null,
    reference: `of the same ${weights.length} pages`,
  });
}

/** Processor time for each request of a list, in milliseconds: the list is gone through several times, the first time not counted. */
async function cpuPerPage(list: readonly { readonly path: string; readonly cookie: string }[], times: number): Promise<number> {
  for (const { path, cookie } of list) await fetchRaw(path, cookie);
  const found: number[] = [];
  for (let round = 0; round < times; round++) {
    const before = process.cpuUsage();
    for (const { path, cookie } of list) await fetchRaw(path, cookie);
    const { user, system } = process.cpuUsage(before);
    found.push((user + system) / 1000 / list.length);
  }
  return median(found);
}

async function fetchRaw(path: string, cookie: string): Promise<void> {
  const response = await app.request(`http://localhost${path}`, { headers: { ...browserHeaders, cookie } });
  if (response.status !== 200) throw new Error(`${response.status} ${path}`);
  await response.arrayBuffer();
}

async function cpu(): Promise<void> {
  const everyPublic = publicPaths.map((path) => ({ path, cookie: "" }));
  print({
    figure: "site.cpu_ms_static",
    value: rounded(await cpuPerPage(everyPublic, 5)),
    unit: "ms",
    target: "≤ 1",
    reference: `a public page, compressed, median of 5 rounds over ${everyPublic.length} pages`,
  });
  const everyResult = visits.flatMap(({ cookie, results }) =>
    results.filter((path) => path.startsWith("/result")).map((path) => ({ path, cookie })),
  );
  print({
    figure: "site.cpu_ms_result",
    value: rounded(await cpuPerPage(everyResult, 15)),
    unit: "ms",
    target: "≤ 8",
    reference: `a result or its sheet, decided and compressed anew, median of 15 rounds over ${everyResult.length} pages of four families`,
  });
}

async function withServer(): Promise<void> {
  const server = await startServer(cookieSecret);
  try {
    // What is made once a day is made in the first seconds after the start.
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    if (parts.includes("load")) await load(server.origin);
    if (parts.includes("paint")) await paint(server.origin);
  } finally {
    server.stop();
  }
}

async function load(origin: string): Promise<void> {
  const seconds = Number(valueOf("--seconds") ?? 30);
  const personal = (of: (visited: Visited) => readonly string[]) =>
    visits.flatMap((visited) => of(visited).map((path) => ({ path, cookie: visited.cookie })));
  const { p50, p95, failed, count } = await arrivals({
    origin,
    perSecond: 50,
    seconds,
    kinds: [
      { share: 0.6, requests: publicPaths.map((path) => ({ path, cookie: "" })) },
      { share: 0.3, requests: personal(({ questions }) => questions) },
      { share: 0.1, requests: personal(({ results }) => results) },
    ],
  });
  if (failed > 0) throw new Error(`${failed} of ${count} requests failed.`);
  print({
    figure: "site.p95_ms",
    value: rounded(p95),
    unit: "ms",
    target: "≤ 50",
    reference: `50 arrivals a second for ${seconds} s, waiting or not (60 % public pages, 30 % questions, 10 % results), 20 s after the start; half within ${rounded(p50)} ms`,
  });
}

/** First paint on a phone a quarter as fast as this machine, at 400 kbit/s and 400 ms a round trip with nothing kept from before. */
async function paint(origin: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env["HUICAN_BROWSER"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
    ],
  });
  const benefit = publicPaths.find((path) => /^\/policies\/leshan-2023\/[a-z_0-9]+$/.test(path)) ?? "/";
  try {
    for (const path of ["/", "/who", benefit]) {
      const seen: number[] = [];
      for (let i = 0; i < 5; i++) {
        const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
        const page = await context.newPage();
        const devtools = await context.newCDPSession(page);
        await devtools.send("Network.enable");
        await devtools.send("Network.emulateNetworkConditions", {
          offline: false,
          latency: 400 * 3.75,
          downloadThroughput: 400_000 / 8,
          uploadThroughput: 400_000 / 8,
        });
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
        await page.goto(`${origin}${path}`);
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
        seen.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN));
        await context.close();
      }
      print({
        figure: `site.first_paint_ms ${path === benefit ? "benefit" : path}`,
        value: rounded(median(seen)),
        unit: "ms",
        target: "≤ 3000",
        reference:
          "4× slower processor, slow 3G (400 kbit/s, 400 ms a round trip, counted 3.75 times for connecting), nothing kept, median of 5",
      });
    }
  } finally {
    await browser.close();
  }
}
