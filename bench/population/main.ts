import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parseDay, type Pack, type Program } from "@huican/engine";
import { changedBenefits, PopulationProgram, type People } from "@huican/engine/population";
import { duckdb, populationStatement } from "@huican/engine/sql";
import { loadPacks } from "@huican/server/commands";
import { median, printFigure, rounded, type Figure } from "../figure.ts";
import { packsWithThirteen } from "../decide/thirteen-rules.ts";
import { equivalence } from "./equivalence.ts";
import { peopleFromParquet } from "./people-from-parquet.ts";
import { compareWithExplain } from "./sample.ts";
import { writePeople } from "./synthetic-people.ts";

/**
 * How fast whole populations are decided. Every result is consumed and a sample of every run is compared with `explain`, or the bench fails.
 * `--only city,thirteen,change,nation,equivalence` runs some parts; `--nation <people>` another size of the nation.
 */
const args = process.argv.slice(2);
const asJson = args.includes("--json");
const parts = valueOf("--only")?.split(",") ?? ["city", "thirteen", "change", "equivalence", "nation"];
const nationSize = Number(valueOf("--nation") ?? 38_000_000);
const day = "2024-06-01";
const seed = 500_106;
const print = (figure: Figure) => printFigure(figure, asJson);

const { packs, faults } = await loadPacks();
if (!packs) throw new Error(`The packs have ${faults.length} faults.`);
const folder = mkdtempSync(join(tmpdir(), "huican-population-"));
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const shapingba = programOf(pack("shapingba-2023"));

try {
  if (parts.includes("city")) await city();
  if (parts.includes("thirteen")) await thirteen();
  if (parts.includes("change")) await change();
  if (parts.includes("equivalence")) await equivalence(packs, Number(valueOf("--people") ?? 200_000), seed, print);
  if (parts.includes("nation")) await nation();
} finally {
  connection.closeSync();
  rmSync(folder, { recursive: true, force: true });
}

