import { expect, test } from "vitest";
import { nextQuestion, readFacts, isInputError, openPacks } from "../src/index.ts";
import { compilePack, readWorkedCases, runWorkedCases } from "../src/compile/index.ts";
import { condition, decide, miniHead, miniMeasure, miniVocabulary, open, packOf, programOf, sha256 } from "./mini-pack.ts";

const outcomeOf = (when: string, facts: Record<string, Record<string, unknown>>) => {
  const [decision] = decide(packOf(when), { ...facts, person: { sex: "male", ...facts["person"] } });
  return decision?.outcome === "unknown" ? decision.missing : decision?.outcome;
};

test("the dead are entitled to nothing, and silence means alive", () => {
  expect(outcomeOf("disability.poor", { disability: { poor: true }, person: { deceased: true } })).toBe("ineligible");
  expect(outcomeOf("disability.poor", { disability: { poor: true } })).toBe("eligible");
});

test("an expired certificate is expired whatever it says", () => {
  const when = "disability.certificate == 'valid'";
  expect(outcomeOf(when, { disability: { certificate: "valid", valid_until: "2024-05-31" } })).toBe("ineligible");
  expect(outcomeOf(when, { disability: { certificate: "valid", valid_until: "2024-06-01" } })).toBe("eligible");
  expect(outcomeOf(when, { disability: { valid_until: "2024-05-31" } })).toBe("ineligible");
  expect(outcomeOf(when, {})).toEqual(["disability.certificate"]);
});

test("a valid certificate implies the diagnosis, also against a diagnosis that is denied", () => {
  expect(outcomeOf("disability.diagnosed", { disability: { certificate: "valid", mental: 2, diagnosed: false } })).toBe("eligible");
  expect(outcomeOf("disability.diagnosed", { disability: { certificate: "valid", mental: 0 } })).toEqual(["disability.diagnosed"]);
  expect(outcomeOf("disability.diagnosed", { disability: { mental: 2 } })?.toString()).toBe("disability.certificate,disability.diagnosed");
});

test("a birthday counts on the day itself, and 29 February comes on 1 March", () => {
  const pack = packOf("person.age >= 7");
  const outcome = (birth: string, day: string) => decide(pack, { person: { birth_date: birth } }, { day })[0]?.outcome;
  expect(outcome("2017-06-15", "2024-06-14")).toBe("ineligible");
  expect(outcome("2017-06-15", "2024-06-15")).toBe("eligible");
  expect(outcome("2016-02-29", "2023-02-28")).toBe("ineligible");
  expect(outcome("2016-02-29", "2023-03-01")).toBe("eligible");
});

test("an age that is given stands for the birth date", () => {
  expect(outcomeOf("person.age >= 7", { person: { age: 7 } })).toBe("eligible");
  expect(outcomeOf("person.age >= 7", {})).toEqual(["person.birth_date"]);
});

test("two facts that are compared settle each other where one of them is known", () => {
  const when = "employer.disabled_employees * 1000 > employer.employees * 16 && employer.disabled_employees * 4 < employer.employees";
  expect(outcomeOf(when, { employer: { employees: 100 } })).toEqual(["employer.disabled_employees"]);
  expect(outcomeOf(when, { employer: { employees: 1 } })).toBe("ineligible");
  expect(outcomeOf(when, { employer: { disabled_employees: 5 } })).toEqual(["employer.employees"]);
  expect(outcomeOf(when, {})).toEqual(["employer.employees", "employer.disabled_employees"]);
});

test("a region lies in another by its code, whatever is unknown on the other side", () => {
  const when = "within(person.work, person.home)";
  expect(outcomeOf(when, { person: { home: "500100", work: "500106001" } })).toBe("eligible");
  expect(outcomeOf(when, { person: { home: "500106", work: "500105" } })).toBe("ineligible");
  expect(outcomeOf(when, { person: { home: "500106" } })).toEqual(["person.work"]);
});

test("an absent region means none where the data is complete, and lies nowhere", () => {
  const pack = packOf("within(person.home, '500000')");
  expect(decide(pack, { person: { sex: "male" } }, { missing: "closed" })[0]?.outcome).toBe("ineligible");
  expect(decide(pack, { person: { sex: "male" } })[0]?.outcome).toBe("unknown");
});

test("a parameter that is not set is missing like a fact, and settles when it is given", () => {
  const files = [
    ...miniVocabulary,
    ...miniHead("parameters:\n  limit: {zh: 界, en: Limit, type: int, source: 一, values: []}\n", ["b"]),
    miniMeasure({ b: `subject: person, amount: {kind: none}, conditions: [${condition("person.age >= param.limit")}]` }),
  ];
  const pack = open(files);
  expect(decide(pack, { person: { age: 60 } })[0]).toMatchObject({ outcome: "unknown", missing: ["param:limit"] });
  expect(decide(pack, { person: { age: 60 } }, { params: { limit: 60 } })[0]?.outcome).toBe("eligible");
  expect(decide(pack, { person: { age: 59 } }, { params: { limit: 60 } })[0]?.outcome).toBe("ineligible");
});

