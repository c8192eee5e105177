import type { Browser, BrowserContext } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { bringChecker } from "./accessible.ts";
import { signIn } from "./signing-in.ts";

const states = new Map<string, Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>>();

/** The desk as somebody finds it who signed in this morning: one person signs in once, and what they did is done for the journeys that follow. @param settings how their browser shows it */
export async function openDesk(
  browser: Browser,
  role: string,
  path = "/desk",
  settings: object = {},
  viewport = { width: 1366, height: 768 },
) {
  if (!states.has(role)) {
    const first = await browser.newContext({ baseURL: demoUrl });
    await signIn(await first.newPage(), role);
    states.set(role, await first.storageState());
    await first.close();
  }
  const context = await browser.newContext({ baseURL: demoUrl, viewport, storageState: states.get(role) ?? { cookies: [], origins: [] } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  // Whatever the security policy refuses, and whatever React warns of, is said here. What the journeys break on purpose is not.
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(`localStorage.setItem("huican.desk.settings", ${JSON.stringify(JSON.stringify(settings))})`);
  await bringChecker(page);
  await page.goto(path);
  return { page, complaints, context };
}

/** Whoever signed in anew, in a journey of their own, is who the next ones find. */
export async function keepSignedIn(role: string, context: BrowserContext): Promise<void> {
  states.set(role, await context.storageState());
}
