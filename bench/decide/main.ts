import { once } from "node:events";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isInputError,
  nextQuestion,
  parseDay,
  readFacts,
  type Decision,
  type Facts,
  type FactsInput,
  type Pack,
  type Program,
} from "@huican/engine";
import { generatePeople, randomFrom } from "@huican/engine/generate";
import { loadPacks, ownFolders } from "@huican/server/commands";
import { median, printFigure, rounded, type Figure } from "../figure.ts";
import { jsonRulesEngine } from "./json-rules-engine-peer.ts";
import { publicodes } from "./publicodes-peer.ts";
import { benchPeople, factsOf, packsWithThirteen, type BenchPerson } from "./thirteen-rules.ts";

/**
 * How fast one person is decided. Every result is consumed: each decision adds to a checksum, and the outcomes of the peers must be ours for every
 * person, or the bench fails.
 */
const asJson = process.argv.includes("--json");
const day = "2024-06-01";
const seed = 1;
const print = (figure: Figure) => printFigure(figure, asJson);

const { packs, faults } = await loadPacks();
if (!packs) throw new Error(`The packs have ${faults.length} faults.`);

await againstPeers();
explainAll();
halfKnown();
await throughCommand();
packTimes();
await asking();

function programOf(pack: Pack): Program {
  const program = pack.on(parseDay(day) as number);
  if ("code" in program) throw new Error(program.message_en);
  return program;
}

function pack(id: string): Pack {
  const found = packs?.get(id);
  if (!found) throw new Error(`The bench needs the pack ${id}.`);
  return found;
}

function peopleOf(program: Program, count: number, options: { readonly unknown: number; readonly usual: number }): readonly Facts[] {
  const generator = generatePeople(program, { seed, ...options });
  return Array.from({ length: count }, () => {
    // Employers and institutions are described too, so that every benefit of the pack is decided.
    const input = generator.next().value as FactsInput;
    const facts = readFacts(
      program.pack.compiled.vocabulary,
      {
        ...input,
        person: { ...input["person"], deceased: false },
        employer: { kind: "private", ...input["employer"] },
        institution: { kind: "other", ...input["institution"] },
      },
      options.unknown === 0 ? "closed" : "unknown",
    );
    if (isInputError(facts)) throw new Error(facts.message_en);
    return facts;
  });
}

/** Reads every field of every decision; the number depends on all of them. */
function consume(decisions: readonly Decision[]): number {
  let sum = 0;
  for (const decision of decisions) {
    sum +=
      decision.benefit.length +
      decision.outcome.length +
      (decision.payable ?? 0) +
      (decision.missing?.length ?? 0) +
      (decision.amount?.yuan ?? 0);
    for (const because of decision.because ?? []) {
      sum +=
        because.condition.length +
        because.condition_en.length +
        because.source.length +
        (because.result === null ? 3 : Number(because.result));
      for (const name in because.facts) sum += name.length + (because.facts[name] === null ? 1 : 2);
      for (const alternative of because.any ?? []) sum += alternative.result ? 5 : 7;
    }
  }
  return sum;
}

function explainAll(): void {
  const program = programOf(pack("leshan-2023"));
  const people = peopleOf(program, 2000, { unknown: 0, usual: 0.5 });
  const each = (facts: Facts) => consume(program.decide(facts, { explain: true }));
  const { microseconds, checksum } = timed(people, each);
  const again = people.reduce((sum, facts) => sum + each(facts), 0);
  if (again !== checksum) throw new Error("Two passes over the same people differ.");
  print({
    figure: "decide.explain_us_per_benefit",
    value: rounded(median(microseconds) / program.pack.benefits.length),
    unit: "us",
    target: "≤ 0.6",
    reference: `${program.pack.benefits.length} Leshan benefits, all known, every field of the trace read, median of ${people.length} people`,
  });
}

function halfKnown(): void {
  const program = programOf(pack("leshan-2023"));
  const people = peopleOf(program, 2000, { unknown: 0.5, usual: 0.5 });
  const { microseconds } = timed(people, (facts) => consume(program.decide(facts)));
  const perBenefit = microseconds.map((each) => each / program.pack.benefits.length);
  print({
    figure: "decide.half_known_us_per_benefit",
    value: rounded(median(perBenefit)),
    unit: "us",
    target: "≤ 3",
    reference: `half of the facts unknown, exact missing; worst person ${rounded(Math.max(...perBenefit))} us`,
  });
}

