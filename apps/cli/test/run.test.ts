import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import exceljs from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command, huican, jsonLines } from "./huican.ts";

const folder = mkdtempSync(join(tmpdir(), "huican-run-"));
const at = (name: string) => join(folder, name);
let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

const onShapingba = ["run", "--pack", "shapingba-2020", "--as-of", "2020-06-01"];
const lenient = [...onShapingba, "--missing", "closed", "--missing-columns", "unknown"];

/** Five invented people, as an office would write them. */
const head = [
  "id",
  "person.birth_date",
  "户籍所在地",
  "certificate.status",
  "disability.physical",
  "hardship.subsistence_allowance",
  "claim.months",
];
const rows: readonly (readonly string[])[] = [
  ["a1", "1985-04-04", "500106", "valid", "2", "是", "3"],
  ["a2", "1985/4/5", "500106", "有效", "3", "否", ""],
  ["a3", "2012-02-29", "500106100", "valid", "1", "true", "12"],
  ["a4", "1950-06-01", "500107", "expired", "0", "", "2"],
  ["a5", "", "", "", "", "", ""],
];
const csv = (lines: readonly (readonly string[])[]) => [head, ...lines].map((line) => line.join(",")).join("\n");

async function read(path: string): Promise<readonly Record<string, unknown>[]> {
  const reader = await connection.runAndReadAll(`from read_${path.endsWith("csv") ? "csv" : "parquet"}('${path}') order by id, benefit`);
  return reader.getRowObjectsJson();
}

test("people from CSV, Excel, Parquet and GB18030 get the same, and what huican decide says", async () => {
  writeFileSync(at("people.csv"), csv(rows));
  writeFileSync(at("people-gb.csv"), gb18030(csv(rows)));
  await writeWorkbook(at("people.xlsx"));
  await connection.run(
    `copy (select * replace (cast("claim.months" as integer) as "claim.months") from read_csv('${at("people.csv")}', all_varchar = true, header = true)) to '${at("people.parquet")}'`,
  );
  const outputs = [];
  for (const name of ["people.csv", "people-gb.csv", "people.xlsx", "people.parquet"]) {
    const { status, stderr } = await huican([...lenient, at(name), at("out.csv")]);
    expect(status, stderr).toBe(0);
    outputs.push(await read(at("out.csv")));
  }
  for (const output of outputs) expect(output).toEqual(outputs[0]);

  const facts = {
    person: { birth_date: "1985-04-04", hukou_region: "500106" },
    certificate: { status: "valid" },
    disability: { physical: 2 },
    hardship: { subsistence_allowance: true },
    claim: { months: 3 },
  };
  const decided = jsonLines(
    (
      await huican(
        ["decide", "--pack", "shapingba-2020", "--as-of", "2020-06-01", "--missing", "closed"],
        JSON.stringify({ id: "a1", facts }),
      )
    ).stdout,
  )[0] as unknown as { decisions: { benefit: string; outcome: string; payable?: number | null }[] };
  const expected = decided.decisions.filter(({ outcome }) => outcome === "eligible" || outcome === "unknown");
  const listed = (outputs[0] ?? []).filter(({ id }) => id === "a1");
  expect(listed.map(({ benefit, outcome }) => [benefit, outcome]).sort()).toEqual(
    expected.map(({ benefit, outcome }) => [benefit, outcome]).sort(),
  );
  expect(Number(listed.find(({ benefit }) => benefit === "dibao_disabled_living_subsidy")?.["payable_yuan"])).toBe(210);
});

test("entitlements as a workbook open in another reader, with figures as numbers and the head frozen", async () => {
  writeFileSync(at("people.csv"), csv(rows));
  expect((await huican([...lenient, at("people.csv"), at("out.xlsx")])).status).toBe(0);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(at("out.xlsx"));
  const sheet = workbook.worksheets[0];
  expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
  expect(sheet?.getRow(1).values).toContain("金额（元）");
  const paid = sheet?.getColumn(5).values.filter((value) => typeof value === "number");
  expect(paid).toContain(840);
  expect(sheet?.getColumn(4).values).toContain("符合");
});

