import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engines, openTestDatabase, type TestDatabase } from "../apps/server/test/registry/test-database.ts";
import { schemaFile, schemaText } from "./schema-text.ts";

const stale =
  "schema.sql 不是迁移得出的结构：请运行 npm run schema 并一起提交。/ schema.sql is not what the migrations make: run npm run schema and commit it.";

test.each(engines)("schema.sql is what the migrations make in %s", async (engine) => {
  const { db, close } = await openTestDatabase(engine);
  try {
    const made = await db.asOwner(schemaText);
    expect(made === readFileSync(schemaFile, "utf8"), stale).toBe(true);
  } finally {
    await close();
  }
});

describe("what it tells", () => {
  let database: TestDatabase;
  let before: string;
  beforeAll(async () => {
    database = await openTestDatabase("postgres");
    before = await database.db.asOwner(schemaText);
  });
  afterAll(() => database.close());

  /** The schema after a change that is taken back. */
  async function changed(change: string): Promise<string> {
    let text = "";
    const back = new Error("taken back");
    await database.db
      .asOwner(async (tx) => {
        await sql.raw(change).execute(tx);
        text = await schemaText(tx);
        throw back;
      })
      .catch((error: unknown) => {
        if (error !== back) throw error;
      });
    return text;
  }

  test.each([
    ["a column", "alter table registry.subject add column more text"],
    ["a constraint", "alter table registry.subject drop constraint subject_kind_known"],
    ["an index", "drop index registry.subject_area"],
    ["a trigger that is put aside", "alter table registry.record disable trigger a_closed"],
    ["a policy", "alter policy subject_in_scope on registry.subject using (true)"],
    ["row-level security", "alter table registry.subject disable row level security"],
    ["a grant", "grant delete on registry.subject to huican_app"],
    ["a grant of one column", "grant update (area) on registry.subject to huican_app"],
    ["the body of a function", "create or replace function registry.scope() returns text[] language sql stable as 'select array['''']'"],
    ["who may call a function", "grant execute on function registry.check_everything() to public"],
    ["a view", "create view registry.everybody as select id from registry.subject"],
  ])("a change of %s is seen", async (_, change) => {
    expect(await changed(change)).not.toBe(before);
  });

  test.each([
    ["registry.colour", "create type registry.colour as enum ('red')"],
    ["registry.counter", "create sequence registry.counter"],
    ["registry.counted", "create materialized view registry.counted as select 1 as one"],
  ])("%s, of a kind that it cannot tell, is not passed over", async (name, made) => {
    await expect(changed(made)).rejects.toThrow(name);
  });
});
