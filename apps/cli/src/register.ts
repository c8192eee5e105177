import { amountText, parseDay, type Decision, type Pack } from "@huican/engine";
import { operators, type FileLine, type FoundPeople, type OpenRequest, type ShownEvent, type ShownFile } from "@huican/server/commands";
import { Command, Option } from "commander";
import { attachCommand, attachmentsCommand, printAttachments } from "./attachments.ts";
import { fileNumber } from "./file-number.ts";
import { installedPacks } from "./installed.ts";
import { both, bothOf, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";
import { UsageError } from "./usage-error.ts";
import { wholeNumber } from "./whole-number.ts";

/** `huican register`: the register for whoever runs it, at the machine itself. */
export function registerCommand(): Command {
  return new Command("register")
    .description(
      both("名册：查找、查看档案、生成快照（在服务器上使用）", "the register: search, show a file, make a snapshot (on the server itself)"),
    )
    .addCommand(searchCommand())
    .addCommand(showCommand())
    .addCommand(timelineCommand())
    .addCommand(attachCommand())
    .addCommand(attachmentsCommand())
    .addCommand(requestsCommand())
    .addCommand(snapshotCommand());
}

function searchCommand(): Command {
  return new Command("search")
    .description(
      both(
        "按姓名（或其中几个字）、拼音、证号、电话后四位、地区查找",
        "by name or a part of it, pinyin, number, last four digits of a telephone, area",
      ),
    )
    .argument("<query...>", both("要找的内容", "what to look for"))
    .addOption(new Option("--most <number>", both("最多列出多少人", "at most so many people")).default(20).argParser(wholeNumber))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((words: readonly string[], flags: { readonly most: number; readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorRegister } = await operators();
        const found = await operatorRegister.search(await installedPacks(), words.join(" "), flags.most);
        if (flags.json) console.log(JSON.stringify(found, null, 2));
        else printFound(found);
      }),
    );
}

function showCommand(): Command {
  return new Command("show")
    .description(both("一个人的档案、能享受的待遇和以后的变化", "somebody's file, what they are entitled to, and what will change"))
    .argument("<id>", both("档案编号，见 search", "the number of the file, see search"))
    .option("--as-of <day>", both("哪一天的情况，默认今天", "the state of which day, today by default"))
    .option(
      "--known-at <time>",
      both("按什么时候所知，如 2026-01-31T12:00:00Z；默认现在", "as known when, such as 2026-01-31T12:00:00Z; now by default"),
    )
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((id: string, flags: { readonly asOf?: string; readonly knownAt?: string; readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorRegister } = await operators();
        const file = await operatorRegister.show(await installedPacks(), { id: fileNumber(id), ...timesOf(flags) });
        if (flags.json)
          console.log(
            JSON.stringify({ ...file, documents: file.documents.map(({ pack, ...rest }) => ({ pack: pack.id, ...rest })) }, null, 2),
          );
        else printFile(file);
      }),
    );
}

function timelineCommand(): Command {
  return new Command("timeline")
    .description(both("一个人的全部经历和更正，按日期", "all that happened to somebody, and what was corrected, by day"))
    .argument("<id>", both("档案编号，见 search", "the number of the file, see search"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((id: string, flags: { readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorRegister } = await operators();
        const events = await operatorRegister.timeline(await installedPacks(), fileNumber(id));
        if (flags.json) console.log(JSON.stringify(events, null, 2));
        else for (const event of events) printEvent(event);
      }),
    );
}

const requestKinds = {
  copy: { zh: "查阅、复制", en: "a copy" },
  correction: { zh: "更正、补充", en: "a correction" },
  deletion: { zh: "删除", en: "deletion" },
  resumption: { zh: "恢复处理", en: "lifting of a restriction" },
  explanation: { zh: "解释说明", en: "an explanation" },
} as const;

function requestsCommand(): Command {
  return new Command("requests")
    .description(
      both("待办的个人信息请求，到期的在前，逾期的标出", "requests about personal information that wait: due first, the late ones marked"),
    )
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((flags: { readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorRegister } = await operators();
        const requests = await operatorRegister.requests(await installedPacks());
        if (flags.json) return console.log(JSON.stringify(requests, null, 2));
        for (const request of requests) printRequest(request);
        const late = requests.filter(({ isOverdue }) => isOverdue).length;
        console.log(both(`${requests.length}份待办，${late}份逾期`, `${requests.length} wait, ${late} of them late`));
      }),
    );
}

