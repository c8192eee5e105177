import { describe, expect, test } from "vitest";
import { changeKinds, faultsIn, stepsOf } from "../src/people/change/change-kinds.ts";
import { ageOn, areaText, bodyText, disabilityText, shortAreaText, valueText, yuanText, type Words } from "../src/people/fact-words.ts";
import { earlierRecords, factIn, standingRecords } from "../src/people/file/file-facts.ts";
import { clauseText, decidingReason, moneyText } from "../src/people/file/entitlement-words.ts";
import { readFileSearch } from "../src/people/file/file-search.ts";
import { readColumns } from "../src/people/list/columns.ts";
import { conditionsText, filterFacts, phrases, readConditions, type Condition } from "../src/people/list/filters.ts";
import { cellAfter } from "../src/people/list/grid-keys.ts";
import { dropView, readViews, saveView } from "../src/people/list/saved-views.ts";
import { nameIn } from "../src/people/transfer.ts";
import { tongueOf } from "../src/text/use-text.ts";

const [zh, en] = [tongueOf("zh"), tongueOf("en")];
const text = (han: string, english: string) => ({ zh: han, en: english });
const areas = [
  { code: "500106", level: "district", name: "重庆市沙坪坝区" },
  { code: "500106003", level: "township", name: "重庆市沙坪坝区渝碚路街道" },
];
const words: Words = {
  groups: [],
  areas,
  areaNames: new Map([...areas, { code: "511002", name: "四川省内江市市中区" }].map(({ code, name }) => [code, name])),
  facts: new Map(
    (
      [
        ["certificate.status", "enum", text("残疾人证状态", "Certificate status")],
        ["certificate.expires_on", "date", text("有效期至", "Valid until")],
        ["disability.visual", "int", text("视力残疾等级", "Level of visual disability")],
        ["person.hukou_region", "region", text("户籍所在地", "Place of registration")],
        ["person.residence_region", "region", text("常住地", "Place of residence")],
        ["person.age", "int", text("周岁年龄", "Age")],
        ["hardship.subsistence_allowance", "bool", text("低保", "Subsistence allowance")],
        ["claim.fee", "money", text("已缴费用", "Fee paid")],
        ["diagnosis.mental", "bool", text("精神障碍", "Mental disorder")],
      ] as const
    ).map(([name, type, label]) => [
      name,
      { name, type, label, ...(name === "certificate.status" && { choices: [{ value: "valid", text: text("有效", "Valid") }] }) },
    ]),
  ),
};

