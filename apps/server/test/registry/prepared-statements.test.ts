import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reachDatabase, type Database, type Tx } from "../../src/platform/database/index.ts";
import { engines, openTestDatabase, type TestDatabase } from "./test-database.ts";

describe.each(engines)("on %s", (engine) => {
  let made: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    made = await openTestDatabase(engine);
    db = made.db;
  });
  afterAll(() => made.close());

  const of = (areas: readonly string[]) => ({ id: "u_somebody", areas });
  const keptTexts = async (tx: Tx) =>
    (await sql<{ statement: string }>`select statement from pg_prepared_statements where ${true}`.execute(tx)).rows.map(
      ({ statement }) => statement,
    );
  const filesOf = (areas: readonly string[], from = 0) =>
    db.as(
      of(areas),
      async (tx) => (await sql<{ area: string }>`select area from registry.subject where id > ${from} order by 1`.execute(tx)).rows,
    );

  test("what is asked for the third time is kept, what comes once is not", async () => {
    const texts = await db.as(of([""]), async (tx) => {
      for (const value of [1, 2, 3, 4])
        expect((await sql<{ it: number }>`select ${value}::int + 40 as it`.execute(tx)).rows).toEqual([{ it: 40 + value }]);
      await sql`select ${"once"}::text as it`.execute(tx);
      return keptTexts(tx);
    });
    expect(texts).toContain("select $1::int + 40 as it");
    expect(texts).not.toContain("select $1::text as it");
  });

  test("a kept statement shows each actor their own areas", async () => {
    await db.asOwner((tx) =>
      sql`insert into registry.subject (kind, area) values ('person', '500106001001'), ('person', '500105001001')`.execute(tx),
    );
    for (let i = 0; i < 12; i++) {
      expect(await filesOf(["500106"])).toEqual([{ area: "500106001001" }]);
      expect(await filesOf(["500105"])).toEqual([{ area: "500105001001" }]);
      expect(await filesOf([])).toEqual([]);
      expect(await filesOf([""])).toHaveLength(2);
    }
  });

  test("a table that changes meanwhile is read as it is then", async () => {
    await db.asOwner((tx) => sql`create table registry.tried (it integer); insert into registry.tried values (1)`.execute(tx));
    const read = (value: number) =>
      db.asOwner(async (tx) => (await sql<{ it: unknown }>`select it from registry.tried where it = ${value}::int`.execute(tx)).rows);
    for (let i = 0; i < 8; i++) expect(await read(1)).toEqual([{ it: 1 }]);
    await db.asOwner((tx) => sql`create index on registry.tried (it); alter table registry.tried add other text`.execute(tx));
    for (let i = 0; i < 8; i++) expect(await read(1)).toEqual([{ it: 1 }]);
    await db.asOwner((tx) => sql`drop table registry.tried`.execute(tx));
  });

  test("no more is kept than is told, however many statements there are", async () => {
    await db.as(of([""]), async (tx) => {
      for (let i = 0; i < 260; i++)
        for (let time = 0; time < 3; time++) await sql`select ${time}::int as ${sql.ref(`it_${i}`)}`.execute(tx);
      const own = (await keptTexts(tx)).filter((text) => /as "it_\d+"$/.test(text));
      expect(own.length).toBeGreaterThan(100);
      expect(own.length).toBeLessThanOrEqual(200);
    });
  });

  test("two who speak with one database do not take each other's statements", async () => {
    const other = await reachDatabase(made.place, { mayJoin: true });
    try {
      for (let i = 0; i < 5; i++)
        for (const each of [db, other])
          expect(await each.asOwner(async (tx) => (await sql<{ it: number }>`select ${i}::int * 2 as it`.execute(tx)).rows)).toEqual([
            { it: 2 * i },
          ]);
    } finally {
      await other.close();
    }
  });
});
