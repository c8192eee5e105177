import { parseDay } from "@huican/engine";
import { operators, type LogLine, type ShownReport } from "@huican/server/commands";
import { Command, Option } from "commander";
import { fileNumber } from "./file-number.ts";
import { installedPacks } from "./installed.ts";
import { both, bothOf, styled, write } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";
import { UsageError } from "./usage-error.ts";
import { wholeNumber } from "./whole-number.ts";

/** `huican audit`: the access log for whoever runs it, at the machine itself. */
export function auditCommand(): Command {
  return new Command("audit")
    .description(
      both(
        "访问记录：查验、导出检查点、查阅、清除到期的（在服务器上使用）",
        "the access log: verify, export checkpoints, look through, remove what has expired (on the server itself)",
      ),
    )
    .addCommand(verifyCommand())
    .addCommand(exportCommand())
    .addCommand(showCommand())
    .addCommand(removeExpiredCommand());
}

function verifyCommand(): Command {
  return new Command("verify")
    .description(
      both(
        "查验每一条记录有没有被改动、删除、调换、插入；有问题时返回1",
        "whether any entry was changed, removed, moved or inserted; ends with 1 if so",
      ),
    )
    .option("--checkpoints <file>", both("以前导出的检查点文件", "checkpoints that were exported earlier"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((flags: { readonly checkpoints?: string; readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorAudit } = await operators();
        const report = await operatorAudit.verify(await installedPacks(), flags.checkpoints, tellProgress);
        if (flags.json) console.log(JSON.stringify(report, null, 2));
        else printReport(report);
        if (report.faultCount > 0 || report.foreign.length > 0 || report.putBack.length > 0) process.exitCode = 1;
      }),
    );
}

/** A count on standard error, where somebody is watching. */
function tellProgress(places: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${both(`已查验${places}条`, `${places} verified`)}`);
}

function exportCommand(): Command {
  return new Command("export")
    .description(
      both(
        "导出检查点（每行一个 JSON），请存到管数据库的人碰不到的地方；OpenSSL 就能验证",
        "export checkpoints, a JSON object a line, to be kept out of reach of whoever runs the database; OpenSSL verifies them",
      ),
    )
    .option("--key", both("改为导出验证用的公钥（PEM）", "export the public key that verifies them instead, as PEM"))
    .action((flags: { readonly key?: true }) =>
      refusalsToStderr(async () => {
        const packs = await installedPacks();
        const { operatorAudit } = await operators();
        if (flags.key) await write(await operatorAudit.publicKey(packs));
        else await operatorAudit.export(packs, (line) => write(`${line}\n`));
      }),
    );
}

function showCommand(): Command {
  return new Command("show")
    .description(
      both("查阅：某个人的档案、某个账号、某一天，最近的在前", "entries about a person, by an actor, of a day; the latest first"),
    )
    .option("--person <id>", both("档案编号", "the number of a file"))
    .option("--actor <id>", both("谁", "who"))
    .option("--day <day>", both("哪一天，如 2026-11-25", "which day, such as 2026-11-25"))
    .addOption(new Option("--most <number>", both("最多多少条", "at most so many")).default(50).argParser(wholeNumber))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((flags: ShowFlags) =>
      refusalsToStderr(async () => {
        const { person, actor, day, most } = flags;
        if (day !== undefined && parseDay(day) === null)
          throw new UsageError("--day 应是日历上有的日期，如 2026-11-25。", "--day must be a day of the calendar, such as 2026-11-25.");
        const subjectId = person === undefined ? undefined : fileNumber(person);
        const { operatorAudit } = await operators();
        const lines = await operatorAudit.show(await installedPacks(), {
          most,
          ...(subjectId !== undefined && { subjectId }),
          ...(actor !== undefined && { actor }),
          ...(day !== undefined && { day }),
        });
        if (flags.json) console.log(JSON.stringify(lines, null, 2));
        else for (const line of lines) printEntry(line);
        if (!flags.json && lines.length === 0) console.log(both("没有记录", "no entries"));
      }),
    );
}

type ShowFlags = {
  readonly person?: string;
  readonly actor?: string;
  readonly day?: string;
  readonly most: number;
  readonly json?: true;
};

function removeExpiredCommand(): Command {
  return new Command("remove-expired")
    .description(
      both(
        "清除保存期满的记录：先查验，封存值保留，并留下签名的清除记录",
        "remove entries whose time is over: verified first; their seals stay, and a signed removal tells of it",
      ),
    )
    .action(() =>
      refusalsToStderr(async () => {
        const { operatorAudit } = await operators();
        const ranges = await operatorAudit.removeExpired(await installedPacks());
        for (const { fromSeq, toSeq } of ranges)
          console.log(both(`已清除第${fromSeq}到${toSeq}条`, `removed places ${fromSeq} to ${toSeq}`));
        if (ranges.length === 0) console.log(both("没有到期的记录", "nothing has expired"));
      }),
    );
}

function printReport(report: ShownReport): void {
  const { sealed, checkpoints, unsigned, unsealed, removals, keptElsewhere, sentences, faultCount, foreign, putBack } = report;
  console.log(both(`已封存${sealed}条，${checkpoints}个检查点`, `${sealed} entries sealed, ${checkpoints} checkpoints`));
  if (keptElsewhere > 0)
    console.log(both(`与另外保存的${keptElsewhere}个检查点对照`, `held against ${keptElsewhere} checkpoints kept elsewhere`));
  if (unsigned > 0) console.log(both(`最后${unsigned}条已封存，还没有签名`, `the last ${unsigned} are sealed and not signed yet`));
  if (unsealed.count > 0)
    console.log(
      both(
        `${unsealed.count}条还没有封存，最早的是${unsealed.oldestAt}`,
        `${unsealed.count} are not sealed yet, the oldest of ${unsealed.oldestAt}`,
      ),
    );
  for (const { fromSeq, toSeq, at } of removals)
    console.log(
      both(
        `第${fromSeq}到${toSeq}条保存期满，${at}按规定清除`,
        `places ${fromSeq} to ${toSeq} had expired and were removed by procedure on ${at}`,
      ),
    );
  for (const sentence of sentences) console.log(`${styled("red", "✗")} ${bothOf(sentence)}`);
  if (faultCount > sentences.length) console.log(both(`共${faultCount}处问题`, `${faultCount} faults in all`));
  for (const { table, key } of foreign)
    console.log(
      `${styled("red", "✗")} ${both(`${table} ${key}：不是本程序写的，或者后来被改过，不作数`, `${table} ${key}: not written by this program, or changed since; it does not count`)}`,
    );
  for (const { table, key, text } of putBack)
    console.log(`${styled("red", "✗")} ${both(`${table} ${key}：${text.zh}`, `${table} ${key}: ${text.en}`)}`);
  if (faultCount === 0 && foreign.length === 0 && putBack.length === 0)
    console.log(styled("green", both("没有发现问题", "nothing is wrong")));
}

function printEntry({ id, at, actor, act, subjects, fields, occasion, outcome }: LogLine): void {
  const refused = outcome === "refused" ? `  ${styled("yellow", both("被拒绝", "refused"))}` : "";
  console.log(`${String(id).padStart(9)}  ${at.slice(0, 19)}Z  ${styled("bold", actor)}  ${bothOf(act)}${refused}`);
  if (subjects.length > 0) console.log(styled("dim", `           ${both("档案", "files")}：${subjects.join(" ")}`));
  if (fields.length > 0) console.log(styled("dim", `           ${fields.join(" ")}`));
  const why = ["basis", "reference", "reason", "address"].flatMap((key) => occasion[key] ?? []);
  if (why.length > 0) console.log(styled("dim", `           ${why.join("  ")}`));
}
