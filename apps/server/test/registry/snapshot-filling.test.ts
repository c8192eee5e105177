import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, Database } from "../../src/platform/database/index.ts";
import { loadPacks, vocabularyOf } from "../../src/policy/index.ts";
import { fillMissingSnapshot, fillSnapshot, listPeople, loadHistories, openRegistry, type Registry } from "../../src/registry/index.ts";
import { snapshotLock } from "../../src/registry/snapshot/snapshot-schema.ts";
import { endSnapshot, fillRange } from "../../src/registry/snapshot/snapshot-store.ts";
import { changeOnce, somePeople, writingTools } from "./changing-files.ts";
import { randomHouseholds } from "./random-households.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines, openTestDatabase } from "./test-database.ts";
import { faultsIn, smallVocabulary } from "./whole-register.ts";

const everywhere: Actor = { id: "job", areas: [""] };

describe.each(engines)("a snapshot that is filled range by range, in %s", (engine) => {
  let registry: Registry;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const { packs } = await loadPacks();
    const opened = await openTestDatabase(engine);
    close = opened.close;
    registry = await openRegistry(opened.db, vocabularyOf(packs ?? new Map()));
    await loadHistories(registry, testCipher, randomHouseholds(12, 60));
  });
  afterAll(() => close());

  const rows = async () => {
    const { rows: found } = await registry.db.asOwner((tx) =>
      sql`select * from registry.snapshot where as_of = ${today} order by subject_id`.execute(tx),
    );
    return found;
  };

  test.each([
    [today, null],
    [today, "2023-05-01T00:00:00Z"],
  ])("as on %s and as known %s, says the same wherever it is cut, through households too", async (day, knownAt) => {
    await registry.db.asOwner((tx) => fillRange(tx, day, knownAt, { first: 1, last: 1_000_000 }));
    const whole = await rows();
    expect(whole.length).toBeGreaterThan(100);
    const last = Number((whole.at(-1) as Record<string, unknown>)["subject_id"]);
    for (const cuts of [[50], [7, 8, 9], [3, 31, 64, 97], Array.from({ length: 20 }, (_, i) => 41 + i)]) {
      await registry.db.asOwner(async (tx) => {
        const ends = [...cuts, last];
        for (const [i, end] of ends.entries()) await fillRange(tx, day, knownAt, { first: (ends[i - 1] ?? 0) + 1, last: end });
      });
      expect(await rows(), `cut after ${cuts.join(", ")}`).toEqual(whole);
    }
  });

  test("rows of a day that nobody ended are seen by no list, and go when that day or the next is filled", async () => {
    const [failed, other] = ["2026-10-01", "2026-10-07"];
    for (const day of [failed, other]) {
      await registry.db.asOwner((tx) => fillRange(tx, day, null, { first: 1, last: 1_000_000 }));
      const list = listPeople(registry, everywhere, { day, filters: [], skip: 0, most: 10 });
      await expect(list).rejects.toMatchObject({ code: "registry.no-snapshot" });
    }
    await registry.db.asOwner((tx) => sql`update registry.snapshot set sort_name = 'left behind' where as_of = ${failed}`.execute(tx));
    await registry.db.asOwner((tx) => fillSnapshot(registry.db, tx, failed));
    expect(await fillMissingSnapshot(registry, "2026-11-26")).toBe(true);
    const { rows: left } = await registry.db.asOwner((tx) =>
      sql<{ day: string; leftBehind: number }>`
        select as_of as day, count(*) filter (where sort_name = 'left behind') as "leftBehind"
        from registry.snapshot where as_of in (${failed}, ${other}) group by as_of`.execute(tx),
    );
    expect(left).toEqual([{ day: failed, leftBehind: 0 }]);
  });
});

describe("while a snapshot is filled, in postgres", () => {
  test("a file that is changed before it ends is in it as it is afterwards", async () => {
    const { db, close } = await openTestDatabase("postgres");
    try {
      const tools = await writingTools(db, await smallVocabulary());
      const people = await somePeople(tools);
      await leave(db);
      await db.asOwner(async (tx) => {
        await fillRange(tx, today, null, { first: 1, last: 1_000_000 });
        await changeOnce(tools, people, 1);
        await endSnapshot(tx, today, null);
      });
      expect(await faultsIn(tools.registry, people)).toEqual([]);
      await changeOnce(tools, people, 2);
      expect(await faultsIn(tools.registry, people)).toEqual([]);
    } finally {
      await close();
    }
  });

  test("many change files while today's is made for the first time or anew, and nothing is lost", async () => {
    const { db, close } = await openTestDatabase("postgres");
    try {
      const tools = await writingTools(db, await smallVocabulary());
      const people = await somePeople(tools);
      const state = { isFilling: true };
      let written = 0;
      const filling = (async () => {
        for (let turn = 0; turn < 12; turn++) {
          if (turn % 2 === 0) await leave(db);
          await db.asOwner((tx) => fillSnapshot(db, tx, today));
        }
        state.isFilling = false;
      })();
      // Each changes a file of their own: of two who change the same at once, one is told so.
      const writers = [0, 1, 2].map(async (writer) => {
        for (let turn = writer; state.isFilling; turn += people.length) await changeOnce(tools, people, turn).then(() => written++);
      });
      await Promise.all([filling, ...writers]);
      expect(written).toBeGreaterThan(0);
      expect(await faultsIn(tools.registry, people)).toEqual([]);
    } finally {
      await close();
    }
  });

  /** Today has no snapshot, as after midnight. */
  async function leave(db: Database): Promise<void> {
    await db.asOwner(async (tx) => {
      await sql`select pg_advisory_xact_lock(${sql.raw(snapshotLock)})`.execute(tx);
      await sql`delete from registry.snapshot_state`.execute(tx);
    });
  }
});