function valueOf(flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

function pack(id: string): Pack {
  const found = packs?.get(id);
  if (!found) throw new Error(`The bench needs the pack ${id}.`);
  return found;
}

function programOf(from: Pack, params: Readonly<Record<string, unknown>> = {}): Program {
  const program = from.on(parseDay(day) as number, params);
  if ("code" in program) throw new Error(program.message_en);
  return program;
}

/** Writes people with every fact that a program reads, amounts too; returns where. */
async function people(program: Program, count: number): Promise<string> {
  const path = join(folder, `people-${program.pack.id}-${count}.parquet`);
  await writePeople(connection, program, populationStatement(program, duckdb, "p").reads, count, seed, path);
  return path;
}

async function inMemory(program: Program, path: string, count: number): Promise<People> {
  const { reads } = populationStatement(program, duckdb, "p");
  for await (const all of peopleFromParquet(connection, program.pack.compiled.vocabulary, reads, path, count)) return all;
  throw new Error("The file has no people.");
}

/** Decides everybody and adds up everything that was decided. */
function decideAll(program: Program, all: People, benefits?: readonly string[]): { readonly ms: number; readonly sum: number } {
  const startedAt = performance.now();
  const population = new PopulationProgram(program, benefits ? { benefits } : {});
  let sum = 0;
  for (const part of population.decide(all)) {
    for (const { outcome, payableFen, deciding } of part.benefits) {
      // Reading one entry in sixteen of what was written costs little, and the work cannot be left undone.
      for (let i = 0; i < outcome.length; i += 16) sum += (outcome[i] as number) + (deciding[i] as number) + (payableFen[i] || 0);
    }
  }
  return { ms: performance.now() - startedAt, sum };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** The median of some runs; the one before them, in which code and caches become warm, does not count. */
async function typical(times: number, run: () => Promise<number> | number): Promise<number> {
  const found: number[] = [];
  await run();
  for (let i = 0; i < times; i++) found.push(await run());
  return median(found);
}

async function city(): Promise<void> {
  for (const [count, figure, target] of [
    [130_000, "population.vector_130k_ms", "≤ 200"],
    [1_000_000, "population.vector_1m_ms", "≤ 1600"],
  ] as const) {
    const path = await people(shapingba, count);
    const all = await inMemory(shapingba, path, count);
    compareWithExplain(shapingba, all, 300);
    print({
      figure,
      value: rounded(await typical(15, () => decideAll(shapingba, all).ms)),
      unit: "ms",
      target,
      reference: `${shapingba.pack.benefits.length} Shapingba benefits, outcome, fen and deciding condition, one thread, plan included, median of 15`,
    });
    if (count === 130_000) await cityOnDuckdb(path);
  }
}

async function cityOnDuckdb(path: string): Promise<void> {
  const { sql } = populationStatement(shapingba, duckdb, `read_parquet('${path}')`);
  const out = join(folder, "decided.parquet");
  print({
    figure: "population.duckdb_130k_ms",
    value: rounded(await typical(9, () => timed(() => connection.run(`copy (${sql}) to '${out}' (format parquet)`)))),
    unit: "ms",
    target: "≤ 1000",
    reference: "the same from Parquet to Parquet, every column written, two threads, median of 9",
  });
}

/** Thirteen rules against a scan that only adds up the same columns. */
async function thirteen(): Promise<void> {
  const count = 1_000_000;
  const programs = packsWithThirteen(packs as ReadonlyMap<string, Pack>).map((each) => programOf(each));
  const statements = programs.map((program) => populationStatement(program, duckdb, "p"));
  const reads = [...new Set(statements.flatMap(({ reads }) => reads))];
  const path = join(folder, "thirteen.parquet");
  const first = programs[0] as Program;
  const { vocabulary } = first.pack.compiled;
  await writePeople(connection, shapingba, reads, count, seed, path);
  const sums = vocabulary.facts
    .filter(({ name }) => reads.includes(name))
    .map(({ name, type }) => {
      const column = `"${name}"`;
      if (type === "bool") return `count(*) filter (where ${column})`;
      if (type === "date") return `sum(${column} - date '1970-01-01')`;
      return type === "region" || type === "enum" ? `sum(strlen(${column}))` : `sum(${column})`;
    });
  const scan = await typical(7, () => timed(() => connection.run(`select ${sums.join(", ")} from read_parquet('${path}')`)));
  let all: People | undefined;
  for await (const everybody of peopleFromParquet(connection, vocabulary, reads, path, count)) all = everybody;
  if (!all) throw new Error("The file has no people.");
  const loaded = all;
  for (const program of programs) compareWithExplain(program, loaded, 300);
  const vector = await typical(7, () => programs.reduce((ms, program) => ms + decideAll(program, loaded).ms, 0));
  const asSql = programs.map((program) => {
    const { sql } = populationStatement(program, duckdb, `read_parquet('${path}')`);
    const results = program.pack.benefits.flatMap(({ key }) => [
      `count(*) filter (where "${key}" = 'eligible')`,
      `sum("${key}.payable")`,
      `sum("${key}.deciding")`,
    ]);
    return `select ${results.join(", ")} from (${sql})`;
  });
  const statement = await typical(5, () =>
    timed(async () => {
      for (const sql of asSql) await connection.run(sql);
    }),
  );
  const reference = `13 rules of two documents, ${count.toLocaleString("en")} people; DuckDB scan and sum of the same ${reads.length} columns from Parquet: ${rounded(scan)} ms`;
  print({ figure: "population.vector_over_scan", value: rounded(vector / scan), unit: "x", target: "≤ 3", reference });
  print({ figure: "population.duckdb_over_scan", value: rounded(statement / scan), unit: "x", target: "≤ 10", reference });
  print({
    figure: "population.ratio_openfisca",
    value: Number.NaN,
    unit: "x",
    target: null,
    reference: "not measured: OpenFisca-core is not installable here",
  });
}

/** One parameter changed: only what reads it is decided again. */
async function change(): Promise<void> {
  const count = 130_000;
  const all = await inMemory(shapingba, await people(shapingba, count), count);
  const after = programOf(shapingba.pack, { medical_tier1: 400 });
  const changed = changedBenefits(shapingba, after);
  const keys = changed.map((position) => shapingba.pack.benefits[position]?.key ?? "");
  const full = await typical(7, () => decideAll(after, all).ms);
  const part = await typical(7, () => {
    const startedAt = performance.now();
    changedBenefits(shapingba, after);
    decideAll(after, all, keys);
    return performance.now() - startedAt;
  });
  print({
    figure: "population.changed_rule_share",
    value: rounded(part / full),
    unit: "of a full run",
    target: "≤ 0.1",
    reference: `medical_tier1 set: ${keys.length} of ${shapingba.pack.benefits.length} benefits decided again (${keys.join(", ")}), finding them included`,
  });
}

/** A nation from Parquet, in constant memory: a tenth first, to show that time grows with people and memory does not. */
async function nation(): Promise<void> {
  const { reads } = populationStatement(shapingba, duckdb, "p");
  const measured: { readonly count: number; readonly seconds: number; readonly mb: number }[] = [];
  for (const count of [Math.round(nationSize / 10), nationSize]) {
    const path = await people(shapingba, count);
    const population = new PopulationProgram(shapingba);
    let eligible = 0;
    let decided = 0;
    const startedAt = performance.now();
    for await (const some of peopleFromParquet(connection, shapingba.pack.compiled.vocabulary, reads, path, 131_072)) {
      for (const { benefits } of population.decide(some))
        for (const { outcome } of benefits) for (const code of outcome) if (code === 1) eligible++;
      if (decided === 0) compareWithExplain(shapingba, some, 300);
      decided += some.count;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    if (decided !== count) throw new Error(`${decided} of ${count} people were decided.`);
    measured.push({ count, seconds, mb: process.resourceUsage().maxRSS / 1024 });
    console.error(
      `${count.toLocaleString("en")} people, ${rounded(statSync(path).size / 1e6)} MB of Parquet: ${rounded(seconds)} s, ${eligible.toLocaleString("en")} entitlements`,
    );
    rmSync(path);
  }
  const [tenth, whole] = measured;
  if (!tenth || !whole) return;
  const reference = `${whole.count.toLocaleString("en")} people from Parquet through the vector backend; a tenth took ${rounded(tenth.seconds)} s (${rounded(whole.seconds / tenth.seconds)} times less) and ${rounded(tenth.mb)} MB`;
  print({ figure: "population.nation_s", value: rounded(whole.seconds), unit: "s", target: null, reference });
  print({
    figure: "population.nation_mb",
    value: rounded(whole.mb),
    unit: "MB",
    target: "≤ 4096",
    reference: "peak memory of the process, making the file included",
  });
}
