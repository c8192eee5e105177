import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardedApi } from "../../src/platform/guarded-api.ts";
import { faultOf } from "../../src/platform/log.ts";
import { Refusal } from "../../src/platform/refusal.ts";
import { engines, openTestDatabase, type TestDatabase } from "./test-database.ts";

const phone = "13800001234";

describe.each(engines)("a fault of the database, in %s", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());

  test.each([
    ["a value that is no number", sql`select ${`x${phone}`}::bigint`, { code: "22P02" }],
    [
      "a whole row that breaks a rule",
      sql`insert into access.attempt (key, failures) values (${Buffer.from("k")}, ${phone.slice(0, 9)})`,
      { code: "23502" },
    ],
    [
      "a value that is there already",
      sql`insert into access.role_level select ${phone}, 1 from generate_series(1, 2)`,
      { code: "23505", constraint: "role_level_key" },
    ],
  ])("is logged with its kind and its place, and without what somebody typed: %s", async (_, statement, kept) => {
    let logged = "";
    const log = pino({ base: null }, { write: (line: string) => (logged += line) });
    const routes = guardedApi(log, {}).get("/", async (c) => c.json((await database.db.asOwner((tx) => statement.execute(tx))) as object));
    const answer = await routes.request("/");
    expect(answer.status).toBe(500);
    const { reference } = (await answer.json()) as { readonly reference: string };
    expect(JSON.parse(logged)).toMatchObject({
      reference,
      error: { ...kept, frames: expect.arrayContaining([expect.stringMatching(/at /)]) },
    });
    expect(logged).not.toContain(phone.slice(0, 9));
  });
});

test("of a fault the message stays out, whatever it looks like; of a refusal the words are kept, which hold no value", () => {
  const fault = faultOf(new Error(`no ${phone}\n    at ${phone}`));
  expect(JSON.stringify(fault)).not.toContain(phone);
  expect(fault.frames[0]).toContain("logged-faults.test.ts");
  expect(faultOf(new Refusal("audit.changed", "变了", "It was changed."))).toMatchObject({
    code: "audit.changed",
    words: "It was changed.",
  });
  expect(faultOf(phone)).toEqual({ name: "string", frames: [] });
});
