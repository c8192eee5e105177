import { Agent, request } from "node:http";
import { randomFrom } from "@huican/engine/generate";
import { browserHeaders } from "./pages.ts";

export type Arrival = { readonly path: string; readonly cookie: string };

export type Arrivals = {
  readonly origin: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Kinds of requests, and how often each comes; the shares add up to one. */
  readonly kinds: readonly { readonly share: number; readonly requests: readonly Arrival[] }[];
};

/** Sends requests at fixed times, whether earlier ones were answered or not, and measures each from the time at which it should have gone out. */
export async function arrivals({ origin, perSecond, seconds, kinds }: Arrivals) {
  const random = randomFrom(1);
  const agent = new Agent({ keepAlive: true });
  const taken: number[] = [];
  let failed = 0;
  const pick = (): Arrival => {
    let left = random();
    const kind = kinds.find(({ share }) => (left -= share) < 0) ?? kinds[0];
    return kind?.requests[Math.floor(random() * kind.requests.length)] ?? { path: "/", cookie: "" };
  };
  const startedAt = performance.now();
  const send = (dueAt: number) =>
    new Promise<void>((resolve) => {
      const { path, cookie } = pick();
      const sent = request(`${origin}${path}`, { agent, headers: { ...browserHeaders, cookie } }, (response) => {
        if (response.statusCode !== 200) failed++;
        response.resume().once("end", () => {
          taken.push(performance.now() - dueAt);
          resolve();
        });
      });
      sent.once("error", () => {
        failed++;
        resolve();
      });
      sent.end();
    });
  const all: Promise<void>[] = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    const dueAt = startedAt + (i * 1000) / perSecond;
    const wait = dueAt - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    all.push(send(dueAt));
  }
  await Promise.all(all);
  agent.destroy();
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.floor(taken.length * share)] ?? Number.NaN;
  return { count: all.length, failed, p50: at(0.5), p95: at(0.95) };
}
