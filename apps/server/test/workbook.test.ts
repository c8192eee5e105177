import { setTimeout as wait } from "node:timers/promises";
import ExcelJS from "exceljs";
import { describe, expect, test, vi } from "vitest";
import { streamOf, workbookBytes, type Column, type Value } from "../src/platform/workbook/index.ts";

const columns: readonly Column[] = [
  { header: "文字", kind: "text", width: 10 },
  { header: "日期", kind: "day", width: 12 },
  { header: "数", kind: "number", width: 8 },
];

async function* each(rows: readonly (readonly Value[])[]) {
  yield* rows;
}

async function made(rows: readonly (readonly Value[])[], mark: Partial<Parameters<typeof workbookBytes>[0]["mark"]> = {}) {
  const chunks: Uint8Array[] = [];
  const workbook = {
    title: "名单",
    mark: { by: "某人", at: "2026-11-25 12:00", number: "AAAA-BBBB", reason: "核对", ...mark },
    columns,
    count: rows.length,
    rows: each(rows),
    explanation: [["条件", "没有"]] as const,
  };
  for await (const chunk of workbookBytes(workbook)) chunks.push(chunk);
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(Buffer.concat(chunks) as unknown as ArrayBuffer);
  return read;
}

describe("a workbook", () => {
  test.each([
    ["=1+1", "=1+1", "what looks like a formula"],
    ["+cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "the same with a plus"],
    ["\t=1", "\t=1", "the same behind a tab"],
    ['<a> & "b"', '<a> & "b"', "signs of XML"],
    [" 两边有空 ", " 两边有空 ", "spaces at both ends"],
    ["两\n行", "两\n行", "two lines"],
    ["𠮷田䶮", "𠮷田䶮", "rare characters"],
    ["坏\u0000\u0007的\uD800", "坏的\uFFFD", "what XML cannot hold is left out"],
    ["012345678901234567", "012345678901234567", "a long number keeps its beginning and its end"],
  ])("keeps %j as the text %j: %s", async (given, kept) => {
    const cell = (await made([[given, null, null]])).worksheets[0]?.getCell("A3");
    expect([cell?.value, cell?.type, cell?.numFmt]).toEqual([kept, ExcelJS.ValueType.String, "@"]);
  });

  test.each([
    ["2026-03-31", new Date("2026-03-31T00:00:00Z"), "a day"],
    ["1900-03-01", new Date("1900-03-01T00:00:00Z"), "the first that Excel counts rightly"],
    ["1900-02-28", "1900-02-28", "one before it stays a text"],
    ["1888-01-01", "1888-01-01", "one before Excel's time"],
    ["三月", "三月", "no day at all"],
    [null, null, "none"],
  ])("has %j as %j: %s", async (given: Value, kept: unknown, _why: string) => {
    expect((await made([["x", given, null]])).worksheets[0]?.getCell("B3").value).toEqual(kept);
  });

  test.each([
    [0, 0],
    [1234.56, 1234.56],
    [Number.NaN, "NaN"],
    ["没有数", "没有数"],
  ])("has the number %j as %j", async (given, kept) => {
    expect((await made([["x", null, given]])).worksheets[0]?.getCell("C3").value).toEqual(kept);
  });

  test("writes what Excel would read as a character by its code: `_x0041_` is not A", async () => {
    // exceljs reads it as Excel does not: as it is written.
    expect((await made([["_x0041_", null, null]])).worksheets[0]?.getCell("A3").value).toBe("_x005F_x0041_");
  });

  test("of nobody has its heads and its mark", async () => {
    const [list, about] = (await made([])).worksheets;
    expect([list?.rowCount, list?.getCell("A2").value, about?.name]).toEqual([2, "文字", "说明"]);
  });

  test("says no more above and below a page than Excel takes, whatever somebody wrote", async () => {
    const [list] = (await made([], { by: "&".repeat(150), reason: "理由&".repeat(100) })).worksheets;
    for (const said of [list?.headerFooter.oddHeader, list?.headerFooter.oddFooter]) {
      expect(said?.length).toBeLessThanOrEqual(255);
      // Doubled, or a code of ours: none of theirs is one.
      expect(said?.replaceAll("&&", "").match(/&./g)).toEqual(said?.includes("&P") ? ["&L", "&R", "&P", "&N"] : ["&L", "&R"]);
    }
  });
});

describe("an answer that is made while it is read", () => {
  async function* endless(stopped: () => void): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield new Uint8Array(8);
    } finally {
      stopped();
    }
  }

  test("is made no faster than it is read, and stops when nobody reads on", async () => {
    const [stopped, over] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const reader = streamOf(endless(stopped), 60_000, over).getReader();
    await reader.read();
    expect(over).not.toHaveBeenCalled();
    await reader.cancel();
    expect([stopped, over].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  test("breaks off for whoever reads too slowly", async () => {
    const [stopped, over] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const reader = streamOf(endless(stopped), 30, over).getReader();
    await reader.read();
    await wait(80);
    await expect(reader.read()).rejects.toThrow("too long");
    expect([stopped, over].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  test("breaks off where the making fails, and is over", async () => {
    const over = vi.fn<() => void>();
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(8);
      throw new Error("the database is gone");
    }
    const reader = streamOf(failing(), 60_000, over).getReader();
    await reader.read();
    await expect(reader.read()).rejects.toThrow("gone");
    expect(over).toHaveBeenCalledTimes(1);
  });
});
