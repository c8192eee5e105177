import type { Pack } from "@huican/engine";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { cookieSealer } from "../../src/platform/sealed-cookie.ts";
import { loadPacks } from "../../src/policy/index.ts";
import { openApp } from "../policy-api.ts";
import { identityNumber, seed } from "./seed.ts";
import { journeys, type Damage, type Journey, type Step } from "./site-journeys.ts";

let app: Awaited<ReturnType<typeof openApp>>;
let packs: readonly Pack[];
beforeAll(async () => {
  app = await openApp();
  packs = [...((await loadPacks()).packs ?? new Map<string, Pack>()).values()];
});

const sealer = cookieSealer("test");

test("no form, cookie or address breaks the site, and an identity number stays in the field that it was typed into", async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      identityNumber.chain((secret) => fc.tuple(fc.constant(secret), journeys(packs, secret))),
      async ([secret, journey]) => {
        let visit = "";
        for (const [step, damage, at] of [[journey.opening, "none", 0] as const, ...journey.steps]) {
          const response = await send(step, damaged(visit, damage, at, journey), journey.garbage);
          seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
          const body = await response.text();
          expect(response.status, `${step.method} ${step.path}`).toBeLessThan(500);
          if (body !== "") expect(response.headers.get("content-type")).toMatch(/^text\/(html|css); charset=utf-8$/i);
          // Whoever has mistyped sees what they typed, in that field, to mend it; nothing else repeats it.
          expect(body.replaceAll(/ value="[^"]*"/g, "")).not.toContain(secret);
          expect([...response.headers].join()).not.toContain(secret);
          visit = /huican_visit=([^;]*)/.exec(response.headers.getSetCookie().join("\n"))?.[1] ?? visit;
        }
      },
    ),
    { seed, numRuns: 400 },
  );
  // The fuzzer is worth something only while it comes past the door often enough.
  expect([...seen.values()].reduce((a, b) => a + b)).toBeGreaterThan(1000);
  expect(seen.get(303)).toBeGreaterThan(200);
  expect(seen.get(422)).toBeGreaterThan(50);
});

function damaged(visit: string, damage: Damage, at: number, { garbage, older }: Journey): string {
  const place = at % (visit.length + 1);
  switch (damage) {
    case "none":
      return visit;
    case "cut":
      return visit.slice(0, place);
    case "flip":
      return `${visit.slice(0, place)}${visit.charAt(place) === "A" ? "B" : "A"}${visit.slice(place + 1)}`;
    case "garbage":
      return garbage;
    case "older":
      return sealer.seal(older) ?? "";
  }
}

function send({ method, path, fields, type, raw }: Step, visit: string, display: string): Response | Promise<Response> {
  const form = new URLSearchParams(fields.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]));
  return app.request(
    new Request(`http://localhost${path}`, {
      method,
      headers: {
        cookie: `huican_visit=${visit}; huican_display=${display}`,
        origin: "http://localhost",
        ...(type && { "content-type": type }),
      },
      ...(method === "POST" && { body: raw ?? form.toString() }),
    }),
  );
}