test("cells that cannot be used are named, counted and shown by row, never by value; nothing is written", async () => {
  const secret = "110101199003077758";
  writeFileSync(
    at("bad.csv"),
    csv([
      ...rows,
      ["a6", "2012-02-30", secret, "valid", "9", "maybe", "-1"],
      ["a1", "1990-01-01", "500106", "valid", "1", "是", "1.5"],
      ["", "1990-01-01", "500106", "golden", "1", "是", "1"],
    ]),
  );
  const { status, stderr } = await huican([...lenient, at("bad.csv"), at("never.csv")]);
  expect(status).toBe(1);
  for (const [column, code] of [
    ["person.birth_date", "bad_date"],
    ["户籍所在地", "bad_value"],
    ["disability.physical", "out_of_range"],
    ["hardship.subsistence_allowance", "wrong_type"],
    ["claim.months", "out_of_range"],
    ["claim.months", "wrong_type"],
    ["certificate.status", "bad_value"],
    ["id", "no_id"],
    ["id", "id_twice"],
  ] as const)
    expect(stderr).toMatch(new RegExp(`^${column.replace(".", "\\.")}.*\\[${code}\\]`, "m"));
  expect(stderr).toContain("第7行");
  expect(stderr).not.toContain(secret);
  expect(existsSync(at("never.csv"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("never"))).toEqual([]);

  const aside = await huican([...lenient, "--bad-rows", "aside", at("bad.csv"), at("kept.csv")]);
  expect(aside.status).toBe(0);
  expect(new Set((await read(at("kept.csv"))).map(({ id }) => id))).not.toContain("a6");
  const listed = readFileSync(at("kept.csv.aside.csv"), "utf8");
  expect(listed.split("\n").map((line) => line.split(",")[0])).toEqual(["row", "2", "7", "8", "9", ""]);
  expect(listed).not.toContain(secret);
});

test.each([
  ["id,certificate.stauts\n1,valid", "run.unknown-columns", "certificate.stauts"],
  ["id,disability.level\n1,2", "run.derived-columns", "disability.level"],
  ["id,certificate.status\n1,valid", "run.missing-columns", "hardship.subsistence_allowance"],
  ["number,certificate.status\n1,valid", "run.no-id", "id"],
  ["id,certificate.status\n", "run.no-rows", ""],
  ["", "run.no-rows", ""],
  ["id,claim.months,claim.months\n1,2,3", "run.column-twice", "claim.months"],
  ["id,claim.months,月数\n1,2,3", "run.column-twice", "月数"],
  ["id,ID,claim.months\n1,2,3", "run.column-twice", "ID"],
  ["id,claim.months,\n1,2,3", "run.unknown-columns", "第3列"],
  ["id,110101199003077758\n1,2", "run.unknown-columns", "第2列"],
  ["残疾人名单,\nid,claim.months\n1,2", "run.no-id", "上面不要有标题"],
  ['id,certificate.status\n1,"valid\n2,valid,9\n', "run.unreadable", ""],
])("a table that is not what the rules read is refused by name: %j", async (text, code, name) => {
  writeFileSync(at("table.csv"), text);
  const options = code === "run.missing-columns" || code === "run.derived-columns" ? onShapingba : lenient;
  const { status, stderr } = await huican([...options, at("table.csv"), at("out.parquet")]);
  expect([status, stderr]).toEqual([1, expect.stringContaining(code)]);
  expect(stderr).toContain(name);
  expect(stderr).not.toContain("110101199003077758");
  expect([existsSync(at("out.parquet")), existsSync(at("out.parquet.work"))]).toEqual([false, false]);
});

test.each([
  // what is wrong with the file, the line that is named
  ["id,claim.months\n1,2\n2\n", 3],
  ["id,claim.months\n1,2\n2,3,4\n", 3],
  [`id,claim.months\n1,${"x".repeat(3_000_000)}\n`, 2],
])("a line with too few, too many or too long cells is named by its number", async (text, line) => {
  writeFileSync(at("lines.csv"), text);
  const { stderr } = await huican([...lenient, at("lines.csv"), at("out.csv")]);
  expect(stderr).toContain(`第${line}行的格式有误`);
});

test("a file with semicolons, with tabs and in UTF-16 is the same people", async () => {
  const commas = csv(rows);
  const files = {
    "semicolons.csv": commas.replaceAll(",", ";"),
    "tabs.csv": `\ufeff${commas.replaceAll(",", "\t")}`,
    "utf16.csv": Buffer.from(`\ufeff${commas.replaceAll(",", "\t")}`, "utf16le"),
  };
  writeFileSync(at("people.csv"), commas);
  await huican([...lenient, at("people.csv"), at("out.csv")]);
  const expected = await read(at("out.csv"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(at(name), text);
    expect((await huican([...lenient, at(name), at("out.csv")])).stderr).not.toContain("run.");
    expect(await read(at("out.csv")), name).toEqual(expected);
  }
});

test.each([
  // cell, what it is read as
  ["1985年4月4日", 15],
  ["19850404", 15],
  ["1985-04-04 00:00:00", 15],
  ["45000", "bad_date"],
  ["19851304", "bad_date"],
  ["04/05/1985", "bad_date"],
  ["2020-06-02", "out_of_range"],
  ["1085-04-04", "out_of_range"],
])("the birth date %s is %s", async (cell, read) => {
  writeFileSync(at("born.csv"), csv([["1", cell, "500106", "valid", "2", "是", "3"]]));
  const { stdout, stderr } = await huican([...lenient, at("born.csv"), at("born-out.csv")]);
  expect(typeof read === "number" ? stdout : stderr).toContain(typeof read === "number" ? `eligible  ${read}` : `[${read}]`);
});

test("nothing of the user's is lost: the list of people as output, a folder, a missing folder, somebody's own .work", async () => {
  writeFileSync(at("people.csv"), csv(rows));
  const refused = async (output: string) => {
    const { status, stderr } = await huican([...lenient, at("people.csv"), output]);
    expect(status).toBe(1);
    return /\[(run\.[\w-]+)\]/.exec(stderr)?.[1];
  };
  expect(await refused(join(folder, "..", basename(folder), "people.csv"))).toBe("run.same-file");
  expect(readFileSync(at("people.csv"), "utf8")).toBe(csv(rows));
  mkdirSync(at("folder.csv"));
  expect(await refused(at("folder.csv"))).toBe("run.cannot-write");
  expect(await refused(at("nowhere/out.csv"))).toBe("run.cannot-write");
  mkdirSync(at("own.csv.work"));
  writeFileSync(at("own.csv.work/letter.txt"), "mine");
  expect(await refused(at("own.csv"))).toBe("run.foreign-folder");
  expect(readFileSync(at("own.csv.work/letter.txt"), "utf8")).toBe("mine");
});

test("the list of rows set aside by an earlier run does not lie beside a later one without any", async () => {
  writeFileSync(at("some.csv"), "id,claim.months\n1,2\n2,-3\n");
  await huican([...lenient, "--bad-rows", "aside", at("some.csv"), at("some-out.csv")]);
  expect(existsSync(at("some-out.csv.aside.csv"))).toBe(true);
  writeFileSync(at("some.csv"), "id,claim.months\n1,2\n2,3\n");
  await huican([...lenient, "--bad-rows", "aside", at("some.csv"), at("some-out.csv")]);
  expect(existsSync(at("some-out.csv.aside.csv"))).toBe(false);
});

test("a workbook is read from the sheet with the people, row numbers are those of the sheet, and nothing in it is passed over", async () => {
  const run = async (fill: (workbook: exceljs.Workbook) => void) => {
    const workbook = new exceljs.Workbook();
    fill(workbook);
    await workbook.xlsx.writeFile(at("sheets.xlsx"));
    const { stdout, stderr } = await huican([...lenient, at("sheets.xlsx"), at("sheets.csv")]);
    return stdout + stderr;
  };
  const people = (workbook: exceljs.Workbook, ...lines: readonly unknown[][]) => {
    const sheet = workbook.addWorksheet();
    for (const line of [["id", "claim.months"], ...lines]) sheet.addRow(line);
  };
  expect(
    await run((workbook) => {
      workbook.addWorksheet("说明").addRow(["填表说明"]);
      people(workbook, [1, 2]);
      workbook.addWorksheet("空表");
    }),
  ).toContain("已判定1人");
  expect(
    await run((workbook) => {
      people(workbook, [1, 2]);
      people(workbook, [2, 2]);
    }),
  ).toContain("run.several-sheets");
  expect(await run((workbook) => people(workbook, [1, 2], [], [3, -1]))).toContain("第4行");
  expect(await run((workbook) => people(workbook, [1, 2, "without a head"]))).toContain("第2行的格式有误");
  writeFileSync(at("sheets.xlsx"), Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4096)]));
  expect((await huican([...lenient, at("sheets.xlsx"), at("sheets.csv")])).stderr).toContain("run.encrypted");
});

