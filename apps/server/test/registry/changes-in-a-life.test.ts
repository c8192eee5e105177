import { describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { packsFor } from "../../src/policy/register/index.ts";
import { changeEffect, searchPeople } from "../../src/registry/index.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

import { changeOffice, chief, clerk, neighbour, record, seed, value } from "./change-office.ts";

describe.each(engines)(`what a change does, over a sample of 200 people, seed ${seed}, in %s`, (engine) => {
  const office = changeOffice(engine);
  const { somebody, file, ask, change, asOwner, outcomes, granted, expectInStep, foretoldAndDone } = office;

  test("a move: the new place answers for the file and its documents decide, the old one sees it no more, though the old one approved", async () => {
    const { id, householdId, identityNumber } = await somebody();
    const { before, after, request } = await foretoldAndDone(id, "2026-06-01", [
      record("hukou", "officer", "2026-06-01", { "person.hukou_region": "500105001", "person.hukou_type": "urban" }),
      record("person.residence_region", "officer", "2026-06-01", { "person.residence_region": "500105001" }),
      value("address", "2026-06-01", "江北测试路2号"),
    ]);
    expect(packsFor(office.register.packs, before).map((pack) => pack.id)).toEqual(expect.arrayContaining(["shapingba-2023"]));
    expect(packsFor(office.register.packs, after).map((pack) => pack.id)).toEqual(expect.arrayContaining(["jiangbei-145"]));
    expect(packsFor(office.register.packs, after).map((pack) => pack.id)).not.toContain("shapingba-2023");
    expect(outcomes(after, today)).not.toEqual(outcomes(before, today));
    await expect(file(id, today, undefined, clerk)).rejects.toMatchObject({ code: "registry.person-not-found" });
    await expect(changeEffect(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.change-not-found" });
    const found = async (actor: Actor) =>
      (await searchPeople(office.register.registry, testCipher, actor, { query: identityNumber, today, most: 9 })).people.map(
        (line) => line.id,
      );
    expect(await found(clerk)).toEqual([]);
    expect(await found(neighbour)).toEqual([id]);
    const now = await file(id, today, undefined, neighbour);
    expect(now.values.find(({ kind }) => kind === "address")?.text).toBe("江北测试路2号");
    expect((await file(id, "2026-05-31")).values.find(({ kind }) => kind === "address")?.text).toBe("测试路1号");
    expect((await file(id, "2026-05-31")).facts["person"]?.["hukou_region"]).toBe("500106001");
    // The household of a head moves with them.
    expect(await asOwner(`select area, other_area from registry.subject where id = ${householdId}`)).toEqual([
      { area: "500105001", other_area: null },
    ]);
  });

  test("whoever moves only their residence is seen from both districts; a move from a later day on changes nothing before it", async () => {
    const { id } = await somebody();
    await change(id, record("person.residence_region", "officer", "2026-06-01", { "person.residence_region": "500105001" }));
    for (const actor of [clerk, neighbour])
      expect((await file(id, today, undefined, actor)).subject).toMatchObject({ area: "500106001", otherArea: "500105001" });
    const later = await somebody();
    await change(later.id, record("hukou", "officer", "2027-01-01", { "person.hukou_region": "500105001" }));
    expect((await file(later.id, today, undefined, clerk)).subject.area).toBe("500106001");
    expect((await file(later.id, "2027-01-01")).facts["person"]?.["hukou_region"]).toBe("500105001");
    await expectInStep(later.id);
  });

  test("who sees a member sees what is recorded of the household, of the days of their membership, though it lies in another area", async () => {
    const { id, householdId } = await somebody();
    await change(householdId, record("household.disabled_members", "officer", "2020-01-01", { "household.disabled_members": 2 }));
    const son = await somebody({ household: { id: householdId, role: "child" }, since: "2022-01-01" });
    await change(
      son.id,
      record("hukou", "officer", "2023-01-01", { "person.hukou_region": "500105001" }),
      record("person.residence_region", "officer", "2023-01-01", { "person.residence_region": "500105001" }),
    );
    expect((await file(son.id, today, undefined, neighbour)).facts["household"]).toEqual({ disabled_members: 2 });
    await expect(file(id, today, undefined, neighbour)).rejects.toMatchObject({ code: "registry.person-not-found" });
    await expect(
      ask(householdId, [record("household.disabled_members", "officer", null, { "household.disabled_members": 9 })], {}, neighbour),
    ).rejects.toMatchObject({
      code: "registry.person-not-found",
    });
  });

  test("a death ends what was granted from its day on, and not before", async () => {
    const { id } = await somebody();
    await change(id, record("hardship.subsistence_allowance", "civil-affairs", "2021-01-01", { "hardship.subsistence_allowance": true }));
    const { before, after } = await foretoldAndDone(id, "2026-10-01", [
      record("person.deceased", "police", "2026-10-01", { "person.deceased": true }),
    ]);
    expect(granted(before, today).length).toBeGreaterThan(2);
    expect(granted(after, today).length).toBeLessThan(granted(before, today).length);
    expect(outcomes((await file(id, "2026-09-30")).facts, "2026-09-30")).toEqual(outcomes(before, "2026-09-30"));
  });

  test("a hardship that ends takes with it what hangs on it, from that day on", async () => {
    const { id } = await somebody();
    const allowance = (from: string, body: object | null) => record("hardship.subsistence_allowance", "civil-affairs", from, body);
    await change(id, allowance("2021-01-01", { "hardship.subsistence_allowance": true }));
    const { before, after } = await foretoldAndDone(id, "2026-11-01", [
      allowance("2026-11-01", { "hardship.subsistence_allowance": false }),
    ]);
    const lost = granted(before, today).filter((benefit) => !granted(after, today).includes(benefit));
    expect(lost.length).toBeGreaterThan(0);
    const october = (await file(id, "2026-10-31")).facts;
    expect(granted(october, "2026-10-31")).toEqual(expect.arrayContaining(lost));
  });

  test("a corrected birth date is right on every day, and what was decided before is still told as it was known", async () => {
    const { id } = await somebody();
    const { before, after, seenAt } = await foretoldAndDone(id, "2024-01-01", [
      record("birth", "officer", null, { "person.birth_date": "1946-03-11", "person.sex": "female" }),
    ]);
    expect(before["person"]?.["birth_date"]).not.toBe("1946-03-11");
    expect(after["person"]?.["birth_date"]).toBe("1946-03-11");
    expect(outcomes(after, today)).not.toEqual(outcomes(before, today));
    const asKnown = (await file(id, "2024-01-01", seenAt)).facts;
    expect(outcomes(asKnown, "2024-01-01")).toEqual(outcomes(before, "2024-01-01"));
    expect((await file(id, "1950-01-01")).facts["person"]?.["birth_date"]).toBe("1946-03-11");
  });

  test("a guardian, a bank account and a telephone are kept over time, and found", async () => {
    const [ward, mother] = [await somebody(), await somebody()];
    await foretoldAndDone(ward.id, "2026-02-01", [
      {
        of: "relation",
        kind: "guardian",
        source: "civil-affairs",
        from: "2026-02-01",
        to: null,
        otherId: mother.id,
        role: null,
        holds: true,
      },
      value("bank-account", "2026-02-01", "6222 0210 0100 1234 567"),
      value("phone", "2026-02-01", "+86 139 0000 4321"),
    ]);
    const now = await file(ward.id);
    expect(now.relations).toContainEqual(expect.objectContaining({ kind: "guardian", otherId: mother.id, validFrom: "2026-02-01" }));
    expect(now.values.map(({ kind, text }) => `${kind} ${text}`)).toEqual(
      expect.arrayContaining(["bank-account 6222021001001234567", "phone 13900004321"]),
    );
    expect((await file(ward.id, "2026-01-31")).values.find(({ kind }) => kind === "phone")?.text).toBe("13800001234");
    const found = await searchPeople(office.register.registry, testCipher, clerk, { query: "13900004321", today, most: 9 });
    expect(found.people.map((line) => line.id)).toEqual([ward.id]);
    // Another guardian beside the first is no overlap, the same one twice is one.
    await change(ward.id, {
      of: "relation",
      kind: "guardian",
      source: "officer",
      from: "2026-05-01",
      to: null,
      otherId: mother.id,
      role: "母亲",
      holds: true,
    });
    expect((await file(ward.id)).relations.filter(({ kind }) => kind === "guardian")).toHaveLength(1);
  });

  test("a new certificate is a record and its number; a number that says another level is refused", async () => {
    const { id, identityNumber } = await somebody();
    const levels = { "certificate.status": "valid", "disability.physical": 1, "disability.visual": 0 };
    const certificate = record("certificate", "federation", "2026-03-01", levels);
    await expect(
      ask(id, [certificate, value("certificate-number", "2026-03-01", `${identityNumber}42`, "federation")]),
    ).rejects.toMatchObject({
      code: "registry.certificate-number-disagrees",
    });
    await expect(ask(id, [value("certificate-number", "2026-03-01", `${identityNumber}41`, "federation")])).rejects.toMatchObject({
      code: "registry.certificate-number-disagrees",
    });
    const { before, after } = await foretoldAndDone(id, "2026-03-01", [
      certificate,
      value("certificate-number", "2026-03-01", `${identityNumber}41`, "federation"),
    ]);
    expect([before["disability"]?.["physical"], after["disability"]?.["physical"]]).toEqual([2, 1]);
    expect((await file(id)).values.find(({ kind }) => kind === "certificate-number")?.text).toBe(`${identityNumber}41`);
  });

  test("a new name is found, the old one no more, from the day on which it holds", async () => {
    const { id } = await somebody({ name: "慕容旧名" });
    await change(id, record("name", "officer", "2026-01-01", { name: " 慕容新名 " }));
    const found = async (query: string) =>
      (await searchPeople(office.register.registry, testCipher, clerk, { query, today, most: 9 })).people.map((line) => line.id);
    expect(await found("慕容新名")).toEqual([id]);
    expect(await found("慕容旧名")).toEqual([]);
    expect(await found("murongxinming")).toEqual([id]);
    expect([(await file(id)).name, (await file(id, "2025-12-31")).name]).toEqual(["慕容新名", "慕容旧名"]);
  });

  test("what is recorded of a household shows in the decisions and the snapshot of all its members", async () => {
    const { id, householdId } = await somebody();
    const wife = await somebody({ household: { id: householdId, role: "spouse" } });
    const { after } = await foretoldAndDone(
      householdId,
      "2026-09-01",
      [record("household.disabled_members", "civil-affairs", "2026-09-01", { "household.disabled_members": 2 })],
      [id, wife.id],
    );
    expect(after["household"]).toEqual({ disabled_members: 2 });
    // Whoever leaves the household takes nothing of it along, and the effect says so beforehand.
    const left = await foretoldAndDone(wife.id, "2026-10-01", [
      { of: "relation", kind: "household", source: "police", from: "2026-10-01", to: null, otherId: householdId, role: null, holds: false },
    ]);
    expect([left.before["household"], left.after["household"]]).toEqual([{ disabled_members: 2 }, undefined]);
    await expectInStep(id);
  });
});
