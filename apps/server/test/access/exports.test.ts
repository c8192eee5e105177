import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registerPaths } from "@huican/contract";
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { staffRoutes } from "../../src/staff-routes.ts";
import { today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at, log, secrets } from "./access-desk.ts";
import type { Post } from "./signed-in-people.ts";

const reason = "核对两项补贴名单 & 补发";
const sealed = ["identity-number", "certificate-number", "phone", "bank-account", "address"];
const desk106: Post = { role: "district-desk", area: "500106" };

describe.each(engines)("a list that is taken away, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, send } = desk;
  const ask = async (post: Post, body: object = {}) =>
    send((await as(post)).token, { method: "POST", path: registerPaths.exports, body: { reason, ...body } });
  const home = { fact: "person.hukou_region", is: "within", value: "500106003001" };
  const opened = async (response: Response) => {
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    const list = workbook.worksheets[0] as ExcelJS.Worksheet;
    return { bytes, workbook, list, rows: list.getSheetValues().slice(3) as unknown as readonly (readonly unknown[])[] };
  };
  const code = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  let inventive: { readonly id: number };

  beforeAll(async () => {
    inventive = await office.somebody({ name: "=HYPERLINK(1)", address: "-1层@SUM(1+1)*cmd|'/C calc'!A0", phone: "023-65400000" });
  });

  test("has whoever the list on the screen has, under heads with their units, each value as what it is", async () => {
    const filters = [{ fact: "certificate.status", is: "equal", value: "valid" }];
    const { list, rows } = await opened(await ask(desk106, { filters, columns: ["identity-number", "disability.physical"] }));
    const screen = await send((await as(desk106)).token, { method: "POST", path: registerPaths.list, body: { filters, most: 200 } });
    const { people, count } = (await screen.json()) as { readonly people: readonly { readonly id: number }[]; readonly count: number };
    expect(rows).toHaveLength(count);
    expect(rows.slice(0, people.length).map((row) => row[2])).toEqual(people.map(({ id }) => id));
    expect((list.getRow(2).values as readonly unknown[]).slice(1)).toEqual([
      "序号",
      "档案编号",
      "姓名",
      "所在地",
      "性别",
      "出生日期",
      "残疾人证状态",
      "已死亡",
      "身份证号",
      "肢体残疾等级（级，0为没有）",
    ]);
    const row = rows.find(([, , id]) => id === desk.person.id) ?? [];
    expect(row.slice(3)).toEqual([
      "贺兰静",
      expect.stringContaining("沙坪坝"),
      "男",
      new Date("1996-03-11T00:00:00Z"),
      "有效",
      undefined,
      desk.person.identityNumber,
      2,
    ]);
    const cell = (column: number) => list.getRow(rows.indexOf(row) + 3).getCell(column);
    expect([cell(6).numFmt, cell(9).numFmt, cell(9).type]).toEqual(["yyyy-mm-dd", "@", ExcelJS.ValueType.String]);
  });

  test.each([
    ["birth", true, "按出生日期倒序，相同的按姓名"],
    ["birth", false, "按出生日期排序，相同的按姓名"],
    ["certificate", false, "按残疾人证状态排序，相同的按姓名"],
    ["area", true, "按所在地倒序，相同的按姓名"],
    ["id", true, "按档案编号倒序"],
    ["name", true, "按姓名倒序"],
  ])("has them in the order of the list on the screen: by %s, descending %s", async (by, isDescending, said) => {
    const order = { by, isDescending };
    const { workbook, rows } = await opened(await ask(desk106, { order }));
    const screen = await send((await as(desk106)).token, { method: "POST", path: registerPaths.list, body: { order, most: 200 } });
    const { people } = (await screen.json()) as { readonly people: readonly { readonly id: number }[] };
    expect(people.length).toBeGreaterThan(100);
    expect(rows.slice(0, people.length).map((row) => row[2])).toEqual(people.map(({ id }) => id));
    expect(workbook.getWorksheet("说明")?.getRow(1).getCell(2).text).toContain(said);
  });

  test("is laid out to be read and printed: widths, frozen heads, a filter, heads on every page", async () => {
    const { list, rows } = await opened(await ask(desk106));
    expect(list.views).toMatchObject([{ state: "frozen", ySplit: 2 }]);
    expect(list.autoFilter).toBe(`A2:H${rows.length + 2}`);
    expect(list.columns.map(({ width }) => width)).toEqual([8, 12, 14, 34, 12, 12, 12, 10]);
    expect(list.pageSetup).toMatchObject({ printTitlesRow: "1:2", orientation: "landscape", fitToWidth: 1 });
  });

  test("says who, when, why and under which number: on its first line, on every page, in its properties and on a sheet of its own", async () => {
    const { bytes, workbook, list, rows } = await opened(await ask(desk106, { filters: [home] }));
    const line = list.getCell("A1").text;
    const [, by = "", time = "", number = ""] =
      /^内部资料，不得外传。(.+)于(.+)导出，编号(.+)，理由：核对两项补贴名单 & 补发$/.exec(line) ?? [];
    expect([by, time, number]).toEqual([
      expect.stringMatching(/（残联科室，500106）$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
      expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    ]);
    for (const sheet of workbook.worksheets) {
      for (const said of [by, time, number]) expect(sheet.headerFooter.oddHeader).toContain(said);
      expect(sheet.headerFooter.oddFooter).toContain("核对两项补贴名单 && 补发");
    }
    expect(workbook).toMatchObject({ creator: by, description: line });
    expect(strFromU8(unzipSync(bytes)["docProps/custom.xml"] ?? new Uint8Array())).toContain(number);
    const said = new Map(
      workbook
        .getWorksheet("说明")
        ?.getSheetValues()
        .slice(1)
        .map((row) => (row as readonly unknown[]).slice(1)) as [string, string][],
    );
    expect(Object.fromEntries(said)).toMatchObject({
      条件: "户籍所在地在重庆市沙坪坝区渝碚路街道001",
      情况截至: today,
      人数: `${rows.length}人`,
      导出人: by,
      导出编号: number,
      导出理由: reason,
    });
  });

  test("holds no formula, whatever somebody is called", async () => {
    const { bytes, rows } = await opened(await ask(desk106, { columns: ["address", "phone"] }));
    const parts = unzipSync(bytes);
    const [written = "", about = ""] = [1, 2].map((i) => strFromU8(parts[`xl/worksheets/sheet${i}.xml`] ?? new Uint8Array()));
    for (const sheet of [written, about]) expect(sheet).not.toMatch(/^$|<f[ >]|t="(str|e)"/);
    const row = rows.find(([, , id]) => id === inventive.id) ?? [];
    expect([row[3], row[9], row[10]]).toEqual(["=HYPERLINK(1)", "-1层@SUM(1+1)*cmd|'/C calc'!A0", "023-65400000"]);
    const place = rows.indexOf(row) + 3;
    for (const column of ["C", "I", "J"]) expect(written).toMatch(new RegExp(`<c r="${column}${place}" s="\\d+" t="inlineStr">`));
  });

  test.each(["street-clerk", "district-desk", "civil-affairs"])(
    "shows a %s what the screen shows, in the same masks, and no more",
    async (role) => {
      const post = { role, area: role === "district-desk" ? "500106" : "500106003" };
      const { token } = await as(post);
      const file = (await (await send(token, { method: "GET", path: at(registerPaths.person, desk.person.id) })).json()) as {
        readonly values: readonly { readonly kind: string; readonly text: string }[];
      };
      const { list, rows } = await opened(await ask(post, { filters: [home], columns: sealed }));
      const heads = list.getRow(2).values as readonly string[];
      const row = rows.find(([, , id]) => id === desk.person.id) ?? [];
      const words = ["身份证号", "残疾人证号", "电话", "银行账号", "地址"];
      for (const [i, kind] of sealed.entries())
        expect([kind, row[heads.indexOf(words[i] ?? "")]]).toEqual([kind, file.values.find((value) => value.kind === kind)?.text]);
      expect(JSON.stringify(rows)).not.toContain(secrets["bank-account"]);
    },
  );

  test("a column or a condition that is not shown to somebody is refused, not left out in silence", async () => {
    const civil = { role: "civil-affairs", area: "500106003" };
    expect(await code(await ask(civil, { columns: ["diagnosis.major_disease"] }))).toEqual([403, "registry.export-column-not-shown"]);
    expect(await code(await ask(civil, { filters: [{ fact: "diagnosis.major_disease", is: "known" }] }))).toEqual([
      403,
      "registry.filter-not-shown",
    ]);
    expect(await code(await ask(desk106, { columns: ["person.shoe_size"] }))).toEqual([422, "registry.export-column"]);
    expect(await code(await ask(desk106, { day: "1999-01-01" }))).toEqual([422, "registry.no-snapshot"]);
  });

  test.each(["", "  补 ", "一\n二三四五", "字".repeat(101)])("the reason %j is none", async (given) => {
    expect(await code(await ask(desk106, { reason: given }))).toEqual([422, "registry.export-reason"]);
  });

  test("everybody in it finds it under who saw their file, with the reason and the number, and what of them was taken", async () => {
    const before = await office.asOwner<{ id: number }>("select coalesce(max(id), 0) as id from audit.entry");
    const { list, rows } = await opened(await ask(desk106, { filters: [home], columns: ["phone"] }));
    const number = /编号(.{9})/.exec(list.getCell("A1").text)?.[1];
    const entries = await office.asOwner<{ subjects: readonly number[]; fields: readonly string[]; occasion: object }>(
      `select to_jsonb(subjects) as subjects, fields, occasion from audit.entry where id > ${before[0]?.id} and act = 'registry.export-people'`,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.subjects.toSorted()).toEqual(rows.map(([, , id]) => id as number).toSorted());
    expect(entries[0]?.fields).toEqual(expect.arrayContaining(["name", "person.birth_date", "phone", "person.hukou_region"]));
    expect(entries[0]?.occasion).toMatchObject({ basis: "duty", reference: number, reason, role: "district-desk" });
    const citizen = await as(desk.ownPost("citizen"));
    const seen = await send(citizen.token, {
      method: "GET",
      path: `${at(registerPaths.accesses, desk.person.id)}?from=2000-01-01&until=2100-01-01`,
    });
    const { accesses } = (await seen.json()) as { readonly accesses: readonly object[] };
    expect(accesses).toContainEqual(
      expect.objectContaining({ reason, reference: number, act: expect.objectContaining({ zh: "导出了包含您的人员名单" }) }),
    );
  });

  test("more people than the limit are refused with how many there are, and nobody's file is read", async () => {
    const small = staffRoutes({
      register: desk.register(),
      packs: office.register.packs,
      door: desk.door,
      access: desk.access,
      log,
      ...desk.watch,
      mostExported: 5,
    });
    const { token } = await as(desk106);
    const before = await office.asOwner<{ id: number }>("select max(id) as id from audit.entry");
    const response = await send(token, { method: "POST", path: registerPaths.exports, body: { reason } }, small);
    const { code: refused, detail } = (await response.json()) as { readonly code: string; readonly detail: string };
    expect([response.status, refused, /有\d{3}人，一次最多导出5人/.test(detail)]).toEqual([422, "registry.export-too-large", true]);
    expect(await office.asOwner(`select from audit.entry where id > ${before[0]?.id} and subjects <> '{}'`)).toEqual([]);
  });

  test("one list at a time for each, two for all; whoever stops reading gives the place back", async () => {
    const [first, second, third] = [
      desk106,
      { role: "street-clerk", area: "500106001" },
      { role: "street-clerk", area: "500106002" },
    ] as const;
    const waiting = await ask(first);
    expect(await code(await ask(first))).toEqual([429, "registry.export-busy"]);
    const other = await ask(second);
    expect(await code(await ask(third))).toEqual([429, "registry.export-busy"]);
    await waiting.body?.cancel();
    await opened(await ask(third));
    await opened(other);
    // What was refused took no place either.
    expect((await ask(first, { reason: "" })).status).toBe(422);
    await opened(await ask(first));
  });

  test("LibreOffice opens it, shows and prints it", async (context) => {
    if (!hasLibreOffice()) return context.skip();
    const folder = mkdtempSync(join(tmpdir(), "huican-export-"));
    try {
      const { bytes, rows } = await opened(await ask(desk106, { columns: ["identity-number", "address"] }));
      writeFileSync(join(folder, "list.xlsx"), bytes);
      execFileSync("soffice", [
        "--headless",
        `-env:UserInstallation=file://${folder}/profile`,
        "--convert-to",
        "csv",
        "--outdir",
        folder,
        join(folder, "list.xlsx"),
      ]);
      const lines = readFileSync(join(folder, "list.csv"), "utf8").trim().split("\n");
      expect(lines).toHaveLength(rows.length + 2);
      // A number of eighteen digits keeps its last ones, and a name that looks like a formula was not computed.
      expect(lines.some((line) => line.includes(desk.person.identityNumber) && line.includes("1996-03-11"))).toBe(true);
      expect(lines.some((line) => line.includes("=HYPERLINK(1)"))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("hucre reads it, too", async () => {
    const { bytes, rows } = await opened(await ask(desk106));
    expect((await readXlsx(bytes)).sheets[0]?.rows).toHaveLength(rows.length + 2);
  });
});

function hasLibreOffice(): boolean {
  try {
    execFileSync("soffice", ["--version"]);
    return true;
  } catch {
    return false;
  }
}