test.each([
  [["--outcomes", "maybe"], "不能写“maybe”"],
  [["--rows-per-part", "many"], "不能写“many”"],
  [["--unheard-of"], "没有选项 --unheard-of"],
  [["--benefit", "dibao_disabled_living_subsidy"], "缺少“people”"],
])("a command line that cannot be read is answered in Chinese with exit code 2: %j", async (options, said) => {
  const files = options[0] === "--benefit" ? [...options, "a.csv", "b.csv"] : ["a.csv", "b.csv", ...options];
  const { status, stderr } = await huican([...onShapingba, ...files]);
  expect(status).toBe(2);
  expect(stderr).toContain(said);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("a pack in a folder of its own decides files too", async () => {
  const own = join(import.meta.dirname, "../../../docs/packs/example");
  writeFileSync(at("county.csv"), "id,person.age,person.hukou_region,certificate.status,disability.physical\n1,40,511199,valid,1\n");
  const rules = ["--pack", "qinghe-2024", "--folder", own, "--as-of", "2025-03-01"];
  expect((await huican(["schema", ...rules])).stdout).toContain("person.hukou_region");
  const { status, stderr } = await huican([
    "run",
    ...rules,
    "--missing",
    "closed",
    "--missing-columns",
    "unknown",
    at("county.csv"),
    at("county-out.csv"),
  ]);
  expect([status, stderr.includes("[run.")]).toEqual([0, false]);
  const nursing = (await read(at("county-out.csv"))).find(({ benefit }) => benefit === "nursing_subsidy_level_1");
  expect(nursing).toMatchObject({ outcome: "eligible" });
});

test.each([
  ["gone.csv", "out.csv", "run.no-file"],
  ["people.csv", "out.pdf", "run.unknown-format"],
  ["broken.parquet", "out.csv", "run.unreadable"],
  ["broken.xlsx", "out.csv", "run.unreadable"],
])("%s to %s is refused with %s", async (people, entitlements, code) => {
  writeFileSync(at("people.csv"), csv(rows));
  writeFileSync(at("broken.parquet"), "PAR1 and nothing more");
  writeFileSync(at("broken.xlsx"), "PK and nothing more");
  const { status, stderr } = await huican([...lenient, at(people), at(entitlements)]);
  expect([status, stderr]).toEqual([1, expect.stringContaining(code)]);
});

test("birth date and age of one person contradict each other", async () => {
  writeFileSync(at("ages.csv"), "id,person.birth_date,person.age\n1,1985-04-04,39\n2,,39\n3,1985-04-04,\n");
  const { stderr } = await huican([...lenient, at("ages.csv"), at("ages-out.csv")]);
  expect(stderr).toMatch(/person\.age.*\[contradiction\].*第2行/);
});

test("a run that was killed goes on where it was; with other options it starts anew; the output is the same", async () => {
  const many = Array.from({ length: 1200 }, (_, i) => ["2".padEnd(5, "0") + i, ...(rows[i % 3] as string[]).slice(1)]);
  writeFileSync(at("many.csv"), csv(many));
  const options = [...lenient, "--rows-per-part", "100", at("many.csv")];
  expect((await huican([...options, at("whole.parquet")])).status).toBe(0);

  await killedAfter("deciding 500", [...options, at("killed.parquet")]);
  expect(existsSync(at("killed.parquet"))).toBe(false);
  const kept = readdirSync(at("killed.parquet.work")).filter((name) => /^part-\d+\.parquet$/.test(name)).length;
  expect(kept).toBeGreaterThanOrEqual(5);
  expect(kept).toBeLessThan(12);
  const resumed = await huican([...options, "--json", at("killed.parquet")]);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ resumed: true, people: 1200 });
  expect(await read(at("killed.parquet"))).toEqual(await read(at("whole.parquet")));
  expect(existsSync(at("killed.parquet.work"))).toBe(false);

  await killedAfter("deciding 500", [...options, at("killed.parquet")]);
  const anew = await huican([...options, "--json", "--outcomes", "eligible", at("killed.parquet")]);
  expect(JSON.parse(anew.stdout)).toMatchObject({ resumed: false });
  expect(new Set((await read(at("killed.parquet"))).map(({ outcome }) => outcome))).toEqual(new Set(["eligible"]));
});

