import { join } from "node:path";
import { expect, test } from "vitest";
import { circleIn, importsOf, map, sourcesBelow, violationsIn } from "./boundaries.ts";

const root = join(import.meta.dirname, "..");
const sources = sourcesBelow(root, ["packages/engine/src", "packages/contract/src", "apps/server/src", "apps/cli/src", "apps/desk/src"]);

test("the sources were seen, in every place of the map", () => {
  expect(sources.length).toBeGreaterThan(40);
  for (const place of Object.keys(map))
    expect(
      sources.some(({ path }) => path.startsWith(`${place}/`)),
      place,
    ).toBe(true);
  expect(sources.filter(({ path }) => path.endsWith(".tsx")).length).toBeGreaterThan(5);
  expect(sources.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(100);
});

test("every import is one that the map allows", () => {
  expect(violationsIn(sources)).toEqual([]);
});

test("no files import each other in a circle", () => {
  expect(circleIn(sources)).toBeNull();
});

test.each([
  ["packages/engine/src/day.ts", 'import { readFileSync } from "node:fs";'],
  ["packages/engine/src/day.ts", 'export { parse } from "yaml";'],
  ["packages/engine/src/program.ts", 'import { compilePack } from "./compile/index.ts";'],
  ["packages/engine/src/compile/check.ts", 'import express from "express";'],
  ["packages/engine/src/day.ts", "export const now = () => Date.now();"],
  ["packages/contract/src/case.ts", 'import type { Pack } from "@huican/engine";'],
  ["packages/engine/src/program.ts", 'import { Case } from "@huican/contract";'],
  ["apps/server/src/policy/index.ts", 'export { policyApi } from "./api/index.ts";'],
  ["apps/server/src/platform/log.ts", 'import { loadPacks } from "../policy/index.ts";'],
  ["apps/server/src/site/home.ts", 'import { sha256 } from "../policy/pack-library.ts";'],
  ["apps/cli/src/decide.ts", 'const late = await import("../../server/src/policy/index.ts");'],
  ["apps/desk/src/main.tsx", 'import { roles } from "../../server/src/access/role.ts";'],
  ["apps/desk/src/work/work-page.tsx", 'import { Hono } from "hono";'],
  ["apps/unheard/src/x.ts", "export const x = 1;"],
])("%s with %s is caught", (path, text) => {
  expect(violationsIn([{ path, text }]).map((violation) => violation.from)).toEqual([path]);
});

test("an import in a comment is none", () => {
  expect(importsOf('// import "a";\n/* from "b" */\nimport "c";')).toEqual(["c"]);
});

test("a circle is caught, and one of types is none", () => {
  const circle = [
    { path: "a/x.ts", text: 'import { y } from "./y.ts";' },
    { path: "a/y.ts", text: 'import { x } from "./x.ts";' },
  ];
  expect(circleIn(circle)).toEqual(["a/x.ts", "a/y.ts", "a/x.ts"]);
  expect(circleIn(circle.map(({ path, text }) => ({ path, text: text.replace("import", "import type") })))).toBeNull();
});