describe("what a file says", () => {
  test.each([
    ["certificate.status", "valid", "有效", "Valid"],
    ["certificate.expires_on", "2024-03-01", "2024年3月1日", "1 March 2024"],
    ["disability.visual", 1, "一级", "level 1"],
    ["disability.visual", 0, "没有", "none"],
    ["person.hukou_region", "500106003", "重庆市沙坪坝区渝碚路街道", "重庆市沙坪坝区渝碚路街道"],
    ["hardship.subsistence_allowance", false, "否", "no"],
    ["claim.fee", 123456, "1,234.56元", "1,234.56 yuan"],
    ["hardship.subsistence_allowance", null, "不清楚", "not known"],
  ])("%s %o is read as %s", (name, value, han, english) => {
    expect([valueText(zh, words, name, value), valueText(en, words, name, value)]).toEqual([han, english]);
  });

  test("a certificate is told by what is disabled, heaviest as it stands, and not by its zeros", () => {
    const body = { "disability.visual": 4, "disability.mental": 0, "disability.physical": 1, "certificate.status": "valid" };
    expect([disabilityText(zh, body), disabilityText(en, body)]).toEqual(["视力四级、肢体一级", "visual level 4, physical level 1"]);
    expect(bodyText(zh, words, "certificate", body)).toBe("视力四级、肢体一级，有效");
  });

  test("a village that is in no list goes by its number behind its street; provinces go without saying", () => {
    expect(areaText(words, "500106003001")).toBe("重庆市沙坪坝区渝碚路街道001");
    expect(areaText(words, "511002001")).toBe("四川省内江市市中区001");
    expect(areaText(words, "370103")).toBe("370103");
    expect(["重庆市沙坪坝区", "四川省乐山市市中区", "重庆市"].map(shortAreaText)).toEqual(["沙坪坝区", "乐山市市中区", "重庆市"]);
    expect(yuanText(zh, 1200)).toBe("1,200元");
  });

  test.each([
    ["2000-02-29", "2026-02-28", 25],
    ["2000-02-29", "2026-03-01", 26],
    ["2010-11-26", "2026-11-26", 16],
    ["2010-11-27", "2026-11-26", 15],
  ])("who was born on %s is on %s %d years old", (born, day, years) => {
    expect(ageOn(born, day)).toBe(years);
  });

  const record = (id: number, source: string, value: boolean, more: object = {}) => ({
    id,
    kind: "hardship.subsistence_allowance",
    kindText: text("低保", "Allowance"),
    source,
    sourceText: text(source, source),
    validFrom: "2020-01-01",
    validTo: null,
    recordedAt: "2020-01-02T00:00:00Z",
    body: { "hardship.subsistence_allowance": value },
    evidenceId: null,
    counts: false,
    ...more,
  });

  test("what counts, what agrees and what is disputed are told apart", () => {
    const records = [record(1, "civil-affairs", true, { counts: true }), record(2, "survey", true), record(3, "person", false)];
    expect(standingRecords({ records, follows: {} }).map(({ is }) => is)).toEqual(["counts", "agrees", "disputed"]);
    expect(factIn({ records, follows: {} }, "hardship.subsistence_allowance")).toBe(true);
    // What follows from the household counts first, and what is recorded is held against it.
    const follows = { "hardship.subsistence_allowance": false };
    const none = records.map((each) => ({ ...each, counts: false }));
    expect(standingRecords({ records: none, follows }).map(({ is }) => is)).toEqual(["disputed", "disputed", "agrees"]);
    expect(factIn({ records: none, follows }, "hardship.subsistence_allowance")).toBe(false);
  });

  test("what ended by the day is earlier; what ends later still holds", () => {
    const event = (id: number, validTo: string | null) => ({
      day: "2020-01-01",
      what: "began" as const,
      record: record(id, "survey", true, { validTo }),
      instead: null,
    });
    const events = [event(1, "2021-01-01"), event(2, "2023-01-01"), event(3, "2027-01-01"), event(4, null)];
    expect(earlierRecords({ events }, "2023-01-01").map(({ id }) => id)).toEqual([2, 1]);
    expect(earlierRecords({ events }, "2022-12-31").map(({ id }) => id)).toEqual([1]);
  });
});

describe("an entitlement", () => {
  test("says the clause without the document that stands above, and money with its unit", () => {
    expect([clauseText("shapingba-2023 三(一)2", "shapingba-2023"), clauseText("national 四", "shapingba-2023")]).toEqual([
      "三(一)2",
      "national 四",
    ]);
    expect(moneyText(zh, { amount: { kind: "fixed", per: "month", yuan: 1200 }, payable: 1200 })).toBe("每月1,200元");
    expect(moneyText(zh, { amount: { kind: "none" }, payable: null })).toBeNull();
  });

  test("gives first the condition that refuses, or that is open, and passes over hints", () => {
    const because = [
      { condition: "提示", condition_en: "hint", result: false, facts: {}, source: "", soft: true as const },
      { condition: "甲", condition_en: "a", result: null, facts: {}, source: "" },
      { condition: "乙", condition_en: "b", result: false, facts: {}, source: "" },
    ];
    const deciding = (outcome: "eligible" | "ineligible" | "unknown") => decidingReason({ benefit: "x", outcome, because })?.condition;
    expect([deciding("ineligible"), deciding("unknown"), deciding("eligible")]).toEqual(["乙", "甲", undefined]);
  });
});

