import { createApp, type AppParts } from "../src/app.ts";
import { plainApi, type ApiConfiguration } from "../src/platform/configuration.ts";
import { createLog } from "../src/platform/log.ts";
import { loadPacks } from "../src/policy/index.ts";

/** Midday in China on 1 June 2024. */
const clock = { now: () => new Date("2024-06-01T04:00:00Z") };

/** The whole application over the installed packs, as the server starts it; without a limit on cases unless one is asked for. */
export async function openApp(api: Partial<ApiConfiguration> = {}, parts: Partial<AppParts> = {}): Promise<ReturnType<typeof createApp>> {
  const { packs, faults } = await loadPacks();
  if (!packs) throw new Error(JSON.stringify(faults.slice(0, 3)));
  return createApp({ packs, clock, log: createLog(), cookieSecret: "test", api: { ...plainApi, casesPerMinute: 0, ...api }, ...parts });
}

/** A request with a JSON body. */
export function json(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  };
}

/** What Node's HTTP server would say of a connection from an address. */
export function from(address: string): object {
  return { incoming: { socket: { remoteAddress: address } } };
}
