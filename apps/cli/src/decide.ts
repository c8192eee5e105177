import { createReadStream } from "node:fs";
import { inputError, isInputError, parseDay, readFacts, type InputError, type MissingMode, type Pack } from "@huican/engine";
import { Command, Option } from "commander";
import { findPack, folderOption, installedPacks, namedPack, readParameters } from "./installed.ts";
import { linesOf } from "./lines.ts";
import { both, write } from "./output.ts";
import { Progress } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line says for every line that does not say otherwise. */
export type DecideDefaults = {
  readonly pack?: string;
  readonly asOf?: string;
  readonly missing: MissingMode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly benefits?: readonly string[];
  readonly explain: boolean;
};

type Flags = {
  readonly folder?: string;
  readonly pack?: string;
  readonly asOf?: string;
  readonly missing: MissingMode;
  readonly param: readonly string[];
  readonly benefit?: readonly string[];
  readonly explain?: true;
};

/** `huican decide`: JSON lines in, JSON lines out, one at a time. */
export function decideCommand(): Command {
  return new Command("decide")
    .description(
      both("逐行判定：从标准输入读 JSONL，向标准输出写 JSONL", "decide line by line: JSONL from standard input to standard output"),
    )
    .option("--pack <id>", both("文件代码", "the pack"))
    .option("--as-of <day>", both("判定日，如 2024-03-01", "the assessment day, such as 2024-03-01"))
    .addOption(
      new Option(
        "--missing <mode>",
        both("未填的事项：unknown 为未知，closed 取默认值", "facts left out: unknown, or closed to their default"),
      )
        .choices(["unknown", "closed"])
        .default("unknown"),
    )
    .option("--param <name=value...>", both("参数，可多次", "a parameter, may be repeated"), collect, [])
    .option("--benefit <key...>", both("只判定这些待遇", "only these benefits"))
    .addOption(folderOption())
    .option("--explain", both("给出每个条件的结果和依据", "give each condition with result and source"))
    .argument("[file]", both("JSONL 文件；省略则读标准输入", "a JSONL file; standard input where left out"))
    .action(async (file: string | undefined, flags: Flags) => {
      const packs = await installedPacks(flags.folder);
      const defaults = checkedDefaults(packs, flags);
      const progress = new Progress();
      let hasRefused = false;
      let buffer = "";
      for await (const line of linesOf(file === undefined ? process.stdin : createReadStream(file))) {
        if (line.trim() === "") continue;
        const answer = decideLine(packs, defaults, line);
        if (answer.isRefused) hasRefused = true;
        buffer += `${answer.text}\n`;
        if (buffer.length > 1 << 16) {
          await write(buffer);
          buffer = "";
        }
        progress.step();
      }
      await write(buffer);
      progress.end();
      process.exitCode = hasRefused ? 1 : 0;
    });
}

function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value];
}

/** What is wrong on the command line is bad usage; what is wrong in a line is that line's error. */
function checkedDefaults(packs: ReadonlyMap<string, Pack>, flags: Flags): DecideDefaults {
  const params = readParameters(flags.param);
  if (flags.asOf !== undefined && parseDay(flags.asOf) === null)
    throw new UsageError("--as-of 应是日历上有的日期，如 2024-03-01。", "--as-of must be a day of the calendar, such as 2024-03-01.");
  const pack = flags.pack === undefined ? undefined : namedPack(packs, flags.pack);
  for (const key of pack ? (flags.benefit ?? []) : []) {
    if (!pack?.benefit(key)) throw new UsageError(inputError.unknownBenefit(key).message, inputError.unknownBenefit(key).message_en);
  }
  return {
    ...(flags.pack !== undefined && { pack: flags.pack }),
    ...(flags.asOf !== undefined && { asOf: flags.asOf }),
    ...(flags.benefit && { benefits: flags.benefit }),
    missing: flags.missing,
    params,
    explain: flags.explain ?? false,
  };
}

/** Decides one line of JSON. Never throws for what stands in the line. */
export function decideLine(
  packs: ReadonlyMap<string, Pack>,
  defaults: DecideDefaults,
  line: string,
): { readonly text: string; readonly isRefused: boolean } {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    return refusal(null, inputError.notJson());
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) return refusal(null, inputError.wrongType("", "object"));
  const id = (input as { id?: unknown }).id ?? null;
  const answer = decideInput(packs, defaults, input);
  if ("code" in answer) return refusal(id, answer);
  return { text: JSON.stringify({ id, ...answer }), isRefused: false };
}

type CaseInput = {
  readonly pack?: unknown;
  readonly as_of?: unknown;
  readonly missing?: unknown;
  readonly params?: unknown;
  readonly facts?: unknown;
};

function decideInput(packs: ReadonlyMap<string, Pack>, defaults: DecideDefaults, input: CaseInput): object | InputError {
  const packId = input.pack ?? defaults.pack;
  if (typeof packId !== "string") return inputError.wrongType("pack", "text");
  const pack = findPack(packs, packId);
  if ("code" in pack) return pack;
  const asOf = input.as_of ?? defaults.asOf;
  if (typeof asOf !== "string") return inputError.wrongType("as_of", "date");
  const day = parseDay(asOf);
  if (day === null) return inputError.badDate("as_of");
  const missing = input.missing ?? defaults.missing;
  if (missing !== "unknown" && missing !== "closed") return inputError.badValue("missing", ["unknown", "closed"]);
  const params = input.params ?? defaults.params;
  if (typeof params !== "object" || params === null || Array.isArray(params)) return inputError.wrongType("params", "object");
  const unknownBenefit = defaults.benefits?.find((key) => !pack.benefit(key));
  if (unknownBenefit !== undefined) return inputError.unknownBenefit(unknownBenefit);
  const program = pack.on(day, params as Record<string, unknown>);
  if ("code" in program) return program;
  const facts = readFacts(pack.compiled.vocabulary, input.facts, missing);
  if (isInputError(facts)) return facts;
  const benefits = defaults.benefits?.map((key) => pack.benefit(key)?.key ?? key);
  const decisions = program.decide(facts, { ...(benefits && { benefits }), explain: defaults.explain });
  return { pack: pack.id, as_of: asOf, version: pack.compiled.version, hash: pack.compiled.hash, decisions };
}

function refusal(id: unknown, error: InputError): { readonly text: string; readonly isRefused: boolean } {
  return { text: JSON.stringify({ id, error }), isRefused: true };
}