describe("a list", () => {
  const conditions: readonly Condition[] = [
    { fact: "certificate.status", is: "equal", value: "valid" },
    { fact: "disability.visual", is: "equal", value: 1 },
    { fact: "person.hukou_region", is: "within", value: "500106" },
    { fact: "certificate.expires_on", is: "at-most", value: "2026-12-31" },
  ];

  test("is told in words", () => {
    expect(conditionsText(zh, words, conditions)).toBe("持证（有效），视力一级，沙坪坝区，2027年前到期");
    expect(conditionsText(en, words, conditions)).toBe("valid certificate, visual level 1, 沙坪坝区, expires before 2027");
  });

  test.each<[readonly Condition[], readonly string[]]>([
    [[{ fact: "person.age", is: "at-least", value: 60 }], ["60岁及以上"]],
    [
      [
        { fact: "person.age", is: "at-least", value: 60 },
        { fact: "person.age", is: "at-most", value: 69 },
      ],
      ["60至69岁"],
    ],
    [
      [
        { fact: "disability.visual", is: "at-least", value: 1 },
        { fact: "disability.visual", is: "at-most", value: 2 },
      ],
      ["视力一级至二级"],
    ],
    [[{ fact: "disability.visual", is: "equal", value: 0 }], ["没有视力残疾"]],
    [[{ fact: "hardship.subsistence_allowance", is: "equal", value: false }], ["不是“低保”"]],
    [[{ fact: "hardship.subsistence_allowance", is: "unknown" }], ["低保没有登记"]],
    [[{ fact: "person.residence_region", is: "within", value: "500106003" }], ["常住地在沙坪坝区渝碚路街道"]],
    [[{ fact: "certificate.expires_on", is: "at-least", value: "2027-01-01" }], ["2027年1月1日或以后到期"]],
  ])("condition %#: %j", (said, expected) => {
    expect(phrases(zh, words, said)).toEqual(expected);
  });

  test("reads of an address only conditions that can be, and of none of them whatever a stranger put there", () => {
    expect(readConditions(conditions)).toEqual(conditions);
    for (const said of [
      undefined,
      "x",
      [{ fact: 3 }],
      [{ fact: "a", is: "equal" }],
      [{ fact: "a", is: "within", value: "5'" }],
      Array(21).fill(conditions[0]),
    ])
      expect(readConditions(said)).toEqual([]);
  });

  test("offers what is kept of people and shown to the reader", () => {
    const names = (isShown: (group: string) => boolean) => filterFacts(words, isShown).map(({ name }) => name);
    expect(names(() => true)).not.toContain("claim.fee");
    expect(names((group) => group !== "diagnosis")).not.toContain("diagnosis.mental");
    expect(names(() => true)).toContain("diagnosis.mental");
  });

  test.each([
    ["ArrowDown", false, { row: 1, column: 1 }],
    ["ArrowUp", false, { row: 0, column: 1 }],
    ["ArrowLeft", false, { row: 0, column: 0 }],
    ["PageDown", false, { row: 20, column: 1 }],
    ["End", false, { row: 0, column: 6 }],
    ["End", true, { row: 999, column: 6 }],
    ["x", false, null],
  ])("%s with Ctrl %o leads from its first name to %j", (key, ctrlKey, expected) => {
    expect(cellAfter({ key, ctrlKey, altKey: false, metaKey: false }, { row: 0, column: 1 }, { rows: 1000, columns: 7, page: 20 })).toEqual(
      expected,
    );
  });

  test("keeps columns and views in the browser, and takes whatever else stands there for nothing", () => {
    expect(readColumns(() => '{"hidden":["age"],"widths":{"name":200,"age":5,"x":"y"}}')).toEqual({
      hidden: ["age"],
      widths: { name: 200 },
    });
    for (const kept of [null, "", "{", "null", "[]"]) expect(readColumns(() => kept).hidden).toEqual(["birthDate", "id"]);
    const kept = new Map<string, string>();
    const browser = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    } as unknown as Storage;
    const view = { name: "快到期", conditions, order: { column: "age", isDescending: true }, columns: ["id"] } as const;
    saveView(browser, view);
    saveView(browser, { ...view, conditions: conditions.slice(0, 1) });
    expect(readViews(browser)).toEqual([{ ...view, conditions: conditions.slice(0, 1) }]);
    // As it was kept before a view had columns and an order.
    kept.set("huican.desk.people-views", JSON.stringify([{ name: "快到期", conditions }]));
    expect(readViews(browser)).toMatchObject([{ order: { column: "name" }, columns: ["sex", "age", "area", "certificate"] }]);
    expect(dropView(browser, "快到期")).toEqual([]);
    kept.set("huican.desk.people-views", "{");
    expect(readViews(browser)).toEqual([]);
  });

  test("comes with its own name", () => {
    expect(nameIn("attachment; filename=\"list-1.xlsx\"; filename*=UTF-8''%E5%90%8D%E5%8D%95-1.xlsx")).toBe("名单-1.xlsx");
    expect([nameIn(""), nameIn("attachment; filename*=UTF-8''%E5%9")]).toEqual(["list.xlsx", "list.xlsx"]);
  });
});

