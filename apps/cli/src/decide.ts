import { createReadStream } from "node:fs";
import { decideCase, inputError, parseDay, type CaseDefaults, type MissingMode, type Pack } from "@huican/engine";
import { Command, Option } from "commander";
import { folderOption, installedPacks, namedPack, readParameters } from "./installed.ts";
import { linesOf } from "./lines.ts";
import { both, write } from "./output.ts";
import { Progress } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

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
function checkedDefaults(packs: ReadonlyMap<string, Pack>, flags: Flags): CaseDefaults {
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
  defaults: CaseDefaults,
  line: string,
): { readonly text: string; readonly isRefused: boolean } {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    return { text: JSON.stringify({ id: null, error: inputError.notJson() }), isRefused: true };
  }
  const answer = decideCase(packs, defaults, input);
  return { text: JSON.stringify(answer), isRefused: "error" in answer };
}
