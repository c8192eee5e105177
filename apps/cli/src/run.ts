import { Command, Option } from "commander";
import type { MissingMode } from "@huican/engine";
import { Refusal, runFile, type RowFault, type RunOptions, type RunProgress, type RunReport } from "@huican/server/commands";
import { installedPacks, namedPack } from "./installed.ts";
import { both, styled } from "./output.ts";
import { benefitKeys, programFor, type ProgramFlags } from "./program.ts";

type Flags = ProgramFlags & {
  readonly pack: string;
  readonly missing: MissingMode;
  readonly benefit?: readonly string[];
  readonly outcomes: RunOptions["outcomes"];
  readonly badRows: "refuse" | "aside";
  readonly missingColumns: "refuse" | "unknown";
  readonly otherColumns: "refuse" | "ignore";
  readonly rowsPerPart: number;
  readonly json?: true;
};

const outcomes = ["eligible", "unknown", "ineligible", "not_in_force"] as const;

/** `huican run`: everybody in a file through the rules of a pack, to a file of entitlements. */
export function runCommand(): Command {
  return new Command("run")
    .description(both("对一份名单整表判定", "decide everybody in a file"))
    .requiredOption("--pack <id>", both("文件代码", "the pack"))
    .option("--as-of <day>", both("判定日，默认今天", "the assessment day, today by default"))
    .option("--param <name=value...>", both("参数，可多次", "a parameter, may be repeated"), collect, [])
    .option("--benefit <key...>", both("只判定这些待遇", "only these benefits"))
    .addOption(
      choice("--missing <mode>", both("空格：未知，或按完整资料取默认值", "empty cells: unknown, or closed to their default"), [
        "unknown",
        "closed",
      ]),
    )
    .addOption(
      new Option("--outcomes <list>", both("列出哪些结果，逗号分隔", `the outcomes to list, of ${outcomes.join(", ")}`))
        .default(["eligible", "unknown"], "eligible,unknown")
        .argParser(readOutcomes),
    )
    .addOption(
      choice("--bad-rows <what>", both("有错的行：停止，或另存后继续", "rows that cannot be used: stop, or set them aside"), [
        "refuse",
        "aside",
      ]),
    )
    .addOption(
      choice("--missing-columns <what>", both("缺列：停止，或当作未知", "columns that the file lacks: stop, or leave them unknown"), [
        "refuse",
        "unknown",
      ]),
    )
    .addOption(
      choice("--other-columns <what>", both("不认识的列：停止，或忽略", "columns that are no facts: stop, or ignore them"), [
        "refuse",
        "ignore",
      ]),
    )
    .addOption(
      new Option("--rows-per-part <rows>", both("每算多少行存一次", "how many rows are decided before they are kept"))
        .default(200_000)
        .argParser((text) => Math.max(1, Math.floor(Number(text)) || 1)),
    )
    .option("--json", both("以 JSON 输出结果摘要", "print the summary as JSON"))
    .argument("<people>", both("人员名单：.parquet、.csv 或 .xlsx", "the people: .parquet, .csv or .xlsx"))
    .argument("<entitlements>", both("写到哪里：.parquet、.csv 或 .xlsx", "where to write: .parquet, .csv or .xlsx"))
    .action(async (people: string, entitlements: string, flags: Flags) => {
      const pack = namedPack(await installedPacks(), flags.pack);
      const benefits = benefitKeys(pack, flags.benefit);
      const options: RunOptions = {
        people,
        entitlements,
        missing: flags.missing,
        ...(benefits && { benefits }),
        outcomes: flags.outcomes,
        badRows: flags.badRows,
        missingColumns: flags.missingColumns,
        otherColumns: flags.otherColumns,
        rowsPerPart: flags.rowsPerPart,
        progress: showProgress,
      };
      try {
        const report = await runFile(programFor(pack, flags), options, printRowFaults);
        if (flags.json) console.log(JSON.stringify(report, null, 2));
        else printReport(report, entitlements);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        console.error(`${error.zh}\n${error.en}  [${error.code}]`);
        process.exitCode = 1;
      }
    });
}

function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value];
}

function choice(flags: string, description: string, choices: readonly [string, string]): Option {
  return new Option(flags, description).choices([...choices]).default(choices[0]);
}

function readOutcomes(text: string): RunOptions["outcomes"] {
  const named = text.split(",").map((part) => part.trim());
  const known = outcomes.filter((outcome) => named.includes(outcome));
  if (known.length !== named.length || known.length === 0)
    throw new Error(`--outcomes: ${both("可选", "choose of")} ${outcomes.join(", ")}`);
  return known;
}

const steps: Readonly<Record<RunProgress["step"], string>> = {
  reading: both("读取并检查名单", "reading and checking the people"),
  deciding: both("判定", "deciding"),
  writing: both("写出结果", "writing"),
};

/** A line that is overwritten where somebody watches, and a line each elsewhere. */
function showProgress({ step, done, of }: RunProgress): void {
  const count = step === "deciding" ? ` ${done.toLocaleString("en")} / ${of.toLocaleString("en")}` : "";
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${steps[step]}${count}` : `${steps[step]}${count}\n`);
  if (process.stderr.isTTY && step === "writing" && done === of) process.stderr.write("\n");
}

const faultNames: Readonly<Record<RowFault["code"], string>> = {
  wrong_type: both("格式不对", "wrong type"),
  bad_date: both("不是有效日期", "not a day of the calendar"),
  out_of_range: both("超出范围", "out of range"),
  bad_value: both("没有这个选项", "no such choice"),
  contradiction: both("出生日期和年龄只能填一个", "give the birth date or the age, not both"),
  no_id: both("没有编号", "no id"),
  id_twice: both("编号重复", "an id given twice"),
};

function printRowFaults(faults: readonly RowFault[]): void {
  for (const { column, code, rows, firstRows } of faults) {
    const where = both(`${rows}行，如第${firstRows.join("、")}行`, `${rows} rows, such as ${firstRows.join(", ")}`);
    console.error(`${styled("yellow", column)}  ${faultNames[code]} [${code}]  ${where}`);
  }
}

function printReport(report: RunReport, entitlements: string): void {
  const number = (value: number) => value.toLocaleString("en");
  console.log(styled("bold", both(`已判定${number(report.decided)}人`, `${number(report.decided)} people decided`)));
  if (report.resumed) console.log(both("接着上次中断的地方继续", "went on where the last run was stopped"));
  for (const [outcome, count] of Object.entries(report.byOutcome)) console.log(`  ${outcome}  ${number(count)}`);
  console.log(`  ${both("可支付合计（元）", "payable, yuan")}  ${number(report.payableYuan)}`);
  if (report.setAsideIn)
    console.log(both(`${number(report.setAside)}行有错，另存于`, `${number(report.setAside)} rows set aside in`) + ` ${report.setAsideIn}`);
  console.log(both(`结果${number(report.rows)}行`, `${number(report.rows)} rows`) + ` → ${entitlements}`);
}