test("the address of a file says days and what is to be changed, and nothing else", () => {
  expect(readFileSearch({ asOf: "2025-11-26", knownAt: "x", change: "move", fact: "person.sex", name: "王" })).toEqual({
    asOf: "2025-11-26",
    change: "move",
    fact: "person.sex",
  });
});

describe("a change", () => {
  const reason = "持户口簿申请";

  test.each([
    ["move", { from: "2026-11-01", region: "500105001", reason }, []],
    ["move", { from: "2026-11-01", reason }, ["region"]],
    ["death", { from: "2026-11-27", reason }, ["from"]],
    ["death", { from: "2026-11-26", reason: "死亡" }, ["reason"]],
    ["account", { from: "2026-11-01", account: "6222 0000 0000 0000", reason }, []],
    ["account", { from: "2026-11-01", account: "6222", reason }, ["account"]],
    ["contact", { from: "2026-11-01", reason }, ["phone"]],
    ["contact", { from: "2026-11-01", phone: "138 0000 1234", reason }, []],
    ["contact", { from: "2026-11-01", phone: "1380000123", address: "x", reason }, ["phone"]],
    ["correction", { reason }, ["fact"]],
    ["fact", { from: "2026-11-01", fact: "x.y", reason }, ["value"]],
  ] as const)("%s with %j lacks %j", (kind, filled, fields) => {
    expect(faultsIn(kind, filled, "2026-11-26").map(({ field }) => field)).toEqual(fields);
  });

  test("is made of the steps that the register knows", () => {
    const from = "2026-11-01";
    const own = { from, to: null };
    expect(stepsOf("move", { from, region: "500105001", hukouType: "", livesThere: "yes" })).toEqual([
      { of: "record", kind: "hukou", source: "police", ...own, body: { "person.hukou_region": "500105001" } },
      { of: "record", kind: "person.residence_region", source: "officer", ...own, body: { "person.residence_region": "500105001" } },
    ]);
    // The type of registration that stays is said again, for a record is replaced as a whole.
    const record = { kind: "hukou", source: "police", validFrom: null, validTo: null, body: { "person.hukou_type": "urban" } };
    expect(stepsOf("move", { from, region: "500105001" }, { record })).toEqual([
      { of: "record", kind: "hukou", source: "police", ...own, body: { "person.hukou_region": "500105001", "person.hukou_type": "urban" } },
    ]);
    expect(stepsOf("death", { from })).toEqual([
      { of: "record", kind: "person.deceased", source: "police", ...own, body: { "person.deceased": true } },
    ]);
    expect(stepsOf("contact", { from, phone: "138-0000 1234", address: " " })).toEqual([
      { of: "value", kind: "phone", source: "person", ...own, text: "13800001234" },
    ]);
    expect(changeKinds.every((kind) => Array.isArray(stepsOf(kind, { from })))).toBe(true);
  });

  test("a correction says the rest of the record as it was, over its own days and from its own source", () => {
    const record = {
      kind: "birth",
      source: "police",
      validFrom: "1953-01-11",
      validTo: null,
      body: { "person.sex": "male", "person.birth_date": "1953-01-11" },
    };
    expect(stepsOf("correction", { fact: "person.sex" }, { value: "female", record })).toEqual([
      {
        of: "record",
        kind: "birth",
        source: "police",
        from: "1953-01-11",
        to: null,
        body: { "person.sex": "female", "person.birth_date": "1953-01-11" },
      },
    ]);
  });
});
