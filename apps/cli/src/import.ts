import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { operators } from "@huican/server/commands";
import { Command } from "commander";
import { installedPacks } from "./installed.ts";
import { both } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";
import { UsageError } from "./usage-error.ts";

type Flags = {
  readonly unit: string;
  readonly source: string;
  readonly area: string;
  readonly asOf?: string;
  readonly submit?: true;
  readonly json?: true;
};

const kindTexts: Readonly<Record<string, string>> = {
  same: both("一致", "the same"),
  changed: both("有变化", "changed"),
  new: both("新建档", "new"),
  doubtful: both("存疑", "doubtful"),
  refused: both("不能用", "refused"),
  skipped: both("不导入", "left out"),
};

/** `huican import`: a list from another unit is read and held against the register; somebody of the desk commits it. */
export function importCommand(): Command {
  return new Command("import")
    .description(
      both(
        "导入一份表格（.xlsx、.csv）并和名册核对；由工作台上的人写入",
        "enter a list (.xlsx, .csv) and check it; somebody of the desk writes it",
      ),
    )
    .argument("<path>", both("表格在哪里", "where the list is"))
    .requiredOption("--unit <name>", both("哪个单位给的", "which unit has sent it"))
    .requiredOption("--source <key>", both("算谁说的，如 civil-affairs", "whose word it is, such as civil-affairs"))
    .requiredOption("--area <code>", both("属于哪个辖区，如 500106", "of which area it is, such as 500106"))
    .option("--as-of <day>", both("情况截至哪一天，默认今天", "the day of which it tells, today by default"))
    .option("--submit", both("核对完就提交，由别人写入", "hand it to whoever writes it once it is checked"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((path: string, { unit, source, area, asOf, submit, json }: Flags) =>
      refusalsToStderr(async () => {
        const handed = { unit, source, area, fileName: basename(path), content: await contentOf(path), isSubmitted: submit === true };
        const { operatorImport } = await operators();
        const entered = await operatorImport.enter(
          await installedPacks(),
          { ...handed, ...(asOf !== undefined && { asOf }) },
          (done, all) => process.stderr.write(both(`核对 ${done}/${all} 行\n`, `checked ${done} of ${all} rows\n`)),
        );
        if (json) return console.log(JSON.stringify(entered, null, 2));
        console.log(
          entered.isKnown
            ? both(`这份文件导入过了，是第${entered.id}号`, `this file was entered before, as number ${entered.id}`)
            : both(`已导入，编号${entered.id}`, `entered, number ${entered.id}`),
        );
        for (const { head, target } of entered.columns) console.log(`  ${head} → ${target === "" ? both("不读", "not read") : target}`);
        for (const [kind, count] of Object.entries(entered.byKind)) console.log(`  ${kindTexts[kind] ?? kind}: ${count}`);
        console.log(both(`请在工作台 /desk/imports/${entered.id} 查看和写入`, `look at it and write it at /desk/imports/${entered.id}`));
      }),
    );
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new UsageError("读不到这份表格，请核对路径。", "This list cannot be read. Check where it is.");
  }
}
