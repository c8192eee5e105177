import type { CDPSession, Page } from "@playwright/test";
import { rounded, type Figure } from "../figure.ts";
import type { ServedDesk } from "./served-desk.ts";

const [firstChanges, allChanges] = [20, 500];
/** A file that was left stays for ten seconds, for the way back to it: whoever opens twenty a second has two hundred of them. */
const untilLetGoMs = 12_000;

/** What the desk holds in memory after a long day, against after its first minutes: other files all the time, lists, work and settings between them. */
export async function measureHeap({ page }: ServedDesk, print: (figure: Figure) => void): Promise<void> {
  const developer = await page.context().newCDPSession(page);
  await page.goto("/desk/people/list");
  await page.locator(".people-grid tbody a").first().waitFor();
  const ids = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll(".people-grid tbody a")].map(({ href }) => href.split("/").at(-1))`,
  );
  const first = await afterChanges(page, developer, 0, firstChanges, Number(ids[0]));
  const last = await afterChanges(page, developer, firstChanges, allChanges, Number(ids[0]));
  const reference = `${rounded(last)} MB after ${allChanges} page changes over ${rounded(first)} MB after ${firstChanges}, garbage collected`;
  print({ figure: "desk.heap_growth", value: rounded(last / first), unit: "times", target: "≤ 1.2", reference });
}

/** @returns megabytes in use once so many changes more were made */
async function afterChanges(page: Page, developer: CDPSession, from: number, to: number, firstId: number): Promise<number> {
  for (let i = from; i < to; i++) await page.evaluate(`(${change})(${JSON.stringify(addressOf(i, firstId))})`);
  await page.waitForTimeout(untilLetGoMs);
  await developer.send("HeapProfiler.collectGarbage");
  const { usedSize } = await developer.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

/** Every second page is a file that was not opened before. */
function addressOf(i: number, firstId: number): string {
  const others = ["/desk", "/desk/people", "/desk/people/list", "/desk/duplicates", "/desk/requests", "/desk/settings", "/desk/glossary"];
  return i % 2 === 0 ? `/desk/people/${firstId + i / 2}` : (others[((i - 1) / 2) % others.length] ?? "/desk");
}

/** Runs in the page: goes to an address as the back button does, without loading anew, until nothing is on its way. */
const change = `async (address) => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  await new Promise((resolve) => setTimeout(resolve, 0));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let frames = 0; frames < 2 || document.querySelector("main .loading, main [aria-busy=true]") || !document.querySelector("main h1"); frames++) await frame();
}`;
