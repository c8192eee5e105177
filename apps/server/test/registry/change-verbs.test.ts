import type { FactsInput } from "@huican/engine";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { decidePerson, packsFor } from "../../src/policy/register/index.ts";
import {
  approveChange,
  askChange,
  askUndo,
  changeEffect,
  readPersonFile,
  refuseChange,
  registerPerson,
  searchPeople,
  withdrawChange,
  type RegistryTools,
  type NewPerson,
} from "../../src/registry/index.ts";
import type { ChangeStep } from "../../src/registry/change/change.ts";
import { numbered } from "./numbers.ts";
import { openSampleRegister, testCipher, today, type SampleRegister } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const clerk: Actor = { id: "clerk", areas: ["500106"] };
const chief: Actor = { id: "chief", areas: ["500106"] };
const neighbour: Actor = { id: "neighbour", areas: ["500105"] };
const everywhere: Actor = { id: "job", areas: [""] };
const seed = 20_261_125;

const record = (kind: string, source: string, from: string | null, body: object | null, to: string | null = null) =>
  ({ of: "record", kind, source, from, to, body }) as ChangeStep;
const value = (kind: string, from: string | null, text: string | null, source = "person") =>
  ({ of: "value", kind, source, from, to: null, text }) as ChangeStep;

describe.each(engines)(`changes of a file, over a sample of 200 people, seed ${seed}, in %s`, (engine) => {
  let register: SampleRegister;
  let tools: RegistryTools;
  let born = 100;

  beforeAll(async () => {
    register = await openSampleRegister(engine, 200, seed);
    tools = { registry: register.registry, cipher: testCipher, today: () => today, acceptsSynthetic: true };
  });
  afterAll(() => register.close());

  /** A person of our own, 30 years old, with a certificate for a physical disability of level 2 and the subsistence allowance. */
  async function somebody(more: Partial<NewPerson> = {}) {
    const identityNumber = numbered(`99010619960311${(born += 1)}`);
    const person: NewPerson = {
      name: "贺兰静",
      identityNumber,
      hukouRegion: "500106001",
      hukouType: "urban",
      residenceRegion: "500106001",
      since: "2020-01-01",
      phone: "13800001234",
      address: "测试路1号",
      certificate: {
        number: `${identityNumber}42`,
        validFrom: "2020-01-01",
        validTo: null,
        body: {
          "certificate.status": "valid",
          "disability.visual": 0,
          "disability.hearing": 0,
          "disability.speech": 0,
          "disability.physical": 2,
          "disability.intellectual": 0,
          "disability.mental": 0,
        },
      },
      ...more,
    };
    const { id, householdId } = await registerPerson(tools, clerk, person);
    return { id, householdId, identityNumber };
  }

  const file = (id: number, asOf = today, knownAt?: string, actor = everywhere) =>
    readPersonFile(register.registry, testCipher, actor, { id, asOf, ...(knownAt === undefined ? {} : { knownAt }) });
  const ask = (subjectId: number, steps: readonly ChangeStep[], more: { readonly seenAt?: string } = {}, actor = clerk) =>
    askChange(tools, actor, { subjectId, steps, reason: "本人申请", ...more });
  const change = async (subjectId: number, ...steps: readonly ChangeStep[]) => {
    const request = await ask(subjectId, steps);
    await approveChange(tools, chief, request);
    return request;
  };
  const asOwner = async <Row>(text: string) => (await register.registry.db.asOwner((tx) => sql.raw<Row>(text).execute(tx))).rows;

  /** Benefit by benefit, over all documents that may concern somebody. */
  const outcomes = (facts: FactsInput, day: string) =>
    Object.fromEntries(
      packsFor(register.packs, facts).flatMap((pack) =>
        decidePerson(pack, facts, day).decisions.map(({ benefit, outcome, payable }) => [
          `${pack.id} ${benefit}`,
          `${outcome} ${payable ?? ""}`,
        ]),
      ),
    );
  const granted = (facts: FactsInput, day: string) =>
    Object.entries(outcomes(facts, day)).flatMap(([benefit, outcome]) => (outcome.startsWith("eligible") ? [benefit] : []));

  /** What today's snapshot says of somebody is what their file says. */
  async function expectInStep(id: number) {
    const [row = {}] = await asOwner<Record<string, unknown>>(
      `select * from registry.snapshot where as_of = '${today}' and subject_id = ${id}`,
    );
    const { facts, subject } = await file(id);
    const said = Object.entries(facts).flatMap(([group, members]) =>
      Object.entries(members).map(([name, each]) => [`${group}.${name}`, each]),
    );
    expect(Object.fromEntries(Object.entries(row).filter(([name, each]) => name.includes(".") && each !== null))).toEqual(
      Object.fromEntries(said),
    );
    expect([row["area"], row["other_area"]]).toEqual([subject.area, subject.otherArea]);
  }

  /** Asks, looks at the effect, approves: it did what was foretold, on its day and today, and the file as known before still says the old. */
  async function foretoldAndDone(id: number, day: string, steps: readonly ChangeStep[], members: readonly number[] = [id]) {
    const before = new Map<string, FactsInput>();
    for (const member of members) for (const on of [day, today]) before.set(`${member} ${on}`, (await file(member, on)).facts);
    const seen = await Promise.all(members.map((member) => file(member)));
    const seenAt =
      seen
        .flatMap((each) => [each.seenAt, each.householdSeenAt ?? ""])
        .sort()
        .at(-1) ?? "";
    const request = await ask(id, steps);
    const effects = [await changeEffect(tools, chief, request, day), await changeEffect(tools, chief, request)];
    await approveChange(tools, chief, request);
    for (const { day: on, people, overtaken } of effects) {
      expect(overtaken).toEqual([]);
      expect(people.map((person) => person.id).toSorted()).toEqual([...members].sort());
      for (const person of people) {
        expect(person.before).toEqual(before.get(`${person.id} ${on}`));
        expect(person.after).toEqual((await file(person.id, on)).facts);
        expect((await file(person.id, on, seenAt)).facts).toEqual(person.before);
      }
    }
    for (const member of members) await expectInStep(member);
    await asOwner("select registry.check_everything()");
    const [first] = effects[1]?.people ?? [];
    if (!first) throw new Error("Somebody is concerned.");
    return { request, before: first.before, after: first.after, seenAt };
  }

  test("a move: the new place answers for the file and its documents decide, the old one sees it no more, though the old one approved", async () => {
    const { id, householdId, identityNumber } = await somebody();
    const { before, after, request } = await foretoldAndDone(id, "2026-06-01", [
      record("hukou", "officer", "2026-06-01", { "person.hukou_region": "500105001", "person.hukou_type": "urban" }),
      record("person.residence_region", "officer", "2026-06-01", { "person.residence_region": "500105001" }),
      value("address", "2026-06-01", "江北测试路2号"),
    ]);
    expect(packsFor(register.packs, before).map((pack) => pack.id)).toEqual(expect.arrayContaining(["shapingba-2023"]));
    expect(packsFor(register.packs, after).map((pack) => pack.id)).toEqual(expect.arrayContaining(["jiangbei-145"]));
    expect(packsFor(register.packs, after).map((pack) => pack.id)).not.toContain("shapingba-2023");
    expect(outcomes(after, today)).not.toEqual(outcomes(before, today));
    await expect(file(id, today, undefined, clerk)).rejects.toMatchObject({ code: "registry.person-not-found" });
    await expect(changeEffect(tools, chief, request)).rejects.toMatchObject({ code: "registry.change-not-found" });
    const found = async (actor: Actor) =>
      (await searchPeople(register.registry, testCipher, actor, { query: identityNumber, today, most: 9 })).people.map((line) => line.id);
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
    const found = await searchPeople(register.registry, testCipher, clerk, { query: "13900004321", today, most: 9 });
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
      (await searchPeople(register.registry, testCipher, clerk, { query, today, most: 9 })).people.map((line) => line.id);
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

  test("nobody approves or refuses what they asked for, in the program and in the database itself", async () => {
    const { id } = await somebody();
    const request = await ask(id, [value("phone", null, "13900000001")]);
    await expect(approveChange(tools, clerk, request)).rejects.toMatchObject({ code: "registry.own-change" });
    await expect(refuseChange(tools, clerk, request, "不同意")).rejects.toMatchObject({ code: "registry.own-change" });
    const direct = (actor: Actor, columns: string, values: string) =>
      register.registry.db.as(actor, (tx) => sql.raw(`insert into registry.change_decision (${columns}) values (${values})`).execute(tx));
    for (const outcome of ["approved", "refused"]) {
      await expect(
        direct(
          clerk,
          "request_id, outcome, reason, recorded_at",
          `${request}, '${outcome}', 'x', ${outcome === "approved" ? "now()" : "null"}`,
        ),
      ).rejects.toMatchObject({
        code: "registry.own-change",
      });
    }
    await expect(direct(chief, "request_id, outcome", `${request}, 'withdrawn'`)).rejects.toMatchObject({ code: "registry.own-change" });
    await expect(direct(clerk, "request_id, outcome, reason, decided_by", `${request}, 'refused', 'x', 'chief'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(direct(chief, "request_id, outcome", `${request}, 'approved'`)).rejects.toMatchObject({
      constraint: "change_approval_is_recorded",
    });
    await expect(direct(neighbour, "request_id, outcome, reason", `${request}, 'refused', 'x'`)).rejects.toThrow(/row-level security/);
    for (const text of [
      `update registry.change_decision set outcome = 'approved'`,
      `delete from registry.change_request`,
      `update registry.change_request set asked_by = 'x'`,
    ]) {
      await expect(register.registry.db.as(chief, (tx) => sql.raw(text).execute(tx))).rejects.toThrow(/permission denied/);
    }
    await approveChange(tools, chief, request);
  });

  test("a change is refused with a reason, withdrawn by whoever asked, and decided once", async () => {
    const { id } = await somebody();
    const before = await file(id);
    const refused = await ask(id, [value("phone", null, "13900000002")]);
    for (const reason of ["", "  ", "长".repeat(501)])
      await expect(refuseChange(tools, chief, refused, reason)).rejects.toMatchObject({ code: "registry.change-reason" });
    await refuseChange(tools, chief, refused, "材料不全");
    const withdrawn = await ask(id, [value("phone", null, "13900000003")]);
    await expect(withdrawChange(tools, chief, withdrawn)).rejects.toMatchObject({ code: "registry.foreign-change" });
    await withdrawChange(tools, clerk, withdrawn);
    for (const request of [refused, withdrawn]) {
      await expect(approveChange(tools, chief, request)).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(refuseChange(tools, chief, request, "再")).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(withdrawChange(tools, clerk, request)).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(changeEffect(tools, chief, request)).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(askUndo(tools, clerk, request, "撤销")).rejects.toMatchObject({ code: "registry.nothing-to-undo" });
    }
    expect(await file(id)).toEqual(before);
    await expect(approveChange(tools, chief, 987_654)).rejects.toMatchObject({ code: "registry.change-not-found" });
    await expect(approveChange(tools, neighbour, await ask(id, [value("phone", null, "13900000004")]))).rejects.toMatchObject({
      code: "registry.change-not-found",
    });
  });

  test("of several who decide at the same moment one wins, and the change is made once", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await somebody();
      const request = await ask(id, [value("phone", "2026-01-01", "13900000005")]);
      const several = await Promise.allSettled([
        approveChange(tools, chief, request),
        approveChange(tools, { ...chief, id: "deputy" }, request),
        refuseChange(tools, { ...chief, id: "third" }, request, "不同意"),
        withdrawChange(tools, clerk, request),
      ]);
      expect(several.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const one of several) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "registry.change-decided" });
      const [decision] = await asOwner<{ outcome: string }>(`select outcome from registry.change_decision where request_id = ${request}`);
      const phones = (await file(id)).values.filter(({ kind }) => kind === "phone").map(({ text }) => text);
      expect(phones).toEqual([decision?.outcome === "approved" ? "13900000005" : "13800001234"]);
    }
  });

  test("two files that are made each other's guardians at the same moment do not lock each other out", async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await somebody(), await somebody()];
      const guardian = (otherId: number): ChangeStep => ({
        of: "relation",
        kind: "guardian",
        source: "officer",
        from: null,
        to: null,
        otherId,
        role: null,
        holds: true,
      });
      const requests = [await ask(one.id, [guardian(other.id)]), await ask(other.id, [guardian(one.id)])];
      await Promise.all(requests.map((request) => approveChange(tools, chief, request)));
    }
  });

  test("what somebody else changed over the same days is named by kind and nothing is written; other kinds and other days do not disturb", async () => {
    const { id } = await somebody();
    const { seenAt } = await file(id);
    const mine = await ask(
      id,
      [
        record("employment.willing", "officer", "2026-01-01", { "employment.willing": true }),
        record("person.residence_region", "officer", "2026-01-01", { "person.residence_region": "500106002" }),
        value("phone", "2026-01-01", "13900000006"),
      ],
      { seenAt },
    );
    // Other kinds, another source, and days before.
    await change(
      id,
      record("hardship.low_income", "officer", "2026-01-01", { "hardship.low_income": true }),
      record("employment.willing", "survey", "2026-01-01", { "employment.willing": false }),
      record("employment.willing", "officer", "2025-01-01", { "employment.willing": false }, "2026-01-01"),
    );
    expect((await changeEffect(tools, chief, mine)).overtaken).toEqual([]);
    // The same days.
    await change(
      id,
      record("person.residence_region", "officer", "2026-05-01", { "person.residence_region": "500106003" }),
      value("phone", null, "13900000007"),
    );
    const before = await file(id);
    expect((await changeEffect(tools, chief, mine)).overtaken.map(({ kind }) => kind)).toEqual(["person.residence_region", "phone"]);
    await expect(approveChange(tools, chief, mine)).rejects.toMatchObject({
      code: "registry.overtaken",
      zh: expect.stringMatching(/常住地、电话/),
      en: expect.stringContaining("Telephone"),
    });
    expect(await file(id)).toEqual(before);
    // Whoever asks with an old sight of the file is told at the approval, too.
    const old = await ask(id, [value("phone", null, "13900000008")], { seenAt });
    await expect(approveChange(tools, chief, old)).rejects.toMatchObject({ code: "registry.overtaken" });
    await approveChange(tools, chief, await ask(id, [value("phone", null, "13900000008")], { seenAt: before.seenAt }));
  });

  test("an approved change is undone by another: everything is as before, also which source counts", async () => {
    const { id } = await somebody();
    await change(id, record("employment.willing", "survey", "2020-01-01", { "employment.willing": true }));
    await change(id, record("employment.willing", "provider", "2020-01-01", { "employment.willing": false }));
    const days = ["2020-06-01", "2026-01-31", "2026-02-01", "2026-08-01", today];
    const told = async () => {
      const files = await Promise.all(days.map((day) => file(id, day)));
      return files.map(({ facts, values, name }) => ({ facts, name, values: values.map(({ kind, text }) => [kind, text]) }));
    };
    const before = await told();
    const request = await change(
      id,
      record("employment.willing", "survey", "2026-02-01", { "employment.willing": false }, "2026-07-01"),
      record("hukou", "officer", "2026-02-01", { "person.hukou_region": "500106002" }),
      record("name", "officer", "2026-02-01", { name: "贺兰改" }),
      value("address", "2026-02-01", null),
    );
    expect(await told()).not.toEqual(before);
    const undo = await askUndo(tools, chief, request, "改错了");
    await expect(approveChange(tools, chief, undo)).rejects.toMatchObject({ code: "registry.own-change" });
    await approveChange(tools, clerk, undo);
    expect(await told()).toEqual(before);
    // No seam is left where the change began.
    const periods = (await file(id)).records.get("hukou")?.map(({ validFrom, validTo }) => [validFrom, validTo]);
    expect(periods).toEqual([["2020-01-01", null]]);
    await expectInStep(id);
    // The undoing is a change of its own and can be undone, too.
    await approveChange(tools, clerk, await askUndo(tools, chief, undo, "原来没错"));
    expect((await file(id)).name).toBe("贺兰改");
    await asOwner("select registry.check_everything()");
  });

  test("an undoing is refused where somebody changed the same days since, and not where they changed others", async () => {
    const { id } = await somebody();
    const request = await change(
      id,
      value("phone", "2026-01-01", "13900000009"),
      record("hukou", "officer", "2026-01-01", { "person.hukou_region": "500106002" }),
    );
    await change(
      id,
      value("bank-account", null, "6222021001001234567"),
      record("hukou", "officer", "2022-01-01", { "person.hukou_region": "500106003" }, "2022-05-01"),
    );
    const undo = await askUndo(tools, clerk, request, "改错了");
    expect((await changeEffect(tools, chief, undo)).overtaken).toEqual([]);
    await change(id, value("phone", "2026-06-01", "13900000010"));
    await expect(approveChange(tools, chief, undo)).rejects.toMatchObject({
      code: "registry.overtaken",
      zh: expect.stringContaining("电话"),
    });
    expect((await file(id)).facts["person"]?.["hukou_region"]).toBe("500106002");
  });

  test("a change of some days leaves the other days as they counted, where sources of the same weight disagree", async () => {
    const { id } = await somebody();
    await change(id, record("employment.willing", "survey", "2020-01-01", { "employment.willing": true }));
    await change(id, record("employment.willing", "provider", "2020-01-01", { "employment.willing": false }));
    const before = (await file(id, "2021-01-01")).facts;
    await change(id, record("employment.willing", "survey", "2026-01-01", null));
    expect((await file(id, "2021-01-01")).facts).toEqual(before);
  });

  test("nothing that is sealed stands in a request, in what it touches, or in an error", async () => {
    const { id, identityNumber } = await somebody();
    const secrets = ["13712345678", "磁器口正街77号", "6222021001009876543", identityNumber];
    const steps = [
      value("phone", null, secrets[0] as string),
      value("address", null, secrets[1] as string),
      value("bank-account", null, secrets[2] as string),
    ];
    const request = await ask(id, steps);
    const [row] = await asOwner<{ text: string; touches: readonly string[]; sealed: Buffer }>(
      `select to_jsonb(r)::text as text, touches, sealed from registry.change_request r where id = ${request}`,
    );
    expect(row?.touches).toEqual(["phone", "address", "bank-account"]);
    for (const secret of secrets) {
      expect(row?.text).not.toContain(secret);
      expect(row?.sealed.includes(secret)).toBe(false);
    }
    await change(id, value("phone", null, "13712345679"));
    const refusals = await Promise.allSettled([
      approveChange(tools, chief, request),
      ask(id, [value("phone", null, "13712345678999")]),
      ask(id, [value("identity-number", null, "110105194912310029", "police")]),
      ask(id, [value("bank-account", null, "6222-x")]),
      ask(id, [value("address", null, "磁器口\n正街77号")]),
      registerPerson(tools, clerk, { name: "重复", identityNumber, hukouRegion: "500106001", residenceRegion: "500106001" }),
    ]);
    for (const refusal of refusals) {
      expect(refusal.status).toBe("rejected");
      const { reason } = refusal as PromiseRejectedResult;
      const said = JSON.stringify([reason.zh, reason.en, reason.message, reason.stack, reason]);
      for (const secret of [...secrets, "13712345678999", "110105194912310029", "正街77号"]) expect(said).not.toContain(secret);
      expect(reason.code).toMatch(/^registry\./);
    }
    // Put into another file, what is sealed does not open.
    const other = await somebody();
    await asOwner(`insert into registry.change_request (subject_id, touches, sealed, key_version, reason, seen_at, asked_by)
      select ${other.id}, touches, sealed, key_version, reason, seen_at, asked_by from registry.change_request where id = ${request}`);
    await expect(approveChange(tools, chief, request + 100_000)).rejects.toMatchObject({ code: "registry.change-not-found" });
    const [moved] = await asOwner<{ id: number }>(`select max(id) as id from registry.change_request`);
    await expect(approveChange(tools, chief, moved?.id ?? 0)).rejects.toMatchObject({ code: "cipher.does-not-open" });
    await asOwner(`delete from registry.change_request where id = ${moved?.id}`);
  });

  test.each([
    ["no steps", () => [], "registry.no-steps"],
    ["51 steps", () => Array.from({ length: 51 }, () => value("phone", null, "13900000000")), "registry.no-steps"],
    ["a kind that does not exist", () => [record("shoes", "officer", null, { size: 40 })], "registry.unknown-kind"],
    [
      "a household's kind in a person's file",
      () => [record("household.disabled_members", "officer", null, { "household.disabled_members": 2 })],
      "registry.unknown-kind",
    ],
    ["a fact of another kind", () => [record("hukou", "officer", null, { "person.sex": "male" })], "registry.foreign-fact"],
    ["an empty record", () => [record("hukou", "officer", null, {})], "registry.foreign-fact"],
    ["a value of another type", () => [record("birth", "officer", null, { "person.birth_date": "1996-02-30" })], "registry.bad-fact"],
    ["a level that does not exist", () => [record("certificate", "federation", null, { "disability.visual": 5 })], "registry.bad-fact"],
    ["an empty name", () => [record("name", "officer", null, { name: "  " })], "registry.name"],
    ["a name that is a number", () => [record("name", "officer", null, { name: 5 })], "registry.name"],
    ["a day that does not exist", () => [record("birth", "officer", "2026-02-30", { "person.sex": "male" })], "registry.change-form"],
    [
      "half a character",
      () => [record("person.residence_region", "officer", null, { "person.residence_region": "\ud800" })],
      "registry.change-form",
    ],
    ["a null character", () => [value("address", null, "a\0b")], "registry.change-form"],
    ["a source that does not exist", () => [record("birth", "oracle", null, { "person.sex": "male" })], "registry.change-form"],
    [
      "an end before the beginning",
      () => [record("birth", "officer", "2026-02-03", { "person.sex": "male" }, "2026-02-03")],
      "registry.empty-period",
    ],
    ["a telephone that is none", () => [value("phone", null, "12345")], "registry.phone"],
    ["an account that is none", () => [value("bank-account", null, "12345")], "registry.bank-account"],
    [
      "an identity number with a slip",
      () => [value("identity-number", null, "110105194912310029", "police")],
      "registry.identity-number-checksum",
    ],
    ["an old identity number", () => [value("identity-number", null, "110105491231002", "police")], "registry.identity-number-legacy"],
    ["an empty address", () => [value("address", null, " ")], "registry.address"],
    [
      "a certificate number that is none",
      () => [value("certificate-number", null, "42", "federation")],
      "registry.certificate-number-form",
    ],
    ["themselves as guardian", (id: number) => [relation("guardian", id)], "registry.foreign-relation"],
    ["nobody as guardian", () => [relation("guardian", 987_654)], "registry.foreign-relation"],
    ["a person as household", (_: number, other: number) => [relation("household", other)], "registry.foreign-relation"],
  ] as const)("%s is refused with a sentence when it is asked for", async (_, steps, code) => {
    const [first, second] = register.households.flatMap(({ members }) => members);
    const [id, other] = [register.idOf(first?.number ?? 0), register.idOf(second?.number ?? 0)];
    await expect(ask(id, steps(id, other))).rejects.toMatchObject({ code });
  });

  test("what only the file as it then is can refuse is refused at the approval, and nothing is written", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const gap = await ask(one.id, [record("hukou", "officer", "2022-01-01", null, "2023-01-01")]);
    await expect(approveChange(tools, chief, gap)).rejects.toMatchObject({ code: "registry.periods-leave-gap" });
    const taken = await ask(one.id, [value("identity-number", null, other.identityNumber, "officer")]);
    await expect(approveChange(tools, chief, taken)).rejects.toMatchObject({ code: "registry.already-registered" });
    const evidence = await ask(one.id, [
      { ...record("birth", "police", null, { "person.sex": "male" }), evidenceId: 77_777 } as ChangeStep,
    ]);
    await expect(approveChange(tools, chief, evidence)).rejects.toMatchObject({ code: "registry.foreign-evidence" });
    expect((await file(one.id)).values.find(({ kind }) => kind === "identity-number")?.text).toBe(one.identityNumber);
    await expect(ask(one.id, [value("phone", null, "13900000000")], {}, neighbour)).rejects.toMatchObject({
      code: "registry.person-not-found",
    });
    for (const reason of ["", "a\0b", "长".repeat(501)]) {
      await expect(
        askChange(tools, clerk, { subjectId: one.id, steps: [value("phone", null, "13900000000")], reason }),
      ).rejects.toMatchObject({ code: "registry.change-reason" });
    }
  });

  test("the evidence of a record stays with what is left of it, and comes back with an undoing", async () => {
    const { id } = await somebody();
    const [attachment] = await asOwner<{ id: number }>(
      `insert into registry.attachment (subject_id, name, media_type, content, sha256) values (${id}, '低保证.jpg', 'image/jpeg', 'x', 'y') returning id`,
    );
    const evidenceId = attachment?.id ?? 0;
    const allowance = { "hardship.subsistence_allowance": true };
    await change(id, { ...record("hardship.subsistence_allowance", "civil-affairs", "2021-01-01", allowance), evidenceId } as ChangeStep);
    const shown = async (day: string) => (await file(id, day)).records.get("hardship.subsistence_allowance")?.[0]?.evidenceId;
    const end = await change(id, record("hardship.subsistence_allowance", "civil-affairs", "2026-06-01", null));
    expect([await shown("2026-05-31"), await shown(today)]).toEqual([evidenceId, undefined]);
    await approveChange(tools, chief, await askUndo(tools, clerk, end, "没有结束"));
    expect([await shown("2026-05-31"), await shown(today)]).toEqual([evidenceId, evidenceId]);
  });
});

function relation(kind: "guardian" | "household", otherId: number): ChangeStep {
  return { of: "relation", kind, source: "officer", from: null, to: null, otherId, role: null, holds: true };
}
