import { Command, InvalidArgumentError, Option } from "commander";
import type { MissingMode, Text } from "@huican/engine";
import { Refusal, runFile, type RowFault, type RunOptions, type RunProgress, type RunReport } from "@huican/server/commands";
import { folderOption, installedPacks, namedPack } from "./installed.ts";
import { both, styled } from "./output.ts";
import { benefitKeys, programFor, type ProgramFlags } from "./program.ts";

type Flags = ProgramFlags & {
  readonly pack: string;
  readonly folder?: string;
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
    .addOption(folderOption())
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
        .default(20_480)
        .argParser(readCount),
    )
    .option("--json", both("以 JSON 输出结果摘要", "print the summary as JSON"))
    .argument("<people>", both("人员名单：.parquet、.csv 或 .xlsx", "the people: .parquet, .csv or .xlsx"))
    .argument(
      "<entitlements>",
      both(
        "写到哪里：.parquet、.csv 或 .xlsx；已有的会被换掉",
        "where to write: .parquet, .csv or .xlsx; a file that is there is replaced",
      ),
    )
    .action(async (people: string, entitlements: string, flags: Flags) => {
      const pack = namedPack(await installedPacks(flags.folder), flags.pack);
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
    throw new InvalidArgumentError(both(`只能写 ${outcomes.join(",")} 里的几个`, `Choose of ${outcomes.join(",")}.`));
  return known;
}

function readCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError(both("应是正整数，如 50000", "Write a whole number above 0, such as 50000."));
  return Number(text);
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

/** What is wrong with cells, and what to write instead. */
const faultNames: Readonly<Record<RowFault["code"], Text>> = {
  wrong_type: {
    zh: "格式不对：人数、月数写整数，金额最多两位小数且不带逗号，是否写 是 或 否",
    en: "wrong type: whole numbers, money with at most two decimals and no commas, true or false",
  },
  bad_date: {
    zh: "不是有效日期：写成 2024-03-01；五位数是 Excel 的日期序号，请把这一列的格式改成日期",
    en: "not a day of the calendar: write 2024-03-01; five digits are a day as Excel counts it, so format the column as a date",
  },
  out_of_range: {
    zh: "不可能的值：残疾等级是0至4，金额和人数不能是负数，出生日期不能晚于判定日",
    en: "a value that cannot be: levels are 0 to 4, money and counts not below 0, nobody is born after the day of assessment",
  },
  bad_value: { zh: "没有这个选项：用 huican schema 查可以写什么", en: "no such choice: see huican schema for what may be written" },
  contradiction: { zh: "出生日期和年龄只能填一个", en: "give the birth date or the age, not both" },
  no_id: { zh: "没有编号", en: "no id" },
  id_twice: { zh: "编号重复", en: "an id given twice" },
};

function printRowFaults(faults: readonly RowFault[]): void {
  for (const { column, code, rows, firstRows } of faults) {
    const where =
      rows > firstRows.length
        ? { zh: `${rows}行，如第${firstRows.join("、")}行`, en: `${rows} rows, such as ${firstRows.join(", ")}` }
        : { zh: `第${firstRows.join("、")}行`, en: `row ${firstRows.join(", ")}` };
    const { zh, en } = faultNames[code];
    console.error(`${styled("yellow", column)} [${code}]  ${where.zh}：${zh}\n  ${where.en}: ${en}`);
  }
}

function printReport(report: RunReport, entitlements: string): void {
  const number = (value: number) => value.toLocaleString("en");
  console.log(styled("bold", both(`已判定${number(report.decided)}人`, `${number(report.decided)} decided`)));
  if (report.resumed) console.log(both("接着上次中断的地方继续", "went on where the last run was stopped"));
  for (const [outcome, count] of Object.entries(report.byOutcome)) console.log(`  ${outcome}  ${number(count)}`);
  console.log(`  ${both("可支付合计（元）", "payable, yuan")}  ${number(report.payableYuan)}`);
  if (report.setAsideIn)
    console.log(both(`${number(report.setAside)}行有错，另存于`, `${number(report.setAside)} rows set aside in`) + ` ${report.setAsideIn}`);
  console.log(both(`结果${number(report.rows)}行`, `${number(report.rows)} rows`) + ` → ${entitlements}`);
}
