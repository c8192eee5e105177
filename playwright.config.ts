import { defineConfig, devices } from "@playwright/test";

const port = Number(process.env["HUICAN_TEST_PORT"] ?? 18_080);
/** Beside the public site, a demo with a register and its sample accounts. */
export const demoUrl = `http://localhost:${port + 1}`;
const executablePath = process.env["HUICAN_BROWSER"] ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "apps/server/journeys",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  reporter: [["list"], ["json"]],
  workers: 2,
  // A browser on a busy machine is late by chance: what passes only the second time is named at the end of the run.
  retries: 1,
  // Machines are shared: what takes seconds alone may take a minute.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: [
    {
      command: "node apps/server/src/main.ts",
      url: `http://localhost:${port}/`,
      // Most journeys are about the public pages: they need no register.
      env: { PORT: String(port), HUICAN_DATA: "none" },
      reuseExistingServer: false,
      timeout: 60_000,
    },
    {
      command: `node tools/build-desk.mjs && node apps/server/journeys/demo-server.ts ${port + 1}`,
      // Answers once the register is open.
      url: `${demoUrl}/signin`,
      reuseExistingServer: false,
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
      timeout: 120_000,
    },
  ],
});