test("a switched-off benefit is not in force until it is switched on", () => {
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["b"]),
    miniMeasure({ b: "subject: person, switch: off, amount: {kind: none}, conditions: []" }),
  ]);
  expect(decide(pack, { person: { sex: "male" } })[0]).toEqual({ benefit: "b", outcome: "not_in_force" });
  expect(decide(pack, { person: { sex: "male" } }, { params: { "enabled.b": true } })[0]?.outcome).toBe("eligible");
});

test("a benefit may start and end apart from its document", () => {
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["b"]),
    miniMeasure({ b: "subject: person, in_force: {from: 2024-01-01, to: 2024-12-31}, amount: {kind: none}, conditions: []" }),
  ]);
  const on = (day: string) => decide(pack, { person: { sex: "male" } }, { day })[0]?.outcome;
  expect(["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"].map(on)).toEqual([
    "not_in_force",
    "eligible",
    "eligible",
    "not_in_force",
  ]);
});

test("of two benefits that exclude each other the higher one prevails, and only where both are in force", () => {
  const benefits = {
    high:
      "subject: person, in_force: {from: 2024-01-01}, amount: {kind: fixed, yuan: 500, per: month}, conditions: [" +
      condition("disability.poor") +
      "], excludes: [{benefit: low, prevails: higher}]",
    low: "subject: person, amount: {kind: fixed, yuan: 400, per: month}, conditions: [], excludes: [{benefit: high, prevails: higher}]",
  };
  const pack = open([...miniVocabulary, ...miniHead("", ["high", "low"]), miniMeasure(benefits)]);
  const outcomes = (poor: boolean, day = "2024-06-01") =>
    decide(pack, { disability: { poor } }, { day }).map((decision) => decision.outcome);
  expect(outcomes(true)).toEqual(["eligible", "ineligible"]);
  expect(outcomes(false)).toEqual(["ineligible", "eligible"]);
  expect(outcomes(true, "2023-06-01")).toEqual(["not_in_force", "eligible"]);
  expect(decide(pack, { person: { sex: "male" } }).map((decision) => decision.missing)).toEqual([["disability.poor"], ["disability.poor"]]);
});

test("a benefit gives way to one that is already received", () => {
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["a", "b"]),
    miniMeasure({
      a: "subject: person, amount: {kind: none}, conditions: []",
      b: "subject: person, amount: {kind: none}, conditions: [], excludes: [{benefit: a, prevails: received, fact: disability.poor}]",
    }),
  ]);
  expect(decide(pack, { disability: { poor: true } }).map((decision) => decision.outcome)).toEqual(["eligible", "ineligible"]);
});

test("either-or qualifications are explained one by one", () => {
  const any =
    "{id: any, zh: 两者之一, en: Either, any: [{zh: 困难, en: Poor, when: disability.poor}, {zh: 重度, en: Severe, when: disability.severe}]}";
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["b"]),
    miniMeasure({ b: `subject: person, amount: {kind: none}, conditions: [${any}]` }),
  ]);
  const [decision] = decide(pack, { disability: { poor: false, visual: 2 } }, { explain: true });
  expect(decision?.outcome).toBe("eligible");
  expect(decision?.because?.[0]?.any?.map((alternative) => alternative.result)).toEqual([false, true]);
});

test("a soft condition is shown and decides nothing", () => {
  const soft = "{id: soft, zh: 符合条件, en: Qualified, when: disability.poor, soft: true}";
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["b"]),
    miniMeasure({ b: `subject: person, amount: {kind: none}, conditions: [${soft}]` }),
  ]);
  expect(decide(pack, { disability: { poor: false } }, { explain: true })[0]).toMatchObject({
    outcome: "eligible",
    because: [{ result: false, soft: true, source: "mini 一", facts: { "disability.poor": false } }],
  });
});

test("benefits of employers are decided only where an employer is described", () => {
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["p", "e"]),
    miniMeasure({
      p: "subject: person, amount: {kind: none}, conditions: []",
      e: "subject: employer, amount: {kind: none}, conditions: []",
    }),
  ]);
  const keys = (facts: Record<string, Record<string, unknown>>) => decide(pack, facts).map((decision) => decision.benefit);
  expect(keys({})).toEqual(["p"]);
  expect(keys({ employer: { employees: 3 } })).toEqual(["e"]);
  expect(keys({ employer: { employees: 3 }, person: { sex: "male" } })).toEqual(["p", "e"]);
});