function printRequest({ id, subjectId, kind, state, receivedOn, dueOn, isOverdue }: OpenRequest): void {
  const stands = state === "granted" ? both("已同意，待办理", "granted, to be carried out") : both("待决定", "waits for a decision");
  const line = `${String(id).padStart(6)}  ${bothOf(requestKinds[kind])}  ${both(`档案${subjectId}`, `file ${subjectId}`)}  ${receivedOn} → ${dueOn}  ${stands}`;
  console.log(isOverdue ? styled("red", `${line}  ${both("逾期", "late")}`) : line);
}

function snapshotCommand(): Command {
  return new Command("snapshot")
    .description(
      both("重新生成某一天的快照（名单和整册判定用）", "make the snapshot of a day anew, for lists and for rules over everybody"),
    )
    .option("--as-of <day>", both("哪一天，默认今天", "which day, today by default"))
    .option("--known-at <time>", both("按什么时候所知", "as known when"))
    .action((flags: { readonly asOf?: string; readonly knownAt?: string }) =>
      refusalsToStderr(async () => {
        const { asOf, knownAt } = timesOf(flags);
        const startedAt = performance.now();
        const { operatorRegister } = await operators();
        const day = await operatorRegister.snapshot(await installedPacks(), asOf, knownAt ?? null);
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        console.log(both(`${day}的快照已生成，用时${seconds}秒`, `the snapshot of ${day} is made, in ${seconds} s`));
      }),
    );
}

function timesOf({ asOf, knownAt }: { readonly asOf?: string; readonly knownAt?: string }): {
  readonly asOf?: string;
  readonly knownAt?: string;
} {
  if (asOf !== undefined && parseDay(asOf) === null)
    throw new UsageError("--as-of 应是日历上有的日期，如 2024-03-01。", "--as-of must be a day of the calendar, such as 2024-03-01.");
  if (knownAt === undefined) return asOf === undefined ? {} : { asOf };
  // A day alone is its beginning in China.
  const instant = new Date(parseDay(knownAt) === null ? knownAt : `${knownAt}T00:00:00+08:00`);
  if (Number.isNaN(instant.getTime()))
    throw new UsageError("--known-at 应是一个时间，如 2026-01-31T12:00:00Z。", "--known-at must be a time, such as 2026-01-31T12:00:00Z.");
  return { ...(asOf !== undefined && { asOf }), knownAt: instant.toISOString() };
}

function printFound({ people, isCut, notUnderstood }: FoundPeople): void {
  for (const { id, name, areaName, birthDate, certificateStatus, deceased } of people)
    console.log(
      `${String(id).padStart(9)}  ${styled("bold", name)}  ${birthDate ?? "?"}  ${areaName}  ${deceased ? both("已故", "deceased") : (certificateStatus ?? "–")}`,
    );
  if (people.length === 0) console.log(both("没有找到", "nobody found"));
  if (isCut) console.log(styled("dim", both("还有更多：请写得更具体，或加 --most", "there are more: say more, or use --most")));
  for (const word of notUnderstood) console.log(styled("yellow", both(`没有看懂“${word}”`, `not understood: "${word}"`)));
}

