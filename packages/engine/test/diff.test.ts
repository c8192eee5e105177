import { expect, test } from "vitest";
import { changeCounts, changeText, compareDocuments, UnlikeFacts, type BenefitChange, type ExamplePerson } from "../src/diff/index.ts";
import type { PackFile } from "../src/compile/index.ts";
import { generatePeople, randomFrom } from "../src/generate.ts";
import { isInputError, openPacks, readFacts, type Facts, type FactsInput, type Pack, type Program } from "../src/index.ts";
import { denied } from "../src/text.ts";
import { condition, miniHead, miniMeasure, miniVocabulary, open, programOf } from "./mini-pack.ts";
import { compiled, documentIds } from "./real-packs.ts";

/** A mini pack with the benefits given. */
function mini(benefits: Readonly<Record<string, string>>, more = ""): Program {
  return programOf(open([...miniVocabulary, ...miniHead(more, Object.keys(benefits)), miniMeasure(benefits)]));
}

function changeOf(left: string, right: string): BenefitChange {
  const [change] = compareDocuments(mini({ b: left }), mini({ b: right })).changes;
  if (!change) throw new Error("There is one benefit.");
  return change;
}

const when = (...conditions: readonly string[]) =>
  `subject: person, amount: {kind: none}, conditions: [${conditions.map((text, i) => condition(text, `c${i}`)).join(", ")}]`;
const paid = (amount: string) => `subject: person, amount: ${amount}, conditions: []`;

test.each([
  [["disability.poor"], ["disability.poor"], "same"],
  [["disability.poor"], ["!(!disability.poor)"], "same"],
  [["person.age >= 60"], ["person.age >= 55"], "loosened"],
  [["disability.poor"], ["disability.poor", "person.age < 18"], "tightened"],
  [["disability.visual in [1, 2]"], ["disability.visual in [2, 3]"], "both"],
  [["person.age >= 0"], [], "same"],
])("from %j to %j the rule is %s", (left, right, who) => {
  expect(changeOf(when(...left), when(...right)).who).toBe(who);
});

test("who gains and who loses is told by an ordinary person, with the facts that matter", () => {
  const change = changeOf(when("disability.poor", "person.age >= 60"), when("person.age >= 55", "disability.certificate == 'valid'"));
  expect(change).toMatchObject({ who: "both", dropped: [{ en: "Condition" }, { en: "Condition" }], added: [{ en: "Condition" }] });
  expect(change.gains?.text).toEqual({ zh: "55岁，证件：有效", en: "aged 55, Certificate: valid" });
  expect(change.loses?.text).toEqual({ zh: "60岁，证件：没有，困难", en: "aged 60, Certificate: none, Hardship" });
});

test.each([
  ["{kind: fixed, yuan: 100, per: month}", "{kind: fixed, yuan: 130, per: month}", "up", 30],
  ["{kind: floor, min: 110, per: month}", "{kind: floor, min: 99, per: month}", "down", -10],
  ["{kind: fixed, yuan: 100, per: month}", "{kind: range, min: 100, max: 200, per: month}", "other", null],
  ["{kind: fixed, yuan: 100, per: month}", "{kind: fixed, yuan: 1200, per: year}", "other", null],
  ["{kind: unset}", "{kind: fixed, yuan: 100}", "other", null],
  ["{kind: share, share: 0.5, base: claim.self_paid}", "{kind: share, share: 0.8, base: claim.self_paid}", "up", 60],
  ["{kind: fixed, yuan: 100}", "{kind: fixed, yuan: 100}", "same", null],
] as const)("from %s to %s the rate is %s", (left, right, amount, percent) => {
  expect(changeOf(paid(left), paid(right))).toMatchObject({ amount, percent });
});

