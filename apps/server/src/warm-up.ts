import type { Pack } from "@huican/engine";
import type { Hono } from "hono";

/**
 * Asks for one page of each kind, so that whoever comes first does not wait for what is made once: the rulebooks of the day, the comparisons of documents, the index of
 * the search. Between the pages others are served.
 */
export async function warmUp(app: Hono, packs: ReadonlyMap<string, Pack>): Promise<void> {
  const ids = [...packs.keys()];
  const documents = [...packs.values()].flatMap(({ id, benefits }) => [
    `/policies/${id}`,
    ...benefits.slice(0, 1).map(({ key }) => `/policies/${id}/${key}`),
  ]);
  const pairs = ids.flatMap((left) => ids.filter((right) => right !== left).map((right) => `/policies/compare/${left}/${right}`));
  for (const path of ["/", "/policies", "/opens", "/search?q=%E8%BD%AE%E6%A4%85", ...documents, ...pairs]) {
    await app.request(path);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
