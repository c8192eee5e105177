import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { packFiles } from "./real-packs.ts";

/** Which schema an editor uses for a file, as `.vscode/settings.json` says. */
function schemaFor(path: string): string | null {
  if (path.startsWith("vocabulary/")) return "vocabulary";
  if (path.includes("/measures/")) return path.endsWith(".cases.yaml") ? "cases" : "measure";
  return /\/([\w-]+)\.yaml$/.exec(path)?.[1] ?? null;
}

const validators = new Map(
  ["pack", "definitions", "readings", "clauses", "people", "cases", "measure", "vocabulary", "everyday-words"].map((name) => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, `../schema/${name}.schema.json`), "utf8")) as object;
    return [name, new Ajv2020({ allErrors: true, strict: false, multipleOfPrecision: 6 }).compile(schema)];
  }),
);

const files = packFiles.filter(({ path }) => schemaFor(path) !== null);

test("there are pack files to validate", () => expect(files.length).toBeGreaterThan(10));

test.each(files.map(({ path, text }) => [path, text]))("%s is what editors are told a pack looks like", (path, text) => {
  const validate = validators.get(schemaFor(path) ?? "");
  validate?.(parse(text));
  expect(validate?.errors ?? []).toEqual([]);
});

test.each([
  [
    "measure",
    {
      measure: 1,
      zh: "一",
      en: "one",
      benefits: [{ key: "a", zh: "甲", en: "A", kind: "cash", subject: "person", topic: "money", source: "一", amount: { kind: "fixed" } }],
    },
    "a fixed amount without its figure",
  ],
  ["measure", { measure: 1, zh: "一", en: "one", benefit: [] }, "a field that does not exist"],
  ["measure", { measure: 1, zh: "一", en: "one", benefits: [{ changes: "a", amount: { kind: "none" } }] }, "a change without its clause"],
  ["vocabulary", { group: "a", zh: "甲", en: "A", facts: { b: { type: "number", zh: "乙", en: "B" } } }, "a type that does not exist"],
  ["vocabulary", { group: "a", zh: "甲", en: "A", facts: { b: { type: "enum", zh: "乙", en: "B" } } }, "an enum without its choices"],
  [
    "vocabulary",
    { group: "a", zh: "甲", en: "A", facts: { b: { type: "bool", zh: "乙", en: "B", says: { maybe: { zh: "也许", en: "may" } } } } },
    "a fact that says maybe",
  ],
  ["vocabulary", { group: "a", zh: "甲", en: "A", facts: { B: { type: "bool", zh: "乙", en: "B" } } }, "a name in capitals"],
  ["pack", { id: "x", version: "1", zh: "甲" }, "a missing twin"],
  ["clauses", { clauses: [{ clause: "一", zh: "一", en: "one" }] }, "a clause that neither grants nor says why not"],
  ["cases", { cases: [{ zh: "一", en: "one", as_of: "2024-3-1", expect: { a: "eligible" } }] }, "a day that is not written as one"],
])("the schema of a %s refuses %j: %s", (name, value, _why) => {
  expect(validators.get(name)?.(value)).toBe(false);
});