test("benefits are added, removed and renamed; one that became several is told", () => {
  const left = mini({ living: paid("{kind: none}"), gone: paid("{kind: none}") });
  const right = mini({ living: paid("{kind: none}"), fresh: paid("{kind: none}") });
  const titles = (program: Program, names: Readonly<Record<string, string>>) => {
    const benefits = program.pack.compiled.benefits.map((benefit) => ({
      ...benefit,
      text: { zh: names[benefit.key] ?? "", en: benefit.key },
    }));
    return programOf(openPacks([{ ...program.pack.compiled, benefits }]).get("mini") as Pack);
  };
  const { changes } = compareDocuments(
    titles(left, { living: "生活补贴", gone: "儿童康复训练补助" }),
    titles(right, { living: "困难生活补贴", fresh: "白内障手术" }),
  );
  expect(changes.map(({ left: before, right: after, isRenamed }) => [before?.key, after?.key, isRenamed])).toEqual([
    ["living", "living", true],
    [undefined, "fresh", false],
    ["gone", undefined, false],
  ]);
  const split = compareDocuments(
    titles(left, { living: "生活补贴", gone: "儿童康复训练补助" }),
    titles(right, { living: "儿童康复训练补助一档", fresh: "儿童康复训练补助二档" }),
  );
  expect(split.changes.map(({ right: after, left: before, resembles }) => [after?.key, before?.key, resembles?.key])).toContainEqual([
    "fresh",
    "gone",
    undefined,
  ]);
});

test("what a pack says to be one of several before is compared with all of them, and each of them with it", () => {
  const before = mini({ living: paid("{kind: fixed, yuan: 70}"), nursing: paid("{kind: fixed, yuan: 80}"), gone: paid("{kind: none}") });
  const after = mini({ both: `follows: {pack: mini, benefits: [living, nursing]}, ${paid("{kind: unset}")}`, gone: paid("{kind: none}") });
  const told = (left: Program, right: Program) => {
    const found = compareDocuments(left, right);
    const { paired, added, removed } = changeCounts(found.changes);
    const texts = found.changes.filter(({ parts }) => parts.length > 0).map((change) => changeText(change, found)[0]?.text.en);
    return { counts: { paired, added, removed }, texts };
  };
  expect(told(before, after)).toEqual({
    counts: { paired: 2, added: 0, removed: 0 },
    texts: [
      'In the place of "Benefit living" (70 yuan) and "Benefit nursing" (80 yuan). Now: no figure named.',
      'Now part of "Benefit both" (no figure named). Before: 70 yuan.',
      'Now part of "Benefit both" (no figure named). Before: 80 yuan.',
    ],
  });
  expect(told(after, before)).toEqual({
    counts: { paired: 2, added: 0, removed: 0 },
    texts: [
      'Was part of "Benefit both" (no figure named). Now: 70 yuan.',
      'Was part of "Benefit both" (no figure named). Now: 80 yuan.',
      'Became "Benefit living" (70 yuan) and "Benefit nursing" (80 yuan). Before: no figure named.',
    ],
  });
});

test("what a pack says to follow one other is that one renamed", () => {
  const after = mini({ fresh: `follows: {pack: mini, benefits: [old]}, ${paid("{kind: fixed, yuan: 90}")}` });
  const { changes } = compareDocuments(mini({ old: paid("{kind: fixed, yuan: 70}") }), after);
  expect(changes).toMatchObject([{ left: { key: "old" }, right: { key: "fresh" }, amount: "up", parts: [] }]);
});

test("what a pack says to follow is there", () => {
  const keysOf = (id: string) => compiled(id).pack.benefits.map(({ key }) => key);
  for (const { pack } of documentIds.map((id) => compiled(id)))
    for (const { follows } of pack.benefits)
      if (follows) expect(keysOf(follows.pack)).toEqual(expect.arrayContaining([...follows.benefits]));
});

test("to be registered here is one condition in two places", () => {
  const at = (region: string) =>
    mini({ b: when(`within(person.home, '${region}')`, "person.age >= 60") }, `region: "${region}"\nregion_zh: 某地\nregion_en: Somewhere`);
  expect(compareDocuments(at("500106"), at("511100"))).toMatchObject({ places: "apart", changes: [{ who: "same" }] });
});

/** A mini pack whose vocabulary is an earlier one: facts and values in another order, one fact that has gone. */
function earlier(conditions: string, visual = "{type: int, range: [0, 4], closed: 0, zh: 视力, en: Visual}"): Program {
  const [person, , ...others] = miniVocabulary;
  const disability = {
    path: "vocabulary/disability.yaml",
    text: `
group: disability
zh: 残疾
en: Disability
screens:
  papers: {zh: 证件, en: Papers, facts: [poor, old_register, certificate, valid_until, visual]}
facts:
  poor: {type: bool, closed: false, zh: 困难, en: Hardship}
  old_register: {type: bool, closed: false, zh: 旧册在册, en: In the old register}
  certificate: {type: enum, values: {expired: {zh: 过期, en: expired}, lost: {zh: 遗失, en: lost}, valid: {zh: 有效, en: valid}}, closed: lost, zh: 证件, en: Certificate, expires_with: {fact: disability.valid_until, becomes: expired}}
  valid_until: {type: date, zh: 有效期至, en: Valid until}
  visual: ${visual}
`,
  };
  return programOf(open([...others, disability, person as PackFile, ...miniHead("", ["b"]), miniMeasure({ b: conditions })]));
}

