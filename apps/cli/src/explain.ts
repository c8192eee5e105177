import { createReadStream } from "node:fs";
import { amountText, type Because, type Decision } from "@huican/engine";
import { Command, Option } from "commander";
import { decideLine } from "./decide.ts";
import { folderOption, installedPacks, namedPack, readParameters } from "./installed.ts";
import { linesOf } from "./lines.ts";
import { both, bothOf, styled } from "./output.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

type Flags = {
  readonly folder?: string;
  readonly pack: string;
  readonly asOf?: string;
  readonly missing: "unknown" | "closed";
  readonly param: readonly string[];
  readonly benefit?: readonly string[];
  readonly json?: true;
};
type Answer = { readonly error?: { readonly message: string; readonly message_en: string }; readonly decisions?: readonly Decision[] };

/** `huican explain`: one case, readable in a terminal. */
export function explainCommand(): Command {
  return new Command("explain")
    .description(both("判定一个人，并逐条说明理由", "decide one case and say why, condition by condition"))
    .requiredOption("--pack <id>", both("文件代码", "the pack"))
    .addOption(folderOption())
    .option("--as-of <day>", both("判定日，默认今天", "the assessment day, today by default"))
    .addOption(new Option("--missing <mode>", both("未填的事项", "facts left out")).choices(["unknown", "closed"]).default("unknown"))
    .option("--param <name=value...>", both("参数", "a parameter"), (value: string, all: readonly string[]) => [...all, value], [])
    .option("--benefit <key...>", both("只看这些待遇", "only these benefits"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .argument("[file]", both("含一个 JSON 对象的文件；省略则读标准输入", "a file with one JSON object; standard input where left out"))
    .action(async (file: string | undefined, flags: Flags) => {
      const packs = await installedPacks(flags.folder);
      const pack = namedPack(packs, flags.pack);
      let text = "";
      for await (const line of linesOf(file === undefined ? process.stdin : createReadStream(file))) text += `${line} `;
      const defaults = {
        pack: flags.pack,
        asOf: flags.asOf ?? today(),
        missing: flags.missing,
        params: readParameters(flags.param),
        ...(flags.benefit && { benefits: flags.benefit }),
        explain: true,
      };
      const answer = decideLine(packs, defaults, text);
      if (flags.json) {
        console.log(answer.text);
        process.exitCode = answer.isRefused ? 1 : 0;
        return;
      }
      const { error, decisions = [] } = JSON.parse(answer.text) as Answer;
      if (error) throw new UsageError(error.message, error.message_en);
      for (const decision of decisions)
        printDecision(pack.benefit(decision.benefit)?.text ?? { zh: decision.benefit, en: decision.benefit }, decision);
    });
}

const outcomes = {
  eligible: ["green", "✓ 符合", "entitled"],
  ineligible: ["red", "✗ 不符合", "not entitled"],
  unknown: ["yellow", "? 还不能确定", "not settled"],
  not_in_force: ["dim", "– 未执行", "not in force"],
} as const;

function printDecision(text: { readonly zh: string; readonly en: string }, decision: Decision): void {
  const [style, zh, en] = outcomes[decision.outcome];
  console.log(`\n${styled(style, `${zh} / ${en}`)}  ${styled("bold", text.zh)} / ${text.en}  ${styled("dim", decision.benefit)}`);
  if (decision.amount) {
    const payable = typeof decision.payable === "number" ? `；${both(`本次${decision.payable}元`, `${decision.payable} yuan now`)}` : "";
    console.log(`  ${bothOf(amountText(decision.amount))}${payable}`);
  }
  if (decision.missing) console.log(`  ${both("还需要知道", "still to be known")}：${decision.missing.join(", ")}`);
  if (decision.refer) console.log(`  ${both("须由工作人员核定", "an officer has to look at this")}`);
  for (const because of decision.because ?? []) printBecause(because, "  ");
}

function printBecause(because: Because, indent: string): void {
  const mark = because.result === null ? styled("yellow", "?") : because.result ? styled("green", "✓") : styled("red", "✗");
  const facts = Object.entries(because.facts).map(([name, value]) => `${name}=${value ?? "?"}`);
  console.log(
    `${indent}${mark} ${because.condition} / ${because.condition_en}${because.soft ? "（仅提示 / for information）" : ""}  ${styled("dim", because.source)}`,
  );
  if (facts.length > 0 && facts.length <= 8) console.log(styled("dim", `${indent}  ${facts.join("  ")}`));
  for (const alternative of because.any ?? []) printBecause(alternative, `${indent}    `);
}
