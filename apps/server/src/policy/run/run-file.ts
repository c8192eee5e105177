import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { formatDay, type MissingMode, type Program } from "@huican/engine";
import { duckdb, populationStatement } from "@huican/engine/sql";
import { Refusal } from "../../platform/refusal.ts";
import { quoted } from "./cells.ts";
import { matchColumns, type ColumnOptions } from "./columns.ts";
import { entitlementQuery, type ListedOutcome } from "./entitlements.ts";
import { runErrors } from "./errors.ts";
import { isWritableFormat, writeOutput } from "./output-file.ts";
import { openPeopleFile, refuseUnreadable } from "./people-file.ts";
import { query } from "./query.ts";
import { stagedPeople, stagePeople, type RowFault, type StagedPeople } from "./staged-people.ts";

export type { RowFault } from "./staged-people.ts";

export type RunOptions = ColumnOptions & {
  /** Paths of the people and of the entitlements: `.parquet`, `.csv` or `.xlsx`. */
  readonly people: string;
  readonly entitlements: string;
  readonly missing: MissingMode;
  /** Keys of the benefits; where left out, all of people and households, and those of employers and institutions whose facts the file has. */
  readonly benefits?: readonly string[];
  readonly outcomes: readonly ListedOutcome[];
  readonly badRows: "refuse" | "aside";
  /** How many rows are decided before progress is told and kept. */
  readonly rowsPerPart: number;
  readonly progress?: (progress: RunProgress) => void;
};

export type RunProgress = { readonly step: "reading" | "deciding" | "writing"; readonly done: number; readonly of: number };

export type RunReport = {
  readonly people: number;
  readonly decided: number;
  readonly setAside: number;
  /** Where the rows that were set aside are listed, or null. */
  readonly setAsideIn: string | null;
  readonly faults: readonly RowFault[];
  readonly rows: number;
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly payableYuan: number;
  /** Whether parts of an earlier run that was stopped were used. */
  readonly resumed: boolean;
};

/**
 * Decides everybody in a file, in constant memory. What has been decided is kept part by part beside the output until the run ends: a run that was
 * stopped goes on where it was, if file, rules and options are still the same. The output appears whole or not at all.
 * @throws Refusal, with the faults of rows reported through `onFaults` before
 */
