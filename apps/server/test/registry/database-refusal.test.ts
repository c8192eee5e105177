import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseRefusal } from "../../src/platform/database/database-refusal.ts";
import { connectDatabase, type Actor } from "../../src/platform/database/database.ts";
import { Refusal } from "../../src/platform/refusal.ts";
import { engines, openTestDatabase, type TestDatabase } from "./test-database.ts";

const clerk: Actor = { id: "clerk", areas: ["500106"] };
const known = new Map([["one_of_ours", () => new Refusal("test.ours", "不行。", "No.")]]);
const fault = (more: object) => Object.assign(new Error("could not extend file: 张三 13800001234"), more);

test.each([
  [{ code: "23514", constraint: "one_of_ours" }, "test.ours"],
  [{ code: "53100" }, "database.disk-full"],
  [{ code: "ENOSPC" }, "database.disk-full"],
  [{ code: "57P01" }, "database.lost"],
  [{ code: "57P03" }, "database.lost"],
  [{ code: "08006" }, "database.lost"],
  [{ code: "53300" }, "database.lost"],
  [{ code: "ECONNREFUSED" }, "database.lost"],
  [{ code: "ECONNRESET" }, "database.lost"],
  [{ message: "Connection terminated unexpectedly" }, "database.lost"],
  [{ code: "40P01" }, "database.busy"],
  [{ code: "40001" }, "database.busy"],
])("an error like %j is the refusal %s, which says nothing of what was written", (more, code) => {
  const refusal = databaseRefusal(fault(more), known) as Refusal;
  expect(refusal).toMatchObject({ name: "Refusal", code });
  expect(JSON.stringify([refusal.zh, refusal.en, refusal.message, refusal.cause ?? null])).not.toMatch(/张三|138/);
});

test.each([{ code: "23514", constraint: "another" }, { code: "42501" }, { code: "22P02" }, {}])(
  "an error like %j is a bug and stays one",
  (more) => {
    const error = fault(more);
    expect(databaseRefusal(error, known)).toBe(error);
  },
);

test("a refusal of ours, and what is no error at all, stay what they are", () => {
  const refusal = new Refusal("test.other", "不行。", "No.");
  expect(databaseRefusal(refusal, known)).toBe(refusal);
  expect(databaseRefusal("text", known)).toBe("text");
});

test("a database that nobody serves is a plain sentence", async () => {
  const db = connectDatabase({ connectionString: "postgres://nobody@127.0.0.1:1/none" }, 1);
  await expect(db.as(clerk, (tx) => sql`select 1`.execute(tx))).rejects.toMatchObject({ code: "database.lost" });
  await db.close();
});

describe.each(engines)("in %s", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());

  test.each([
    ["53100", "database.disk-full"],
    ["40P01", "database.busy"],
    ["57P01", "database.lost"],
  ])("an error %s of the server reaches whoever acts as %s, and the next step works", async (state, code) => {
    await expect(
      database.db.as(clerk, (tx) => sql.raw(`do $$ begin raise exception using errcode = '${state}'; end $$`).execute(tx)),
    ).rejects.toMatchObject({ code });
    expect((await database.db.as(clerk, (tx) => sql<{ one: number }>`select 1 as one`.execute(tx))).rows).toEqual([{ one: 1 }]);
  });
});

test("a connection that the server ends in the middle of a step is a plain sentence, and the next step has another", async () => {
  const database = await openTestDatabase("postgres");
  await expect(
    database.db.as(clerk, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await database.db.asOwner((other) => sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other));
      await sql`select pg_sleep(1)`.execute(tx);
    }),
  ).rejects.toMatchObject({ code: "database.lost" });
  await database.db.as(clerk, (tx) => sql`select 1`.execute(tx));
  await database.close();
});
