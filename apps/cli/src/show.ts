import { amountText, parseDay, shareBase, type Benefit, type Condition, type Pack } from "@huican/engine";
import { Command } from "commander";
import { folderOption, installedPacks, namedPack } from "./installed.ts";
import { both, bothOf, styled } from "./output.ts";
import { packOption, requiredPackWords } from "./pack-words.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

/** `huican show`: a document's measures and benefits, or everything that one benefit says. */
export function showCommand(): Command {
  return new Command("show")
    .description(both("查看一份文件，或其中一项待遇", "show a document, or one of its benefits"))
    .argument("[pack]", both("文件代码", "the pack"))
    .argument("[benefit]", both("待遇代码", "the benefit's key"))
    .option("--as-of <day>", both("金额按哪一天，默认今天", "the day of the rates, today by default"))
    .addOption(packOption())
    .addOption(folderOption())
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action(
      async (
        first: string | undefined,
        second: string | undefined,
        flags: { readonly folder?: string; readonly pack?: string; readonly asOf?: string; readonly json?: true },
      ) => {
        const [packId, key] = requiredPackWords([first, second], flags.pack);
        const pack = namedPack(await installedPacks(flags.folder), packId);
        if (key === undefined) return flags.json ? printJson(pack.benefits) : printPack(pack);
        const benefit = pack.benefit(key);
        if (!benefit) throw new UsageError(`文件“${packId}”没有待遇“${key}”。`, `The pack "${packId}" has no benefit "${key}".`);
        const day = parseDay(flags.asOf ?? today());
        if (day === null) throw new UsageError("--as-of 应是日历上有的日期。", "--as-of must be a day of the calendar.");
        const conditions = benefit.conditions.map((position) => pack.compiled.conditions[position] as Condition);
        return flags.json ? printJson({ ...benefit, conditions }) : printBenefit(pack, benefit, conditions, day);
      },
    );
}

function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function printPack(pack: Pack): void {
  const { compiled } = pack;
  console.log(styled("bold", `${compiled.text.zh}\n${compiled.text.en}`));
  let measure = -1;
  for (const benefit of compiled.benefits) {
    if (benefit.measure.number !== measure) {
      measure = benefit.measure.number;
      console.log(`\n${measure}. ${bothOf(benefit.measure.text)}`);
    }
    console.log(`   ${benefit.key}  ${benefit.text.zh}`);
  }
}

/** In whose document a clause stands: the pack's own, or that of one which it extends. */
function packOf(pack: Pack, source: string): string {
  return pack.compiled.clauses.find((clause) => clause.clause === source)?.pack ?? pack.id;
}

/** A clause as the reader finds it: that of another document with its name. */
function cited(pack: Pack, source: string): string {
  const from = packOf(pack, source);
  return from === pack.id ? source : `${from} ${source}`;
}

function printBenefit(pack: Pack, benefit: Benefit, conditions: readonly Condition[], day: number): void {
  const program = pack.on(day);
  const rates = "code" in program ? [] : (program.setting.rates[pack.benefits.indexOf(benefit)] ?? []);
  console.log(styled("bold", `${benefit.text.zh}\n${benefit.text.en}`));
  console.log(`${packOf(pack, benefit.source)} ${benefit.source}`);
  console.log(`\n${both("条件", "Conditions")}`);
  for (const condition of conditions) {
    console.log(
      `  · ${condition.text.zh}${condition.soft ? "（仅提示）" : ""} ${styled("dim", cited(pack, condition.source))}\n    ${condition.text.en}`,
    );
    for (const alternative of condition.any) console.log(`      – ${bothOf(alternative.text)}`);
  }
  for (const { amount } of rates)
    console.log(`\n${both("标准", "Rate")}：${bothOf(amountText(amount, shareBase(pack.compiled, benefit)))}`);
  if (benefit.window?.text) console.log(`${both("时间", "When")}：${bothOf(benefit.window.text)}`);
  if (benefit.units.lead.length > 0)
    console.log(
      `${both("责任单位", "Responsible")}：${benefit.units.lead.map((unit) => unit.zh).join("、")} / ${benefit.units.lead.map((unit) => unit.en).join(", ")}`,
    );
  if (benefit.evidence.length > 0)
    console.log(
      `${both("需要带", "Bring")}：${benefit.evidence.map((item) => item.zh).join("、")} / ${benefit.evidence.map((item) => item.en).join(", ")}`,
    );
  for (const number of benefit.readings) {
    const reading = pack.compiled.readings.find((candidate) => candidate.number === number);
    if (reading) console.log(`${both(`读法${number}`, `Reading ${number}`)}：${bothOf(reading.text)}`);
  }
}
