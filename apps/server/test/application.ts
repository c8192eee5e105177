import { createApp, type AppParts } from "../src/app.ts";
import { createLog } from "../src/platform/log.ts";
import { loadPacks } from "../src/policy/index.ts";
import { Visitor } from "./visitor.ts";

/** The application with the packs of this checkout, on a day of 2024 unless another clock is given. */
export async function application(parts: Partial<AppParts> = {}): Promise<ReturnType<typeof createApp>> {
  const { packs, faults } = await loadPacks();
  if (!packs) throw new Error(JSON.stringify(faults.slice(0, 3)));
  const clock = { now: () => new Date("2024-06-01T04:00:00Z") };
  return createApp({ packs, clock, log: createLog(), cookieSecret: "test", ...parts });
}

export function visitorOf(app: ReturnType<typeof createApp>): Visitor {
  return new Visitor((request) => app.request(request));
}
