/** The server of a demo with few people, in a directory of its own that goes with it: for journeys behind the sign-in. Argument: the port. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { accessDoor, notOpenYet } from "../src/access/door/index.ts";
import { createApp } from "../src/app.ts";
import { systemClock as clock } from "../src/platform/clock.ts";
import { lateRoutes } from "../src/platform/late-routes.ts";
import { createLog } from "../src/platform/log.ts";
import { loadPacks } from "../src/policy/index.ts";
import { startRegister } from "../src/start-register.ts";

const directory = mkdtempSync(join(tmpdir(), "huican-journeys-"));
const { packs } = await loadPacks();
if (!packs) throw new Error("The packs have faults.");
const log = createLog();
const access = accessDoor({ publicUrl: undefined, addressOf: () => "127.0.0.1" });
const staff = lateRoutes((c) => notOpenYet(c));
const app = createApp({ packs, clock, log, cookieSecret: "journeys", access, staff });
const server = serve({ fetch: app.fetch, port: Number(process.argv[2]) });
const stopRegister = await startRegister({
  settings: { place: { directory }, keyPlace: join(directory, "keys.json"), isDemo: undefined },
  packs,
  clock,
  log,
  say: () => undefined,
  whenOpen: () => undefined,
  access,
  staff,
  sample: { region: "500106", people: 800, seed: 1 },
});
process.on("SIGTERM", () => {
  server.close();
  void stopRegister().finally(() => {
    rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  });
});
