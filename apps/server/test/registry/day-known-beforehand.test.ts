import { expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { loadPacks, vocabularyOf } from "../../src/policy/index.ts";
import { fillMissingSnapshot, registerPerson, searchPeople } from "../../src/registry/index.ts";
import { checkCharacter } from "../../src/registry/identity/identity-number.ts";
import { records } from "../../src/registry/record/record-store.ts";
import { openRegistry } from "../../src/registry/registry.ts";
import { testCipher } from "./sample-register.ts";
import { engines, openTestDatabase } from "./test-database.ts";

const clerk: Actor = { id: "clerk", areas: ["500106"] };
const neighbour: Actor = { id: "neighbour", areas: ["500105"] };

/** What is known now of the first of December. */
const later: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hukou: { "person.hukou_region": "500105002" },
  "person.residence_region": { "person.residence_region": "500105002" },
  name: { name: "王兰" },
};

test.each(engines)(
  "whoever moves and marries on a day that was known beforehand is in the new area, under the new name, when it has come: %s",
  async (engine) => {
    const { db, close } = await openTestDatabase(engine);
    try {
      const { packs } = await loadPacks();
      const registry = await openRegistry(db, vocabularyOf(packs ?? new Map()));
      const tools = { registry, cipher: testCipher, today: () => "2026-11-25", acceptsSynthetic: true };
      const { id } = await registerPerson(tools, clerk, {
        name: "王秀兰",
        identityNumber: `99010619900101002${checkCharacter("99010619900101002")}`,
        hukouRegion: "500106001",
        residenceRegion: "500106001",
        since: "2020-01-01",
      });
      await fillMissingSnapshot(registry, "2026-11-25");
      await db.as(clerk, async (tx) => {
        const said = (await records.of(tx, [id])).filter(({ kind }) => ["hukou", "person.residence_region", "name"].includes(kind));
        const add = said.flatMap(({ kind, source, validFrom, body }) => [
          { kind, source, validFrom, validTo: "2026-12-01", body },
          { kind, source, validFrom: "2026-12-01", validTo: null, body: { ...body, ...later[kind] } },
        ]);
        await records.replace(tx, registry.catalogue, id, { close: said.map((record) => record.id), add });
      });
      const found = async (actor: Actor, query: string, today: string) =>
        (await searchPeople(registry, testCipher, actor, { query, today, most: 10 })).people.map((line) => line.id);
      // The clock is ahead for a while, and set right again.
      await fillMissingSnapshot(registry, "2027-02-01");
      expect(await found(neighbour, "王兰", "2027-02-01")).toEqual([id]);
      await fillMissingSnapshot(registry, "2026-11-30");
      expect(await found(clerk, "王秀兰", "2026-11-30")).toEqual([id]);
      expect(await found(neighbour, "王秀兰", "2026-11-30")).toEqual([]);
      await fillMissingSnapshot(registry, "2026-12-02");
      expect(await found(clerk, "王兰", "2026-12-02")).toEqual([]);
      expect(await found(neighbour, "王兰", "2026-12-02")).toEqual([id]);
      expect(await found(neighbour, "王秀兰", "2026-12-02")).toEqual([]);
      // Nothing was changed since the clock was ahead: the day is looked at anew all the same.
      expect(await fillMissingSnapshot(registry, "2027-02-01")).toBe(true);
    } finally {
      await close();
    }
  },
);
