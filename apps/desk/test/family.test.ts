import { describe, expect, test } from "vitest";
import { generationOf, tiesOf } from "../src/people/file/ties.ts";
import { tongueOf } from "../src/text/use-text.ts";
import { familyFaults, familyNotes, familySteps, type FamilyContext, type FamilyKind } from "../src/people/family/family-changes.ts";

const line = (id: number, birthDate: string, deceased = false) => ({
  id,
  name: null,
  area: "500106003",
  areaName: null,
  birthDate,
  sex: null,
  certificateStatus: null,
  deceased,
});
const member = (id: number, role: string, validFrom: string | null = "2020-01-01") => ({
  id,
  role,
  source: "police",
  validFrom,
  validTo: null,
});

/** A head of 50 and their child of 16 live in household 100; a widow in 200 alone. */
const own = {
  householdId: 100,
  people: [line(1, "1976-05-01"), line(2, "2010-05-01")],
  hidden: [],
  members: [member(1, "head"), member(2, "child")],
  relations: [{ kind: "guardian", subjectId: 2, otherId: 1, role: null, source: "officer", validFrom: "2015-01-01", validTo: null }],
};
const widow = { householdId: 200, people: [line(3, "1950-05-01")], hidden: [], members: [member(3, "head")], relations: [] };
/** The widow as she was. */
const married = {
  ...widow,
  people: [line(3, "1950-05-01"), line(9, "1948-05-01")],
  relations: [{ kind: "spouse", subjectId: 3, otherId: 9, role: null, source: "officer", validFrom: "2000-01-01", validTo: null }],
};
/** The same household with a mother of the head, who came later, and somebody whom the reader does not see. */
const withElder: FamilyContext["own"] = {
  ...own,
  people: [...own.people, line(4, "1950-05-01")],
  hidden: [5],
  members: [...own.members, member(4, "parent", "2026-01-01"), member(5, "sibling")],
};
const withDeadElder: FamilyContext["own"] = { ...withElder, people: [...own.people, line(4, "1950-05-01", true)] };
const reason = "持户口簿申请";
const of = (ownId: number, other?: FamilyContext["other"]): FamilyContext => ({ ownId, today: "2026-11-26", own, other });
const withWidow = { id: 3, household: widow };

const faultsOf = (kind: FamilyKind, filled: Readonly<Record<string, string>>, context: FamilyContext) =>
  familyFaults(kind, { from: "2026-11-01", reason, ...filled }, context).map(({ zh }) => zh);

