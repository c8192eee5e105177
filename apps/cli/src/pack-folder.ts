import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage-error.ts";

/** A folder that holds packs, or why the one named is none. */
export function existingFolder(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`没有文件夹“${folder}”。请检查路径。`, `There is no folder "${folder}". Check the path.`);
  if (existsSync(join(folder, "pack.yaml")))
    throw new UsageError(
      `“${folder}”本身就是一份规则。--folder 要写它的上一级文件夹：${join(folder, "..")}`,
      `"${folder}" is a pack itself. --folder names the folder that holds it: ${join(folder, "..")}`,
    );
  return folder;
}
