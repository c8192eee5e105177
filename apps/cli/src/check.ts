import { relative } from "node:path";
import { isBase, packIds } from "@huican/engine/compile";
import { layPackFiles, ownFolders } from "@huican/server/commands";
import { Command } from "commander";
import { checkPack } from "./check-pack.ts";
import { checkWords } from "./check-words.ts";
import { printFaults } from "./faults.ts";
import { both } from "./output.ts";
import { existingFolder } from "./pack-folder.ts";
import { packOption, packWords } from "./pack-words.ts";
import { printReport } from "./print-report.ts";
import { UsageError } from "./usage-error.ts";
import { watchPacks } from "./watch-packs.ts";

type Flags = { readonly folder?: string; readonly json?: true; readonly watch?: true; readonly pack?: string };

/** `huican check`: everything that is wrong with the packs, their coverage of the documents, and their worked cases. */
export function checkCommand(): Command {
  return new Command("check")
    .description(both("检查规则文件并运行案例", "check the packs and run their worked cases"))
    .argument("[pack]", both("只检查这一份", "only this pack"))
    .option(
      "--folder <path>",
      both(
        "只检查这个文件夹，默认为本项目的 packs；缺的取自已安装的",
        "only this folder, this project's packs by default; what it lacks is taken from the installed",
      ),
    )
    .addOption(packOption())
    .option("--watch", both("每次保存后重新检查，按 Ctrl-C 结束", "check again after each save; Ctrl-C ends"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action(async (word: string | undefined, flags: Flags) => {
      const [id] = packWords([word], flags.pack);
      if (flags.watch && flags.json)
        throw new UsageError("--watch 和 --json 不能同时使用。", "--watch and --json cannot be used together.");
      const folder = existingFolder(flags.folder ?? ownFolders.packs);
      const { files, own, locate } = layPackFiles(folder, ownFolders.packs);
      const ids = packIds(own).filter((candidate) => !isBase(own, candidate));
      if (id !== undefined && !ids.includes(id))
        throw new UsageError(`没有文件“${id}”。已有：${ids.join("、")}。`, `There is no pack "${id}". Installed: ${ids.join(", ")}.`);
      if (flags.watch) return watchPacks(folder, id);
      const reports = (id === undefined ? ids : [id]).map((each) => checkPack(files, each));
      const locateFrom = (path: string) => relative(process.cwd(), locate(path));
      if (flags.json) console.log(JSON.stringify(reports, null, 2));
      else for (const report of reports) printReport(report, locateFrom);
      // The words that a search understands are held against all documents: one pack alone cannot tell.
      const wordFaults = id === undefined ? checkWords(files, own) : [];
      printFaults(wordFaults, flags.json ? process.stderr : process.stdout, locateFrom);
      process.exitCode = wordFaults.length > 0 || reports.some((report) => report.faults.length > 0) ? 1 : 0;
    });
}