describe("changes of a household are held against what is recorded while they are filled in", () => {
  test.each([
    ["joins", { role: "child" }, of(2, withWidow), []],
    ["joins", { role: "child" }, of(2), ["请查找并选择一个人。"]],
    ["joins", { role: "child" }, of(2, { id: 2, household: own }), ["不能选本人。"]],
    ["joins", { role: "child" }, of(2, { id: 1, household: own }), ["两个人已经在同一户。"]],
    [
      "joins",
      { role: "child" },
      of(2, { id: 3, household: { ...widow, householdId: null } }),
      ["这个人没有登记在哪一户，没有户可以加入。"],
    ],
    ["joins", { role: "child" }, of(2, { id: 3, household: { ...widow, people: [line(3, "1950-05-01", true)] } }), ["这个人已经去世。"]],
    ["joins", { role: "head" }, of(2, withWidow), ["这一户已有户主。请打开户主的档案，用“换户主”申请。"]],
    ["joins", { role: "child", from: "2026-11-27" }, of(2, withWidow), ["这一天还没有到。"]],
    ["joins", { role: "child", from: "2020-01-01" }, of(2, withWidow), []],
    ["joins", { role: "child", from: "2019-12-31" }, of(2, withWidow), ["不能早于2020年1月1日：现在这一户从那天开始。"]],
    ["leaves", { from: "2020-01-01" }, of(2), ["要在2020年1月1日以后：现在这一条从那天开始。"]],
    ["leaves", { from: "2010-04-30" }, of(2), ["这一天本人还没有出生。"]],
    ["leaves", {}, of(3), ["本人现在没有登记在哪一户。"]],
    ["role", { role: "child" }, of(2), ["现在登记的就是这个。"]],
    ["role", { role: "head" }, of(2), ["这一户已有户主。请打开户主的档案，用“换户主”申请。"]],
    ["role", { role: "grandchild" }, of(2), []],
    ["acts", { as: "guardian" }, of(2, { id: 1, household: own }), ["已经登记了，不用再申请。"]],
    ["acts", { as: "representative" }, of(2, { id: 1, household: own }), []],
    ["acts", { as: "guardian" }, of(1, { id: 2, household: own }), ["本人是这个人的监护人，不能反过来。"]],
    ["acts", { as: "guardian" }, of(3, { id: 2, household: own }), ["监护人、代办人要满18岁。"]],
    ["acts", {}, of(2, withWidow), ["请选择监护人还是代办人。"]],
    ["acts-no-more", {}, of(2), ["请选择是哪一位。"]],
    ["acts-no-more", { other: "guardian 1", from: "2015-01-01" }, of(2), ["要在2015年1月1日以后：现在这一条从那天开始。"]],
    ["acts-no-more", { other: "guardian 1" }, of(2), []],
    ["spouse", {}, of(1, withWidow), []],
    ["spouse", { from: "2026-11-27" }, of(1, withWidow), ["这一天还没有到。"]],
    ["spouse", {}, of(1, { id: 3, household: married }), ["这个人已有配偶登记。请先结束原来的。"]],
    ["spouse", {}, { ...of(3, { id: 1, household: own }), own: married }, ["本人已有配偶登记。请先结束原来的。"]],
    ["spouse", {}, { ...of(3, { id: 9, household: married }), own: married }, ["已经登记了，不用再申请。"]],
    ["parent", { from: "" }, of(2, withWidow), []],
    ["parent", {}, { ...of(3, { id: 2, household: own }), own: widow }, ["父母要比子女先出生。"]],
    ["parent", {}, of(2), ["请查找并选择一个人。"]],
    ["related-no-more", {}, of(2), ["请选择是哪一位。"]],
    [
      "related-no-more",
      { other: "spouse 9", from: "2000-01-01" },
      { ...of(3), own: married },
      ["要在2000年1月1日以后：现在这一条从那天开始。"],
    ],
    ["head", { other: "2", role: "parent" }, of(1), []],
    ["head", { other: "2", role: "leaves" }, of(1), []],
    ["head", { other: "2" }, of(1), ["请选择原户主是新户主的什么人。"]],
    ["head", {}, of(1), ["请选择新的户主。"]],
    ["head", {}, of(2), ["本人不是户主。请在户主的档案里申请。"]],
    ["head", {}, { ...of(3), own: widow }, ["这一户没有别的成员可以当户主。"]],
    ["head", { other: "2", role: "parent", from: "2020-01-01" }, of(1), ["要在2020年1月1日以后：现在这一条从那天开始。"]],
    ["head", { other: "2", role: "parent", from: "2026-11-27" }, of(1), ["这一天还没有到。"]],
    ["head", { other: "2", role: "parent" }, { ...of(1), own: withElder }, ["请选择№ 4是新户主的什么人。"]],
    [
      "head",
      { other: "2", role: "parent", "role-4": "grandparent", from: "2025-12-31" },
      { ...of(1), own: withElder },
      ["不能早于2026年1月1日：有成员从那天起才在这一户。"],
    ],
    // Who stays what they were is not recorded anew.
    ["head", { other: "2", role: "parent", "role-4": "parent", from: "2025-12-31" }, { ...of(1), own: withElder }, []],
    ["head", { other: "4", role: "child", "role-2": "grandchild" }, { ...of(1), own: withDeadElder }, ["这个人已经去世。"]],
    ["leaves", { reason: "搬" }, of(2), ["请写明理由和依据，至少4个字。"]],
  ] as const)("%s with %o", (kind, filled, context, expected) => {
    expect(faultsOf(kind, filled, context)).toEqual(expected);
  });

  test("whoever joins another household is told that they leave theirs, and a head that somebody has to follow", () => {
    const said = (ownId: number) => familyNotes("joins", { from: "2026-11-01" }, of(ownId, withWidow)).map(({ zh }) => zh);
    expect(said(2)).toEqual(["本人现在在另一户。从2026年11月1日起转到这一户，原来那一户到前一天为止：谁也不会同时在两户。"]);
    expect(said(1)).toContainEqual("本人是原来那一户的户主，那一户还有1人，要另定户主。");
  });

  test("a change of the head says what everybody is from then on, but whoever stays what they were or is not seen", () => {
    const context = { ...of(1), own: withElder };
    const member = { of: "relation", kind: "household", source: "police", from: "2026-11-01", to: null, otherId: 100 };
    const filled = { from: "2026-11-01", other: "2", role: "parent" };
    const child = { ...member, memberId: 2, role: "head", holds: true };
    expect(familySteps("head", { ...filled, "role-4": "grandparent" }, context)).toEqual([
      { ...member, role: "parent", holds: true },
      child,
      { ...member, memberId: 4, role: "grandparent", holds: true },
    ]);
    expect(familySteps("head", { ...filled, role: "leaves", "role-4": "parent" }, context)).toEqual([
      { ...member, role: null, holds: false },
      child,
    ]);
    expect(familyNotes("head", { ...filled, role: "leaves" }, context).map(({ zh }) => zh)).toEqual([
      "原户主离开以后不在任何一户，直到加入别的户。",
      "另有1位成员不在您的辖区，和户主的关系不会改，请联系当地更正。",
    ]);
  });

  test("the steps are those of the register: the other's household, the recorded days of a role, the source of what ends", () => {
    const from = { from: "2026-11-01" };
    const relation = { of: "relation", kind: "household", source: "police", to: null };
    expect(familySteps("joins", { ...from, role: "child" }, of(2, withWidow))).toEqual([
      { ...relation, ...from, otherId: 200, role: "child", holds: true },
    ]);
    expect(familySteps("leaves", from, of(2))).toEqual([{ ...relation, ...from, otherId: 100, role: null, holds: false }]);
    expect(familySteps("role", { ...from, role: "grandchild" }, of(2))).toEqual([
      { ...relation, from: "2020-01-01", otherId: 100, role: "grandchild", holds: true },
    ]);
    const related = { of: "relation", source: "officer", to: null, role: null };
    expect(familySteps("spouse", from, of(1, withWidow))).toEqual([{ ...related, ...from, kind: "spouse", otherId: 3, holds: true }]);
    expect(familySteps("parent", from, of(2, withWidow))).toEqual([{ ...related, from: null, kind: "parent", otherId: 3, holds: true }]);
    expect(familySteps("related-no-more", { ...from, other: "spouse 9" }, { ...of(3), own: married })).toEqual([
      { ...related, ...from, kind: "spouse", otherId: 9, holds: false },
    ]);
    expect(familySteps("acts-no-more", { ...from, other: "guardian 1" }, of(2))).toEqual([
      { of: "relation", kind: "guardian", source: "officer", ...from, to: null, otherId: 1, role: null, holds: false },
    ]);
  });
});

