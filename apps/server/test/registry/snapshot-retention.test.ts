import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { fillMissingSnapshot, fillSnapshot, listPeople } from "../../src/registry/index.ts";
import { daysNoLongerKept, nearestRuns } from "../../src/registry/snapshot/snapshot-retention.ts";
import { somePeople, writingTools } from "./changing-files.ts";
import { engines, openTestDatabase } from "./test-database.ts";
import { smallVocabulary } from "./whole-register.ts";

describe("on 2026-11-25", () => {
  const today = "2026-11-25";
  const yesterday = { asOf: "2026-11-24", filledOn: "2026-11-24" };

  test.each([
    // asOf        filledOn      isKept  why
    ["2026-11-25", "2026-11-25", true, "it is today's"],
    ["2026-10-22", "2026-10-22", true, "34 days ago"],
    ["2026-10-21", "2026-10-21", false, "35 days ago"],
    ["2026-09-30", "2026-09-30", true, "the last of a month"],
    ["2026-09-29", "2026-09-29", false, "the last but one of a month"],
    ["2024-02-29", "2024-02-29", true, "the last of February in a leap year"],
    ["2024-02-28", "2024-02-28", false, "not the last of February in a leap year"],
    ["2016-11-30", "2016-11-30", true, "less than ten years ago"],
    ["2016-10-31", "2016-10-31", false, "more than ten years ago"],
    ["2020-05-05", "2026-11-20", true, "somebody had it made last week"],
    ["2020-05-05", "2026-10-01", false, "somebody had it made in October"],
    ["2027-03-01", "2026-11-20", true, "a plan"],
  ])("the snapshot of %s, made on %s: kept is %s (%s)", (asOf, filledOn, isKept) => {
    expect(daysNoLongerKept([{ asOf, filledOn }, yesterday], today)).toEqual(isKept ? [] : [asOf]);
  });

  test("nothing is removed where the week before has no snapshot: the clock may be wrong", () => {
    const days = ["2020-05-05", "2026-11-17"].map((day) => ({ asOf: day, filledOn: day }));
    expect(daysNoLongerKept(days, today)).toEqual([]);
    expect(daysNoLongerKept([...days, { asOf: "2026-11-18", filledOn: "2026-11-18" }], today)).toEqual(["2020-05-05"]);
  });

  test("of the days that there are those are told that are nearest", () => {
    const days = ["2025-01-31", "2025-02-28", "2026-11-25", "2026-11-24", "2025-03-31", "2026-11-23"];
    expect(nearestRuns(days, "2025-03-15", 2)).toEqual([
      { from: "2025-02-28", to: "2025-02-28" },
      { from: "2025-03-31", to: "2025-03-31" },
    ]);
    expect(nearestRuns(days, "2026-12-01", 1)).toEqual([{ from: "2026-11-23", to: "2026-11-25" }]);
    expect(nearestRuns([], today, 3)).toEqual([]);
  });
});

test.each(engines)(
  "after the snapshot of a new day, old ones are gone with their rows, their room is used again, and a list says which days there are: %s",
  async (engine) => {
    const { db, close } = await openTestDatabase(engine);
    try {
      const tools = await writingTools(db, await smallVocabulary());
      await somePeople(tools);
      const { registry } = tools;
      await db.asOwner(async (tx) => {
        for (const day of ["2025-03-31", "2025-05-05", "2026-11-24"]) await fillSnapshot(db, tx, day);
        await sql`update registry.snapshot_state set filled_at = as_of`.execute(tx);
      });
      expect(await fillMissingSnapshot(registry, "2026-11-26")).toBe(true);
      const { rows } = await db.asOwner((tx) =>
        sql<{ day: string; people: number }>`
          select as_of as day, count(subject_id) as people from registry.snapshot_state full join registry.snapshot using (as_of) group by 1 order by 1`.execute(
          tx,
        ),
      );
      expect(rows).toEqual(["2025-03-31", "2026-11-24", "2026-11-25", "2026-11-26"].map((day) => ({ day, people: 4 })));
      const clerk = { id: "clerk", areas: ["500106"] };
      await expect(listPeople(registry, clerk, { day: "2025-05-05", filters: [], skip: 0, most: 5 })).rejects.toMatchObject({
        code: "registry.no-snapshot",
        zh: "这一天没有名单。最近的有：2025-03-31、2026-11-24至2026-11-26；共4天。请选择有名单的一天，或请管理员生成。",
      });
      const bytes = async () =>
        (await db.asOwner((tx) => sql<{ size: number }>`select pg_relation_size('registry.snapshot') as size`.execute(tx))).rows[0]?.size;
      const before = await bytes();
      // So many rows of removed snapshots as would fill some pages.
      for (let round = 0; round < 40; round++) {
        await db.asOwner((tx) => fillSnapshot(db, tx, "2026-11-26"));
        await db.vacuum("registry.snapshot");
      }
      expect(await bytes()).toBe(before);
    } finally {
      await close();
    }
  },
);
