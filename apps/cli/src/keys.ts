import { operators } from "@huican/server/commands";
import { Command } from "commander";
import { askPassphrase } from "./ask-passphrase.ts";
import { installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";

/** `huican keys`: what seals numbers, telephones, accounts and addresses, for whoever runs the server. */
export function keysCommand(): Command {
  return new Command("keys")
    .description(
      both("密钥：状态、更换、另存、取回（在服务器上使用）", "keys: their state, a new one, a copy and back (on the server itself)"),
    )
    .addCommand(statusCommand())
    .addCommand(rotateCommand())
    .addCommand(copyCommand())
    .addCommand(bringBackCommand());
}

function statusCommand(): Command {
  return new Command("status")
    .description(both("现在用第几版密钥，各版加密了多少", "which version seals now, and how much each has sealed"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((flags: { readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorKeys } = await operators();
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
        const { operatorKeys } = await operators();
        const { version, isContinued, values } = await operatorKeys.rotate(await installedPacks(), tellProgress);
        if (process.stderr.isTTY) process.stderr.write("\n");
        console.log(
          isContinued
            ? both(`接着完成了第${version}版密钥的更换：${values}项`, `went on to version ${version}: ${values} values sealed anew`)
            : both(`已换用第${version}版密钥：${values}项`, `version ${version} seals from now on: ${values} values sealed anew`),
        );
        const place = operatorKeys.place();
        console.log(
          both(
            `请马上重新备份${place.zh}。旧密钥仍在里面：以前的数据备份要用它打开。`,
            `Copy ${place.en} again now. The old key stays in it: earlier copies of the data open with it.`,
          ),
        );
      }),
    );
}

function copyCommand(): Command {
  return new Command("copy")
    .description(
      both(
        "把密钥另存一份，用口令加密；和数据的备份分开放",
        "a copy of the keys, sealed with a passphrase; keep it apart from backups of the data",
      ),
    )
    .argument("<file>", both("新文件", "a new file"))
    .action((path: string) =>
      refusalsToStderr(async () => {
        const { operatorKeys } = await operators();
        await operatorKeys.copy(path, await askPassphrase(true));
        console.log(styled("bold", both(`密钥已另存到 ${path}`, `the keys are copied to ${path}`)));
        console.log(
          both(
            "口令没有保存在任何地方，忘了就打不开。请另外记下来，和这个文件分开放。",
            "The passphrase is kept nowhere, and without it nobody opens the copy. Write it down and keep it apart from this file.",
          ),
        );
      }),
    );
}

function bringBackCommand(): Command {
  return new Command("bring-back")
    .description(
      both(
        "把另存的密钥放回原处；那里已有密钥时不覆盖",
        "put copied keys back in their place; where there are keys nothing is overwritten",
      ),
    )
    .argument("<file>", both("huican keys copy 存的文件", "a file that huican keys copy wrote"))
    .action((path: string) =>
      refusalsToStderr(async () => {
        const { operatorKeys } = await operators();
        const keyPlace = await operatorKeys.bringBack(path, await askPassphrase(false));
        console.log(styled("bold", both(`密钥已放回${keyPlace.zh}`, `the keys are back in ${keyPlace.en}`)));
      }),
    );
}

/** A count on standard error, where somebody is watching. */
function tellProgress(values: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${both(`已更换${values}项`, `${values} sealed anew`)}`);
}
