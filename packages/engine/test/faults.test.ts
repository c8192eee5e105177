import { expect, test } from "vitest";
import { condition, faultsOf, miniHead, miniMeasure, miniVocabulary } from "./mini-pack.ts";

const plain = (rest: string) => `subject: person, amount: {kind: none}, ${rest}`;
const withConditions = (...conditions: readonly string[]) => plain(`conditions: [${conditions.join(", ")}]`);

/** The codes of the faults of a pack with these benefits. */
function codes(
  benefits: Readonly<Record<string, string>>,
  head = "",
  more: readonly { path: string; text: string }[] = [],
): readonly string[] {
  return faultsOf([...miniVocabulary, ...miniHead(head, Object.keys(benefits)), miniMeasure(benefits), ...more]).map((fault) => fault.code);
}

test("a pack without faults has none", () => {
  expect(codes({ a: withConditions(condition("disability.poor")) })).toEqual([]);
});

test.each([
  ["an unknown fact", condition("disability.pooor"), "unknown_name"],
  ["an unknown function", condition("older(person.age)"), "unknown_name"],
  ["an unknown choice of an enum", condition("person.sex == 'man'"), "unknown_name"],
  ["an unknown parameter", condition("person.age > param.limit"), "unknown_name"],
  ["a number as a condition", condition("person.age"), "type_error"],
  ["a comparison of unlike things", condition("person.age == disability.poor"), "type_error"],
  ["an order of things that have none", condition("person.sex < 'male'"), "type_error"],
  ["an impossible date", condition("person.birth_date < '2023-02-29'"), "type_error"],
  ["a region that is no code", condition("within(person.home, '5001')"), "type_error"],
  ["money beside a number", condition("claim.self_paid > 100"), "type_error"],
  ["money times money", condition("claim.self_paid * claim.paid_this_year > yuan(1)"), "money_times_money"],
  ["a broken expression", condition("person.age >"), "expression"],
  ["an operator outside the subset", condition("person.age / 2 > 3"), "expression"],
  ["a condition that can never be true", condition("person.age > 10 && person.age < 5"), "never_true"],
  ["a level that does not exist", condition("disability.visual == 5"), "never_true"],
  ["a field that does not exist", "{id: c, zh: 条, en: C, whem: disability.poor, when: disability.poor}", "unknown_field"],
  ["a missing English twin", "{id: c, zh: 条, when: disability.poor}", "missing_field"],
  ["an unknown definition", "residnt", "unknown_name"],
])("%s is a fault", (_, wrong, code) => {
  expect(codes({ a: withConditions(wrong) })).toEqual([code]);
});

test.each([
  ["a yes or no without its denial", "type: bool", "{yes: {zh: 享受, en: has}}", "missing_field"],
  ["a yes or no with a place for a value", "type: bool", "{yes: {zh: 享受…, en: has …}, no: {zh: 不享受, en: has not}}", "wrong_shape"],
  [
    "a choice without a place for it",
    "type: enum, values: {x: {zh: 甲, en: X}, y: {zh: 乙, en: Y}}",
    "{yes: {zh: 是, en: is …}, no: {zh: 不是…, en: is not …}}",
    "wrong_shape",
  ],
  [
    "words for a choice that does not exist",
    "type: enum, values: {x: {zh: 甲, en: X}, y: {zh: 乙, en: Y}}",
    "{yes: {zh: 是…, en: is …}, no: {zh: 不是…, en: is not …}, words: {z: {zh: 丙, en: Z}}}",
    "unknown_name",
  ],
  [
    "a statement of a number that is none",
    "type: int, range: [0, null]",
    "{alone: {few: {yes: {zh: 少, en: few}, no: {zh: 多, en: many}}}}",
    "unknown_name",
  ],
  [
    "a sentence for a region that is a noun",
    "type: region",
    "{yes: {zh: 在…, en: in …}, no: {zh: 不在…, en: not in …}, noun: {zh: 地方, en: place}}",
    "unknown_field",
  ],
  ["a sentence in one language", "type: date", "{noun: {zh: 生日}}", "missing_field"],
])("%s is a fault of what a fact says", (_, type, says, code) => {
  const text = `group: talk\nzh: 说\nen: Talk\nfacts:\n  fact: {${type}, zh: 事, en: Fact, says: ${says}}\n`;
  expect(codes({ a: withConditions(condition("disability.poor")) }, "", [{ path: "vocabulary/talk.yaml", text }])).toContain(code);
});

test("a definition that says itself says its denial too", () => {
  const text = "definitions:\n  group: {zh: 困难, en: Poor, when: disability.poor, source: 一, says: {yes: {zh: 困难, en: is poor}}}\n";
  expect(codes({ a: withConditions("group") }, "", [{ path: "mini/definitions.yaml", text }])).toEqual(["missing_field"]);
});