describe("a family is drawn by generations", () => {
  const parentOf = (otherId: number, subjectId: number) => ({
    kind: "parent",
    subjectId,
    otherId,
    role: null,
    source: "police",
    validFrom: null,
    validTo: null,
  });
  const home = {
    ...own,
    members: [member(1, "head"), member(2, "child"), member(3, "spouse"), member(4, "parent"), member(5, "other"), member(6, "grandchild")],
    relations: [parentOf(7, 5)],
  };

  test("what somebody is to the head is said without the head where the file is the head's own, and once", () => {
    const ties = (ownId: number, id: number) => tiesOf(tongueOf("zh"), { ...home, relations: [parentOf(1, 2)] }, ownId, id);
    expect([ties(1, 2), ties(1, 3), ties(2, 1), ties(2, 3), ties(1, 1)]).toEqual([
      ["子女"],
      ["配偶"],
      ["户主", "父母"],
      ["户主的配偶"],
      ["户主"],
    ]);
  });

  test.each([
    [1, { above: [4], beside: [3, 5], below: [2, 6] }],
    [2, { above: [1, 3, 4], beside: [5], below: [6] }],
    [5, { above: [7], beside: [1, 2, 3, 4, 6], below: [] }],
    [7, { above: [], beside: [1, 2, 3, 4, 6], below: [5] }],
  ])("around %i", (ownId, { above, beside, below }) => {
    const of = (generation: number) => [1, 2, 3, 4, 5, 6, 7].filter((id) => id !== ownId && generationOf(home, ownId, id) === generation);
    expect([of(-1), of(1)]).toEqual([above, below]);
    expect(of(0)).toEqual(expect.arrayContaining(beside));
  });
});
