import { beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { createLog } from "../src/platform/log.ts";
import { cookieSealer } from "../src/platform/sealed-cookie.ts";
import { loadPacks } from "../src/policy/index.ts";
import { Visitor } from "./visitor.ts";

let app: ReturnType<typeof createApp>;
const clock = { now: () => new Date("2024-06-01T04:00:00Z") };

beforeAll(async () => {
  const { packs, faults } = await loadPacks();
  if (!packs) throw new Error(JSON.stringify(faults.slice(0, 3)));
  app = createApp({ packs, clock, log: createLog(), cookieSecret: "test" });
});

const visitor = () => new Visitor((request) => app.request(request));

describe("the whole journey", () => {
  test("a deaf child of four in Shapingba is shown the training subsidy of 20,000 yuan", async () => {
    const family = visitor();
    await family.begin("500106");
    const pages = await family.answerAll({
      "person.birth_date": { year: "2020", month: "5", day: "20" },
      "person.sex": "female",
      "certificate.status": "valid",
      "disability.hearing": "2",
      "rehabilitation.in_training": "yes",
      "rehabilitation.designated_institution": "yes",
      "rehabilitation.institution_region": "500106",
    });
    expect(pages).toBeLessThan(30);
    expect(family.address).toBe("/check/summary");
    expect(family.page).toContain("2020年5月20日");
    await family.open("/result");
    const entitled = family.section("entitled");
    expect(entitled).toContain("0至6周岁儿童康复训练补助");
    expect(entitled).toContain("每年20,000元");
    expect(entitled).toContain("沙府办发〔2023〕100号 三(一)3");
    expect(family.section("not")).toContain("只差这一条：有康复需求");
    expect(family.section("not")).toContain("没有满足：有精神残疾");
  });

  test("a severely disabled adult in Leshan is shown the nursing subsidy, in English too", async () => {
    const person = visitor();
    await person.open("/en/who");
    await person.begin("511100");
    await person.answerAll({
      "person.birth_date": { year: "1985", month: "4", day: "4" },
      "person.sex": "male",
      "certificate.status": "valid",
      "disability.physical": "1",
    });
    await person.open("/en/result");
    expect(person.section("entitled")).toContain("Nursing subsidy: level 1");
    expect(person.section("entitled")).toContain("at least 110 yuan a month");
    expect(person.page).toContain('lang="en"');
  });

  test("a blind man is not asked about a motor wheelchair, which takes legs that do not carry; a man with such legs is", async () => {
    const asked = async (disability: string) => {
      const man = visitor();
      await man.begin("500106");
      await man.answerAll({
        "person.birth_date": { year: "1985", month: "4", day: "4" },
        "person.sex": "male",
        "certificate.status": "valid",
        [disability]: "1",
      });
      return { isAsked: man.page.includes("持有机动轮椅车"), isBlindMassageAsked: man.page.includes("盲人按摩从业") };
    };
    expect(await asked("disability.visual")).toEqual({ isAsked: false, isBlindMassageAsked: true });
    expect(await asked("disability.physical")).toEqual({ isAsked: true, isBlindMassageAsked: false });
  });

  test("whoever skips everything is told what is missing, with a link to the question", async () => {
    const person = visitor();
    await person.begin("500106");
    await person.skipAll();
    expect(person.address).toBe("/check/summary");
    await person.open("/result");
    expect(person.section("perhaps")).toMatch(/还需要知道[\s\S]*href="\/check\/1\/person\.about"/);
    expect(person.section("entitled")).toContain("还没有可以确定的");
  });

  test("going back shows what was answered, and a changed place changes the documents and the result", async () => {
    const person = visitor();
    await person.begin("500106");
    await person.answerAll({ "person.birth_date": { year: "1985", month: "4", day: "4" } });
    await person.open("/check/1/person.about");
    expect(person.page).toMatch(/name="person\.birth_date\.year"[^>]*value="1985"/);
    await person.open("/place");
    expect(person.page).toMatch(/value="500106"[^>]* checked/);
    await person.begin("511100", { hukou: "500106" });
    await person.open("/check/summary");
    expect(person.page).toMatch(/户籍所在地[\s\S]*沙坪坝区[\s\S]*常住地[\s\S]*乐山市|常住地[\s\S]*乐山市[\s\S]*户籍所在地[\s\S]*沙坪坝区/);
    expect(person.page).toContain("1985年4月4日");
  });
});

describe("bad input", () => {
  test("an empty page keeps the visitor there, says what is missing and links to the field", async () => {
    const person = visitor();
    await person.begin("500106");
    await person.open("/check/1/person.about");
    expect(
      await person.post("/check/1/person.about", {
        "person.birth_date.year": "2020",
        "person.birth_date.month": "13",
        "person.birth_date.day": "1",
      }),
    ).toBe(422);
    expect(person.page).toContain('role="alert"');
    expect(person.page).toContain('href="#f-person-birth_date"');
    expect(person.page).toContain('id="f-person-birth_date"');
    expect(person.page).toContain("请填写日历上有的日期");
    expect(person.page).toContain('value="13"');
    expect(person.page).toMatch(/<title>请检查：/);
  });

  test("kinds of disability that a certificate does not name may be left empty, but not all of them", async () => {
    const person = visitor();
    await person.begin("511100");
    await person.open("/check/1/disability.levels");
    expect(await person.post("/check/1/disability.levels", { "disability.hearing": "2" })).toBe(303);
    await person.open("/check/summary");
    expect(person.page).toMatch(/听力残疾等级<\/th>\s*<td>二级[\s\S]*精神残疾等级<\/th>\s*<td>没有这类残疾/);
    expect(await person.post("/check/1/disability.levels", {})).toBe(422);
    expect(await person.post("/check/1/disability.levels", { "disability.hearing": "0" })).toBe(422);
  });

  test("whoever has a physical disability is asked whether it is in the legs", async () => {
    const person = visitor();
    await person.begin("500106");
    await person.open("/check/1/disability.levels");
    expect(await person.post("/check/1/disability.levels", { "disability.physical": "2" })).toBe(422);
    expect(person.page).toContain("下肢残疾");
    expect(await person.post("/check/1/disability.levels", { "disability.physical": "2", "disability.lower_limb": "yes" })).toBe(303);
  });

  test("full-width digits are digits, and commas in sums are no fault", async () => {
    const person = visitor();
    await person.begin("500106");
    expect(
      await person.post("/check/1/person.about", {
        "person.birth_date.year": "２０２０",
        "person.birth_date.month": "５",
        "person.birth_date.day": "２０",
        "person.sex": "female",
      }),
    ).toBe(303);
    await person.open("/check/1/person.about");
    expect(person.page).toContain('value="2020"');
  });

  test("nobody, no place, an unknown place and an unknown question are told plainly", async () => {
    const person = visitor();
    expect(await person.post("/who", {})).toBe(422);
    expect(person.page).toContain("请至少选择一个人");
    expect(await person.post("/who", { who: "king" })).toBe(422);
    await person.post("/who", { who: "self" });
    expect(await person.post("/place", {})).toBe(422);
    expect(person.page).toContain("请选择现在住的地方");
    expect(await person.post("/place", { residence: "atlantis", registered: "other", hukou: "" })).toBe(422);
    expect(person.page).toContain("请选择户口所在的地方");
    await person.begin("500106");
    expect(await person.open("/check/1/no.such")).toBe(404);
    expect(await person.open("/check/9/person.about")).toBe(404);
    expect(await person.open("/result/1/ziyang-145")).toBe(404);
    expect(await person.open("/nothing")).toBe(404);
    expect(person.page).toContain("没有这个页面");
    expect(await person.open("/en/nothing")).toBe(404);
    expect(person.page).toContain("There is no such page");
  });

  test("answers to choices that do not exist are refused", async () => {
    const person = visitor();
    await person.begin("500106", { hukou: "990000" });
    expect(await person.post("/check/1/person.places", { "person.residence_permit_region": "<script>" })).toBe(422);
    expect(person.page).not.toContain("<script>");
  });

  test("a tampered cookie says that the answers have lapsed, and never breaks", async () => {
    const person = visitor();
    await person.begin("500106");
    person.tamper();
    expect(await person.open("/check")).toBe(410);
    expect(person.page).toContain("您之前的回答已经失效");
    expect(await person.open("/result")).toBe(303);
    expect(person.address).toBe("/who");
  });

  test("a form from another site, and one that is too large, are refused with a page", async () => {
    const foreign = new Request("http://localhost/place", {
      method: "POST",
      body: "residence=500106",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://evil.example" },
    });
    const refused = await app.request(foreign);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("没有收到您的回答");
    const large = visitor();
    expect(await large.post("/place", { residence: "x".repeat(100_000) })).toBe(413);
  });
});

describe("privacy", () => {
  test("no answer stands in an address, pages with answers are not stored, and the cookie is sealed", async () => {
    const person = visitor();
    await person.begin("500106");
    await person.post("/check/1/person.about", {
      "person.birth_date.year": "1961",
      "person.birth_date.month": "7",
      "person.birth_date.day": "9",
      "person.sex": "male",
    });
    expect(person.visited.join(" ")).not.toMatch(/1961|male/);
    expect(person.cookies).not.toMatch(/1961|birth/);
    expect(person.headers.get("cache-control")).toBe("no-store");
    const response = await app.request("/");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
  });

  test("clearing forgets everything", async () => {
    const person = visitor();
    await person.begin("500106");
    expect(await person.post("/clear", {})).toBe(303);
    await person.open("/check");
    expect(person.address).toBe("/who");
  });

  test("a sealed value opens only with its own key and only unchanged", () => {
    const sealer = cookieSealer("one");
    const sealed = sealer.seal({ answers: { a: 1 } }) ?? "";
    expect(sealer.open(sealed)).toEqual({ answers: { a: 1 } });
    expect(cookieSealer("two").open(sealed)).toBeNull();
    expect(sealer.open(`${sealed.slice(0, -2)}AA`)).toBeNull();
    expect(sealer.open("")).toBeNull();
    // Cut to a shorter tag, it is refused as a tag of the wrong length, not compared with fewer bytes.
    expect(sealer.open(Buffer.from(sealed, "base64url").subarray(0, 16).toString("base64url"))).toBeNull();
    const noise = Array.from({ length: 4000 }, (_, i) => Math.sin(i).toString(36));
    expect(sealer.seal(noise)).toBeNull();
  });
});

test("every page is small", async () => {
  const person = visitor();
  await person.begin("511100");
  await person.skipAll();
  await person.open("/result");
  const { gzipSync } = await import("node:zlib");
  expect(gzipSync(person.page).length).toBeLessThan(50 * 1024);
});
