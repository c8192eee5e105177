import type { PolicyApi } from "../../policy/api/index.ts";
import type { Operation } from "./operation.ts";

/** A request that works, and what it brings. */
export type Example = { readonly path: string; readonly body: unknown; readonly answer: unknown };

/** The most items of a list and characters of a text that an example shows. */
const mostItems = 2;
const longestText = 160;

/** Sends the example of an endpoint to the API itself: what the page shows is what callers get. */
export async function exampleOf({ method, path, parameters, body }: Operation, answer: PolicyApi["answer"]): Promise<Example> {
  const values = parameters.flatMap(({ name, in: where, schema }) =>
    schema.example === undefined ? [] : [{ name, where, value: encodeURIComponent(schema.example) }],
  );
  const address = values.reduce((so, { name, where, value }) => (where === "path" ? so.replace(`{${name}}`, value) : so), path);
  const query = values.flatMap(({ name, where, value }) => (where === "query" ? [`${name}=${value}`] : [])).join("&");
  const fullPath = query ? `${address}?${query}` : address;
  const request = new Request(`http://localhost${fullPath}`, {
    method,
    ...(body && { body: JSON.stringify(body.example), headers: { "content-type": "application/json" } }),
  });
  const response = await answer(request);
  return { path: fullPath, body: body?.example ?? null, answer: await response.json() };
}

/** Stands for what is left out of a list: a key that no answer has. */
const moreKey = "\u2026";

/** An answer short enough to read, as indented JSON. @param more says how many items were left out */
export function shortened(answer: unknown, more: (count: number) => string): string {
  const left = new RegExp(`\\{\\s*"${moreKey}": (\\d+)\\s*\\}`, "g");
  return JSON.stringify(shorten(answer), null, 2).replaceAll(left, (_, count: string) => `\u2026 ${more(Number(count))}`);
}

function shorten(value: unknown): unknown {
  if (typeof value === "string") return value.length > longestText ? `${value.slice(0, longestText)}\u2026` : value;
  if (Array.isArray(value)) {
    const shown = value.slice(0, mostItems).map(shorten);
    return value.length > mostItems ? [...shown, { [moreKey]: value.length - mostItems }] : shown;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item)]));
}
