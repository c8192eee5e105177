import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { measureImport } from "./import.ts";
import { median, printFigure, rounded, type Figure } from "../figure.ts";
import { signIn } from "../../apps/server/journeys/signing-in.ts";

/**
 * How light and how fast the desk is for whoever opens it in the morning: the script before the first screen, the time until its list can be used, and from one page to
 * another; and how long a list of a city takes to come into the register. `--only first,interactive,change,import` runs some parts.
 */
const args = process.argv.slice(2);
const asJson = args.includes("--json");
const at = args.indexOf("--only");
const parts = at === -1 ? ["first", "interactive", "change", "import"] : (args[at + 1] ?? "").split(",");
const print = (figure: Figure) => printFigure(figure, asJson);
const root = join(import.meta.dirname, "../..");
const dist = join(root, "apps/desk/dist");
const port = 18_190;
const times = 7;

/** Runs in the page: notes when a list of work is there and a key moves in it, in milliseconds since the address was asked for. */
const whenUsable = `new Promise((resolve) => {
  const look = () => {
    const [first] = document.querySelectorAll(".row-link");
    first?.focus();
    first?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
    const isUsable = first && document.activeElement !== first && document.activeElement.classList.contains("row-link");
    if (isUsable) resolve(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})`;

if (spawnSync(process.execPath, [join(root, "tools/build-desk.mjs")], { stdio: ["ignore", "ignore", "inherit"] }).status !== 0)
  throw new Error("The desk was not built.");
if (parts.includes("first")) firstScript();
if (parts.includes("interactive") || parts.includes("change")) await withServer();
if (parts.includes("import")) await measureImport(print);

/** Every script that the page names, packed with gzip. */
function firstScript(): void {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const named = [...page.matchAll(/\/desk\/assets\/([\w.-]+\.js)"/g)].map(([, name = ""]) => name);
  const size = (names: readonly string[]) => names.reduce((sum, name) => sum + statSync(join(dist, "assets", `${name}.gz`)).size, 0) / 1000;
  const all = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".js"));
  print({
    figure: "desk.first_kb",
    value: rounded(size(named)),
    unit: "KB gzip",
    target: "≤ 250",
    reference: `script before the first screen; all chunks ${rounded(size(all))} KB`,
  });
}

async function withServer(): Promise<void> {
  const server = spawn(process.execPath, [join(root, "apps/server/journeys/demo-server.ts"), String(port)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const browser = await chromium.launch({
    executablePath: process.env["HUICAN_BROWSER"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    await answering();
    const context = await browser.newContext({ baseURL: `http://localhost:${port}`, viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await signIn(page, "street-clerk");
    if (parts.includes("interactive")) await interactive(page);
    if (parts.includes("change")) await changes(page);
  } finally {
    await browser.close();
    server.kill("SIGTERM");
    await once(server, "exit");
  }
}

async function answering(): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const response = await fetch(`http://localhost:${port}/signin`).catch(() => null);
    if (response?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("The server did not open.");
}

/** From the address until the list of work is there and answers to a key, with a cold cache. */
async function interactive(page: Page): Promise<void> {
  const developer = await page.context().newCDPSession(page);
  await developer.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    await developer.send("Network.clearBrowserCache");
    await page.goto("/desk", { waitUntil: "commit" });
    taken.push(await page.evaluate<number>(whenUsable));
  }
  const reference = `list of work usable, CPU four times slower, cold cache, median of ${times}`;
  print({ figure: "desk.interactive_ms", value: rounded(median(taken)), unit: "ms", target: "≤ 2500", reference });
  await developer.send("Emulation.setCPUThrottlingRate", { rate: 1 });
}

/** From the press of a key until the next page's heading is drawn. */
async function changes(page: Page): Promise<void> {
  await page.goto("/desk/settings");
  await page.waitForSelector("h1");
  const taken: number[] = [];
  for (let i = 0; i < times * 2; i++) {
    await page.keyboard.press("g");
    taken.push(
      await page.evaluate<number>(`new Promise((resolve) => {
        const before = document.querySelector("h1").textContent;
        const startedAt = performance.now();
        const look = () => {
          if (document.querySelector("h1")?.textContent !== before) resolve(performance.now() - startedAt);
          else requestAnimationFrame(look);
        };
        document.dispatchEvent(new KeyboardEvent("keydown", { key: ${JSON.stringify(i % 2 === 0 ? "w" : "s")}, bubbles: true }));
        requestAnimationFrame(look);
      })`),
    );
  }
  const reference = `key to next heading drawn, median of ${times * 2}`;
  print({ figure: "desk.page_change_ms", value: rounded(median(taken)), unit: "ms", target: "≤ 100", reference });
}
