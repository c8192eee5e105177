import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { signIn } from "../../apps/server/journeys/signing-in.ts";

const root = join(import.meta.dirname, "../..");
const port = 18_190;
/** Where the browser takes orders from another program than this one. */
export const developerPort = port + 1;

/** The desk as `npm start` gives it: the sample district of 20,000 people on the embedded database, and an officer of the district who has signed in. */
export type ServedDesk = { readonly address: string; readonly context: BrowserContext; readonly page: Page };

/** Serves the desk, measures it, and takes everything away again. `HUICAN_DESK` names a demo that runs already. @param role who has signed in */
export async function onServedDesk(measure: (desk: ServedDesk) => Promise<void>, role = "district-desk"): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "huican-bench-"));
  const running = process.env["HUICAN_DESK"];
  const address = running ?? `http://localhost:${port}`;
  const context = await chromium.launchPersistentContext(join(directory, "browser"), {
    executablePath: process.env["HUICAN_BROWSER"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${developerPort}`],
    baseURL: address,
    viewport: { width: 1366, height: 768 },
  });
  const server = running === undefined ? serve(directory) : undefined;
  try {
    await answering(address);
    const page = await context.newPage();
    await signIn(page, role);
    await measure({ address, context, page });
  } finally {
    await context.close();
    if (server?.kill("SIGTERM")) await once(server, "exit");
    rmSync(directory, { recursive: true, force: true });
  }
}

function serve(directory: string) {
  // Whoever measures opens more files in an hour than anybody may.
  const limits = { HUICAN_FILES_PER_HOUR: "99999", HUICAN_FILES_PER_DAY: "99999", HUICAN_PEOPLE_PER_DAY: "9999999" };
  return spawn(process.execPath, [join(root, "apps/server/src/main.ts")], {
    env: { ...process.env, ...limits, PORT: String(port), HUICAN_DATA: join(directory, "data"), DATABASE_URL: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Once somebody can sign in: a district takes a while to make. */
async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const response = await fetch(`${address}/signin`).catch(() => null);
    if (response?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("The server did not open.");
}

/** What else the machine was doing: figures of a busy one are worth less. */
export function loadText(): string {
  return `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
}
