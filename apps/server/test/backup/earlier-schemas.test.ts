import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { Pack } from "@huican/engine";
import { accessConstraints } from "../../src/access/index.ts";
import { sealAll, verifyLog } from "../../src/platform/audit/index.ts";
import { addKeyVersion, reseal, sealedCounts } from "../../src/platform/cipher/index.ts";
import { knownMigrations } from "../../src/platform/database/index.ts";
import { loadPacks, vocabularyOf } from "../../src/policy/index.ts";
import { decidePerson, packsFor } from "../../src/policy/register/index.ts";
import { openRegister, readBackup, restoreRegister, type Register } from "../../src/registry/index.ts";
import { sealedTables } from "../../src/sealed-tables.ts";
import { changeOnce } from "../registry/changing-files.ts";
import { newPlace } from "./register-place.ts";
import { toldAgain, type Told } from "./told.ts";

const folder = join(import.meta.dirname, "schemas");
const keys = readFileSync(join(folder, "keys.json"), "utf8");
const newest = knownMigrations().length;
const earlier = Array.from({ length: newest - 1 }, (_, i) => String(i + 1).padStart(4, "0"));
let packs: ReadonlyMap<string, Pack>;
beforeAll(async () => {
  packs = (await loadPacks()).packs ?? new Map();
});

test("of every earlier schema there is a backup: before a migration is added, `npm run keep-schema` makes that of the schema before it", () => {
  const kept = readdirSync(folder).filter((name) => name.endsWith(".huican"));
  expect(kept.map((name) => name.slice(0, 4)).filter((name) => Number(name) < newest)).toEqual(earlier);
});

// Each step once, and where both engines begin and end on both.
test.each([
  ...earlier.map((name) => [name, "postgres"] as const),
  [earlier[0] as string, "pglite"] as const,
  [earlier.at(-1) as string, "pglite"] as const,
])("a register of schema %s is brought forward by an ordinary start, and says what it said, in %s", async (name, engine) => {
  const { settings, remove } = await newPlace(engine, keys);
  const backup = await readBackup(join(folder, `${name}.huican`), settings.keyPlace);
  expect(backup.checked.manifest.steps.length).toBe(Number(name));
  await restoreRegister(settings, backup, { replaces: false, work: async () => {} });
  const register = await openRegister(settings, vocabularyOf(packs), false, accessConstraints);
  try {
    await expectSame(register, name);
    await sealAll(register.registry.db, register.logKeys);
    expect(await verifyLog(register.registry.db, register.logKeys.verify)).toMatchObject({ faultCount: 0, unsealed: { count: 0 } });
    await register.registry.db.asOwner((tx) => sql`select registry.check_everything()`.execute(tx));
    await expectWork(register);
    await register.close();
    await expectRotation(settings, name);
  } finally {
    await remove();
  }
});

/** Facts that later programs compute besides may come to what was known then. */
async function expectSame(register: Register, name: string): Promise<void> {
  const kept = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as readonly Told[];
  expect(kept.length).toBeGreaterThan(10);
  let decisions = 0;
  for (const told of kept) {
    const again = await toldAgain(register, told);
    expect(again).toMatchObject(told);
    const outcomes = ({ facts, asOf }: Told) =>
      packsFor(packs, facts).flatMap((pack) =>
        decidePerson(pack, facts, asOf).decisions.map(
          ({ benefit, outcome, payable }) => `${pack.id} ${benefit} ${outcome} ${payable ?? ""}`,
        ),
      );
    expect(outcomes(again)).toEqual(outcomes(told));
    decisions += outcomes(told).length;
  }
  expect(decisions).toBeGreaterThan(20);
}

/** Files are changed as in any register. */
async function expectWork({ registry, cipher }: Register): Promise<void> {
  const { rows } = await registry.db.asOwner((tx) =>
    sql<{ id: number }>`select id from registry.subject where kind = 'person' order by id desc limit 4`.execute(tx),
  );
  const tools = { registry, cipher, today: () => new Date().toISOString().slice(0, 10), acceptsSynthetic: true };
  const people = rows.map(({ id }) => id);
  await changeOnce(tools, people, 700_001);
}

async function expectRotation(settings: Parameters<typeof openRegister>[0], name: string): Promise<void> {
  addKeyVersion(settings.keyPlace);
  const register = await openRegister(settings, vocabularyOf(packs), false, accessConstraints);
  try {
    for (const table of sealedTables) await reseal(register.registry.db, register.cipher, table);
    expect([...(await sealedCounts(register.registry.db, sealedTables)).keys()]).toEqual([2]);
    await expectSame(register, name);
  } finally {
    await register.close();
  }
}
