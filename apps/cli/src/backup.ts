import { operators, type BackupSummary } from "@huican/server/commands";
import { Command } from "commander";
import { installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";

/** `huican backup`: the whole register in one sealed file, for whoever runs the server. */
export function backupCommand(): Command {
  return new Command("backup")
    .description(
      both(
        "备份：把整个名册存成一个加密文件，服务不用停；密钥不在里面，用 huican keys copy 另存",
        "the whole register in one sealed file, while the server runs; without its keys: huican keys copy",
      ),
    )
    .argument("<file>", both("新文件", "a new file"))
    .action((path: string) =>
      refusalsToStderr(async () => {
        const { operatorBackup } = await operators();
        const { header, rows, bytes } = await operatorBackup.take(path, tellProgress("已写入", "written"));
        endProgress();
        console.log(styled("bold", both(`已备份到 ${path}`, `backed up to ${path}`)));
        console.log(both(`${count(rows)}行，${megabytes(bytes)} MB`, `${count(rows)} rows, ${megabytes(bytes)} MB`));
        console.log(keysLine(Object.keys(header.keys.versions).map(Number)));
      }),
    );
}

type RestoreFlags = { readonly check?: true; readonly replace?: true };

/** `huican restore`: back again, all or nothing. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description(
      both(
        "从备份恢复整个名册：要么全部恢复，要么什么都不改；先停止服务",
        "the whole register from a backup, all of it or nothing is changed; stop the server first",
      ),
    )
    .argument("<file>", both("备份文件", "the backup"))
    .option("--check", both("只检查备份和密钥，不恢复", "only look whether the backup is whole and the keys open it"))
    .option("--replace", both("换掉这里已有的名册", "give up the register that is there for it"))
    .action((path: string, flags: RestoreFlags) =>
      refusalsToStderr(async () => (flags.check ? check(path) : restore(path, flags.replace === true))),
    );
}

async function check(path: string): Promise<void> {
  const { operatorBackup } = await operators();
  const summary = await operatorBackup.check(path);
  console.log(styled("green", both("备份完整，密钥能打开", "the backup is whole, and the keys open it")));
  printSummary(summary);
}

async function restore(path: string, replaces: boolean): Promise<void> {
  const onProgress = tellProgress("已恢复", "restored");
  const { operatorBackup } = await operators();
  const restored = await operatorBackup.restore(await installedPacks(), path, { replaces, onProgress });
  endProgress();
  console.log(styled("bold", both(`已恢复：${count(restored.rows)}行`, `restored: ${count(restored.rows)} rows`)));
  printSummary(restored);
  console.log(
    both(
      "所有人都已退出登录。备份以后改过的密码、任职和档案都回到了当时，请核对。",
      "Everybody is signed out. Passwords, duties and files that changed after the backup are as they were then: look them over.",
    ),
  );
  if (restored.erasedAgain > 0)
    console.log(
      both(
        `备份以后按请求删除的${restored.erasedAgain}份档案已重新删除`,
        `${restored.erasedAgain} files that were erased on request after the backup were erased again`,
      ),
    );
  if (restored.checkpointsAside !== null)
    console.log(
      both(
        `备份以后的访问记录检查点移到了 ${restored.checkpointsAside}，请保留`,
        `checkpoints of the access log after the backup are now in ${restored.checkpointsAside}: keep them`,
      ),
    );
  if (restored.logFaults === 0) return console.log(styled("green", both("访问记录查验无误", "the access log is whole")));
  console.log(
    styled(
      "red",
      both(
        `访问记录有${restored.logFaults}处问题，备份时就有：请运行 huican audit verify`,
        `the access log has ${restored.logFaults} faults, as it had when the backup was taken: run huican audit verify`,
      ),
    ),
  );
  process.exitCode = 1;
}

function printSummary({ madeAt, kind, people, keyVersions }: BackupSummary): void {
  const what = kind === "demo" ? both("示例数据", "sample data") : both("正式", "in real use");
  console.log(both(`备份时间 ${madeAt}，${count(people)}人`, `taken at ${madeAt}, ${count(people)} people`));
  console.log(what);
  console.log(keysLine(keyVersions));
}

function keysLine(versions: readonly number[]): string {
  const listed = versions.join(", ");
  return both(`要用第${listed}版密钥打开`, `opens with keys of version ${listed}`);
}

/** A count on standard error, where somebody is watching. */
function tellProgress(zh: string, en: string): (rows: number) => void {
  return (rows) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${both(`${zh}${count(rows)}行`, `${count(rows)} rows ${en}`)}`);
  };
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\n");
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
