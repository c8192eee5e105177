import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exchangeConstraints, exchangeErrors } from "../../src/exchange/index.ts";

test.each(Object.entries(exchangeErrors))("%s has a stable code and a plain sentence in both languages", (name, make) => {
  const { code, zh, en } = make();
  expect(code).toBe(`exchange.${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  expect(zh).toMatch(/^[\p{Script=Han}“].*。$/u);
  expect(en).toMatch(/^[A-Z].*\.$/);
});

test("every constraint that becomes a sentence is one that the schema has", () => {
  const schema = readFileSync(new URL("../../src/migrations/0012-imports.sql", import.meta.url), "utf8");
  for (const name of exchangeConstraints.keys()) expect(schema, name).toMatch(new RegExp(`constraint (= ')?${name}\\b`));
});