test.each([
  ["a Chinese colon", "id: mini\nversion：1.0.0\nzh: 甲\nen: A\n", 2, "中文标点"],
  ["a Chinese comma in brackets", "id: mini\nversion: 1.0.0\nzh: 甲\nen: A\nin_force: {from: 2020-01-01，to: 2020-12-31}\n", 5, "中文标点"],
  ["a tab", "id: mini\nversion: 1.0.0\ndocument:\n\tnumber: null\nzh: 甲\nen: A\n", 4, "改用空格"],
  ["a name that stands twice", "id: mini\nversion: 1.0.0\nzh: 甲\nzh: 乙\nen: A\n", 4, "请删去一个"],
  ["a second colon", "id: mini\nversion: 1.0.0\nzh: 甲: 乙\nen: A\n", 3, "双引号括起来"],
  ["a bracket that a half-saved file leaves open", "id: mini\nversion: 1.0.0\nzh: 甲\nen: A\nunits:\n  a: {zh: x, en", 6, "请补上 }"],
])("%s is one fault of the YAML, on its line, with a remedy in plain words", (_, text, line, remedy) => {
  const [fault, ...others] = faultsOf(
    [...miniVocabulary, ...miniHead(), { path: "mini/pack.yaml", text }].toSpliced(miniVocabulary.length, 1),
  );
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ code: "yaml", file: "mini/pack.yaml", line });
  expect(fault?.message).not.toMatch(/[a-z]{4}/);
  expect(fault?.remedy).toContain(remedy);
});

test.each([
  ["person.age ＞= 60", "英文（半角）符号"],
  ["person.sex == “male”", "英文（半角）符号"],
  ["person.age => 60", ">="],
  ["person.age = 60", "=="],
  ["person.age > 60 and disability.poor", "&&"],
  ["disability.visual in 1, 2", "[1, 2]"],
  ["(person.age > 60 && disability.poor", "右括号"],
  ["person.age > 60)", "左括号"],
  ["person.age > 'x", "引号"],
  ["person.age / 2 > 30", "乘法"],
  ["person.age > 60%", "小数"],
  ["disability.certificate == valid", "'valid'"],
])("%s is a fault that says what to write instead", (when, remedy) => {
  const files = [...miniVocabulary, ...miniHead("", ["a"]), miniMeasure({ a: withConditions(condition(when)) })];
  const [fault] = faultsOf(files);
  expect(fault?.remedy).toContain(remedy);
});

test.each([
  ["an overlap", "[{from: 2020-01-01, to: 2021-06-30, kind: none}, {from: 2021-06-30, kind: none}]", "dated_overlap"],
  ["an open end before another value", "[{from: 2020-01-01, kind: none}, {from: 2022-01-01, kind: none}]", "dated_overlap"],
  ["a gap", "[{from: 2020-01-01, to: 2021-06-30, kind: none}, {from: 2021-07-02, kind: none}]", "dated_gap"],
  ["a sum with three decimals", "{kind: fixed, yuan: 1.005}", "wrong_shape"],
  ["a fixed amount without its figure", "{kind: fixed, per: month}", "missing_field"],
  ["a formula that is not money", "{kind: computed, formula: person.age + 1}", "type_error"],
  ["a share of something that is not money", "{kind: share, share: 0.5, base: person.age}", "unknown_name"],
])("%s in an amount is a fault", (_, amount, code) => {
  expect(codes({ a: `subject: person, conditions: [], amount: ${amount}` })).toContain(code);
});

test("an amount without a source is a fault", () => {
  const files = [...miniVocabulary, ...miniHead("", ["a"]), miniMeasure({ a: withConditions() })].map((file) => ({
    ...file,
    text: file.text.replace("source: 一, subject", "subject"),
  }));
  expect(faultsOf(files).map((fault) => [fault.code, fault.message_en])).toEqual([["missing_field", 'The field "source" is missing.']]);
});

test("a benefit whose conditions contradict each other is one that nobody can get", () => {
  expect(codes({ a: withConditions(condition("person.age > 10", "x"), condition("person.age < 5", "y")) })).toEqual(["nobody"]);
});

test("lines declared exclusive that are both true for someone are a fault with that person", () => {
  const files = [
    ...miniVocabulary,
    ...miniHead("exclusive:\n  - [a, b]\n", ["a", "b"]),
    miniMeasure({ a: withConditions(condition("person.age >= 7")), b: withConditions(condition("person.age <= 7")) }),
  ];
  const [fault] = faultsOf(files);
  expect(fault?.code).toBe("not_exclusive");
  expect(fault?.message_en).toContain('{"person.age":7}');
});

