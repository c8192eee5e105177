import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDay, type Pack } from "@huican/engine";
import { loadPacks } from "@huican/server/commands";
import { sql } from "kysely";
import type { Actor, DatabasePlace } from "../../apps/server/src/platform/database/index.ts";
import { vocabularyOf } from "../../apps/server/src/policy/index.ts";
import { registerStatement } from "../../apps/server/src/policy/register/index.ts";
import {
  fillSnapshot,
  listPeople,
  loadSample,
  openRegister,
  readPersonFile,
  searchPeople,
  type Register,
  type SearchQuestion,
} from "../../apps/server/src/registry/index.ts";
import { printFigure, rounded, type Figure } from "../figure.ts";
import { onOwnDatabase } from "../own-database.ts";
import { Draws } from "./draws.ts";
import { exportEverybody } from "./export.ts";
import { startTimes } from "./start-times.ts";

/**
 * How fast the register is with people and their history, asked as a clerk of the district under row-level security. PostgreSQL first, against its limits; then the same
 * on the embedded database, reported, and what a first and a later start take. `--people 130000`, `--pglite 20000` are how many; 0 leaves a part out.
 */
const args = process.argv.slice(2);
const asJson = args.includes("--json");
const print = (figure: Figure) => printFigure(figure, asJson);
const clerk: Actor = { id: "clerk", areas: ["500106"] };
const today = "2026-11-25";
const seed = 500_106;

const { packs, faults } = await loadPacks();
if (!packs) throw new Error(`The packs have ${faults.length} faults.`);
const pack = packs.get("shapingba-2023") as Pack;
const folder = mkdtempSync(join(tmpdir(), "huican-register-"));

try {
  const people = Number(valueOf("--people") ?? 130_000);
  const embedded = Number(valueOf("--pglite") ?? 20_000);
  // Limits are for a district of a hundred thousand; of fewer people figures are only reported.
  if (people > 0) await onOwnDatabase((url, version) => measure({ url }, people, `PostgreSQL ${version}`, people >= 130_000));
  if (embedded > 0) {
    await measure({ directory: join(folder, "data") }, embedded, "PGlite", false);
    await startTimes(join(folder, "start"), print);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function valueOf(flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

async function measure(place: DatabasePlace, people: number, engine: string, isHeld: boolean): Promise<void> {
  const startedAt = performance.now();
  const settings = { place, keyPlace: join(folder, `${engine.slice(0, 2)}-keys.json`), isDemo: true };
  const register = await openRegister(settings, vocabularyOf(packs ?? new Map()), true);
  const { db } = register.registry;
  const suffix = isHeld || engine.startsWith("Postgre") ? "" : " (PGlite)";
  const tell = (name: string, value: number, unit: string, limit: number, reference: string) =>
    print({
      figure: `register.${name}${suffix}`,
      value: rounded(value),
      unit,
      target: isHeld ? `≤ ${limit}` : null,
      reference: `${engine}, ${people.toLocaleString("en")} people; ${reference}`,
    });
  try {
    await loadSample(register, { region: "500106", people, seed, today });
    tell("sample_s", seconds(startedAt), "s", 90, "an empty database to everybody in, with history, keys and indexes");
    const filledAt = performance.now();
    await db.asOwner((tx) => fillSnapshot(db, tx, today));
    tell("snapshot_s", seconds(filledAt), "s", 10, "everybody's facts of a day, made anew");

    const draws = await Draws.from(register, clerk, today, seed);
    const searches = await timesOf(draws.searches(400), (query) => search(register, { query, today, most: 50 }));
    tell(
      "search_p95_ms",
      p95(searches),
      "ms",
      60,
      `400 searches of the district: two characters of a name, one in five its pinyin; half within ${rounded(p50(searches))} ms`,
    );
    const files = await timesOf(draws.people(300), (id) => readPersonFile(register.registry, register.cipher, clerk, { id, asOf: today }));
    tell("file_p95_ms", p95(files), "ms", 80, `300 files with household and opened numbers; half within ${rounded(p50(files))} ms`);
    const lists = await timesOf(draws.filters(150), (filters) =>
      listPeople(register.registry, clerk, { day: today, filters, skip: 0, most: 50 }),
    );
    tell(
      "list_p95_ms",
      p95(lists),
      "ms",
      150,
      `150 lists of 50 rows with a count, each by three facts drawn from all; half within ${rounded(p50(lists))} ms`,
    );
    const exported = await exportEverybody(register, clerk.areas, today);
    const columns = `everybody as one workbook of 14 columns, four of them sealed; others waited for ${rounded(exported.longestTurnMs)} ms at most`;
    tell("export_s", exported.seconds, "s", 90, columns);
    tell("export_memory_mb", exported.megabytes, "MB", 150, "how much more memory the server took at most while that was made");
    const changes = await timesOf(draws.people(60), (id) => refreshOnce(register, id));
    tell("snapshot_one_ms", p95(changes), "ms", 50, "the snapshot after a change of one file, 95th percentile of 60");
    const rules = await timesOf([1, 2, 3], () => decideAll(register, people));
    tell(
      "rules_s",
      p50(rules) / 1000,
      "s",
      6,
      `${pack.benefits.length} benefits of Shapingba for everybody in the snapshot, every answer kept in a table and counted, median of 3`,
    );
  } finally {
    await register.close();
  }
}

async function search({ registry, cipher }: Register, question: SearchQuestion): Promise<void> {
  const { people } = await searchPeople(registry, cipher, clerk, question);
  if (people.length === 0) throw new Error(`Nobody was found by ${question.query}.`);
}

/** The snapshot of one person brought up to date, as every change of a file does. */
async function refreshOnce({ registry }: Register, id: number): Promise<void> {
  await registry.db.as(clerk, (tx) => sql`select registry.refresh_snapshot(${today}, ${id})`.execute(tx));
}

/** Decides everybody as the clerk, and keeps every answer in a table, as the nightly lists do. */
async function decideAll({ registry }: Register, people: number): Promise<void> {
  const program = pack.on(parseDay(today) as number);
  if ("code" in program) throw new Error(program.message_en);
  const statement = registerStatement(program, registry, today);
  const eligible = pack.benefits.map(({ key }) => `count(*) filter (where "${key}" = 'eligible')`).join(" + ");
  await registry.db.as(clerk, async (tx) => {
    await sql.raw(`create temp table decided on commit drop as ${statement}`).execute(tx);
    const { rows } = await sql<{
      people: number;
      eligible: number;
    }>`select count(*) as people, ${sql.raw(eligible)} as eligible from decided`.execute(tx);
    const [counted] = rows;
    if (!counted || counted.people < people * 0.98 || counted.eligible === 0) throw new Error(`Decided: ${JSON.stringify(counted)}.`);
  });
}

/** Milliseconds of each of some runs, one after another; the first twentieth goes unmeasured once before. */
async function timesOf<T>(inputs: readonly T[], run: (input: T) => Promise<unknown>): Promise<readonly number[]> {
  for (const input of inputs.slice(0, Math.ceil(inputs.length / 20))) await run(input);
  const times: number[] = [];
  for (const input of inputs) {
    const startedAt = performance.now();
    await run(input);
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

function p95(sorted: readonly number[]): number {
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

function p50(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function seconds(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
