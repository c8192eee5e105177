import { registerPaths, type AreasAnswer, type AreasElsewhereAnswer, type HouseholdAnswer, type Wire } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";
import { record } from "../registry/change-office.ts";

describe.each(engines)("who lives with somebody, in %s", (engine) => {
  const { office, as, send } = accessDesk(engine);
  const clerk = () => as({ role: "street-clerk", area: "500106001" });
  const read = async (token: string, id: number, query = "") =>
    send(token, { method: "GET", path: `${at(registerPaths.household, id)}${query}` });
  const household = async (token: string, id: number, query = "") =>
    (await (await read(token, id, query)).json()) as Wire<typeof HouseholdAnswer>;

  test("is told with names and roles, as on a day, and it is logged whose were read", async () => {
    const [{ token }, head] = [await clerk(), await office.somebody()];
    const son = await office.somebody({ household: { id: head.householdId, role: "child" }, since: "2022-01-01" });
    const now = await household(token, head.id);
    expect(now.householdId).toBe(head.householdId);
    expect(now.members.map(({ id, role }) => [id, role]).sort()).toEqual(
      [
        [head.id, "head"],
        [son.id, "child"],
      ].sort(),
    );
    expect(now.people.map(({ id, name }) => [id, name !== null])).toEqual(expect.arrayContaining([[son.id, true]]));
    expect((await household(token, head.id, "?asOf=2021-12-31")).members.map(({ id }) => id)).not.toContain(son.id);
    const [logged] = await office.asOwner<{ subjects: readonly number[] }>(
      "select to_jsonb(subjects) as subjects from audit.entry where act = 'registry.read-file' order by id desc limit 1",
    );
    expect(logged?.subjects).toContain(head.id);
  });

  test("a member who lives elsewhere, and is another office's, is not told of; of a relative there the number alone", async () => {
    const [{ token }, head] = [await clerk(), await office.somebody()];
    const son = await office.somebody({ household: { id: head.householdId, role: "child" }, since: "2022-01-01" });
    await office.change(
      son.id,
      { of: "relation", kind: "parent", source: "police", from: "2022-01-01", to: null, otherId: head.id, role: null, holds: true },
      record("hukou", "officer", "2023-01-01", { "person.hukou_region": "500105001" }),
      record("person.residence_region", "officer", "2023-01-01", { "person.residence_region": "500105001" }),
    );
    const told = await household(token, head.id);
    expect([told.people, told.members].map((list) => list.map(({ id }) => id))).toEqual([[head.id], [head.id]]);
    expect((await read(token, son.id)).status).toBe(404);
    const { token: elsewhere } = await as({ role: "street-clerk", area: "500105001" });
    const sons = await household(elsewhere, son.id);
    expect(sons.hidden).toEqual([head.id]);
    expect(sons.people.map(({ id }) => id)).toEqual([son.id]);
  });

  test("areas are told to everybody who is signed in: every one of today, with its whole name", async () => {
    const { areas } = (await (await send((await clerk()).token, { method: "GET", path: registerPaths.areas })).json()) as Wire<
      typeof AreasAnswer
    >;
    expect(areas).toContainEqual({ code: "500106003", level: "township", name: "重庆市沙坪坝区渝碚路街道" });
    const { token } = await as({ role: "audit-administrator", area: null });
    for (const path of [registerPaths.areas, registerPaths.areasElsewhere]) {
      expect((await send(token, { method: "GET", path })).status).toBe(200);
      expect((await send("nobody", { method: "GET", path })).status).toBe(401);
    }
    const elsewhere = (await (await send(token, { method: "GET", path: registerPaths.areasElsewhere })).json()) as Wire<
      typeof AreasElsewhereAnswer
    >;
    expect(elsewhere.areas).toContainEqual({ code: "500113", name: "重庆市巴南区" });
    const own = new Set(areas.map(({ code }) => code));
    expect(elsewhere.areas.filter(({ code }) => own.has(code))).toEqual([]);
  });
});
