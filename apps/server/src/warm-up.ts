import type { Pack } from "@huican/engine";
import type { Hono } from "hono";

/**
 * Asks for one page of each kind, so that whoever comes first does not wait for what is made once: the rulebooks of the day, the comparison of documents, the index of
 * the search. Between the pages others are served.
 */
export async function warmUp(app: Hono, packs: ReadonlyMap<string, Pack>): Promise<void> {
  const documents = [...packs.values()].flatMap(({ id, benefits }) => [
    `/policies/${id}`,
    ...benefits.slice(0, 1).map(({ key }) => `/policies/${id}/${key}`),
  ]);
  for (const path of ["/", "/policies", "/opens", "/search?q=%E8%BD%AE%E6%A4%85", ...documents]) {
    await app.request(path);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
