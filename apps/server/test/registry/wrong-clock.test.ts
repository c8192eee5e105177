import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillMissingSnapshot, isClockBehind, keepTodaysSnapshot, type RegistryTools } from "../../src/registry/index.ts";
import { approvedRequests, changeOnce, somePeople, writingTools } from "./changing-files.ts";
import { today } from "./sample-register.ts";
import { engines, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { faultsIn, smallVocabulary } from "./whole-register.ts";

const clockAt = (instant: number) => ({ now: () => new Date(instant) });
const hour = 3_600_000;

describe.each(engines)("a clock that is wrong, in %s", (engine) => {
  let database: TestDatabase;
  let tools: RegistryTools;
  let people: readonly number[];

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    tools = await writingTools(database.db, await smallVocabulary());
    people = await somePeople(tools);
    await changeOnce(tools, people, 1);
  });
  afterAll(() => database.close());

  test.each([
    ["right", false, 0],
    ["a minute behind, as two machines may be", false, -hour / 60],
    ["an hour behind", true, -hour],
    ["years behind, as after its battery died", true, -20 * 365 * 24 * hour],
    ["ahead, which nothing shows yet", false, 24 * hour],
  ])("the server's is %s: told is %s", async (_, isTold, aheadMs) => {
    expect(await isClockBehind(tools.registry, clockAt(Date.now() + aheadMs))).toBe(isTold);
  });

  test("whoever keeps the snapshots tells that the clock was set back, and harms no snapshot of other days", async () => {
    const told: unknown[] = [];
    const days = async () =>
      (await database.db.asOwner((tx) => sql<{ day: string }>`select as_of as day from registry.snapshot_state`.execute(tx))).rows.map(
        ({ day }) => day,
      );
    const before = await days();
    const stop = keepTodaysSnapshot(tools.registry, clockAt(Date.UTC(1970, 0, 2)), (error) => told.push(error), 20);
    await expect.poll(() => told, { timeout: 120_000 }).toMatchObject([{ code: "registry.clock-behind" }]);
    await stop();
    expect(await days()).toEqual(expect.arrayContaining([...before, "1970-01-02"]));
    // Nor does one that is ahead: what would be too old then stays.
    expect(await fillMissingSnapshot(tools.registry, "2046-01-01")).toBe(true);
    expect(await days()).toEqual(expect.arrayContaining([...before, "1970-01-02", "2046-01-01"]));
    // Once it is right, today's is made anew and follows changes again.
    expect(await fillMissingSnapshot(tools.registry, today)).toBe(true);
    await changeOnce(tools, people, 2);
    expect(await faultsIn(tools.registry, people)).toEqual([]);
  });

  test("a file that was written by a clock that was ahead refuses what would stand before it; others go on, and times stay in order", async () => {
    const [ahead] = people;
    // As if the database's clock had been three years ahead when somebody wrote down what the person said.
    await database.db.asOwner(async (tx) => {
      await sql`insert into audit.entry (at, actor, act, subjects, fields, outcome)
        values (now() + interval '3 years', 'clerk', 'registry.decide-change', array[${ahead}::bigint], '{birth}', 'done')`.execute(tx);
      await sql`
        insert into registry.record (subject_id, kind_id, source_id, rank, valid, recorded, body)
        select subject_id, kind_id, (select id from registry.source where key = 'person'), rank + 1, valid, tstzrange(now() + interval '3 years', null), body
        from registry.record join registry.record_kind k on k.id = kind_id
        where subject_id = ${ahead} and k.key = 'birth' and upper_inf(recorded)`.execute(tx);
    });
    expect(await isClockBehind(tools.registry, clockAt(Date.now()))).toBe(true);
    const before = await approvedRequests(database.db);
    // Turn 4 changes the first file; 5, 6 and 7 the others, of which one is related to it.
    await expect(changeOnce(tools, people, 4)).rejects.toMatchObject({ code: "registry.clock-runs-back" });
    expect(await approvedRequests(database.db)).toEqual(before);
    await changeOnce(tools, people, 5);
    const { rows } = await database.db.asOwner((tx) =>
      sql<{ fault: string }>`select 'record ' || id as fault from registry.record where upper(recorded) <= lower(recorded)`.execute(tx),
    );
    expect(rows).toEqual([]);
    await database.db.asOwner((tx) => sql`select registry.check_everything()`.execute(tx));
    expect(await faultsIn(tools.registry, people.slice(1))).toEqual([]);
  });
});