test("lines that do exclude each other are no fault", () => {
  expect(
    codes({ a: withConditions(condition("person.age >= 7")), b: withConditions(condition("person.age < 7")) }, "exclusive:\n  - [a, b]\n"),
  ).toEqual([]);
});

test("a definition that nothing uses is a fault, also one that only itself uses", () => {
  const definitions = (text: string) => [{ path: "mini/definitions.yaml", text: `definitions:\n${text}` }];
  const poor = "  poor: {zh: 困难, en: Poor, when: disability.poor, source: 一}\n";
  expect(codes({ a: withConditions("poor") }, "", definitions(poor))).toEqual([]);
  expect(codes({ a: withConditions() }, "", definitions(poor))).toEqual(["unused_definition"]);
  const circle = "  one: {zh: 一, en: one, when: two, source: 一}\n  two: {zh: 二, en: two, when: one, source: 一}\n";
  expect(codes({ a: withConditions("one") }, "", definitions(circle))).toContain("expression");
});

test("a clause must name what it grants, and a benefit its clause", () => {
  const files = [...miniVocabulary, ...miniHead("", ["a", "ghost"]), miniMeasure({ a: withConditions(), b: withConditions() })];
  expect(
    faultsOf(files)
      .map((fault) => fault.code)
      .sort(),
  ).toEqual(["coverage", "unknown_name"]);
});

test.each([
  // what stands in the file, what it should be, what the remedy says
  ["person.age >= 60", "person.age ≥ 60", "“大于等于”写成 >="],
  ["person.age >= 60", "年龄 >= 60", "huican facts"],
  ["within(person.home, '500106')", "person.home == '500106'", "within(事项, '500106')"],
  ["within(person.home, '500106')", "person.home in ['500106']", "within(事项, '500106')"],
])("instead of %s somebody writes %s and reads: %s", (right, wrong, remedy) => {
  const files = (text: string) => [...miniVocabulary, ...miniHead("", ["a"]), miniMeasure({ a: withConditions(condition(text)) })];
  expect(faultsOf(files(right))).toEqual([]);
  expect(faultsOf(files(wrong))[0]?.remedy).toContain(remedy);
});

test.each([
  ["{kind: share, share: 80, base: claim.self_paid}", "80%写0.8"],
  ["{kind: share, share: 80%, base: claim.self_paid}", "70%写0.7"],
  ["{kind: cap, max: 300元}", "不带单位"],
  ["{kind：cap, max: 300}", "请改成英文标点"],
])("the amount %s is a fault and its remedy says %s", (amount, remedy) => {
  const files = [...miniVocabulary, ...miniHead("", ["a"]), miniMeasure({ a: `subject: person, conditions: [], amount: ${amount}` })];
  expect(faultsOf(files)[0]?.remedy).toContain(remedy);
});

test("who leaves out a benefit that the pack extended has not reads which it has, those that share a word first", () => {
  const keys = ["living_allowance", "wheelchair_subsidy", "bus_pass"];
  const city = [...miniHead("", keys), miniMeasure(Object.fromEntries(keys.map((key) => [key, withConditions()])))].map(
    ({ path, text }) => ({
      path: path.replace("mini/", "city/"),
      text: text.replace("id: mini", "id: city"),
    }),
  );
  const [first] = faultsOf([...miniVocabulary, ...city, ...miniHead("extends: city\nwithout: [motorised_wheelchair_grant]\n")]);
  expect(first).toMatchObject({ code: "unknown_name", remedy: "可用的名称：wheelchair_subsidy、living_allowance、bus_pass" });
});

test("a local rate that undercuts the floor is a fault", () => {
  expect(
    codes({ a: "subject: person, conditions: [], amount: {kind: floor, min: 100, per: month}" }, "rates:\n  a: {yuan: 99, source: 本地}\n"),
  ).toEqual(["below_floor"]);
});

test("all faults are found at once, each with its line, its column and a remedy in both languages", () => {
  const files = [
    ...miniVocabulary,
    ...miniHead("", ["a", "b"]),
    miniMeasure({ a: withConditions(condition("disability.pooor")), b: withConditions(condition("person.age > 'x'")) }),
  ];
  const faults = faultsOf(files);
  expect(faults.map(({ file, line }) => `${file}:${line}`)).toEqual(["mini/measures/01-mini.yaml:5", "mini/measures/01-mini.yaml:6"]);
  const [first] = faults;
  const lines = files.find((file) => file.path === first?.file)?.text.split("\n");
  expect(lines?.[(first?.line ?? 0) - 1]?.slice((first?.column ?? 0) - 1)).toMatch(/^disability\.pooor/);
  expect(first).toMatchObject({ remedy: "您是否想写“disability.poor”？", remedy_en: 'Did you mean "disability.poor"?' });
});
