import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { median, rounded, type Figure } from "../figure.ts";
import { loadText, type ServedDesk } from "./served-desk.ts";

const dist = join(import.meta.dirname, "../../apps/desk/dist");
const times = 7;

/** Every script that the page names, packed with gzip, and what the work, which is seen first, asks for besides. */
export function measureFirstScript(print: (figure: Figure) => void): void {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const named = [...page.matchAll(/\/desk\/assets\/([\w.-]+\.js)"/g)].map(([, name = ""]) => name);
  const size = (names: readonly string[]) => names.reduce((sum, name) => sum + statSync(join(dist, "assets", `${name}.gz`)).size, 0) / 1000;
  const all = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".js"));
  const reference = `script before the first screen; all chunks ${rounded(size(all))} KB`;
  print({ figure: "desk.first_kb", value: rounded(size(named)), unit: "KB gzip", target: "≤ 250", reference });
}

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

/** From the address until the list of work is there and answers to a key, with a cold cache, on a slow computer. */
export async function measureInteractive({ page }: ServedDesk, print: (figure: Figure) => void): Promise<void> {
  const developer = await page.context().newCDPSession(page);
  await developer.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    await developer.send("Network.clearBrowserCache");
    await page.goto("/desk", { waitUntil: "commit" });
    taken.push(await page.evaluate<number>(whenUsable));
  }
  await developer.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const reference = `list of work usable, CPU four times slower, cold cache, median of ${times}, ${loadText()}`;
  print({ figure: "desk.interactive_ms", value: rounded(median(taken)), unit: "ms", target: "≤ 2500", reference });
}
