import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownFolders, readPackFiles } from "@huican/server/commands";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { huican, jsonLines } from "./huican.ts";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "docs/packs/example");

type Answered = {
  readonly benefit: string;
  readonly outcome: string;
  readonly payable?: number | null;
  readonly because?: { source: string }[];
};

/** What the county grants to a person on a day. */
async function decided(facts: object, asOf: string, more: readonly string[] = []): Promise<readonly Answered[]> {
  const args = ["decide", "--pack", "qinghe-2024", "--folder", folder, "--as-of", asOf, "--missing", "closed", ...more];
  const { stdout, stderr, status } = await huican(args, JSON.stringify({ id: 1, facts }));
  expect([status, stderr]).toEqual([0, ""]);
  return jsonLines(stdout)[0]?.["decisions"] as readonly Answered[];
}

const qiu = {
  person: { birth_date: "1975-08-12", hukou_region: "511199" },
  certificate: { status: "valid" },
  disability: { physical: 1 },
};

test("the example has no faults, and only the packs of its folder are reported", async () => {
  const { status, stdout } = await huican(["check", "--folder", folder]);
  expect(stdout).toContain("qinghe-2024  ✓ 没有问题");
  expect(stdout).not.toContain("leshan-2023");
  expect(status).toBe(0);
});

test("the county has the city's benefits, two less and three more", async () => {
  const benefits = async (args: readonly string[]) =>
    (JSON.parse((await huican(["show", ...args, "--json"])).stdout) as { key: string }[]).map(({ key }) => key);
  const city = new Set(await benefits(["leshan-2023"]));
  const county = new Set(await benefits(["qinghe-2024", "--folder", folder]));
  expect([...city.difference(county)].sort()).toEqual(["fifteen_year_free_education", "startup_premises_support"]);
  expect([...county.difference(city)].sort()).toEqual(["accident_insurance", "device_repair", "household_of_several_allowance"]);
});

test.each([
  // day            benefit                                   facts that differ                                         outcome         payable
  ["2024-12-31", "nursing_subsidy_level_1", {}, "eligible", 130],
  ["2025-01-01", "nursing_subsidy_level_1", {}, "eligible", 150],
  ["2027-01-01", "nursing_subsidy_level_1", {}, "not_in_force", undefined],
  ["2025-03-01", "accident_insurance", {}, "eligible", 30],
  ["2025-03-01", "accident_insurance", { person: { hukou_region: "511126" } }, "ineligible", undefined],
  ["2025-03-01", "device_repair", { rehabilitation: { device_needed: true }, claim: { self_paid: 500 } }, "eligible", 350],
  ["2025-03-01", "household_of_several_allowance", { household: { disabled_members: 3, hardship_disabled: true } }, "eligible", 900],
  ["2025-03-01", "hardship_living_subsidy", { hardship: { subsistence_allowance: true } }, "eligible", 110],
  ["2025-03-01", "dibao_single_person_inclusion", {}, "ineligible", undefined],
] as const)("on %s the county's %s for %j is %s", async (day, benefit, facts, outcome, payable) => {
  const [decision] = await decided({ ...qiu, ...facts }, day, ["--benefit", benefit]);
  expect([decision?.outcome, decision?.payable]).toEqual([outcome, payable]);
});

test("what the county takes over is quoted from the city's document, what it says itself from its own", async () => {
  const facts = { ...qiu, education: { stage: "undergraduate" }, hardship: { student_hardship: true } };
  const [decision] = await decided(facts, "2025-03-01", ["--benefit", "student_oneoff_undergraduate", "--explain"]);
  expect(decision).toMatchObject({ outcome: "eligible", payable: 6000 });
  expect(decision?.because?.map(({ source }) => source)).toEqual([
    "leshan-2023 (三)12",
    "qinghe-2024 第二条",
    "leshan-2023 (三)12",
    "leshan-2023 (三)12",
    "leshan-2023 (三)12",
  ]);
});

test("each file of the example names the schema by which editors check it, and meets it", () => {
  const files = readPackFiles(folder);
  expect(files.length).toBeGreaterThan(8);
  for (const { path, text } of files) {
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    const validate = new Ajv2020({ strict: false, multipleOfPrecision: 6 }).compile(
      JSON.parse(readFileSync(join(folder, path, "..", schema), "utf8")) as object,
    );
    validate(parse(text));
    expect(validate.errors ?? [], path).toEqual([]);
  }
});

test("the example's region code belongs to no place of the installed packs", () => {
  const installed = readPackFiles(ownFolders.packs).filter(({ text }) => text.includes("511199"));
  expect(installed.map(({ path }) => path)).toEqual([]);
});

test("what the county changes of the city's document is told, and nothing else", async () => {
  const { stdout, status } = await huican(["diff", "leshan-2023", "qinghe-2024", "--folder", folder, "--as-of", "2025-03-01"]);
  expect(status).toBe(0);
  expect(stdout).toContain("leshan-2023 (一)4；青禾府办发〔2024〕8号 第三条");
  // Its own measure 2 is not the city's measure 2.
  expect(stdout).toContain("2. 本县新增的待遇");
  expect(stdout).not.toContain("特困人员救助供养");
  expect(stdout).not.toContain("代码不同的待遇");
  expect(stdout).toContain("对应的待遇104项，新增3项，只在左边有2项。");
  // The county lies in the city: what it takes over as it stands is unchanged, and its own registration is narrower.
  expect(stdout).toContain("条件放宽0项");
  expect(stdout).toContain("新要求：户籍在青禾县");
  expect(stdout).toContain("每月不低于90元 → 每月110元");
});

test("two places are compared side by side, not as if one followed the other", async () => {
  const { stdout } = await huican(["diff", "shapingba-2023", "leshan-2023", "--language", "zh"]);
  expect(stdout).toContain("右边条件更宽：可以享受的人更多。");
  expect(stdout).toContain("只有左边要求：户籍在沙坪坝区");
  expect(stdout).toContain("代码不同的待遇按名称和条件相近配对");
  expect(stdout).not.toMatch(/原名|不再要求|改为“没有写”|限额有变化/);
});

test("a benefit of the county in sentences", async () => {
  const { stdout, status } = await huican(["text", "qinghe-2024", "accident_insurance", "--folder", folder, "--as-of", "2025-03-01"]);
  expect(status).toBe(0);
  expect(stdout).toContain("青禾府办发〔2024〕8号 第七条");
});

test("the whole county in sentences: its measure 2 is its own, and a clause of the city is not cited as the county's", async () => {
  const { stdout } = await huican(["text", "qinghe-2024", "2", "--folder", folder, "--as-of", "2025-03-01", "--language", "zh"]);
  expect(stdout).toContain("2. 特困人员救助供养");
  expect(stdout).toContain("2. 本县新增的待遇");
  expect(stdout).toContain("leshan-2023 (一)2");
  expect(stdout).not.toContain("青禾府办发〔2024〕8号 (一)2");
});
