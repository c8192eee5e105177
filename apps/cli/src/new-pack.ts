import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compilePack, packIds, type PackFile } from "@huican/engine/compile";
import { layPackFiles, ownFolders, readPackFiles, sha256 } from "@huican/server/commands";
import { Command } from "commander";
import { both } from "./output.ts";
import { skeleton } from "./skeleton.ts";
import { UsageError } from "./usage-error.ts";

type Flags = { readonly extends: string; readonly folder?: string; readonly region: string; readonly zh?: string; readonly en?: string };

/** `huican new-pack`: the files of a new document, with one benefit to write the others by. They pass `huican check` as they are. */
export function newPackCommand(): Command {
  return new Command("new-pack")
    .description(both("为一份新文件写好规则文件的样子", "write the skeleton of a pack for a new document"))
    .argument("<id>", both("代码，例如 qinghe-2024", "its id, such as qinghe-2024"))
    .option("--extends <pack>", both("沿用哪一份的内容", "the pack whose content is taken over"), "national")
    .option("--folder <path>", both("放在哪个文件夹，默认为本项目的 packs", "the folder to put it in, this project's packs by default"))
    .option("--region <code>", both("本地的六位行政区划代码", "the division code of the place, six digits"), "990000")
    .option("--zh <title>", both("文件标题", "title in Chinese"))
    .option("--en <title>", both("英文标题", "title in English"))
    .action((id: string, flags: Flags) => {
      const folder = flags.folder ?? ownFolders.packs;
      const files = existsSync(folder) ? layPackFiles(folder, ownFolders.packs).files : readPackFiles(ownFolders.packs);
      refuseBadId(id);
      refuseExisting(folder, id);
      refuseUnknownBase(flags.extends, files);
      refuseBadRegion(flags.region);
      const titles = { zh: flags.zh ?? "（请填写文件标题）", en: flags.en ?? "(put the title of the document here)" };
      const written = skeleton(
        { id, extended: flags.extends, region: flags.region, ...titles, reading: freeReading(flags.extends, files) },
        folder,
      );
      for (const { path, text } of written) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text, { flag: "wx" });
      }
      console.log(both(`已写好 ${written.length} 个文件：`, `${written.length} files written:`));
      for (const { path } of written) console.log(`  ${relative(process.cwd(), join(folder, path))}`);
      const inFolder = flags.folder === undefined ? "" : ` --folder ${flags.folder}`;
      console.log(both("接下来", "next"));
      console.log(`  npm exec --no -- huican check ${id}${inFolder} --watch`);
    });
}

function refuseBadId(id: string): void {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && id !== "vocabulary") return;
  throw new UsageError(
    `代码“${id}”不合格：用小写字母、数字和连字符，以字母开头，例如 qinghe-2024。`,
    `"${id}" is no id: use small letters, digits and hyphens, beginning with a letter, such as qinghe-2024.`,
  );
}

/** Also where an installed pack has the id: two packs of one id would be one and the other by turns. */
function refuseExisting(folder: string, id: string): void {
  const existing = [join(folder, id), join(ownFolders.packs, id)].find((path) => existsSync(path));
  if (existing === undefined) return;
  throw new UsageError(`“${existing}”已经存在，没有改动它。请换一个代码。`, `"${existing}" exists and was left alone. Take another id.`);
}

function refuseUnknownBase(base: string, files: readonly PackFile[]): void {
  const ids = packIds(files);
  if (ids.includes(base)) return;
  throw new UsageError(
    `没有可以沿用的“${base}”。可用：${ids.join("、")}。`,
    `There is no pack "${base}" to extend. There are: ${ids.join(", ")}.`,
  );
}

function refuseBadRegion(region: string): void {
  if (/^\d{6}$/.test(region)) return;
  throw new UsageError(
    `“${region}”不是六位行政区划代码，应写成 511100 这样。`,
    `"${region}" is no division code of six digits, such as 511100.`,
  );
}

/** The first round hundred above the readings of the pack extended: numbers of one pack stay together. */
function freeReading(base: string, files: readonly PackFile[]): number {
  const { compilation } = compilePack(files, base, { sha256 });
  const numbers = compilation?.pack.readings.map(({ number }) => number) ?? [];
  return numbers.length === 0 ? 1 : Math.ceil((Math.max(...numbers) + 1) / 100) * 100 + 1;
}
