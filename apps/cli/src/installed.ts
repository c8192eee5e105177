import { findPack, type Pack } from "@huican/engine";
import { loadPacks, loadPacksWith } from "@huican/server/commands";
import { Option } from "commander";
import { printFaults } from "./faults.ts";
import { both } from "./output.ts";
import { existingFolder } from "./pack-folder.ts";
import { UsageError } from "./usage-error.ts";

/** `--folder`: packs that an author has outside the installation, beside the installed ones. */
export function folderOption(): Option {
  return new Option(
    "--folder <path>",
    both("另一个规则文件夹，可扩展已安装的文件", "another folder of packs, which may extend installed ones"),
  );
}

/** The installed packs and those of a folder; a broken one stops the command with all its faults. */
export async function installedPacks(folder?: string): Promise<ReadonlyMap<string, Pack>> {
  const { packs, faults } = folder === undefined ? await loadPacks() : await loadPacksWith(existingFolder(folder));
  if (packs) return packs;
  printFaults(faults, process.stderr);
  throw new UsageError(
    `规则文件有${faults.length}处错误，改正后再运行。`,
    `The packs have ${faults.length} faults. Correct them and run again.`,
  );
}

/** A pack that the command line names. */
export function namedPack(packs: ReadonlyMap<string, Pack>, id: string): Pack {
  const pack = findPack(packs, id);
  if ("code" in pack) throw new UsageError(pack.message, pack.message_en);
  return pack;
}

/** `--param name=value`: true and false, numbers, and texts. */
export function readParameters(given: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(`参数应写成“名称=值”，现在是“${text}”。`, `Write a parameter as name=value, not "${text}".`);
      return [name, parameterValue(value)];
    }),
  );
}

function parameterValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
