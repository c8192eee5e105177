import { registerPaths } from "@huican/contract";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { operator } from "../../src/access/access.ts";
import { appointments } from "../../src/access/appointment/appointment-store.ts";
import { testCipher } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";
import { signedInAs, type Post } from "./signed-in-people.ts";

type View = {
  readonly id: number;
  readonly name: string;
  readonly area: string;
  readonly filters: unknown;
  readonly sharedBy: object;
  readonly isLeft: boolean;
};

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

  test("what somebody shared who has left is removed by the desk of its area or of one around it, and by nobody else; not while they work there", async () => {
    const { id: maker, token } = await signedInAs(desk.access, street);
    const shared = async (name: string) => {
      const body = { area: "500106003", name, filters: [hearing], columns: [], order };
      const response = await desk.send(token, { method: "POST", path: registerPaths.views, body });
      return ((await response.json()) as { readonly id: number }).id;
    };
    const [first, second] = [await shared("走了的一"), await shared("走了的二")];
    const remove = (who: Post, id: number) => post(who, at(registerPaths.viewRemoval, id));
    const isLeft = async (who: Post) => (await seenBy(who)).find(({ id }) => id === first)?.isLeft;
    expect(await isLeft(street)).toBe(false);
    expect(await isLeft(district)).toBe(undefined);
    expect(await remove(district, first)).toMatchObject({ code: "registry.view-not-left" });

    await desk.office.asOwner(`update access.account set is_locked = true where id = '${maker}'`);
    expect(await isLeft(street)).toBe(true);
    expect(await isLeft(district)).toBe(true);
    for (const other of [worker("district-desk", "500105"), worker("civil-affairs", "500106")]) expect(await isLeft(other)).toBe(undefined);
    expect(await remove(worker("district-desk", "500105"), first)).toMatchObject({ code: "registry.view-not-left" });
    for (const other of [street, worker("civil-affairs", "500106"), worker("auditor", "500106")])
      expect(await remove(other, first)).toMatchObject({ code: "access.not-allowed" });
    // Nor by the way of taking back one's own.
    expect(await post(district, at(registerPaths.viewWithdrawal, first))).toMatchObject({ code: "registry.view-not-found" });
    expect(await remove(district, first)).toBe(204);
    expect(await remove(district, first)).toMatchObject({ code: "registry.view-not-left" });
    expect(await namesSeenBy(street)).not.toContain("走了的一");

    // Unlocked, but with no office there any more; one in a part of the area is one.
    await desk.office.asOwner(`update access.account set is_locked = false where id = '${maker}'`);
    expect(await remove(district, second)).toMatchObject({ code: "registry.view-not-left" });
    await desk.access.db.as(operator, (tx) =>
      sql`update access.appointment set ended_on = access.today() where account_id = ${maker}`.execute(tx),
    );
    const add = (area: string) =>
      desk.access.db.as(operator, (tx) =>
        appointments.add(tx, testCipher, { accountId: maker, role: "commissioner", area, section: null, from: "2020-01-01", until: null }),
      );
    await add("500106003001");
    expect(await remove(district, second)).toMatchObject({ code: "registry.view-not-left" });
    await desk.access.db.as(operator, (tx) =>
      sql`update access.appointment set ended_on = access.today() where account_id = ${maker} and ended_on is null`.execute(tx),
    );
    await add("500106001001");
    expect(await remove(worker("district-desk", "50"), second)).toBe(204);
    const told = await desk.office.asOwner(`select act from audit.entry where act = 'registry.remove-left-view' and outcome = 'done'`);
    expect(told.length).toBe(2);
  });
});
