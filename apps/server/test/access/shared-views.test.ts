import { registerPaths } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";
import type { Post } from "./signed-in-people.ts";

type View = { readonly id: number; readonly name: string; readonly area: string; readonly filters: unknown; readonly sharedBy: object };

const order = { by: "name", isDescending: false };
const hearing = { fact: "disability.hearing", is: "equal", value: 1 };

describe.each(engines)("lists that colleagues share, in %s", (engine) => {
  const desk = accessDesk(engine);

  const worker = (role: string, area: string): Post => ({ role, area });
  const district = worker("district-desk", "500106");
  const street = worker("street-clerk", "500106003");

  async function post(who: Post, path: string, body: object = {}) {
    const response = await desk.send((await desk.as(who)).token, { method: "POST", path, body });
    return response.status === 204 ? 204 : ((await response.json()) as { readonly id: number; readonly code: string });
  }
  const share = (who: Post, name: string, filters: readonly object[] = [hearing], area = who.area ?? "") =>
    post(who, registerPaths.views, { area, name, filters, columns: ["area", "age"], order });
  async function seenBy(who: Post): Promise<readonly View[]> {
    const response = await desk.send((await desk.as(who)).token, { method: "GET", path: registerPaths.views });
    return ((await response.json()) as { readonly views: readonly View[] }).views;
  }
  const namesSeenBy = async (who: Post) => (await seenBy(who)).map(({ name }) => name);

  test("what a district shares is seen there and in its streets, not next door; what a street shares stays in the street", async () => {
    await share(district, "听力一级");
    await share(street, "街道的名单");
    await share(district, "只给一个街道", [hearing], "500106001");
    expect(await namesSeenBy(street)).toEqual(expect.arrayContaining(["听力一级", "街道的名单"]));
    expect(await namesSeenBy(street)).not.toContain("只给一个街道");
    expect(await namesSeenBy(worker("civil-affairs", "500106001"))).toEqual(["听力一级", "只给一个街道"].toSorted());
    expect(await namesSeenBy(district)).toEqual(expect.not.arrayContaining(["街道的名单"]));
    expect(await namesSeenBy(worker("district-desk", "500105"))).toEqual([]);
    expect(await share(street, "别处", [hearing], "500106")).toMatchObject({ code: "registry.view-area" });
  });

  test("a view by a fact that its reader may not filter by is not there for them, not even its name", async () => {
    const diagnosed = { fact: "diagnosis.major_disease", is: "equal", value: true };
    await share(district, "大病", [hearing, diagnosed]);
    expect(await namesSeenBy(street)).toContain("大病");
    for (const role of ["auditor", "civil-affairs"]) expect(await namesSeenBy(worker(role, "500106"))).not.toContain("大病");
    expect(await share(worker("auditor", "500106"), "查大病", [diagnosed])).toMatchObject({ code: "registry.filter-not-shown" });
  });

  test("nothing about somebody is shared: no name, no number, no single day", async () => {
    const { id, identityNumber } = desk.person;
    const refused = async (name: string, ...filters: readonly object[]) =>
      (await share(district, name, filters)) as { readonly code: string };
    for (const name of ["贺兰静", "找贺兰静的名单", `号码${identityNumber}`, "电话138 0000 1234", " "])
      expect([name, (await refused(name, hearing)).code]).toEqual([name, "registry.view-name"]);
    for (const filter of [
      { fact: "certificate.status", is: "equal", value: "贺兰静" },
      { fact: "certificate.status", is: "among", values: ["valid", "贺兰静"] },
      { fact: "person.hukou_region", is: "equal", value: "贺兰静" },
      { fact: "person.hukou_region", is: "within", value: "138000012349" },
      { fact: "person.birth_date", is: "equal", value: "1990-03-11" },
      { fact: "disability.hearing", is: "not-equal", value: 13_800_001_234 },
    ])
      expect([filter, (await refused("名单", filter)).code]).toEqual([filter, "registry.view-about-somebody"]);
    const born = (is: string) => ({ fact: "person.birth_date", is, value: "1990-03-11" });
    expect((await refused("名单", born("at-least"), born("at-most"))).code).toBe("registry.view-about-somebody");
    expect((await refused("名单", { fact: "person.secret", is: "known" })).code).toBe("registry.filter");
    expect(await desk.office.asOwner(`select from registry.list_view where filters::text like '%静%' or name like '%静%'`)).toEqual([]);
    expect(id).toBeGreaterThan(0);
    expect(
      await share(district, "2026-12-31前到期", [{ fact: "certificate.expires_on", is: "at-most", value: "2026-12-31" }]),
    ).toHaveProperty("id");
  });

  test("its maker alone renames, changes and takes back a view; a name is not used twice", async () => {
    const { id } = (await share(district, "会改的")) as { readonly id: number };
    const body = { name: "改过的", filters: [{ ...hearing, value: 2 }], columns: [], order: { by: "birth", isDescending: true } };
    const colleague = worker("civil-affairs", "500106");
    for (const [path, sent] of [
      [registerPaths.view, body],
      [registerPaths.viewWithdrawal, {}],
    ] as const)
      expect(await post(colleague, at(path, id), sent)).toMatchObject({ code: "registry.view-not-found" });
    expect(await post(district, at(registerPaths.view, id), body)).toBe(204);
    const seen = (await seenBy(colleague)).find((view) => view.id === id);
    expect(seen).toMatchObject({ ...body, area: "500106", sharedBy: { isMe: false } });
    expect(await share(district, "改过的")).toMatchObject({ code: "registry.view-name-taken" });
    expect(await post(district, at(registerPaths.viewWithdrawal, id))).toBe(204);
    expect(await namesSeenBy(colleague)).not.toContain("改过的");
    expect(await post(district, at(registerPaths.viewWithdrawal, id))).toMatchObject({ code: "registry.view-not-found" });
  });
});
