import { writeFile } from "node:fs/promises";
import { operators } from "@huican/server/commands";
import { Command, Option } from "commander";
import { installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";
import { wholeNumber } from "./whole-number.ts";

type Flags = { readonly region: string; readonly people: number; readonly seed: number; readonly keyFile?: string };

/** `huican sample`: invented people into an empty register. */
export function sampleCommand(): Command {
  return new Command("sample")
    .description(both("把虚构的示例人员装入空的名册", "load invented people into an empty register"))
    .option("--region <code>", both("区县代码，六位", "the district, six digits"), "500106")
    .addOption(new Option("--people <number>", both("多少人", "how many people")).default(20_000).argParser(wholeNumber))
    .addOption(
      new Option("--seed <number>", both("同一个数得到同样的人", "the same number gives the same people"))
        .default(1)
        .argParser(wholeNumber),
    )
    .option("--key-file <path>", both("把埋设的问题写入这个 JSON 文件", "write what is wrong on purpose to this JSON file"))
    .action((flags: Flags) =>
      refusalsToStderr(async () => {
        const { operatorRegister } = await operators();
        const key = await operatorRegister.sample(await installedPacks(), flags, (people) =>
          process.stderr.write(`${both(`已写入${people.toLocaleString("en")}人`, `${people.toLocaleString("en")} people written`)}\n`),
        );
        if (flags.keyFile !== undefined) await writeFile(flags.keyFile, `${JSON.stringify(key, null, 2)}\n`);
        console.log(styled("bold", both("示例人员已装入", "the sample is loaded")));
        const faults = Map.groupBy(key.faults, ({ fault }) => fault);
        for (const [fault, found] of faults) console.log(`  ${fault}  ${found.length}`);
      }),
    );
}