/** Times each person once after a warm-up over all of them. */
function timed<T>(
  people: readonly T[],
  each: (person: T) => number,
): { readonly microseconds: readonly number[]; readonly checksum: number } {
  for (let round = 0; round < 3; round++) for (const person of people) each(person);
  let checksum = 0;
  const microseconds = people.map((person) => {
    const startedAt = process.hrtime.bigint();
    checksum += each(person);
    return Number(process.hrtime.bigint() - startedAt) / 1000;
  });
  return { microseconds, checksum };
}

async function againstPeers(): Promise<void> {
  const people = benchPeople(600, randomFrom(seed));
  const programs = packsWithThirteen(packs as ReadonlyMap<string, Pack>).map(programOf);
  const facts = people.map((person) => readAll(programs[0] as Program, factsOf(person)));
  // As with the peers, giving the person to the engine is not timed; deciding and looking at every answer is.
  const ours = (known: Facts): number => {
    let sum = 0;
    for (const program of programs)
      for (const decision of program.decide(known)) sum += decision.outcome === "eligible" ? 1 + (decision.payable ?? 0) : 0;
    return sum;
  };
  const own = rounds(facts, ours);
  const granted = facts.map(
    (known) =>
      new Set(
        programs.flatMap((program) =>
          program.decide(known).flatMap((decision) => (decision.outcome === "eligible" ? [decision.benefit] : [])),
        ),
      ),
  );

  const evaluatePublicodes = publicodes();
  const publicodesTimes: number[] = [];
  const runRules = jsonRulesEngine();
  const rulesTimes: number[] = [];
  for (const [i, person] of people.entries()) {
    publicodesTimes.push(await timeOne(evaluatePublicodes(person), granted[i], person, "publicodes"));
    rulesTimes.push(await timeOne(() => runRules(person), granted[i], person, "json-rules-engine"));
  }
  const reference = (name: string, times: readonly number[]) =>
    `${name} ${rounded(median(times))} us, ours ${rounded(own)} us for 13 rules; same outcomes for ${people.length} people`;
  print({
    figure: "decide.ratio_publicodes",
    value: rounded(median(publicodesTimes) / own),
    unit: "x",
    target: "≥ 300",
    reference: reference("publicodes 1.10.3", publicodesTimes),
  });
  print({
    figure: "decide.ratio_json_rules_engine",
    value: rounded(median(rulesTimes) / own),
    unit: "x",
    target: "≥ 200",
    reference: reference("json-rules-engine 7.3.1", rulesTimes),
  });
}

function readAll(program: Program, input: FactsInput): Facts {
  const facts = readFacts(program.pack.compiled.vocabulary, input, "closed");
  if (isInputError(facts)) throw new Error(facts.message_en);
  return facts;
}

/** Microseconds a person, median over rounds through everybody: one person is too quick for the clock. */
function rounds(facts: readonly Facts[], each: (facts: Facts) => number): number {
  const times: number[] = [];
  let checksum = Number.NaN;
  for (let round = 0; round < 60; round++) {
    const startedAt = process.hrtime.bigint();
    let sum = 0;
    for (const known of facts) sum += each(known);
    times.push(Number(process.hrtime.bigint() - startedAt) / 1000 / facts.length);
    if (round > 0 && sum !== checksum) throw new Error("Two rounds over the same people differ.");
    checksum = sum;
  }
  return median(times.slice(20));
}

async function timeOne(
  evaluate: () => ReadonlySet<string> | Promise<ReadonlySet<string>>,
  expected: ReadonlySet<string> | undefined,
  person: BenchPerson,
  name: string,
): Promise<number> {
  const startedAt = process.hrtime.bigint();
  const granted = await evaluate();
  const elapsed = Number(process.hrtime.bigint() - startedAt) / 1000;
  const all = [...granted].sort().join();
  if (all !== [...(expected ?? [])].sort().join())
    throw new Error(`${name} grants ${all}, ours ${[...(expected ?? [])].sort().join()} to ${JSON.stringify(person)}`);
  return elapsed;
}

async function throughCommand(): Promise<void> {
  const leshan = programOf(pack("leshan-2023"));
  const generator = generatePeople(leshan, { seed, unknown: 0.2, usual: 0.7 });
  const lines = Array.from({ length: 40_000 }, (_, id) => JSON.stringify({ id, facts: generator.next().value }));
  const ten = leshan.pack.benefits
    .filter((benefit) => benefit.subject === "person")
    .slice(0, 10)
    .flatMap((benefit) => ["--benefit", benefit.key]);
  print({
    figure: "decide.lines_per_s",
    value: rounded(await linesPerSecond(lines, [])),
    unit: "lines/s",
    target: "≥ 5000",
    reference: "whole command, all Leshan benefits, start of the process included",
  });
  print({
    figure: "decide.lines_per_s_ten",
    value: rounded(await linesPerSecond(lines, ten)),
    unit: "lines/s",
    target: "≥ 20000",
    reference: "whole command, ten benefits, start of the process included",
  });
}

