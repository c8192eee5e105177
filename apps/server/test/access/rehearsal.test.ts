import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { undone } from "../../src/platform/database/index.ts";
import { rehearse } from "../../src/rehearse.ts";
import { everyTable } from "../registry/every-table.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk } from "./access-desk.ts";

describe.each(engines)("before anybody comes in, in %s", (engine) => {
  const desk = accessDesk(engine);

  test("a morning is rehearsed, all of it is answered, and nothing of it stays: no row, and no line of the access log", async () => {
    const { db } = desk.office.register.registry;
    const before = await everyTable(db);
    await rehearse(desk.parts(), "500106");
    const after = await everyTable(db);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [table, lines] of after) expect([table, lines]).toEqual([table, before.get(table)]);
  });

  test("a district with nobody is rehearsed too, and what goes wrong is said", async () => {
    await rehearse(desk.parts(), "990000");
    const { registry, ...register } = desk.parts().register;
    const closed = { ...registry.db, as: () => Promise.reject(new Error("gone")) };
    await expect(rehearse({ ...desk.parts(), register: { ...register, registry: { ...registry, db: closed } } }, "500106")).rejects.toThrow(
      "answered with 500",
    );
  });

  test("what is done in a database where nothing stays is seen by itself alone, and its result and its error come back", async () => {
    const { db } = desk.office.register.registry;
    const rehearsed = undone(db);
    const count = () => db.asOwner(async (tx) => (await sql`select from registry.subject`.execute(tx)).rows.length);
    const before = await count();
    const seen = await rehearsed.asOwner(async (tx) => {
      await sql`insert into registry.subject (kind, area) values ('person', '500106003001')`.execute(tx);
      return (await sql`select from registry.subject`.execute(tx)).rows.length;
    });
    expect(seen).toBe(before + 1);
    expect(await count()).toBe(before);
    await expect(rehearsed.as({ id: "u_1", areas: [""] }, () => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  });
});
