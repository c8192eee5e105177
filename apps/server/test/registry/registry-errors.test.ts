import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { databaseErrors } from "../../src/platform/errors.ts";
import type { Refusal } from "../../src/platform/refusal.ts";
import { refusedConstraints, registryErrors } from "../../src/registry/index.ts";

const text = { zh: "户籍", en: "Household registration" };
const made: readonly (readonly [string, Refusal])[] = [
  ...Object.entries(registryErrors).map(([name, make]) => {
    const given: Readonly<Record<string, readonly unknown[]>> = {
      certificateNumberIdentity: [registryErrors.identityNumberChecksum()],
      foreignFact: [text],
      badFact: [text, { message: "级别应为0到4。", message_en: "A level is 0 to 4." }],
      overtaken: [[text]],
      mergeOvertaken: [[text]],
      exportTooLarge: [250_000, 200_000],
      noSnapshot: [
        [
          { from: "2026-10-31", to: "2026-10-31" },
          { from: "2026-11-01", to: "2026-11-25" },
        ],
        26,
      ],
    };
    return [name, (make as (...values: readonly unknown[]) => Refusal)(...(given[name] ?? []))] as const;
  }),
  ...(["lost", "diskFull", "busy"] as const).map((name) => [name, databaseErrors[name]()] as const),
];

test.each(made)("%s has a stable code and a plain sentence in both languages", (name, { code, zh, en }) => {
  expect(code).toMatch(/^(registry|database)\.[a-z-]+$/);
  expect(code.replace(/^\w+\./, "")).toBe(name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
  expect(zh).toMatch(/^[\p{Script=Han}“”0-9].*[。！]$/u);
  expect(en).toMatch(/^[A-Z].*\.?$/);
  expect(en.length).toBeLessThan(260);
  expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
});

test("no two refusals have one code", () => {
  expect(new Set(made.map(([, { code }]) => code)).size).toBe(made.length);
});

test("every constraint that becomes a sentence is one that the schema has", () => {
  const migrations = new URL("../../src/migrations/", import.meta.url);
  const schema = readdirSync(migrations)
    .map((name) => readFileSync(new URL(name, migrations), "utf8"))
    .join("\n");
  for (const name of refusedConstraints.keys()) expect(schema, name).toMatch(new RegExp(`constraint (= ')?${name}\\b`));
});