test("two versions of the vocabulary are compared fact by fact and value by value, whatever their order", () => {
  const rule = when("disability.certificate == 'valid' || disability.poor", "person.age >= 60", "disability.visual > 0");
  expect(compareDocuments(earlier(rule), mini({ b: rule })).changes).toMatchObject([{ who: "same", gains: null, loses: null }]);
  const [change] = compareDocuments(
    earlier(when("disability.certificate in ['valid', 'lost'] && disability.old_register")),
    mini({ b: when("disability.certificate in ['valid', 'none']") }),
  ).changes;
  expect(change).toMatchObject({
    who: "both",
    gains: { facts: { disability: { certificate: expect.stringMatching(/valid|none/) as string } } },
    loses: { facts: { disability: { certificate: "lost", old_register: true } } },
  });
});

test.each([
  // zh, denied
  ["有康复需求", "没有康复需求"],
  ["已领取创业扶持", "未领取创业扶持"],
  ["正在接受康复训练", "没有在接受康复训练"],
  ["在公益性岗位", "不在公益性岗位"],
  ["在训运动员", "不属于“在训运动员”"],
  ["符合托养条件", "不符合托养条件"],
  ["持有机动轮椅车", "没有持有机动轮椅车"],
  ["精神障碍", "没有精神障碍"],
  ["低保", "不属于“低保”"],
])("that %s is not so is said as %s", (zh, text) => {
  expect(denied({ zh, en: "" }).zh).toBe(text);
});

test("what one document leaves unsaid is not quoted, and limits are told by their figures", () => {
  const window = "window: {apply: [3], zh: 三月申请, en: Apply in March}";
  const silent = paid("{kind: fixed, yuan: 1, per: month}");
  const [before, after] = [`${silent}, ${window}`, `${silent}, limits: {months_per_year: 10, yuan_per_year: 3000}`];
  const at = (region: string, benefit: string) => mini({ b: benefit }, `region: "${region}"\nregion_zh: 某地\nregion_en: Somewhere`);
  const [change] = compareDocuments(at("500106", before), at("500106", after)).changes;
  expect(change?.others.map(({ zh }) => zh)).toEqual([
    "不再写明办理时间（原来是“三月申请”）",
    "限额原来没有写明，现在是“一年最多发10个月，一年最多3,000元”",
  ]);
  const [elsewhere] = compareDocuments(at("500106", before), at("511100", after)).changes;
  expect(elsewhere?.others.map(({ zh }) => zh)).toEqual([
    "办理时间：左边“三月申请”，右边没有写明",
    "限额：左边没有写明，右边“一年最多发10个月，一年最多3,000元”",
  ]);
});

test("a grant for starting a business is paired with the subsidy for starting a business, not with another 扶持", () => {
  const [left, right] = ["shapingba-2020", "shapingba-2023"].map((id) => {
    const { pack } = compiled(id);
    return programOf(openPacks([pack]).get(id) as Pack, pack.inForce.to ?? "2024-06-01");
  }) as [Program, Program];
  const change = compareDocuments(left, right).changes.find((each) => each.right?.text.zh === "自主创业扶持金");
  expect(change?.left?.text.zh).toBe("残疾人创业补贴");
});

test("a fact of another type in the other version is refused by name", () => {
  const left = earlier(when("disability.visual"), "{type: bool, closed: false, zh: 视力, en: Visual}");
  expect(() => compareDocuments(left, mini({ b: when("disability.poor") }))).toThrow(new UnlikeFacts("disability.visual"));
});

test("a county inside a city is a narrower place, not another", () => {
  const at = (region: string, outer: string, zh: string) =>
    mini({ b: when(`within(person.home, '${outer}')`) }, `region: "${region}"\nregion_zh: ${zh}\nregion_en: ${zh}`);
  const city = at("511100", "511100", "市");
  expect(compareDocuments(city, at("511199", "511100", "县"))).toMatchObject({ places: "nested", changes: [{ who: "same" }] });
  const [change] = compareDocuments(city, at("511199", "511199", "县")).changes;
  expect(change).toMatchObject({ who: "tightened", gains: null, loses: { livesHere: [], text: { zh: "常住地在市、不在县" } } });
});