async function linesPerSecond(lines: readonly string[], flags: readonly string[]): Promise<number> {
  const command = join(import.meta.dirname, "../../apps/cli/bin/huican.mjs");
  const startedAt = performance.now();
  const child = spawn(process.execPath, [command, "decide", "--pack", "leshan-2023", "--as-of", day, ...flags], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let answers = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) answers++;
  });
  child.stdin.end(`${lines.join("\n")}\n`);
  const [status] = (await once(child, "close")) as [number];
  if (status !== 0 || answers !== lines.length) throw new Error(`The command ended with ${status} after ${answers} answers.`);
  return (lines.length / (performance.now() - startedAt)) * 1000;
}

function packTimes(): void {
  const cache = mkdtempSync(join(tmpdir(), "huican-bench-"));
  const script = `
    const startedAt = performance.now();
    const { loadPacks, ownFolders } = await import(${JSON.stringify(join(import.meta.dirname, "../../apps/server/src/commands/index.ts"))});
    const { packs } = await loadPacks({ packs: ownFolders.packs, cache: process.argv[1] });
    for (const pack of packs.values()) pack.on(19875);
    console.log(performance.now() - startedAt);`;
  // As both commands start: with Node's own cache of compiled sources.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(cache, "node") };
  const once = () => Number(spawnSync(process.execPath, ["--input-type=module", "-e", script, cache], { encoding: "utf8", env }).stdout);
  const cold = once();
  const cached = [once(), once(), once(), once(), once()];
  rmSync(cache, { recursive: true });
  const reference = `all packs, from a new process, imports and first rulebook included`;
  print({ figure: "packs.cold_ms", value: rounded(cold), unit: "ms", target: "≤ 3000", reference });
  print({
    figure: "packs.cached_ms",
    value: rounded(median(cached)),
    unit: "ms",
    target: "≤ 150",
    reference: `${reference}, median of ${cached.length}`,
  });
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, "../../apps/cli/bin/huican.mjs"), "check"], {
    encoding: "utf8",
  });
  print({
    figure: "packs.deep_check_s",
    value: rounded((performance.now() - startedAt) / 1000),
    unit: "s",
    target: "≤ 20",
    reference: `huican check of ${ownFolders.packs.split("/").at(-1)}, worked cases included, exit ${status}`,
  });
}

async function asking(): Promise<void> {
  const milliseconds: number[] = [];
  for (const each of packs?.values() ?? []) {
    const program = programOf(each);
    const generator = generatePeople(program, { seed, unknown: 0, usual: 0.85 });
    const screens = Array.from({ length: 100 }, () => askThrough(each, program, generator.next().value as FactsInput, milliseconds));
    const facts = median(screens.map((count) => count.facts));
    print({
      figure: `ask.screens.${each.id}`,
      value: median(screens.map((count) => count.screens)),
      unit: "screens",
      target: "≤ 20",
      reference: `median of ${screens.length} people to settle everything, ${facts} facts; most ${Math.max(...screens.map((count) => count.screens))} screens`,
    });
  }
  print({
    figure: "ask.next_ms",
    value: rounded(median(milliseconds)),
    unit: "ms",
    target: "≤ 10",
    reference: `median of ${milliseconds.length} questions; slowest ${rounded(Math.max(...milliseconds))} ms`,
  });
}

/** Answers every question of a screen as the person is, until nothing can change any more. */
function askThrough(
  each: Pack,
  program: Program,
  person: FactsInput,
  milliseconds: number[],
): { readonly screens: number; readonly facts: number } {
  const answers: Record<string, Record<string, unknown>> = {};
  let screens = 0;
  let facts = 0;
  for (;;) {
    const known = readFacts(each.compiled.vocabulary, answers, "unknown");
    if (isInputError(known)) throw new Error(known.message_en);
    const skipped = each.compiled.vocabulary.facts.filter((fact) => valueOf(person, fact.name) === undefined).map((fact) => fact.name);
    const startedAt = performance.now();
    const question = nextQuestion(program, known, { audience: "officer", skipped });
    milliseconds.push(performance.now() - startedAt);
    if (!question) return { screens, facts };
    screens++;
    for (const name of question.facts) {
      facts++;
      const [group = "", key = ""] = name.split(".");
      (answers[group] ??= {})[key] = valueOf(person, name);
    }
  }
}

function valueOf(person: FactsInput, name: string): unknown {
  const [group = "", key = ""] = name.split(".");
  return person[group]?.[key];
}
