import { Problem } from "@huican/contract";
import type { Pack } from "@huican/engine";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { loadPacks } from "../../src/policy/index.ts";
import { openApp } from "../policy-api.ts";
import { apiRequests, type Sent } from "./api-requests.ts";
import { identityNumber, seed } from "./seed.ts";

let app: Awaited<ReturnType<typeof openApp>>;
let packs: readonly Pack[];
beforeAll(async () => {
  app = await openApp();
  packs = [...((await loadPacks()).packs ?? new Map<string, Pack>()).values()];
});

test("no request to the API breaks it, every problem speaks both languages, and no identity number comes back", async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      identityNumber.chain((secret) => fc.tuple(fc.constant(secret), apiRequests(packs, secret))),
      async ([secret, sent]) => {
        const response = await send(sent);
        seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
        const body = await response.text();
        expect(response.status).toBeLessThan(500);
        expect(body).not.toContain(secret);
        expect([...response.headers].join()).not.toContain(secret);
        expectProperForm(sent, response, body);
      },
    ),
    { seed, numRuns: 1500 },
  );
  // The fuzzer is worth something only while it comes past the door often enough.
  expect(seen.get(200)).toBeGreaterThan(300);
  expect(seen.get(422)).toBeGreaterThan(200);
  expect(seen.get(404)).toBeGreaterThan(20);
});

function send({ method, path, query, headers, text }: Sent): Response | Promise<Response> {
  const used = method !== "natural" ? method : /^\/api\/(decide|ask)$/.test(path) ? "POST" : "GET";
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return app.request(
    new Request(`http://localhost${path}${query}`, {
      method: used,
      headers: given,
      ...(used !== "GET" && used !== "HEAD" && { body: text }),
    }),
  );
}

function expectProperForm({ path }: Sent, response: Response, body: string): void {
  const type = response.headers.get("content-type");
  // What a browser makes of the address: `/api/..` is the first page of the site, and `/API` is no address of ours.
  const { pathname } = new URL(`http://localhost${path}`);
  const isPage = pathname === "/api" || !/^\/api(\/|$)/.test(pathname);
  if (body === "" || (isPage && type?.toLowerCase() === "text/html; charset=utf-8")) return;
  if (response.status < 400) {
    expect(type).toBe("application/json");
    JSON.parse(body);
    return;
  }
  expect(type).toBe("application/problem+json");
  const { status, title, title_en, detail, detail_en } = Problem.parse(JSON.parse(body));
  expect(status).toBe(response.status);
  for (const chinese of [title, detail]) expect(chinese).toMatch(/[\u4e00-\u9fff]/);
  for (const english of [title_en, detail_en]) expect(english).toMatch(/[a-z]{3}/);
}
