import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessesOf, acts, logAccess, logJob, searchLog, type Act } from "../../src/platform/audit/index.ts";
import type { Actor, Database } from "../../src/platform/database/index.ts";
import { engines, openTestDatabase, type TestDatabase } from "../registry/test-database.ts";
import { command } from "./test-log.ts";

const clerk: Actor = {
  id: "clerk",
  areas: ["500106"],
  occasion: { basis: "case", reference: "2026-12", reason: "核对补贴", role: "street-clerk", area: "500106003", address: "10.0.0.7" },
};
const days = { from: "2000-01-01", until: "2999-12-31" };

describe.each(engines)("who saw my file, in %s", (engine) => {
  let database: TestDatabase;
  let db: Database;
  let mine: number;
  let other: number;
  const me = (): Actor => ({ id: "me", areas: [], files: [mine] });

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    db = database.db;
    const subject = async (area: string) =>
      Number((await command(db, `insert into registry.subject (kind, area) values ('person', '${area}') returning id`))[0]?.["id"]);
    mine = await subject("500106001");
    other = await subject("500106002");
  });
  afterAll(() => database.close());

  const look = (
    actor: Actor,
    subjects: readonly number[],
    fields: readonly string[],
    act: Act = "registry.read-file",
    outcome: "done" | "refused" = "done",
  ) => db.as(actor, (tx) => logAccess(tx, { act, subjects, fields, outcome }));

  test("each act of a day once, with who, why, what was shown and how often; the latest first", async () => {
    await look(clerk, [mine], ["name", "phone"]);
    await look(clerk, [mine, other], ["name", "address"]);
    await look(
      { ...clerk, occasion: { basis: "emergency", reason: "上门救助", role: "street-clerk", area: "500106003" } },
      [mine],
      ["phone"],
    );
    await look({ id: "neighbour", areas: ["500105"] }, [mine], [], "registry.read-file", "refused");
    await look(clerk, [other], ["name"]);
    await db.asOwner((tx) => logJob(tx, "daily-snapshot", "registry.fill-snapshot"));
    await db.asOwner((tx) => logJob(tx, "daily-snapshot", "registry.fill-snapshot"));
    const { accesses, jobs } = await accessesOf(db, me(), mine, days);
    const asClerk = { actor: "clerk", role: "street-clerk", area: "500106003" };
    const done = { act: acts["registry.read-file"], isRefused: false };
    const onADay = { day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) };
    expect(accesses).toEqual([
      {
        ...done,
        ...onADay,
        actor: "neighbour",
        role: null,
        area: null,
        basis: null,
        reference: null,
        reason: null,
        isRefused: true,
        fields: [],
        times: 1,
      },
      { ...done, ...onADay, ...asClerk, basis: "emergency", reference: null, reason: "上门救助", fields: ["phone"], times: 1 },
      {
        ...done,
        ...onADay,
        ...asClerk,
        basis: "case",
        reference: "2026-12",
        reason: "核对补贴",
        fields: ["address", "name", "phone"],
        times: 2,
      },
    ]);
    expect(jobs).toEqual([{ act: acts["registry.fill-snapshot"], times: 2, lastDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }]);
    // Where a request came from is not the person's to know.
    expect(JSON.stringify(accesses)).not.toContain("10.0.0.7");
  });

  test("that somebody asked is in the log, and shows the next time", async () => {
    const { accesses } = await accessesOf(db, me(), mine, days);
    expect(accesses[0]).toMatchObject({ actor: "me", act: acts["audit.read-accesses"] });
  });

  test("only the person, whoever represents them, and whoever sees everywhere may ask; a clerk of the area may not", async () => {
    const representative: Actor = { id: "daughter", areas: [], files: [4711, mine] };
    expect((await accessesOf(db, representative, mine, days)).accesses.length).toBeGreaterThan(0);
    expect((await accessesOf(db, { id: "operator", areas: [""] }, mine, days)).accesses.length).toBeGreaterThan(0);
    for (const actor of [clerk, { id: "stranger", areas: [], files: [other] }, { id: "nobody", areas: [] }])
      await expect(accessesOf(db, actor, mine, days)).rejects.toMatchObject({ code: "audit.not-ones-own" });
  });

  test("a day is one of China: half past midnight there is still yesterday in London", async () => {
    const at = (instant: string) =>
      command(
        db,
        `insert into audit.entry (at, actor, act, subjects, fields, outcome) values ('${instant}', 'night', 'registry.read-file', '{${mine}}', '{name}', 'done')`,
      );
    await at("2020-03-01T15:59:59Z");
    await at("2020-03-01T16:00:00Z");
    const dayOf = async (day: string) => (await accessesOf(db, me(), mine, { from: day, until: day })).accesses.map(({ times }) => times);
    expect(await dayOf("2020-02-29")).toEqual([]);
    expect(await dayOf("2020-03-01")).toEqual([1]);
    expect(await dayOf("2020-03-02")).toEqual([1]);
    expect(await searchLog(db, { id: "night-auditor", areas: [""] }, { day: "2020-03-02", most: 10 })).toMatchObject([{ actor: "night" }]);
  });

  test("an auditor finds by actor, person and day, page by page, in their areas only", async () => {
    const auditor: Actor = { id: "auditor", areas: ["500106002"] };
    const all = await searchLog(db, auditor, { most: 100 });
    expect(all.map(({ subjects }) => subjects)).toEqual([[other], [other]]);
    expect(await searchLog(db, auditor, { subjectId: mine, most: 100 })).toEqual([]);
    const everywhere: Actor = { id: "chief-auditor", areas: [""] };
    const byClerk = await searchLog(db, everywhere, { actor: "clerk", most: 100 });
    expect(byClerk).toHaveLength(4);
    expect(byClerk.at(-1)).toMatchObject({ act: acts["registry.read-file"], subjects: [mine], occasion: clerk.occasion });
    const [first, second] = await searchLog(db, everywhere, { actor: "clerk", most: 2 });
    const next = await searchLog(db, everywhere, { actor: "clerk", most: 2, before: second?.id ?? 0 });
    expect([first, second, ...next].map((line) => line?.id)).toEqual(byClerk.map(({ id }) => id));
    expect((await searchLog(db, everywhere, { actor: "auditor", most: 10 })).map(({ subjects }) => subjects)).toEqual([[mine], []]);
    expect(await searchLog(db, { id: "nobody", areas: [] }, { most: 10 })).toEqual([]);
  });

  test("an act that this version does not know any more is told by its name", async () => {
    await command(
      db,
      `insert into audit.entry (actor, act, subjects, fields, outcome) values ('old', 'registry.forgotten-act', '{${mine}}', '{}', 'done')`,
    );
    const { accesses } = await accessesOf(db, me(), mine, days);
    expect(accesses).toContainEqual(expect.objectContaining({ act: { zh: "registry.forgotten-act", en: "registry.forgotten-act" } }));
  });
});
