import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { ChangeStep } from "../../src/registry/change/change.ts";
import { trialEffect } from "../../src/registry/change/change-effect.ts";
import { refuseChange, withdrawChange } from "../../src/registry/change/change-verbs.ts";
import { readChange } from "../../src/registry/change/read-changes.ts";
import { approveChange, askUndo, changeEffect, takeBackSteps, takeFile, writeSteps } from "../../src/registry/index.ts";
import { changeOffice, chief, clerk, record } from "./change-office.ts";
import { engines } from "./test-database.ts";

type RelationStep = Extract<ChangeStep, { of: "relation" }>;

describe.each(engines)("what a family cannot be is refused, whoever writes it, in %s", (engine) => {
  const office = changeOffice(engine);
  const { somebody, ask, change, file } = office;
  const relation = (kind: RelationStep["kind"], otherId: number, more: Partial<RelationStep> = {}): RelationStep => ({
    of: "relation",
    kind,
    source: "officer",
    from: "2026-01-01",
    to: null,
    otherId,
    role: null,
    holds: true,
    ...more,
  });
  const approve = (request: number) => approveChange(office.tools, chief, request);
  /** Written as an import writes it; and how it is taken back. */
  const write = (id: number, steps: readonly ChangeStep[]) =>
    office.register.registry.db.as(clerk, async (tx) => {
      const taken = await takeFile(
        tx,
        office.tools.cipher,
        id,
        steps.flatMap((step) => (step.of === "relation" ? [step.otherId] : [])),
      );
      if (!taken) throw new Error("There is no such file.");
      return writeSteps(tx, office.tools, { file: taken, steps, reason: "导入" });
    });
  const bornAs = (day: string) => record("birth", "police", null, { "person.birth_date": day, "person.sex": "male" });
  /** Born in 1996, as everybody here, and by the police on another day. */
  const bornOn = async (day: string) => {
    const person = await somebody();
    await change(person.id, bornAs(day));
    return person;
  };

  test("the sample is as families are", async () => {
    await expect(
      office.register.registry.db.asOwner((tx) => sql`select registry.refuse_family_faults(null)`.execute(tx)),
    ).resolves.toBeDefined();
  });

  describe("a household has one head at a time", () => {
    const head = (householdId: number, more: Partial<RelationStep> = {}) => relation("household", householdId, { role: "head", ...more });
    /** A household with a head, and somebody who lives in it. */
    const home = async () => {
      const [first, second] = [await somebody(), await somebody()];
      await change(first.id, head(first.householdId, { from: "2020-01-01" }));
      await change(second.id, relation("household", first.householdId, { role: "child" }));
      return { first, second, householdId: first.householdId };
    };

    test("a second is refused when asked for, when approved, and when imported; after the first is none, another is", async () => {
      const { first, second, householdId } = await home();
      const refused = { code: "registry.second-head" };
      await expect(ask(second.id, [head(householdId)])).rejects.toMatchObject(refused);
      await expect(write(second.id, [head(householdId)])).rejects.toMatchObject(refused);
      // Both are asked for while the household has none.
      await change(first.id, relation("household", householdId, { role: "parent", from: "2020-01-01" }));
      const [mine, other] = [await ask(second.id, [head(householdId)]), await ask(first.id, [head(householdId)])];
      await approve(mine);
      await expect(approve(other)).rejects.toMatchObject(refused);
      const roles = async (id: number) => (await file(id)).relations.map(({ role }) => role);
      expect([await roles(first.id), await roles(second.id)]).toEqual([["parent"], ["head"]]);
    });

    test("one follows the other on the next day, and an undoing that would make two is refused", async () => {
      const { first, second, householdId } = await home();
      const stepsDown = await change(first.id, relation("household", householdId, { role: "parent", from: "2026-05-01" }));
      await expect(ask(second.id, [head(householdId, { from: "2026-04-30" })])).rejects.toMatchObject({ code: "registry.second-head" });
      await change(second.id, head(householdId, { from: "2026-05-01" }));
      await expect(askUndo(office.tools, clerk, stepsDown, "没有换户主")).rejects.toMatchObject({ code: "registry.second-head" });
    });

    test("an import that is taken back makes no second head either", async () => {
      const { first, second, householdId } = await home();
      const down = relation("household", householdId, { role: "parent", from: "2026-05-01" });
      const written = await write(first.id, [down]);
      await change(second.id, head(householdId, { from: "2026-05-01" }));
      const back = office.register.registry.db.as(clerk, (tx) =>
        takeBackSteps(tx, office.tools, { ...written, subjectId: first.id, wasMade: false, reason: "撤销导入" }),
      );
      await expect(back).rejects.toMatchObject({ code: "registry.second-head" });
    });
  });

  describe("the head is changed by one request", () => {
    const day = "2026-05-01";
    /** A head of 2020, their child, and a grandchild who came to live there later. */
    const threeGenerations = async () => {
      const [head, child, grandchild] = [await somebody(), await somebody(), await somebody()];
      const { householdId } = head;
      const lives = (role: string, more: Partial<RelationStep> = {}) =>
        relation("household", householdId, { role, from: "2020-01-01", ...more });
      await change(head.id, lives("head"));
      await change(child.id, lives("child"));
      await change(grandchild.id, lives("grandchild", { from: "2026-01-01" }));
      const exchange = [
        lives("parent", { from: day }),
        lives("head", { from: day, memberId: child.id }),
        lives("child", { from: day, memberId: grandchild.id }),
      ];
      return { ids: [head.id, child.id, grandchild.id] as const, householdId, exchange };
    };
    const rolesOn = async (ids: readonly number[], on: string) =>
      Promise.all(ids.map(async (id) => (await file(id, on)).relations.find(({ kind }) => kind === "household")?.role));

    test("approved, everybody is on the day what it says, and the day before what they were; undone as a whole they are it again", async () => {
      const { ids, exchange } = await threeGenerations();
      const request = await ask(ids[0], exchange);
      const { parts } = await readChange(office.register.registry, office.tools.cipher, chief, request);
      const roles = (slices: (typeof parts)[number]["before"]) => slices.map(({ content }) => content.of === "relation" && content.role);
      expect(parts.map(({ step, before, after }) => [step.of === "relation" && step.memberId, roles(before), roles(after)])).toEqual([
        [undefined, ["head"], ["parent"]],
        [ids[1], ["child"], ["head"]],
        [ids[2], ["grandchild"], ["child"]],
      ]);
      const { people } = await changeEffect(office.tools, chief, request);
      expect(people.map(({ id }) => id).sort()).toEqual([...ids].sort());
      await approve(request);
      expect([await rolesOn(ids, "2026-04-30"), await rolesOn(ids, day)]).toEqual([
        ["head", "child", "grandchild"],
        ["parent", "head", "child"],
      ]);
      for (const id of ids) await office.expectInStep(id);
      const undo = await askUndo(office.tools, clerk, request, "没有换户主");
      await approve(undo);
      expect(await rolesOn(ids, day)).toEqual(["head", "child", "grandchild"]);
      for (const id of ids) await office.expectInStep(id);
    });

    test("whoever was the head may leave, and comes back with the undoing", async () => {
      const { ids, householdId, exchange } = await threeGenerations();
      const leaves = relation("household", householdId, { from: day, holds: false });
      const done = await change(ids[0], leaves, ...exchange.slice(1));
      expect(await rolesOn(ids, day)).toEqual([undefined, "head", "child"]);
      await approve(await askUndo(office.tools, clerk, done, "没有离开"));
      expect(await rolesOn(ids, day)).toEqual(["head", "child", "grandchild"]);
    });

    test("refused or withdrawn it leaves everybody as they were; whoever asked does not approve", async () => {
      const { ids, exchange } = await threeGenerations();
      const [refused, withdrawn] = [await ask(ids[0], exchange), await ask(ids[0], exchange)];
      await expect(approveChange(office.tools, clerk, refused)).rejects.toMatchObject({ code: "registry.own-change" });
      await refuseChange(office.tools, chief, refused, "户口簿不符");
      await withdrawChange(office.tools, clerk, withdrawn);
      expect(await rolesOn(ids, day)).toEqual(["head", "child", "grandchild"]);
    });

    test("half of it is refused: there would be two heads", async () => {
      const { ids, exchange } = await threeGenerations();
      await expect(ask(ids[0], exchange.slice(1))).rejects.toMatchObject({ code: "registry.second-head" });
    });

    test("somebody of another household, one who came later, and the person again are no members", async () => {
      const { ids, householdId, exchange } = await threeGenerations();
      const stranger = await somebody();
      const [down = relation("household", 0)] = exchange;
      const head = (memberId: number, from = day) => relation("household", householdId, { role: "head", from, memberId });
      for (const step of [head(stranger.id), head(ids[2], "2025-12-31"), head(ids[0])])
        await expect(ask(ids[0], [{ ...down, from: step.from }, step])).rejects.toMatchObject({ code: "registry.not-a-member" });
      await expect(ask(ids[0], [relation("guardian", stranger.id, { memberId: ids[1] })])).rejects.toMatchObject({
        code: "registry.foreign-relation",
      });
    });

    test("what somebody else changed of a member meanwhile stands in its way: before the approval, and before the undoing", async () => {
      const { ids, householdId, exchange } = await threeGenerations();
      const early = await ask(ids[0], exchange);
      await change(ids[1], relation("household", householdId, { role: "sibling", from: "2026-03-01" }));
      await expect(approve(early)).rejects.toMatchObject({ code: "registry.overtaken" });
      const done = await change(ids[0], ...exchange);
      await change(ids[2], relation("household", householdId, { role: "sibling", from: "2026-06-01" }));
      const undo = await askUndo(office.tools, clerk, done, "没有换户主");
      await expect(approve(undo)).rejects.toMatchObject({ code: "registry.overtaken" });
    });

    test("it is asked of a file as the asker saw it, whoever of the others was registered since", async () => {
      const { ids, householdId, exchange } = await threeGenerations();
      const { seenAt } = await file(ids[0]);
      // The grandchild was registered after the head's file was last changed.
      const { overtaken } = await trialEffect(office.tools, clerk, { subjectId: ids[0], steps: exchange, seenAt });
      expect(overtaken).toEqual([]);
      await approve(await ask(ids[0], exchange, { seenAt }));
      const late = relation("household", householdId, { role: "sibling", from: day });
      const back = relation("household", householdId, { role: "sibling", from: day, memberId: ids[2] });
      await expect(ask(ids[0], [late, back], { seenAt })).rejects.toMatchObject({ code: "registry.overtaken" });
    });

    test("a member elsewhere is nobody to whoever does not see them, also where another has asked", async () => {
      const { ids, exchange } = await threeGenerations();
      await office.asOwner(`update registry.subject set area = '500105001', other_area = null where id = ${ids[1]}`);
      await expect(ask(ids[0], exchange)).rejects.toMatchObject({ code: "registry.person-not-found" });
      const request = await ask(ids[0], exchange, {}, { id: "city", areas: ["5001"] });
      for (const act of [() => approve(request), () => changeEffect(office.tools, chief, request)])
        await expect(act()).rejects.toMatchObject({ code: "registry.person-not-found" });
      expect(await rolesOn(ids, day)).toEqual(["head", "child", "grandchild"]);
    });
  });

  describe("a guardian is 18 on the first day", () => {
    test.each([
      // guardian's birth, from, code
      ["2008-01-01", "2026-01-01", null],
      ["2008-01-02", "2026-01-01", "registry.guardian-under-age"],
      ["2008-01-02", "2026-01-02", null],
    ] as const)("born on %s, guardian from %s: %s", async (born, from, code) => {
      const [ward, guardian] = [await somebody(), await bornOn(born)];
      const step = relation("guardian", guardian.id, { from });
      if (code === null) return expect(await change(ward.id, step)).toEqual(expect.any(Number));
      await expect(ask(ward.id, [step])).rejects.toMatchObject({ code });
      await expect(write(ward.id, [step])).rejects.toMatchObject({ code });
      // A representative only acts; the register does not say how old one is.
      expect(await change(ward.id, relation("representative", guardian.id, { from }))).toEqual(expect.any(Number));
    });

    test("one of before who was not is ended, and not begun again", async () => {
      const [ward, guardian] = [await somebody(), await somebody()];
      await change(ward.id, relation("guardian", guardian.id, { from: "2020-01-01" }));
      await office.asOwner("alter table registry.record disable trigger z_added");
      await change(guardian.id, bornAs("2004-06-01"));
      await office.asOwner("alter table registry.record enable always trigger z_added");
      const end = await change(ward.id, relation("guardian", guardian.id, { from: "2026-05-01", holds: false }));
      await expect(askUndo(office.tools, clerk, end, "没有结束")).rejects.toMatchObject({ code: "registry.guardian-under-age" });
      expect((await file(ward.id, "2026-04-30")).relations.map(({ kind }) => kind)).toContain("guardian");
    });
  });

  describe("a birth date that is told anew leaves nobody a guardian too young", () => {
    const refused = { code: "registry.guardianship-stands" };
    const from = "2026-01-01";
    /** Somebody whose guardian since 2026 is 30 years old. */
    const guarded = async () => {
      const [ward, guardian] = [await somebody(), await somebody()];
      await change(ward.id, relation("guardian", guardian.id, { from }));
      return { ward, guardian };
    };

    test("it is refused when asked for, when tried, when approved, and when imported; 18 on the first day is old enough", async () => {
      const { ward, guardian } = await guarded();
      const young = bornAs("2008-01-02");
      await expect(ask(guardian.id, [young])).rejects.toMatchObject(refused);
      await expect(trialEffect(office.tools, clerk, { subjectId: guardian.id, steps: [young] })).rejects.toMatchObject(refused);
      await expect(write(guardian.id, [young])).rejects.toMatchObject(refused);
      await change(guardian.id, bornAs("2008-01-01"));
      // Asked for while they were nobody's guardian.
      const later = await somebody();
      const waiting = await ask(later.id, [young]);
      await change(ward.id, relation("guardian", later.id, { from }));
      await expect(approve(waiting)).rejects.toMatchObject(refused);
      expect((await file(later.id)).facts["person"]?.["birth_date"]).toBe("1996-03-11");
    });

    test("it is refused where an undoing or an import that is taken back would tell it", async () => {
      const ward = await somebody();
      const [corrected, imported] = [await bornOn("2008-01-02"), await bornOn("2008-01-02")];
      const done = await change(corrected.id, bornAs("1990-01-01"));
      const written = await write(imported.id, [bornAs("1990-01-01")]);
      const undo = await askUndo(office.tools, clerk, done, "没有错");
      for (const guardian of [corrected, imported]) await change(ward.id, relation("guardian", guardian.id, { from }));
      await expect(approve(undo)).rejects.toMatchObject(refused);
      await expect(askUndo(office.tools, clerk, done, "没有错")).rejects.toMatchObject(refused);
      const back = office.register.registry.db.as(clerk, (tx) =>
        takeBackSteps(tx, office.tools, { ...written, subjectId: imported.id, wasMade: false, reason: "撤销导入" }),
      );
      await expect(back).rejects.toMatchObject(refused);
    });

    test("once the guardianship has ended it is told; ending it tomorrow is not yet", async () => {
      const { ward, guardian } = await guarded();
      const ends = (day: string) => relation("guardian", guardian.id, { from: day, holds: false });
      await change(ward.id, ends("2099-01-01"));
      await expect(ask(guardian.id, [bornAs("2008-01-02")])).rejects.toMatchObject(refused);
      await change(ward.id, ends("2026-11-25"));
      await change(guardian.id, bornAs("2008-01-02"));
      // Of age by now, they may be it again.
      await change(ward.id, relation("guardian", guardian.id, { from: "2026-11-26" }));
    });

    test("a source that counts after another, a representation, and a ward whose file is only stored do not stand in its way", async () => {
      const { guardian } = await guarded();
      await change(guardian.id, bornAs("1996-03-11"), { ...bornAs("2010-01-01"), source: "person" });
      const [ward, other] = [await somebody(), await somebody()];
      await change(ward.id, relation("representative", other.id, { from }));
      await change(other.id, bornAs("2010-01-01"));
      const { ward: stored, guardian: theirs } = await guarded();
      await office.asOwner(`update registry.subject set state = 'restricted' where id = ${stored.id}`);
      await change(theirs.id, bornAs("2010-01-01"));
    });
  });

  describe("two people are not each other's guardians", () => {
    test("at the same time, by any route; one after the other they may be", async () => {
      const [one, other] = [await somebody(), await somebody()];
      await change(one.id, relation("guardian", other.id, { to: "2026-05-01" }));
      const refused = { code: "registry.mutual-guardians" };
      for (const more of [{}, { from: "2026-04-30" }, { from: "2025-01-01", to: "2026-01-02" }]) {
        await expect(ask(other.id, [relation("guardian", one.id, more)])).rejects.toMatchObject(refused);
        await expect(write(other.id, [relation("guardian", one.id, more)])).rejects.toMatchObject(refused);
      }
      await change(other.id, relation("guardian", one.id, { from: "2026-05-01" }));
    });
  });
});
