import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { accessConstraints, accessErrors } from "../../src/access/index.ts";

const made = Object.entries(accessErrors).map(([name, make]) => [name, make(2)] as const);

test.each(made)("%s has a stable code and a plain sentence in both languages", (name, { code, zh, en }) => {
  expect(code).toBe(`access.${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  expect(zh).toMatch(/^[\p{Script=Han}“”0-9].*。$/u);
  expect(en).toMatch(/^[A-Z].*\.$/);
  expect(en.length).toBeLessThan(260);
  expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
});

test("every constraint that becomes a sentence is one that the schema has", () => {
  const schema = readFileSync(new URL("../../src/migrations/schema.sql", import.meta.url), "utf8");
  for (const name of accessConstraints.keys()) expect(schema, name).toMatch(new RegExp(`\\b${name}\\b`));
});