test("a document that another installed one repeals is not in force from that day", () => {
  const measure = miniMeasure({ b: "subject: person, amount: {kind: none}, conditions: []" });
  const oldFiles = [...miniVocabulary, ...miniHead("", ["b"]), measure];
  const newFiles = oldFiles.map(({ path, text }) => ({ path: path.replace("mini/", "next/"), text: text.replace("id: mini", "id: next") }));
  const [head, ...rest] = newFiles.filter((file) => file.path.startsWith("next/"));
  const next = [...miniVocabulary, { path: "next/pack.yaml", text: `${head?.text}repeals: [{pack: mini, from: 2023-01-01}]\n` }, ...rest];
  const compiled = [compilePack(oldFiles, "mini", { sha256 }), compilePack(next, "next", { sha256 })].map(({ compilation, faults }) => {
    expect(faults).toEqual([]);
    return compilation?.pack;
  });
  const packs = openPacks(compiled.filter((pack) => pack !== undefined));
  const mini = packs.get("mini");
  if (!mini) throw new Error("mini is open");
  expect(mini.lastDay).toBe("2022-12-31");
  expect(decide(mini, {}, { day: "2022-12-31" })[0]?.outcome).toBe("eligible");
  expect(decide(mini, {}, { day: "2023-01-01" })[0]?.outcome).toBe("not_in_force");
});

test("a pack that extends another overrides, adds and leaves out, and sets local rates", () => {
  const base = [
    ...miniVocabulary,
    ...miniHead("", ["a", "b", "c"]),
    miniMeasure({
      a: "subject: person, amount: {kind: floor, min: 100, per: month}, conditions: []",
      b: "subject: person, amount: {kind: none}, conditions: []",
      c: "subject: person, amount: {kind: fixed, yuan: 1, per: once}, conditions: []",
    }),
  ];
  const county = [
    {
      path: "county/pack.yaml",
      text: "id: county\nversion: 1.0.0\nextends: mini\nzh: 县\nen: County\nin_force: {from: 2024-01-01}\nwithout: [b]\nrates:\n  a: {yuan: 150, source: 县文件第二条}\n",
    },
    { path: "county/clauses.yaml", text: "clauses:\n  - {clause: 二, zh: 二, en: two, grants: [c, d]}\n" },
    {
      path: "county/measures/01-own.yaml",
      text: miniMeasure({
        c: "subject: person, amount: {kind: fixed, yuan: 2, per: once}, conditions: []",
        d: "subject: person, amount: {kind: none}, conditions: []",
      }).text.replaceAll("source: 一", "source: 二"),
    },
  ];
  const { compilation, faults } = compilePack([...base, ...county], "county", { sha256 });
  expect(faults).toEqual([]);
  const pack = compilation && openPacks([compilation.pack]).get("county");
  if (!pack) throw new Error("county is open");
  expect(decide(pack, {}).map((decision) => [decision.benefit, decision.payable])).toEqual([
    ["a", 150],
    ["c", 2],
    ["d", null],
  ]);
});

test("a question is asked only where it can change an answer, sensitive ones last, and skipped ones never again", () => {
  const pack = packOf("disability.poor && person.sex == 'male'", "disability.certificate == 'valid'");
  const program = programOf(pack);
  const ask = (facts: Record<string, Record<string, unknown>>, skipped: readonly string[] = []) => {
    const read = readFacts(pack.compiled.vocabulary, facts, "unknown");
    if (isInputError(read)) throw new Error(read.message_en);
    const question = nextQuestion(program, read, { skipped });
    return question && [question.screen.key, ...question.facts];
  };
  expect(ask({})).toEqual(["person.about", "person.sex"]);
  expect(ask({ person: { sex: "female" } })).toEqual(["disability.papers", "disability.certificate"]);
  expect(ask({ person: { sex: "female" }, disability: { certificate: "none" } })).toBeNull();
  expect(ask({ person: { sex: "male" } }, ["disability.poor"])).toEqual(["disability.papers", "disability.certificate"]);
});

test("a decision carries the pack's version and a hash that changes with any rule and with nothing else", () => {
  const hashOf = (files: Parameters<typeof compilePack>[0]) => compilePack(files, "mini", { sha256 }).compilation?.pack.hash;
  const files = [...miniVocabulary, ...miniHead("", ["b"]), miniMeasure({ b: "subject: person, amount: {kind: none}, conditions: []" })];
  const changed = files.map((file) => ({ ...file, text: file.text.replace("待遇b", "待遇乙") }));
  expect(hashOf(files)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf(changed)).not.toBe(hashOf(files));
  expect(hashOf([...files, { path: "mini/measures/01-mini.cases.yaml", text: "cases: []" }])).toBe(hashOf(files));
});

test.each([
  ["true", "1950-01-01", 0],
  ["false", "1980-01-01", 0],
  ["true", "1980-01-01", 1],
  ["false", "1950-01-01", 1],
])("a worked case says on either side of the edge whether an officer decides: %s for somebody born on %s", (refer, birth, faults) => {
  const text = `cases:\n  - {zh: 例, en: Case, as_of: 2024-06-01, facts: {person.birth_date: ${birth}}, expect: {a: {refer: ${refer}}}}\n`;
  const rule = `subject: person, amount: {kind: none}, refer: {when: person.age >= 60}, conditions: [${condition("person.age >= 16")}]`;
  const cases = readWorkedCases([{ path: "mini/measures/01-mini.cases.yaml", text }], "mini", []);
  expect(runWorkedCases(open([...miniVocabulary, ...miniHead("", ["a"]), miniMeasure({ a: rule })]), cases)).toHaveLength(faults);
});
