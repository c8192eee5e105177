import { cancel, intro, isCancel, note, outro, select, text } from "@clack/prompts";
import {
  amountText,
  encode,
  factIndex,
  isInputError,
  nextQuestion,
  parseDay,
  readFacts,
  type Fact,
  type FactsInput,
  type Pack,
  type Program,
} from "@huican/engine";
import { Command } from "commander";
import { folderOption, installedPacks, namedPack, readParameters } from "./installed.ts";
import { both, bothOf } from "./output.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

type Flags = {
  readonly folder?: string;
  readonly pack: string;
  readonly asOf?: string;
  readonly param: readonly string[];
  readonly benefit?: readonly string[];
  readonly officer?: true;
};
type Answers = Record<string, Record<string, unknown>>;

/** `huican ask`: asks the next best question until nothing can change any more. */
export function askCommand(): Command {
  return new Command("ask")
    .description(both("一问一答，看看能享受什么", "answer questions to see what applies"))
    .requiredOption("--pack <id>", both("文件代码", "the pack"))
    .addOption(folderOption())
    .option("--as-of <day>", both("判定日，默认今天", "the assessment day, today by default"))
    .option("--param <name=value...>", both("参数", "a parameter"), (value: string, all: readonly string[]) => [...all, value], [])
    .option("--benefit <key...>", both("只问这些待遇", "only these benefits"))
    .option("--officer", both("也问须由工作人员认定的事项", "also ask what an officer has to judge"))
    .action(async (flags: Flags) => {
      if (!process.stdin.isTTY) throw new UsageError("huican ask 需要在终端里逐题回答。", "huican ask needs a terminal to ask in.");
      const pack = namedPack(await installedPacks(flags.folder), flags.pack);
      const day = parseDay(flags.asOf ?? today());
      if (day === null) throw new UsageError("--as-of 应是日历上有的日期。", "--as-of must be a day of the calendar.");
      const program = pack.on(day, readParameters(flags.param));
      if ("code" in program) throw new UsageError(program.message, program.message_en);
      intro(bothOf(pack.compiled.text));
      const answers = await askAll(pack, program, flags);
      if (answers) printResult(pack, program, answers, flags.benefit);
    });
}

async function askAll(pack: Pack, program: Program, flags: Flags): Promise<Answers | null> {
  const answers: Answers = {};
  const skipped: string[] = [];
  const index = factIndex(pack.compiled.vocabulary);
  for (;;) {
    const question = nextQuestion(program, factsOf(pack, answers), {
      skipped,
      audience: flags.officer ? "officer" : "citizen",
      ...(flags.benefit && { benefits: flags.benefit }),
    });
    if (!question) return answers;
    note(
      question.screen.help
        ? bothOf(question.screen.help)
        : both(`还有${question.unsettled}项没有结论`, `${question.unsettled} benefits not settled yet`),
      bothOf(question.screen.text),
    );
    for (const name of question.facts) {
      const fact = pack.compiled.vocabulary.facts[index.get(name) as number] as Fact;
      const answer = await askFact(fact);
      if (isCancel(answer)) {
        cancel(both("已停止，没有保存任何内容", "Stopped; nothing was kept"));
        return null;
      }
      if (answer === undefined) skipped.push(name);
      else {
        const [group = "", key = ""] = name.split(".");
        (answers[group] ??= {})[key] = answer;
      }
    }
  }
}

function factsOf(pack: Pack, answers: FactsInput) {
  const facts = readFacts(pack.compiled.vocabulary, answers, "unknown");
  if (isInputError(facts)) throw new Error(facts.message_en);
  return facts;
}

const doNotKnow = { value: undefined, label: both("不知道或跳过", "do not know, or skip") };

/** One answer; undefined where it is not known. */
async function askFact(fact: Fact): Promise<unknown> {
  const message = bothOf(fact.ask ?? fact.label);
  if (fact.type === "bool") {
    return select<unknown>({
      message,
      options: [{ value: true, label: both("是", "yes") }, { value: false, label: both("否", "no") }, doNotKnow],
    });
  }
  if (fact.type === "enum") {
    return select<unknown>({
      message,
      options: [...(fact.values ?? []).map((value) => ({ value: value.key, label: bothOf(value.text) })), doNotKnow],
    });
  }
  const answer = await text({
    message: `${message}（${both("不知道请直接回车", "press Enter where not known")}）`,
    validate: (value) => {
      if (!value) return undefined;
      const encoded = encode(fact, typed(fact, value));
      return typeof encoded === "number" ? undefined : both(encoded.message, encoded.message_en);
    },
  });
  if (isCancel(answer)) return answer;
  return answer ? typed(fact, answer) : undefined;
}

function typed(fact: Fact, value: string): unknown {
  return fact.type === "int" || fact.type === "money" ? Number(value) : value.trim();
}

function printResult(pack: Pack, program: Program, answers: Answers, benefits: readonly string[] | undefined): void {
  const decisions = program.decide(factsOf(pack, answers), { ...(benefits && { benefits }) });
  const lines = (outcome: string) =>
    decisions
      .filter((decision) => decision.outcome === outcome)
      .map((decision) => {
        const amount = decision.amount ? `：${bothOf(amountText(decision.amount))}` : "";
        const missing = decision.missing ? `（${decision.missing.join(", ")}）` : "";
        return `${pack.benefit(decision.benefit)?.text.zh}${amount}${missing}`;
      });
  note(lines("eligible").join("\n") || both("没有", "none"), both("符合", "entitled"));
  note(lines("unknown").join("\n") || both("没有", "none"), both("还不能确定", "not settled"));
  outro(both(`另有${lines("ineligible").length}项不符合`, `${lines("ineligible").length} others do not apply`));
}