test("the schema lists what the rules read, as a list, as an empty table and as SQL", async () => {
  const schema = ["schema", "--pack", "shapingba-2020", "--as-of", "2020-06-01"];
  expect((await huican(schema)).stdout).toContain("certificate.status  残疾人证状态");
  const header = (await huican([...schema, "--format", "csv"])).stdout.trim();
  expect(header.split(",")).toContain("hardship.subsistence_allowance");
  writeFileSync(at("empty.csv"), `${header}\n7${",".repeat(header.split(",").length - 1)}\n`);
  expect((await huican([...onShapingba, at("empty.csv"), at("empty-out.csv")])).status).toBe(0);
  const sql = (await huican([...schema, "--format", "sql"])).stdout;
  await connection.run("create schema made; use made");
  for (const statement of sql.split(";\n\n")) await connection.run(statement.replace(/;\s*$/, ""));
});

/** Runs the command, which is killed the moment it says something: by itself, since whoever watches it from outside may be too late. */
async function killedAfter(said: string, args: readonly string[]): Promise<void> {
  const killer = `const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text, ...more) => {
      if (String(text).includes(${JSON.stringify(said)})) process.kill(process.pid, "SIGKILL");
      return write(text, ...more);
    };`;
  const watched = ["--import", `data:text/javascript,${encodeURIComponent(killer)}`];
  const child = spawn(process.execPath, [...watched, command, ...args], { stdio: "ignore" });
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
}

async function writeWorkbook(path: string): Promise<void> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("人员");
  sheet.addRow([...head]);
  for (const row of rows)
    sheet.addRow(
      row.map((cell, i) =>
        cell === ""
          ? null
          : i === 4 || i === 6
            ? Number(cell)
            : i === 1
              ? new Date(`${cell.replaceAll("/", "-").replace(/-(\d)(?=-|$)/g, "-0$1")}T00:00:00Z`)
              : cell,
      ),
    );
  sheet.addRow([]);
  await workbook.xlsx.writeFile(path);
}

/** Text in GB18030, by way of the decoder: Node only decodes it. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Uint8Array.from(
    Array.from(text).flatMap((character) => (character < "\u0080" ? [character.charCodeAt(0)] : (codes.get(character) ?? []))),
  );
}
