import { operatorKeys } from "@huican/server/commands";
import { Command } from "commander";
import { installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";

/** `huican keys`: what seals numbers, telephones, accounts and addresses, for whoever runs the server. */
export function keysCommand(): Command {
  return new Command("keys")
    .description(both("密钥：状态、更换（在服务器上使用）", "keys: their state, and a new one (on the server itself)"))
    .addCommand(statusCommand())
    .addCommand(rotateCommand());
}

function statusCommand(): Command {
  return new Command("status")
    .description(both("现在用第几版密钥，各版加密了多少", "which version seals now, and how much each has sealed"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((flags: { readonly json?: true }) =>
      refusalsToStderr(async () => {
        const status = await operatorKeys.status(await installedPacks());
        if (flags.json) return console.log(JSON.stringify(status, null, 2));
        for (const { version, values } of status.counts)
          console.log(both(`第${version}版：${values}项`, `version ${version}: ${values} values`));
        console.log(styled("bold", both(`现在用第${status.current}版`, `version ${status.current} seals now`)));
      }),
    );
}

function rotateCommand(): Command {
  return new Command("rotate")
    .description(
      both(
        "换一把新密钥，并把以前加密的内容改用新密钥；可以中断，再运行就接着做",
        "a new key, and all that earlier ones sealed is sealed with it; can be broken off and goes on when run again",
      ),
    )
    .action(() =>
      refusalsToStderr(async () => {
        const { version, isContinued, values } = await operatorKeys.rotate(await installedPacks(), tellProgress);
        if (process.stderr.isTTY) process.stderr.write("\n");
        console.log(
          isContinued
            ? both(`接着完成了第${version}版密钥的更换：${values}项`, `went on to version ${version}: ${values} values sealed anew`)
            : both(`已换用第${version}版密钥：${values}项`, `version ${version} seals from now on: ${values} values sealed anew`),
        );
        console.log(
          both(
            "请马上重新备份密钥文件。旧密钥仍在文件里：以前的数据备份要用它打开。",
            "Copy the file of keys again now. The old key stays in it: earlier copies of the data open with it.",
          ),
        );
      }),
    );
}

/** A count on standard error, where somebody is watching. */
function tellProgress(values: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${both(`已更换${values}项`, `${values} sealed anew`)}`);
}