test("what the comparison claims is what generated people get, whatever is changed", () => {
  const parts = [
    "disability.poor",
    "person.age >= 60",
    "disability.visual in [1, 2]",
    "disability.certificate == 'valid'",
    "person.sex == 'male'",
    "!disability.diagnosed",
  ];
  const random = randomFrom(7);
  const pick = () => parts[Math.floor(random() * parts.length)] as string;
  const rule = () => `${pick()} ${random() < 0.5 ? "&&" : "||"} ${pick()}`;
  for (let round = 0; round < 60; round++) {
    const [left, right] = [mini({ b: when(rule(), rule()) }), mini({ b: when(rule()) })];
    const [change] = compareDocuments(left, right).changes;
    const people = generatePeople(right, { seed: round, unknown: 0 });
    const more = generatePeople(left, { seed: round + 100, unknown: 0 });
    const seen = { gains: false, loses: false };
    for (let i = 0; i < 400; i++) {
      const facts = complete(right, { ...(more.next().value as FactsInput), ...(people.next().value as FactsInput) });
      const [before, after] = [left, right].map((program) => program.decide(facts)[0]?.outcome);
      if (before === "ineligible" && after === "eligible") seen.gains = true;
      if (before === "eligible" && after === "ineligible") seen.loses = true;
    }
    const claims = {
      gains: change?.who === "loosened" || change?.who === "both",
      loses: change?.who === "tightened" || change?.who === "both",
    };
    // Whoever is seen is claimed, and who is claimed is a person that really differs.
    expect([seen.gains && !claims.gains, seen.loses && !claims.loses]).toEqual([false, false]);
    if (claims.gains)
      expect(outcomes(left, right, change as BenefitChange, change?.gains as ExamplePerson)).toEqual(["ineligible", "eligible"]);
    if (claims.loses)
      expect(outcomes(left, right, change as BenefitChange, change?.loses as ExamplePerson)).toEqual(["eligible", "ineligible"]);
  }
});

test.each(documentIds.flatMap((left) => documentIds.filter((right) => right !== left).map((right) => [left, right] as const)))(
  "every example of %s against %s is entitled on one side only",
  (leftId, rightId) => {
    const [left, right] = [leftId, rightId].map((id) => {
      const { pack } = compiled(id);
      const switches = pack.benefits.filter(({ isSwitch }) => isSwitch).map(({ key }) => [`enabled.${key}`, true]);
      return programOf(openPacks([pack]).get(id) as Pack, pack.inForce.to ?? "2024-06-01", Object.fromEntries(switches));
    }) as [Program, Program];
    let examples = 0;
    for (const change of compareDocuments(left, right).changes) {
      if (change.gains)
        expect(outcomes(left, right, change, change.gains), `${change.right?.key} gains`).toEqual(["ineligible", "eligible"]);
      if (change.loses)
        expect(outcomes(left, right, change, change.loses), `${change.right?.key} loses`).toEqual(["eligible", "ineligible"]);
      examples += Number(change.gains !== null) + Number(change.loses !== null);
    }
    expect(examples).toBeGreaterThan(0);
  },
  30_000,
);

/** What the two sides say to an example, each in its own place; an age stands for a birth date. */
function outcomes(left: Program, right: Program, change: BenefitChange, person: ExamplePerson): readonly (string | undefined)[] {
  return [
    [left, change.left],
    [right, change.right],
  ].map(([program, benefit]) => {
    const { pack } = program as Program;
    const input: Record<string, Record<string, unknown>> = structuredClone(person.facts) as Record<string, Record<string, unknown>>;
    for (const name of person.livesHere) {
      const [group = "", key = ""] = name.split(".");
      (input[group] ??= {})[key] = pack.compiled.region;
    }
    // The other side's own region is elsewhere for this one; alive, as people are.
    const facts = readFacts(pack.compiled.vocabulary, input, "unknown");
    if (isInputError(facts)) throw new Error(facts.message_en);
    const all = (program as Program).decide({ ...facts, describes: { employer: true, institution: true, others: true } });
    return all.find((decision) => decision.benefit === (benefit as { key: string }).key)?.outcome;
  });
}

function complete(program: Program, input: FactsInput): Facts {
  const facts = readFacts(program.pack.compiled.vocabulary, input, "closed");
  if (isInputError(facts)) throw new Error(facts.message_en);
  return facts;
}
