import { Command } from "commander";
import { folderOption, installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";

/** `huican packs`: which documents are installed, since when and until when they apply. */
export function packsCommand(): Command {
  return new Command("packs")
    .description(both("列出已安装的文件", "list the installed documents"))
    .addOption(folderOption())
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action(async (flags: { readonly folder?: string; readonly json?: true }) => {
      const packs = [...(await installedPacks(flags.folder)).values()];
      if (flags.json) {
        console.log(
          JSON.stringify(
            packs.map(({ compiled, lastDay }) => ({
              id: compiled.id,
              version: compiled.version,
              hash: compiled.hash,
              ...compiled.text,
              region: compiled.region,
              from: compiled.inForce.from,
              to: lastDay,
              benefits: compiled.benefits.length,
            })),
            null,
            2,
          ),
        );
        return;
      }
      for (const { compiled, lastDay } of packs) {
        console.log(`${styled("bold", compiled.id)} ${compiled.version} ${styled("dim", compiled.hash.slice(0, 12))}`);
        console.log(`  ${compiled.text.zh}（${compiled.document.number ?? "无文号"}）`);
        console.log(`  ${compiled.text.en}`);
        console.log(
          `  ${compiled.inForce.from ?? "…"} → ${lastDay ?? both("至被替代", "until replaced")} · ${compiled.benefits.length} ${both("项待遇", "benefits")}`,
        );
      }
    });
}