export async function runFile(program: Program, options: RunOptions, onFaults: (faults: readonly RowFault[]) => void): Promise<RunReport> {
  refuseUnreadable(options.people);
  refuseUnwritable(options);
  const work = new WorkFolder(`${resolve(options.entitlements)}.work`, runKey(program, options));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`set temp_directory = ${quoted(work.path)}`);
    // However long the list is: what does not fit is laid into the folder.
    await connection.run("set memory_limit = '512MB'");
    // Each thread has memory of its own: more of them than these would not fit.
    await connection.run(`set threads = ${Math.min(4, availableParallelism())}`);
    return await run(program, options, work, connection, onFaults);
  } catch (error) {
    // What was decided is worth keeping where the disk was full: the run goes on from there.
    if (isDiskError(error)) throw runErrors.cannotWrite();
    if (error instanceof Refusal) work.remove();
    throw error;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function run(
  program: Program,
  options: RunOptions,
  work: WorkFolder,
  connection: DuckDBConnection,
  onFaults: (faults: readonly RowFault[]) => void,
): Promise<RunReport> {
  const { vocabulary } = program.pack.compiled;
  options.progress?.({ step: "reading", done: 0, of: 1 });
  const file = await openPeopleFile(connection, options.people, work.path);
  const chosen = (present: ReadonlySet<string>) => positionsFor(program, options, present);
  const everything = populationStatement(program, duckdb, "people", { benefits: keysAt(program, chosen(new Set())) });
  const named = matchColumns(vocabulary, file.columns, everything.reads, options);
  const present = new Set(named.facts.map(({ fact }) => fact.name));
  const positions = chosen(present);
  const statement = populationStatement(program, duckdb, "people", {
    benefits: keysAt(program, positions),
    missing: options.missing,
    present,
  });

  const asOf = formatDay(program.setting.asOf);
  const stage = (path: string) => stagePeople(connection, file, named, { asOf, staged: path });
  const staged = await work.once("people.parquet", stage, (path) => stagedPeople(connection, path));
  if (staged.people === 0) throw runErrors.noRows();
  if (staged.faults.length > 0) onFaults(staged.faults);
  const setAside = await countOf(connection, staged.unusable);
  if (setAside > 0 && options.badRows === "refuse") throw runErrors.badRows(setAside);
  const parts = await decideParts(connection, { program, positions, statement: statement.sql, staged, options, work });

  options.progress?.({ step: "writing", done: 0, of: 1 });
  const listed = `read_parquet([${parts.map(quoted).join(", ")}])`;
  const report = await summary(connection, listed);
  const aside = `${options.entitlements}.aside.csv`;
  const setAsideIn = setAside > 0 ? aside : null;
  if (setAsideIn) await work.give(setAsideIn, (path) => writeAside(connection, staged, path));
  // The list of an earlier run would be taken for that of this one.
  else rmSync(aside, { force: true });
  await work.give(options.entitlements, (path) => writeOutput(connection, listed, path, options.entitlements));
  work.remove();
  options.progress?.({ step: "writing", done: 1, of: 1 });
  return {
    ...report,
    people: staged.people,
    decided: staged.people - setAside,
    setAside,
    setAsideIn,
    faults: staged.faults,
    resumed: work.isResumed,
  };
}

type Parts = {
  readonly program: Program;
  readonly positions: readonly number[];
  readonly statement: string;
  readonly staged: StagedPeople;
  readonly options: RunOptions;
  readonly work: WorkFolder;
};

/** Decides the people part by part; each part is a file that is there whole or not at all. */
async function decideParts(
  connection: DuckDBConnection,
  { program, positions, statement, staged, options, work }: Parts,
): Promise<readonly string[]> {
  const paths: string[] = [];
  const { rowsPerPart } = options;
  for (let first = 1; first <= staged.lastRow; first += rowsPerPart) {
    const from = `select * from ${staged.usable} where "row" between ${first} and ${first + rowsPerPart - 1}`;
    await connection.run(`create or replace temp view people as ${from}`);
    const query = entitlementQuery(program, statement, positions, options.outcomes);
    const write = (path: string) => connection.run(`copy (${query}) to ${quoted(path)} (format parquet)`);
    const name = `part-${String(paths.length).padStart(6, "0")}.parquet`;
    await work.once(name, write, () => Promise.resolve());
    paths.push(join(work.path, name));
    options.progress?.({ step: "deciding", done: Math.min(first + rowsPerPart - 1, staged.lastRow), of: staged.lastRow });
  }
  return paths;
}

/** Benefits of employers and institutions are decided where the file has facts of theirs; those of people and households always, unless it has nothing else. */
function positionsFor(program: Program, { benefits: keys }: RunOptions, present: ReadonlySet<string>): readonly number[] {
  const has = (group: string) => [...present].some((name) => name.startsWith(`${group}.`));
  const isPersonal = present.size === 0 || [...present].some((name) => !name.startsWith("employer.") && !name.startsWith("institution."));
  return program.pack.benefits.flatMap(({ key, subject }, position) => {
    if (keys) return keys.includes(key) ? [position] : [];
    const isAsked = subject === "employer" || subject === "institution" ? has(subject) : isPersonal;
    return isAsked ? [position] : [];
  });
}

function keysAt(program: Program, positions: readonly number[]): readonly string[] {
  return positions.map((position) => program.pack.benefits[position]?.key ?? "");
}

async function summary(connection: DuckDBConnection, listed: string): Promise<Pick<RunReport, "rows" | "byOutcome" | "payableYuan">> {
  const found = await query<[string, bigint, number]>(
    connection,
    `select outcome, count(*), cast(coalesce(sum(payable_yuan), 0) as double) from ${listed} group by outcome order by outcome`,
  );
  return {
    rows: found.reduce((sum, [, count]) => sum + Number(count), 0),
    byOutcome: Object.fromEntries(found.map(([outcome, count]) => [outcome, Number(count)])),
    payableYuan: found.reduce((sum, [, , yuan]) => sum + yuan, 0),
  };
}

async function countOf(connection: DuckDBConnection, relation: string): Promise<number> {
  const [counted] = await query<[bigint]>(connection, `select count(*) from ${relation}`);
  return Number(counted?.[0] ?? 0);
}

async function writeAside(connection: DuckDBConnection, staged: StagedPeople, path: string): Promise<void> {
  const rows = `select "row", id, array_to_string(faults, '; ') as faults from ${staged.unusable} order by "row"`;
  await connection.run(`copy (${rows}) to ${quoted(path)} (format csv, header true)`);
}

/** Refuses an output that cannot be written, or whose writing would cost the people, before anything is read. */
function refuseUnwritable({ people, entitlements }: RunOptions): void {
  if (!isWritableFormat(entitlements)) throw runErrors.unknownFormat();
  const folder = statSync(dirname(resolve(entitlements)), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw runErrors.cannotWrite();
  const existing = statSync(entitlements, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw runErrors.cannotWrite();
  if (existing && realpathSync(entitlements) === realpathSync(people)) throw runErrors.sameFile();
}

/** What a run depends on: another file, other rules or other options, and nothing that was kept is used. */
function runKey(program: Program, options: RunOptions): string {
  const { size, mtimeMs } = statSync(options.people);
  const { progress: _, entitlements: __, ...same } = options;
  const rules = program.setting.rates.map((rates) => rates.map(({ amount, rateFen }) => [amount, rateFen]));
  const parts = [
    resolve(options.people),
    size,
    mtimeMs,
    program.pack.compiled.hash,
    program.setting.asOf,
    program.setting.inForce,
    rules,
    same,
  ];
  const parameters = program.pack.compiled.parameters.map(({ name }) => String(program.setting.param(name)));
  return createHash("sha256")
    .update(JSON.stringify([parts, parameters]))
    .digest("hex");
}

/** What a run lays into its folder: a folder with anything else is somebody's own. */
const ownNames = /^(run\.key|people\.(csv|parquet)|part-\d+\.parquet|output|duckdb_temp.*)(\.writing)?$/;

/** The folder beside the output that keeps what a run has done so far. */
class WorkFolder {
  readonly path: string;
  readonly isResumed: boolean;

  constructor(path: string, key: string) {
    this.path = path;
    const keyFile = join(path, "run.key");
    this.isResumed = existsSync(keyFile) && readFileSync(keyFile, "utf8") === key && existsSync(join(path, "people.parquet"));
    if (this.isResumed) return;
    if (existsSync(path) && !(statSync(path).isDirectory() && readdirSync(path).every((name) => ownNames.test(name))))
      throw runErrors.foreignFolder();
    try {
      rmSync(path, { recursive: true, force: true });
      mkdirSync(path);
      writeFileSync(keyFile, key);
    } catch {
      throw runErrors.cannotWrite();
    }
  }

  /** A file of the folder: as an earlier run left it, or made now; never half of one. */
  async once<T>(name: string, make: (path: string) => Promise<unknown>, read: (path: string) => Promise<T>): Promise<T> {
    const path = join(this.path, name);
    if (!existsSync(path)) {
      const aside = `${path}.writing`;
      await make(aside);
      renameSync(aside, path);
    }
    return read(path);
  }

  /** Writes a file for the caller here and gives it its name once it is whole. */
  async give(path: string, write: (path: string) => Promise<unknown>): Promise<void> {
    const aside = join(this.path, "output.writing");
    await write(aside);
    renameSync(aside, path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function isDiskError(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === "run.cannot-write";
  return error instanceof Error && /(ENOSPC|EACCES|ENOENT|EROFS|IO Error|No space left)/.test(error.message);
}
