import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/security.md"), "utf8");

/** The tests by the name of their file: `matrix`, or with the folder where two have one name. */
const tests = ["apps/server/test", "apps/cli/test"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => ({ path: name.replace(/\.test\.ts$/, ""), text: readFileSync(join(root, folder, name), "utf8") })),
);

function textOf(name: string): string {
  const found = tests.filter(({ path }) => path === name || (!name.includes("/") && basename(path) === name));
  // Of several with one name the one that stands highest is meant.
  return found.sort((a, b) => a.path.length - b.path.length)[0]?.text ?? "";
}

test("every test that the checklist names is there, under the words that it quotes", () => {
  const named = [...page.matchAll(/`([\w/-]+)`: ((?:“[^”]+”(?:; )?)+)/g)].flatMap(([, file = "", quotes = ""]) =>
    [...quotes.matchAll(/“([^”]+)”/g)].map(([, words = ""]) => [file, words] as const),
  );
  expect(named.length).toBeGreaterThan(150);
  expect(named.filter(([file, words]) => words !== "nobody approves…" && !textOf(file).includes(words))).toEqual([]);
});

test("the checklist has each requirement of levels 1 and 2 of ASVS 5.0.0, once", () => {
  const inWords = page.slice(page.indexOf("## V1 "), page.indexOf("## 网络安全等级保护"));
  const told = inWords
    .split("\n")
    // A line tells of what it begins with; what does not apply is told in a sentence in brackets or before its table.
    .flatMap((line) => (line.startsWith("| V") ? [line.split("|")[1] ?? ""] : line.startsWith("|") ? [] : [line]))
    .flatMap((line) => [...line.matchAll(/V(\d+)\.(\d+)\.(\d+)(?:–V\d+\.\d+\.(\d+))?/g)])
    .flatMap(([, chapter, section, first, last = first]) =>
      Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${chapter}.${section}.${Number(first) + i}`),
    );
  expect(told.filter((id, i) => told.indexOf(id) !== i)).toEqual([]);
  expect(told).toHaveLength(253);
});
