import { ChangeDetail, ChangeEntitlementsAnswer, ChangesAnswer, MeAnswer, registerPaths } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { askUndo, refuseChange } from "../../src/registry/index.ts";
import { chief, clerk, record, value } from "../registry/change-office.ts";
import { today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at, secrets } from "./access-desk.ts";

describe.each(engines)("what waits for whom, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, send, ownPost } = desk;

  const read = async (token: string, path: string) => (await send(token, { method: "GET", path })).json();
  const me = async (token: string) => MeAnswer.parse(await read(token, registerPaths.me));
  const listed = async (token: string, query: string) => ChangesAnswer.parse(await read(token, `${registerPaths.changeList}?${query}`));
  const detail = async (token: string, id: number) => ChangeDetail.parse(await read(token, at(registerPaths.change, id)));

  test("whoever is signed in learns who they are, what they may do where, and what they are shown", async () => {
    const street = await as({ role: "street-clerk", area: "500106003" });
    const { appointments, acts, accountId, kind, session, ...who } = await me(street.token);
    expect([accountId, kind, who.today, who.files]).toEqual([street.id, "demo", today, []]);
    expect(appointments).toMatchObject([{ role: "street-clerk", roleText: { zh: "镇街经办" }, area: "500106003", isForAnother: false }]);
    expect(session.idleSeconds).toBe(1800);
    const approve = acts.find(({ act }) => act === "registry.approve-change");
    expect(approve).toMatchObject({ areas: ["500106003"], isOwn: false, masked: ["bank-account"] });
    expect(approve?.whole).toEqual(expect.arrayContaining(["name", "phone", "diagnosis", "other"]));
    expect(acts.map(({ act }) => act)).not.toContain("access.review-emergency");
    const citizen = await me((await as(ownPost("citizen"))).token);
    expect(citizen.files).toEqual([desk.person.id]);
    expect(citizen.acts.find(({ act }) => act === "registry.read-file")).toMatchObject({ areas: [], isOwn: true });
  });

  test("of two duties each act lies where it is granted, and the narrower sight holds", async () => {
    const { token } = await as({ role: "auditor", area: "500106" }, { role: "street-clerk", area: "500106001" });
    const { acts } = await me(token);
    const granted = (act: string) => acts.find((each) => each.act === act);
    expect(granted("registry.approve-change")?.areas).toEqual(["500106001"]);
    expect(granted("registry.read-file")?.areas.toSorted()).toEqual(["500106", "500106001"]);
    expect([granted("registry.read-file")?.masked.includes("phone"), granted("registry.approve-change")?.whole.includes("phone")]).toEqual([
      true,
      true,
    ]);
  });

  test("a request waits for others than whoever asked, is seen in its area alone, and is gone once it is decided", async () => {
    const street = await as({ role: "street-clerk", area: "500106003" });
    const other = await as({ role: "district-desk", area: "500106" });
    const foreign = await as({ role: "district-desk", area: "500105" });
    const { id } = await office.somebody({ hukouRegion: "500106003001", residenceRegion: "500106003001" });
    const request = await office.ask(id, [value("phone", null, "13900001111")], {}, { id: street.id, areas: ["500106003"] });
    const own = await listed(street.token, `state=waiting&by=me&file=${id}`);
    expect(own).toMatchObject({
      count: 1,
      changes: [{ id: request, fileId: id, name: "贺兰静", askedBy: { isMe: true }, decision: null }],
    });
    expect(own.changes[0]?.touches).toEqual([{ key: "phone", text: { zh: "电话", en: "Telephone" } }]);
    expect((await listed(street.token, `state=waiting&by=others&file=${id}`)).count).toBe(0);
    expect((await listed(other.token, `state=waiting&by=others&file=${id}`)).changes).toMatchObject([
      { id: request, askedBy: { isMe: false } },
    ]);
    expect((await listed(foreign.token, `state=waiting&file=${id}`)).count).toBe(0);
    expect((await send(foreign.token, { method: "GET", path: at(registerPaths.change, request) })).status).toBe(404);
    await refuseChange(office.tools, chief, request, "号码不对");
    expect((await listed(other.token, `state=waiting&file=${id}`)).count).toBe(0);
    expect((await listed(street.token, `state=decided&by=me&file=${id}`)).changes).toMatchObject([
      // Whoever decided has no account here, so no name.
      { id: request, decision: { outcome: "refused", reason: "号码不对", decidedBy: { name: null, isMe: false } } },
    ]);
  });

  test("lists are read in pages, those that wait the oldest first; an address that asks for something else is refused", async () => {
    const { token } = await as({ role: "district-desk", area: "500106" });
    const { id } = await office.somebody();
    const asked = [];
    for (const phone of ["13900000001", "13900000002", "13900000003"]) asked.push(await office.ask(id, [value("phone", null, phone)]));
    const page = async (skip: number) =>
      (await listed(token, `state=waiting&file=${id}&most=2&skip=${skip}`)).changes.map((line) => line.id);
    expect([...(await page(0)), ...(await page(2))]).toEqual(asked);
    expect((await listed(token, `state=waiting&file=${id}&most=1`)).count).toBe(3);
    for (const query of [
      "",
      "state=open",
      "state=waiting&most=201",
      "state=waiting&by=nobody",
      "state=waiting&x=1",
      "state=waiting&file=x",
    ])
      expect([query, (await send(token, { method: "GET", path: `${registerPaths.changeList}?${query}` })).status]).toEqual([query, 422]);
  });

  test("both versions stand side by side: what the file says over those days, and what it would say; other sources beside it", async () => {
    const { token } = await as({ role: "street-clerk", area: "500106001" });
    const { id } = await office.somebody();
    await office.change(id, record("person.residence_region", "survey", "2024-01-01", { "person.residence_region": "500106002" }));
    const request = await office.ask(id, [
      record("person.residence_region", "officer", "2026-01-01", { "person.residence_region": "500105001" }),
      value("phone", "2026-01-01", "13900001111"),
    ]);
    const { parts, hidden } = await detail(token, request);
    expect(hidden).toBe(0);
    const [home, phone] = parts;
    expect(home).toMatchObject({ kind: "person.residence_region", from: "2026-01-01", to: null, sourceText: { zh: "工作人员核实" } });
    expect(home?.before.flatMap(({ says }) => says.map(({ value }) => value.zh))).toEqual(["重庆市沙坪坝区小龙坎街道"]);
    expect(home?.after.flatMap(({ says }) => says.map(({ value }) => value.zh))).toEqual(["重庆市江北区华新街街道"]);
    expect(home?.elsewhere).toMatchObject([{ from: "2026-01-01", sourceText: { zh: "调查走访" } }]);
    expect([phone?.before, phone?.after].map((said) => said?.map(({ says }) => says[0]?.value.zh))).toEqual([
      ["13800001234"],
      ["13900001111"],
    ]);
  });

  test("of a request that was decided, the versions are those of before; its undoing is named with it", async () => {
    const { token } = await as({ role: "street-clerk", area: "500106001" });
    const { id } = await office.somebody();
    const request = await office.change(id, value("phone", null, "13900001111"));
    const texts = async () =>
      (await detail(token, request)).parts.map(({ before, after }) => [before, after].map(([said]) => said?.says[0]?.value.zh));
    expect(await texts()).toEqual([["13800001234", "13900001111"]]);
    await office.change(id, value("phone", null, "13900002222"));
    expect(await texts()).toEqual([["13800001234", "13900001111"]]);
    const later = await office.change(id, value("phone", null, "13900003333"));
    expect((await detail(token, later)).undoneBy).toBeNull();
    const undoing = await askUndo(office.tools, clerk, later, "录错了");
    expect([(await detail(token, later)).undoneBy, (await detail(token, undoing)).undoes]).toEqual([undoing, later]);
    expect((await detail(token, undoing)).parts).toMatchObject([{ kind: "phone" }]);
    await refuseChange(office.tools, chief, undoing, "没有录错");
    expect((await detail(token, later)).undoneBy).toBeNull();
  });

  test("a request shows of a file what its reader is shown of it", async () => {
    const request = await office.ask(desk.person.id, [
      value("bank-account", null, "6222020200112233999"),
      value("phone", null, "13900001111"),
      record("diagnosis.major_disease", "officer", "2025-01-01", { "diagnosis.major_disease": false }),
    ]);
    const seen = async (role: string, area: string) => {
      const { token } = await as({ role, area });
      const answer = await detail(token, request);
      return { kinds: answer.parts.map(({ kind }) => kind), hidden: answer.hidden, said: JSON.stringify(answer) };
    };
    const street = await seen("street-clerk", "500106003");
    expect([street.kinds, street.hidden]).toEqual([["bank-account", "phone", "diagnosis.major_disease"], 0]);
    expect(street.said).not.toMatch(/6222020200112233/);
    expect(street.said).toContain(secrets.phone);
    const commissioner = await seen("commissioner", "500106003001");
    expect([commissioner.kinds, commissioner.hidden]).toEqual([["phone"], 2]);
    const auditor = await seen("auditor", "500106");
    expect([auditor.kinds, auditor.hidden]).toEqual([["bank-account", "phone"], 1]);
    expect(auditor.said).not.toMatch(new RegExp(`${secrets.phone}|13900001111|6222020200112233`));
  });

  test("what a change would grant or take away is told before anybody approves it", async () => {
    const { token } = await as({ role: "street-clerk", area: "500106001" });
    const { id } = await office.somebody();
    const effect = async (...steps: Parameters<typeof office.ask>[1]) => {
      const request = await office.ask(id, steps);
      const answer = await send(token, { method: "GET", path: at(registerPaths.changeEntitlements, request) });
      return ChangeEntitlementsAnswer.parse(await answer.json());
    };
    const none = await effect(value("phone", null, "13900001111"));
    expect(none).toMatchObject({ day: today, overtaken: [], people: [{ id, name: "贺兰静", benefits: [] }] });
    expect(none.people[0]?.compared).toBeGreaterThan(50);
    const death = await effect(record("person.deceased", "police", today, { "person.deceased": true }));
    const lost = death.people[0]?.benefits ?? [];
    expect(lost.length).toBeGreaterThan(0);
    for (const { before, after } of lost) expect([before.outcome === "ineligible", after.outcome]).toEqual([false, "ineligible"]);
    const before = JSON.stringify(await listed(token, `state=waiting&file=${id}`));
    const steps = [record("person.deceased", "police", today, { "person.deceased": true })];
    const trial = await send(token, { method: "POST", path: at(registerPaths.changeTrial, id), body: { steps } });
    expect(ChangeEntitlementsAnswer.parse(await trial.json())).toEqual(death);
    expect(JSON.stringify(await listed(token, `state=waiting&file=${id}`))).toBe(before);
    const wrong = { steps: [record("person.deceased", "police", today, { "person.deceased": "yes" })] };
    expect((await send(token, { method: "POST", path: at(registerPaths.changeTrial, id), body: wrong })).status).toBe(422);
    const request = await office.ask(id, [value("phone", "2026-01-01", "13900002222")]);
    await office.change(id, value("phone", "2026-01-01", "13900003333"));
    const overtaken = await send(token, { method: "GET", path: at(registerPaths.changeEntitlements, request) });
    expect(ChangeEntitlementsAnswer.parse(await overtaken.json()).overtaken).toEqual([{ zh: "电话", en: "Telephone" }]);
    const late = { steps: [value("phone", "2026-01-01", "13900004444")], seenAt: "2020-01-01T00:00:00.000000Z" };
    const overtakenTrial = await send(token, { method: "POST", path: at(registerPaths.changeTrial, id), body: late });
    expect(ChangeEntitlementsAnswer.parse(await overtakenTrial.json()).overtaken).toEqual([{ zh: "电话", en: "Telephone" }]);
  });
});
