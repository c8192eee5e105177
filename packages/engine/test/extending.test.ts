import { expect, test } from "vitest";
import { openPacks } from "../src/index.ts";
import { checkCaseCoverage, compilePack, isBase, packIds, readWorkedCases, type PackFile } from "../src/compile/index.ts";
import { condition, decide, faultsOf, miniMeasure, miniVocabulary, open, programOf, sha256 } from "./mini-pack.ts";

/** A city whose document grants a, b and c; c is off until a county wants it. */
const city: readonly PackFile[] = [
  {
    path: "city/pack.yaml",
    text: "id: city\nversion: 1.0.0\nzh: 市文件\nen: City\nin_force: {from: 2020-01-01}\nexclusive:\n  - [a, b]\n",
  },
  {
    path: "city/definitions.yaml",
    text: `definitions:\n  local: {zh: 本市, en: Local, when: "within(person.home, '510000')", source: 一}\n`,
  },
  { path: "city/readings.yaml", text: "readings:\n  - {number: 7, clause: 一, zh: 读, en: read}\n" },
  { path: "city/clauses.yaml", text: "clauses:\n  - {clause: 一, zh: 第一条, en: Clause one, grants: [a, b, c]}\n" },
  {
    path: "city/measures/01-aid.yaml",
    text: `measure: 1
zh: 救助
en: Aid
benefits:
  - {key: a, zh: 甲, en: A, kind: cash, subject: person, topic: money, source: 一, readings: [7], conditions: [local, ${condition("disability.poor", "poor")}], amount: {kind: fixed, yuan: 100, per: month}}
  - {key: b, zh: 乙, en: B, kind: cash, subject: person, topic: money, source: 一, conditions: [${condition("!disability.poor", "rich")}], amount: {kind: floor, min: 50, per: month}}
  - {key: c, zh: 丙, en: C, kind: cash, subject: person, topic: money, source: 一, switch: off, conditions: [${condition("person.age >= 60", "old")}], excludes: [{benefit: b, prevails: other}], amount: {kind: unset, per: month}}
`,
  },
];

/** A county that extends the city; `benefits` are lines of its one measure. */
function county(parts: { head?: string; benefits?: string; clauses?: string; more?: readonly PackFile[] }): readonly PackFile[] {
  return [
    ...miniVocabulary,
    ...city,
    {
      path: "mini/pack.yaml",
      text: `id: mini\nversion: 1.0.0\nextends: city\nzh: 县文件\nen: County\nin_force: {from: 2020-01-01}\n${parts.head ?? ""}`,
    },
    { path: "mini/clauses.yaml", text: `clauses:\n${parts.clauses ?? "  - {clause: 第一条, zh: 标准, en: Rates, grants: [a, b, c]}\n"}` },
    {
      path: "mini/measures/01-rates.yaml",
      text: `measure: 1\nzh: 标准\nen: Rates\nbenefits:${parts.benefits ? `\n${parts.benefits}` : " []\n"}`,
    },
    ...(parts.more ?? []),
  ];
}

const poor = { person: { home: "510102", age: 30 }, disability: { poor: true } };
const change = (rest: string) => `  - {changes: a, source: 第一条, ${rest}}\n`;

test("a pack takes the benefits of the one that it extends, and quotes their clauses from there", () => {
  const pack = open(county({}));
  const [a] = decide(pack, poor, { explain: true });
  expect(a).toMatchObject({ benefit: "a", outcome: "eligible", payable: 100 });
  expect(a?.because?.map(({ source }) => source)).toEqual(["city 一", "city 一"]);
});

test("a change replaces the fields that it writes and leaves the others, the order and the measure", () => {
  const pack = open(county({ benefits: change("amount: {kind: fixed, yuan: 150, per: month}") }));
  expect(pack.benefits.map(({ key }) => key)).toEqual(["a", "b", "c"]);
  expect(pack.benefit("a")).toMatchObject({ text: { zh: "甲" }, source: "第一条", measure: { text: { zh: "救助" } }, readings: [7] });
  const [a] = decide(pack, poor, { explain: true });
  expect(a).toMatchObject({ outcome: "eligible", payable: 150 });
  expect(a?.because?.map(({ source }) => source)).toEqual(["city 一", "city 一"]);
  expect(pack.benefit("a")?.amounts.map(({ source }) => source)).toEqual(["第一条"]);
});

test("a benefit left out is gone, and whatever gave way to it no longer does", () => {
  const pack = open(county({ head: "without: [b]\n" }));
  expect(pack.benefits.map(({ key }) => key)).toEqual(["a", "c"]);
  expect(pack.compiled.clauses.find(({ clause }) => clause === "一")?.grants).toEqual(["a", "c"]);
  const old = { person: { age: 70 }, disability: { poor: false } };
  expect(decide(pack, old, { params: { "enabled.c": true } })[1]).toMatchObject({ benefit: "c", outcome: "eligible" });
});

test("a definition of the same name takes effect in everything that is taken over", () => {
  const definitions = {
    path: "mini/definitions.yaml",
    text: `definitions:\n  local: {zh: 本县, en: Of the county, when: "within(person.home, '510199')", source: 第一条}\n`,
  };
  const pack = open(county({ more: [definitions] }));
  expect(decide(pack, poor)[0]).toMatchObject({ outcome: "ineligible" });
  expect(decide(pack, { ...poor, person: { home: "510199", age: 30 } })[0]).toMatchObject({ outcome: "eligible" });
});

