import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
}, 60_000);

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
}, 60_000);

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
}, 60_000);

test.each([
  ["id,certificate.stauts\n1,valid", "run.unknown-columns", "certificate.stauts"],
  ["id,disability.level\n1,2", "run.derived-columns", "disability.level"],
  ["id,certificate.status\n1,valid", "run.missing-columns", "hardship.subsistence_allowance"],
  ["number,certificate.status\n1,valid", "run.no-id", "id"],
  ["id,certificate.status\n", "run.no-rows", ""],
  ['id,certificate.status\n1,"valid\n2,valid,9\n', "run.unreadable", ""],
])("a table that is not what the rules read is refused by name: %j", async (text, code, name) => {
  writeFileSync(at("table.csv"), text);
  const options = code === "run.no-rows" || code === "run.unreadable" ? lenient : onShapingba;
  const { status, stderr } = await huican([...options, at("table.csv"), at("out.parquet")]);
  expect([status, stderr]).toEqual([1, expect.stringContaining(code)]);
  expect(stderr).toContain(name);
  expect(existsSync(at("out.parquet"))).toBe(false);
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
  const many = Array.from({ length: 3000 }, (_, i) => ["2".padEnd(5, "0") + i, ...(rows[i % 3] as string[]).slice(1)]);
  writeFileSync(at("many.csv"), csv(many));
  const options = [...lenient, "--rows-per-part", "100", at("many.csv")];
  expect((await huican([...options, at("whole.parquet")])).status).toBe(0);

  await killedAfter("deciding 500", [...options, at("killed.parquet")]);
  expect(existsSync(at("killed.parquet"))).toBe(false);
  const kept = readdirSync(at("killed.parquet.work")).filter((name) => /^part-\d+\.parquet$/.test(name)).length;
  expect(kept).toBeGreaterThanOrEqual(5);
  expect(kept).toBeLessThan(30);
  const resumed = await huican([...options, "--json", at("killed.parquet")]);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ resumed: true, people: 3000 });
  expect(await read(at("killed.parquet"))).toEqual(await read(at("whole.parquet")));
  expect(existsSync(at("killed.parquet.work"))).toBe(false);

  await killedAfter("deciding 500", [...options, at("killed.parquet")]);
  const anew = await huican([...options, "--json", "--outcomes", "eligible", at("killed.parquet")]);
  expect(JSON.parse(anew.stdout)).toMatchObject({ resumed: false });
  expect(new Set((await read(at("killed.parquet"))).map(({ outcome }) => outcome))).toEqual(new Set(["eligible"]));
}, 120_000);

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
}, 30_000);

/** Runs the command and kills it as soon as it has said something. */
function killedAfter(said: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let heard = "";
    child.stderr.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.includes(said)) child.kill("SIGKILL");
    });
    child.on("close", () => resolve());
  });
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
