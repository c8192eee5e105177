import { beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { createLog } from "../src/platform/log.ts";
import { loadPacks } from "../src/policy/index.ts";
import { Visitor } from "./visitor.ts";

let app: ReturnType<typeof createApp>;
let now = new Date("2024-06-01T04:00:00Z");

beforeAll(async () => {
  const { packs, faults } = await loadPacks();
  if (!packs) throw new Error(JSON.stringify(faults.slice(0, 3)));
  app = createApp({ packs, clock: { now: () => now }, log: createLog(), cookieSecret: "test" });
});

const visitor = () => new Visitor((request) => app.request(request));
const born = (year: string, month: string, day: string) => ({ "person.birth_date": { year, month, day } });

/** The titles of a part of the result. */
function titles(section: string): readonly string[] {
  return [...section.matchAll(/class="title">([^<]*)</g)].map((match) => match[1] ?? "");
}

describe("several people in one pass", () => {
  test("what the family has in common is asked once, and what follows from a relative is not asked at all", async () => {
    const family = visitor();
    await family.begin("500106", { who: ["self", "child"] });
    await family.answerAll([
      { ...born("1990", "3", "3"), "person.sex": "female", "certificate.status": "valid", "disability.physical": "2" },
      { ...born("2020", "5", "20"), "person.sex": "male", "certificate.status": "valid", "disability.hearing": "2" },
    ]);
    const pages = family.visited.filter((address) => /^\/check\/\d/.test(address));
    const householdPages = new Set(pages.filter((address) => address.includes("/household.")));
    expect([...householdPages].every((address) => address.startsWith("/check/1/"))).toBe(true);
    await family.open("/check/summary");
    expect(family.page).toContain("我的孩子");
    // Whatever was answered can be changed, what the family shares too.
    for (const [, path = ""] of family.page.matchAll(/href="(\/check\/\d\/[^"]+)"/g)) expect(await family.open(path), path).toBe(200);
    await family.open("/result");
    expect(family.page).toContain("全家的结果");
    expect(family.page).toContain("我自己");
    await family.open("/result/2/shapingba-2023");
    expect(family.page).toContain("我的孩子的结果");
    // The mother's certificate answers for the child that it is a disabled person's child.
    await family.open("/result/2/shapingba-2023/sheet");
    expect(family.page).toMatch(/残疾人子女<\/th>\s*<td>是/);
  });

  test("whoever lives elsewhere gets a place of their own, and the household is then theirs", async () => {
    const family = visitor();
    await family.begin("500106", { who: ["self", "father"] });
    await family.post("/place/2", { residence: "511100", registered: "same", hukou: "" });
    await family.skipAll();
    await family.open("/result");
    expect(family.page).toContain("/result/1/shapingba-2023");
    expect(family.page).toContain("/result/2/leshan-2023");
    expect(family.page).not.toContain("/result/2/shapingba-2023");
  });

  test("four people with everything answered fit the cookie", async () => {
    const family = visitor();
    await family.begin("511100", { who: ["self", "spouse", "child", "father"] });
    const one = { ...born("1985", "4", "4"), "person.sex": "male", "certificate.status": "valid", "disability.visual": "1" };
    await family.answerAll([one, { ...one, "person.sex": "female" }, { ...born("2018", "9", "1"), "certificate.status": "valid" }, one]);
    expect(family.address).toBe("/check/summary");
    await family.open("/result");
    expect(family.page.match(/class="person"/g)).toHaveLength(4);
  });

  test("a blind couple has the line for blind couples without being asked whether they are one", async () => {
    const family = visitor();
    await family.begin("500106", { who: ["self", "spouse"] });
    const blind = { "person.sex": "male", "certificate.status": "valid", "disability.visual": "1" };
    await family.answerAll([
      { ...born("1980", "1", "1"), ...blind },
      { ...born("1981", "1", "1"), ...blind, "person.sex": "female" },
    ]);
    await family.open("/result/1/shapingba-2023/sheet");
    expect(family.page).toMatch(/夫妻双方均为盲人或聋人<\/th>\s*<td>是/);
  });
});

describe("what follows from the age", () => {
  const child = { "person.sex": "female", "certificate.status": "valid", "disability.hearing": "1" };

  async function pagesFor(birth: ReturnType<typeof born>): Promise<string> {
    const family = visitor();
    await family.begin("511100", { who: ["child"] });
    await family.answerAll({ ...child, ...birth });
    return family.visited.join(" ");
  }

  test("a child is not asked whether it works, drives or is married, and its date of birth comes first", async () => {
    const pages = await pagesFor(born("2020", "5", "20"));
    expect(pages).not.toMatch(/employment|vehicle/);
    expect(pages).toMatch(/^\/who \/place \/place \/check \/check\/1\/person\.about /);
  });

  test.each([
    // The day of the test is 1 June 2024.
    ["2008-06-02", false, "sixteen tomorrow"],
    ["2008-06-01", true, "sixteen today"],
  ])("born on %s: asked about work is %s (%s)", async (day, isAsked) => {
    const [year = "", month = "", dayOfMonth = ""] = day.split("-");
    expect((await pagesFor(born(year, month, dayOfMonth))).includes("/check/1/employment.work")).toBe(isAsked);
  });

  test("whoever does not know the date of birth is asked everything", async () => {
    const person = visitor();
    await person.begin("511100");
    await person.post("/check/1/person.about", { go: "skip" });
    await person.answerAll(child);
    expect(person.visited.join(" ")).toContain("/check/1/employment.work");
  });
});

describe("two places", () => {
  test("whoever lives in one place and is registered in another is answered by both documents", async () => {
    const person = visitor();
    await person.begin("500105", { hukou: "511100" });
    await person.answerAll({ ...born("1980", "1", "1"), "person.sex": "male", "certificate.status": "valid", "disability.physical": "1" });
    await person.open("/result");
    expect(person.page).toContain("/result/1/jiangbei-145");
    expect(person.page).toContain("/result/1/leshan-2023");
    await person.open("/result/1/leshan-2023");
    expect(titles(person.section("entitled")).join()).toContain("护理补贴");
  });

  test("where no document covers a place, that is said, with what to do", async () => {
    const person = visitor();
    await person.begin("990000");
    await person.open("/check");
    expect(person.address).toBe("/result");
    expect(person.page).toContain("文件还没有收录");
  });
});

describe("a result", () => {
  async function deafChild(): Promise<Visitor> {
    const family = visitor();
    await family.begin("500106", { who: ["child"] });
    await family.answerAll({
      ...born("2020", "5", "20"),
      "person.sex": "female",
      "certificate.status": "valid",
      "disability.hearing": "1",
      "hardship.subsistence_allowance": "yes",
      "rehabilitation.in_training": "yes",
      "rehabilitation.designated_institution": "yes",
      "rehabilitation.institution_region": "500106",
    });
    await family.open("/result");
    return family;
  }

  test("says until when a benefit lasts, and what comes after it", async () => {
    const family = await deafChild();
    expect(family.section("entitled")).toContain("2027年5月20日（满7周岁）起不再符合，改按“7至14周岁残疾儿童康复训练补助");
    expect(family.section("not")).toContain("2027年5月20日（满7周岁）起可以享受。");
  });

  test("says which one thing to find out first where several benefits wait for nothing else", async () => {
    const person = visitor();
    await person.begin("500105");
    await person.answerAll({ ...born("1976", "3", "3"), "person.sex": "male", "certificate.status": "?" });
    await person.open("/result");
    expect(person.section("perhaps")).toMatch(
      /先弄清这一件：残疾人证状态。其中\d+项只差它。[\s\S]*?href="\/check\/1\/certificate\.certificate"/,
    );
    expect((await deafChild()).page).not.toContain("先弄清这一件");
  });

  test("adds up the money that the document names", async () => {
    const family = await deafChild();
    expect(family.page).toMatch(/其中写明金额的钱，合计：[^<]*每月[^<]*元/);
  });

  test("prints as a sheet whose code leads to the document and holds nothing of the person", async () => {
    const family = await deafChild();
    await family.open("/result/1/shapingba-2023/sheet");
    expect(family.page).toContain("待遇清单");
    expect(family.page).toContain("沙府办发〔2023〕100号");
    expect(family.page).toContain("<svg");
    expect(family.visited.join()).not.toMatch(/2020|hearing/);
  });
});

describe("a borrowed phone", () => {
  test("forgets after a quarter of an hour without a page, and not while pages are read", async () => {
    const person = visitor();
    await person.begin("500106", { shared: true });
    now = new Date(now.getTime() + 14 * 60_000);
    await person.open("/check");
    expect(person.address).toMatch(/^\/check\/1\//);
    now = new Date(now.getTime() + 14 * 60_000);
    expect(await person.open("/place")).toBe(200);
    now = new Date(now.getTime() + 16 * 60_000);
    expect(await person.open("/place")).toBe(410);
    expect(await person.open("/place")).toBe(303);
  });
});
