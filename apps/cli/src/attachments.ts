import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { operators, type ShownFile } from "@huican/server/commands";
import { Command, Option } from "commander";
import { fileNumber } from "./file-number.ts";
import { installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";
import { wholeNumber } from "./whole-number.ts";

/** `huican register attach`: a scan or a photograph into somebody's file. */
export function attachCommand(): Command {
  return new Command("attach")
    .description(both("在档案里放入证明材料（PDF、JPEG、PNG，加密保存）", "put a document into a file (PDF, JPEG, PNG; kept sealed)"))
    .argument("<id>", both("档案编号，见 search", "the number of the file, see search"))
    .argument("<path>", both("材料在哪里", "where the document is"))
    .option("--name <name>", both("材料名称，默认是文件名", "what it is called, the name of the file by default"))
    .option("--expires-on <day>", both("材料有效到哪一天", "the last day on which it proves something"))
    .action((id: string, path: string, flags: { readonly name?: string; readonly expiresOn?: string }) =>
      refusalsToStderr(async () => {
        const { expiresOn } = flags;
        const document = { subjectId: fileNumber(id), name: flags.name ?? basename(path), content: await contentOf(path) };
        const { operatorRegister } = await operators();
        const number = await operatorRegister.attach(await installedPacks(), {
          ...document,
          ...(expiresOn !== undefined && { expiresOn }),
        });
        console.log(both(`材料已放入，编号${number}`, `the document is in the file, number ${number}`));
      }),
    );
}

/** `huican register attachments`: what documents a file has, and one of them taken out. */
export function attachmentsCommand(): Command {
  return new Command("attachments")
    .description(both("档案里的证明材料；取出其中一份", "the documents in a file; take one out"))
    .argument("<id>", both("档案编号，见 search", "the number of the file, see search"))
    .option("--known-at <time>", both("按什么时候所知", "as known when"))
    .addOption(new Option("--take <number>", both("取出哪一份", "which one to take out")).argParser(wholeNumber))
    .option("--to <path>", both("存到哪里（不覆盖已有文件）", "where to put it; nothing is overwritten"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((id: string, flags: { readonly knownAt?: string; readonly take?: number; readonly to?: string; readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { take, to } = flags;
        if ((take === undefined) !== (to === undefined)) throw new UsageError("--take 和 --to 要一起用。", "--take and --to go together.");
        const { operatorRegister } = await operators();
        const listed = await operatorRegister.attachments(await installedPacks(), fileNumber(id), instantOf(flags.knownAt));
        if (take === undefined || to === undefined) {
          if (flags.json) console.log(JSON.stringify(listed, null, 2));
          else printAttachments(listed, today());
          return;
        }
        if (!listed.some((attachment) => attachment.id === take))
          throw new UsageError("这份档案里没有这个编号的材料。", "There is no document of this number in this file.");
        await written(to, await operatorRegister.attachment(await installedPacks(), take));
        console.log(both("材料已取出。它没有加密，用完请删除。", "the document was taken out. It is not sealed: delete it after use."));
      }),
    );
}

export function printAttachments(attachments: ShownFile["attachments"], day: string): void {
  for (const { id, name, mediaType, expiresOn, addedAt } of attachments) {
    const until = expiresOn === null ? "" : `  ${both(`有效到${expiresOn}`, `until ${expiresOn}`)}`;
    const line = `  ${both(`材料${id}`, `document ${id}`)}  ${name}  ${mediaType}  ${addedAt.slice(0, 10)}${until}`;
    console.log(expiresOn !== null && expiresOn < day ? styled("dim", `${line}  ${both("已过期", "has run out")}`) : line);
  }
}

async function contentOf(path: string): Promise<Buffer> {
  return readFile(path).catch(() => {
    throw new UsageError("读不到这个文件。", "This file cannot be read.");
  });
}

async function written(path: string, content: Buffer): Promise<void> {
  await writeFile(path, content, { flag: "wx", mode: 0o600 }).catch(() => {
    throw new UsageError("存不到那里：文件已经有了，或者没有权限。", "It cannot be put there: the file exists, or this is not permitted.");
  });
}

function instantOf(knownAt: string | undefined): string | undefined {
  if (knownAt === undefined) return undefined;
  const instant = new Date(/^\d{4}-\d\d-\d\d$/.test(knownAt) ? `${knownAt}T00:00:00+08:00` : knownAt);
  if (Number.isNaN(instant.getTime()))
    throw new UsageError("--known-at 应是一个时间，如 2026-01-31T12:00:00Z。", "--known-at must be a time, such as 2026-01-31T12:00:00Z.");
  return instant.toISOString();
}
