import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPacks } from "../../src/policy/index.ts";
import {
  loadHistories,
  openRegistry,
  ownAreaList,
  sampleDistrict,
  type HouseholdHistory,
  type Registry,
} from "../../src/registry/index.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines, openTestDatabase } from "./test-database.ts";

const people = 2_000;
const townships = ownAreaList()
  .areas.filter(({ code, level }) => level === "township" && code.startsWith("500106"))
  .map(({ code }) => code);
const households = [...sampleDistrict({ region: "500106", townships, people, seed: 7, today })];

describe.each(engines)("a history that cannot be, in %s", (engine) => {
  let registry: Registry;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const { packs } = await loadPacks();
    const vocabulary = packs?.get("shapingba-2023")?.compiled.vocabulary;
    if (!vocabulary) throw new Error("The packs have faults.");
    const database = await openTestDatabase(engine);
    ({ close } = database);
    registry = await openRegistry(database.db, vocabulary);
  });
  afterAll(() => close());

  test.each([
    // household                          fault            code
    [0, "a second period", "registry.periods-overlap"],
    [Math.floor(households.length / 2), "a second period", "registry.periods-overlap"],
    [households.length - 1, "a second period", "registry.periods-overlap"],
    [Math.floor(households.length / 2), "a gap", "registry.periods-leave-gap"],
    [households.length - 1, "a gap", "registry.periods-leave-gap"],
  ] as const)("is refused in household %i: %s", async (place, fault, code) => {
    const wrong = households.map((household, i) => (i === place ? withFault(household, fault) : household));
    await expect(loadHistories(registry, testCipher, wrong)).rejects.toMatchObject({ code });
    expect(await count("registry.subject")).toBe(0);
    expect(await count("registry.record")).toBe(0);
  });

  test("leaves nothing put aside, and what is right is loaded afterwards with everything back", async () => {
    const before = await indexesAndTriggers();
    await loadHistories(registry, testCipher, households);
    expect(await count("registry.name_entry")).toBe(people);
    expect(await indexesAndTriggers()).toEqual(before);
    await registry.db.asOwner((tx) => sql`select registry.check_everything()`.execute(tx));
  });

  async function count(table: string): Promise<number> {
    const { rows } = await registry.db.asOwner((tx) =>
      sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(tx),
    );
    return rows[0]?.count ?? -1;
  }

  async function indexesAndTriggers(): Promise<readonly unknown[]> {
    const { rows } = await registry.db.asOwner((tx) =>
      sql`
        select indexdef as what from pg_indexes where schemaname = 'registry'
        union all select tgname || ' ' || tgenabled::text || ' ' || tgrelid::regclass::text from pg_trigger where not tgisinternal
        union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'registry'::regnamespace
        order by what`.execute(tx),
    );
    return rows;
  }
});

/** The household with its first member registered in two places at once, or for some time in none. */
function withFault(household: HouseholdHistory, fault: "a second period" | "a gap"): HouseholdHistory {
  const [first, ...others] = household.members;
  const known = first?.records.findLast(({ kind, replacedOn }) => kind === "hukou" && replacedOn === undefined);
  if (!first || !known) throw new Error("Nobody of the household is registered anywhere.");
  const later = fault === "a gap" ? { ...known, validFrom: "2031-01-01" } : { ...known, validFrom: "2030-01-01", validTo: null };
  const ended = { ...known, validTo: "2030-01-02" };
  const records = [...first.records.filter((record) => record !== known), ended, later];
  return { ...household, members: [{ ...first, records }, ...others] };
}