function printFile(file: ShownFile): void {
  console.log(`${styled("bold", file.name ?? "?")}  ${file.id}  ${file.area}`);
  console.log(
    styled("dim", both(`${file.asOf}的情况，按${file.knownAt ?? "现在"}所知`, `as on ${file.asOf}, as known ${file.knownAt ?? "now"}`)),
  );
  console.log(`\n${both("档案", "File")}`);
  for (const line of file.lines) printLine(line);
  for (const said of file.follows)
    console.log(`  ${bothOf(said)}  ${both("由家庭成员和亲属得出", "follows from the household and from relatives")}`);
  printAttachments(file.attachments, file.asOf);
  for (const { kind, masked } of file.values) console.log(`  ${kind}  ${masked}`);
  for (const { pack, decisions, changes } of file.documents) {
    console.log(`\n${styled("bold", bothOf(pack.compiled.text))}`);
    for (const decision of decisions.filter(({ outcome }) => outcome === "eligible")) printEntitlement(pack, decision);
    const open = decisions.filter(({ outcome }) => outcome === "unknown");
    if (open.length > 0) console.log(styled("yellow", `  ? ${both(`${open.length}项还不能确定`, `${open.length} not settled yet`)}`));
    for (const { benefit } of open) console.log(styled("dim", `    ${nameOf(pack, benefit)}`));
    if (changes.length > 0) console.log(`  ${both("以后的变化", "What will change")}`);
    for (const { day, benefit, before, after } of changes)
      console.log(`    ${day}  ${nameOf(pack, benefit)}  ${before.outcome} → ${after.outcome}`);
  }
  if (file.questions.length > 0) console.log(`\n${both("还需要弄清的，先易后难", "What is worth finding out, best first")}`);
  for (const { text, settling, benefits } of file.questions) {
    console.log(`  ${bothOf(text)}  ${both(`关系到${benefits.length}项`, `for ${benefits.length} benefits`)}`);
    console.log(styled("dim", `      ${settlingText(settling)}`));
  }
}

function settlingText(settling: ShownFile["questions"][number]["settling"]): string {
  switch (settling.how) {
    case "list":
      return both(`查${settling.keptBy.zh}的名单`, `look it up in the list of ${settling.keptBy.en}`);
    case "ask":
      return both(`问本人：${settling.question.zh}`, `ask: ${settling.question.en}`);
    case "judge":
      return both(`由工作人员核实：${settling.question.zh}`, `an officer has to see: ${settling.question.en}`);
  }
}

const happened = {
  began: { zh: "开始", en: "began" },
  ended: { zh: "结束", en: "ended" },
  "was-corrected": { zh: "更正", en: "was corrected" },
} as const;

function printEvent({ day, what, kind, source, says, instead }: ShownEvent): void {
  console.log(`${day}  ${bothOf(kind)}  ${styled("bold", bothOf(happened[what]))}  ${styled("dim", bothOf(source))}`);
  for (const said of instead) console.log(styled("dim", `      ${both("原来", "before")}：${bothOf(said)}`));
  if (what !== "ended") for (const said of says) console.log(styled("dim", `      ${bothOf(said)}`));
}

function printLine({ kind, source, validFrom, validTo, says, counts }: FileLine): void {
  const period = `${validFrom ?? "…"} – ${validTo ?? "…"}`;
  const line = `  ${bothOf(kind)}  ${period}  ${bothOf(source)}${counts ? "" : `  ${both("另一来源，不作数", "another source, does not count")}`}`;
  console.log(counts ? line : styled("dim", line));
  for (const said of says) console.log(styled("dim", `      ${bothOf(said)}`));
}

function printEntitlement(pack: Pack, { benefit, amount, payable, refer, because = [] }: Decision): void {
  console.log(`  ${styled("green", "✓")} ${nameOf(pack, benefit)}`);
  if (amount)
    console.log(
      `      ${bothOf(amountText(amount))}${typeof payable === "number" ? `；${both(`本次${payable}元`, `${payable} yuan now`)}` : ""}`,
    );
  if (refer) console.log(`      ${both("须由工作人员核定", "an officer has to look at this")}`);
  for (const { condition, condition_en, source } of because.filter(({ result, soft }) => result === true && !soft))
    console.log(styled("dim", `      · ${condition} / ${condition_en}  ${source}`));
}

function nameOf(pack: Pack, key: string): string {
  const benefit = pack.benefit(key);
  return benefit ? bothOf(benefit.text) : key;
}