test("a county switches on what the city has off", () => {
  const pack = open(county({ benefits: "  - {changes: c, source: 第一条, switch: on}\n" }));
  expect(decide(pack, { person: { age: 70 }, disability: { poor: true } })[2]).toMatchObject({ benefit: "c", outcome: "eligible" });
  expect(programOf(pack).setting.param("enabled.c")).toBe(1);
  expect(programOf(pack, "2024-06-01", { "enabled.c": false }).setting.param("enabled.c")).toBe(0);
});

test("a local rate sets what the city leaves open", () => {
  const pack = open(county({ head: "rates:\n  b: {yuan: 60, source: 第一条}\n" }));
  expect(decide(pack, { disability: { poor: false } })[1]).toMatchObject({ outcome: "eligible", payable: 60 });
});

test("where the county numbers its clauses as the city does, its own stands for both", () => {
  const clauses = "  - {clause: 一, zh: 县第一条, en: Clause one of the county, grants: [a, b, c]}\n";
  const pack = open(county({ clauses }));
  expect(pack.compiled.clauses.map(({ pack: from, text }) => [from, text.zh])).toEqual([["mini", "县第一条"]]);
  const [a] = decide(pack, poor, { explain: true });
  expect(a?.because?.[0]?.source).toBe("mini 一");
});

test.each([
  ["a change of a benefit that does not exist", { benefits: "  - {changes: aa, source: 第一条}\n" }, "unknown_name", "您是否想写“a”？"],
  [
    "a change of an own benefit",
    {
      benefits:
        "  - {key: d, zh: 丁, en: D, kind: cash, subject: person, topic: money, source: 第一条, amount: {kind: none}}\n  - {changes: d, source: 第一条}\n",
    },
    "duplicate",
    "请删去一个，或换一个代码。",
  ],
  ["a change without its clause", { benefits: "  - {changes: a, amount: {kind: none}}\n" }, "missing_field", "source: 第三条"],
  ["a change with a key", { benefits: change("key: a") }, "unknown_field", "请删去 key 这一行。"],
  ["a change of the title in one language only", { benefits: change("zh: 新名") }, "missing_field", "名称要中文、英文一起改。"],
  ["a change with a field that does not exist", { benefits: change("amonut: {kind: none}") }, "unknown_field", "您是否想写“amount”？"],
  ["leaving out what does not exist", { head: "without: [z]\n" }, "unknown_name", "您是否想写"],
  ["a rate of what does not exist", { head: "rates:\n  bb: {yuan: 60, source: 第一条}\n" }, "unknown_name", "您是否想写“b”？"],
  ["a rate where the document names the figure", { head: "rates:\n  a: {yuan: 60, source: 第一条}\n" }, "wrong_shape", "changes"],
  ["a rate below the floor", { head: "rates:\n  b: {yuan: 40, source: 第一条}\n" }, "below_floor", "请写50元或以上。"],
  [
    "a reading with a number that the city uses",
    { more: [{ path: "mini/readings.yaml", text: "readings:\n  - {number: 7, clause: 第一条, zh: 读, en: read}\n" }] },
    "duplicate",
    "请换一个号，例如 8。",
  ],
  [
    "a change that makes lines overlap that the city keeps apart",
    { benefits: change(`conditions: [${condition("!disability.poor", "any")}]`) },
    "not_exclusive",
    "请给其中一项补上排除另一项的条件。",
  ],
] as const)("%s is a fault with its remedy", (_, parts, code, remedy) => {
  const faults = faultsOf(county(parts));
  expect(faults.map((fault) => fault.code)).toContain(code);
  expect(faults.find((fault) => fault.code === code)?.remedy).toContain(remedy);
});

test("worked cases are asked for what a pack writes itself, not for what it takes over", () => {
  const untried = (files: readonly PackFile[]) => {
    const { compilation } = compilePack(files, "mini", { sha256 });
    if (!compilation) throw new Error("no compilation");
    const opened = openPacks([compilation.pack]).get("mini");
    return opened ? checkCaseCoverage(compilation, opened, readWorkedCases(files, "mini", [])).map((fault) => fault.message_en) : [];
  };
  expect(untried(county({}))).toEqual([]);
  expect(untried(county({ benefits: change("amount: {kind: fixed, yuan: 150, per: month}") }))).toEqual([
    'No worked case grants "a" as it is changed.',
  ]);
  expect(untried(county({ benefits: change(`conditions: [${condition("disability.poor", "poor")}]`) })).length).toBeGreaterThan(2);
});

test("a pack with clauses but no measures of its own is a document, one with neither is a base", () => {
  const files = county({}).filter(({ path }) => !path.startsWith("mini/measures/"));
  expect(packIds(files).filter((id) => !isBase(files, id))).toEqual(["city", "mini"]);
  expect(
    isBase(
      files.filter(({ path }) => path !== "mini/clauses.yaml"),
      "mini",
    ),
  ).toBe(true);
  expect(open(files).benefits).toHaveLength(3);
});

test("a whole benefit of the same key takes the place of the inherited one", () => {
  const own = miniMeasure({ a: "subject: person, amount: {kind: none}, conditions: []" });
  const pack = open(county({ more: [{ ...own, text: own.text.replace("source: 一", "source: 第一条") }] }));
  expect(pack.benefits.map(({ key, text }) => [key, text.zh])).toEqual([
    ["a", "待遇a"],
    ["b", "乙"],
    ["c", "丙"],
  ]);
});
