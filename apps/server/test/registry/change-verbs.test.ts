import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import {
  approveChange,
  askChange,
  attach,
  askUndo,
  changeEffect,
  refuseChange,
  registerPerson,
  withdrawChange,
} from "../../src/registry/index.ts";
import type { ChangeStep } from "../../src/registry/change/change.ts";
import { today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

import { aPng } from "./documents.ts";
import { changeOffice, chief, clerk, neighbour, record, seed, value } from "./change-office.ts";

describe.each(engines)(`asking for changes and deciding them, over a sample of 200 people, seed ${seed}, in %s`, (engine) => {
  const office = changeOffice(engine);
  const { somebody, file, ask, change, asOwner, expectInStep } = office;

  test("nobody approves or refuses what they asked for, in the program and in the database itself", async () => {
    const { id } = await somebody();
    const request = await ask(id, [value("phone", null, "13900000001")]);
    await expect(approveChange(office.tools, clerk, request)).rejects.toMatchObject({ code: "registry.own-change" });
    await expect(refuseChange(office.tools, clerk, request, "不同意")).rejects.toMatchObject({ code: "registry.own-change" });
    const direct = (actor: Actor, columns: string, values: string) =>
      office.register.registry.db.as(actor, (tx) =>
        sql.raw(`insert into registry.change_decision (${columns}) values (${values})`).execute(tx),
      );
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
      await expect(office.register.registry.db.as(chief, (tx) => sql.raw(text).execute(tx))).rejects.toThrow(/permission denied/);
    }
    await approveChange(office.tools, chief, request);
  });

  test("a change is refused with a reason, withdrawn by whoever asked, and decided once", async () => {
    const { id } = await somebody();
    const before = await file(id);
    const refused = await ask(id, [value("phone", null, "13900000002")]);
    for (const reason of ["", "  ", "长".repeat(501)])
      await expect(refuseChange(office.tools, chief, refused, reason)).rejects.toMatchObject({ code: "registry.change-reason" });
    await refuseChange(office.tools, chief, refused, "材料不全");
    const withdrawn = await ask(id, [value("phone", null, "13900000003")]);
    await expect(withdrawChange(office.tools, chief, withdrawn)).rejects.toMatchObject({ code: "registry.foreign-change" });
    await withdrawChange(office.tools, clerk, withdrawn);
    for (const request of [refused, withdrawn]) {
      await expect(approveChange(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(refuseChange(office.tools, chief, request, "再")).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(withdrawChange(office.tools, clerk, request)).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(changeEffect(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.change-decided" });
      await expect(askUndo(office.tools, clerk, request, "撤销")).rejects.toMatchObject({ code: "registry.nothing-to-undo" });
    }
    expect(await file(id)).toEqual(before);
    await expect(approveChange(office.tools, chief, 987_654)).rejects.toMatchObject({ code: "registry.change-not-found" });
    await expect(approveChange(office.tools, neighbour, await ask(id, [value("phone", null, "13900000004")]))).rejects.toMatchObject({
      code: "registry.change-not-found",
    });
  });

  test("of several who decide at the same moment one wins, and the change is made once", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await somebody();
      const request = await ask(id, [value("phone", "2026-01-01", "13900000005")]);
      const several = await Promise.allSettled([
        approveChange(office.tools, chief, request),
        approveChange(office.tools, { ...chief, id: "deputy" }, request),
        refuseChange(office.tools, { ...chief, id: "third" }, request, "不同意"),
        withdrawChange(office.tools, clerk, request),
      ]);
      expect(several.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const one of several) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "registry.change-decided" });
      const [decision] = await asOwner<{ outcome: string }>(`select outcome from registry.change_decision where request_id = ${request}`);
      const phones = (await file(id)).values.filter(({ kind }) => kind === "phone").map(({ text }) => text);
      expect(phones).toEqual([decision?.outcome === "approved" ? "13900000005" : "13800001234"]);
    }
  });

  test("two files that are made each other's guardians at the same moment do not lock each other out: one is, and the other is refused", async () => {
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
      const approved = await Promise.allSettled(requests.map((request) => approveChange(office.tools, chief, request)));
      expect(approved.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(approved.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "registry.mutual-guardians" } });
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
    expect((await changeEffect(office.tools, chief, mine)).overtaken).toEqual([]);
    // The same days.
    await change(
      id,
      record("person.residence_region", "officer", "2026-05-01", { "person.residence_region": "500106003" }),
      value("phone", null, "13900000007"),
    );
    const before = await file(id);
    expect((await changeEffect(office.tools, chief, mine)).overtaken.map(({ kind }) => kind)).toEqual(["person.residence_region", "phone"]);
    await expect(approveChange(office.tools, chief, mine)).rejects.toMatchObject({
      code: "registry.overtaken",
      zh: expect.stringMatching(/常住地、电话/),
      en: expect.stringContaining("Telephone"),
    });
    expect(await file(id)).toEqual(before);
    // Whoever asks with an old sight of the file is told at the approval, too.
    const old = await ask(id, [value("phone", null, "13900000008")], { seenAt });
    await expect(approveChange(office.tools, chief, old)).rejects.toMatchObject({ code: "registry.overtaken" });
    await approveChange(office.tools, chief, await ask(id, [value("phone", null, "13900000008")], { seenAt: before.seenAt }));
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
    const undo = await askUndo(office.tools, chief, request, "改错了");
    await expect(approveChange(office.tools, chief, undo)).rejects.toMatchObject({ code: "registry.own-change" });
    await approveChange(office.tools, clerk, undo);
    expect(await told()).toEqual(before);
    // No seam is left where the change began.
    const periods = (await file(id)).records.get("hukou")?.map(({ validFrom, validTo }) => [validFrom, validTo]);
    expect(periods).toEqual([["2020-01-01", null]]);
    await expectInStep(id);
    // The undoing is a change of its own and can be undone, too.
    await approveChange(office.tools, clerk, await askUndo(office.tools, chief, undo, "原来没错"));
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
    const undo = await askUndo(office.tools, clerk, request, "改错了");
    expect((await changeEffect(office.tools, chief, undo)).overtaken).toEqual([]);
    await change(id, value("phone", "2026-06-01", "13900000010"));
    await expect(approveChange(office.tools, chief, undo)).rejects.toMatchObject({
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
      approveChange(office.tools, chief, request),
      ask(id, [value("phone", null, "13712345678999")]),
      ask(id, [value("identity-number", null, "110105194912310029", "police")]),
      ask(id, [value("bank-account", null, "6222-x")]),
      ask(id, [value("address", null, "磁器口\n正街77号")]),
      registerPerson(office.tools, clerk, { name: "重复", identityNumber, hukouRegion: "500106001", residenceRegion: "500106001" }),
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
    await expect(approveChange(office.tools, chief, request + 100_000)).rejects.toMatchObject({ code: "registry.change-not-found" });
    const [moved] = await asOwner<{ id: number }>(`select max(id) as id from registry.change_request`);
    await expect(approveChange(office.tools, chief, moved?.id ?? 0)).rejects.toMatchObject({ code: "cipher.does-not-open" });
    await expect(asOwner(`delete from registry.change_request where id = ${moved?.id}`)).rejects.toThrow(/not removed/);
    // It would stand in the way of the tests after this one.
    await asOwner("alter table registry.change_request disable trigger a_kept");
    await asOwner(`delete from registry.change_request where id = ${moved?.id}`);
    await asOwner("alter table registry.change_request enable always trigger a_kept");
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
    const [first, second] = office.register.households.flatMap(({ members }) => members);
    const [id, other] = [office.register.idOf(first?.number ?? 0), office.register.idOf(second?.number ?? 0)];
    await expect(ask(id, steps(id, other))).rejects.toMatchObject({ code });
  });

  test("what only the file as it then is can refuse is refused at the approval, and nothing is written", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const gap = await ask(one.id, [record("hukou", "officer", "2022-01-01", null, "2023-01-01")]);
    await expect(approveChange(office.tools, chief, gap)).rejects.toMatchObject({ code: "registry.periods-leave-gap" });
    const taken = await ask(one.id, [value("identity-number", null, other.identityNumber, "officer")]);
    await expect(approveChange(office.tools, chief, taken)).rejects.toMatchObject({ code: "registry.already-registered" });
    expect((await file(one.id)).values.find(({ kind }) => kind === "identity-number")?.text).toBe(one.identityNumber);
    await expect(ask(one.id, [value("phone", null, "13900000000")], {}, neighbour)).rejects.toMatchObject({
      code: "registry.person-not-found",
    });
    for (const reason of ["", "a\0b", "长".repeat(501)]) {
      await expect(
        askChange(office.tools, clerk, { subjectId: one.id, steps: [value("phone", null, "13900000000")], reason }),
      ).rejects.toMatchObject({ code: "registry.change-reason" });
    }
  });

  test("the evidence of a record stays with what is left of it, and comes back with an undoing", async () => {
    const { id } = await somebody();
    const evidenceId = await attach(office.tools, clerk, { subjectId: id, name: "低保证.png", content: aPng });
    const allowance = { "hardship.subsistence_allowance": true };
    await change(id, { ...record("hardship.subsistence_allowance", "civil-affairs", "2021-01-01", allowance), evidenceId } as ChangeStep);
    const shown = async (day: string) => (await file(id, day)).records.get("hardship.subsistence_allowance")?.[0]?.evidenceId;
    const end = await change(id, record("hardship.subsistence_allowance", "civil-affairs", "2026-06-01", null));
    expect([await shown("2026-05-31"), await shown(today)]).toEqual([evidenceId, undefined]);
    await approveChange(office.tools, chief, await askUndo(office.tools, clerk, end, "没有结束"));
    expect([await shown("2026-05-31"), await shown(today)]).toEqual([evidenceId, evidenceId]);
  });
});

function relation(kind: "guardian" | "household", otherId: number): ChangeStep {
  return { of: "relation", kind, source: "officer", from: null, to: null, otherId, role: null, holds: true };
}
