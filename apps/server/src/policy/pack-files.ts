import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

type PackFile = { readonly path: string; readonly text: string };

/** Every YAML file below the folder of packs, with paths relative to it. */
export function readPackFiles(folder: string): readonly PackFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") }));
}

/** A folder of packs together with what it needs of the installed ones. */
export type LaidPackFiles = {
  readonly files: readonly PackFile[];
  /** The files of the folder itself. */
  readonly own: readonly PackFile[];
  /** Where a file of `files` lies on this machine. */
  readonly locate: (path: string) => string;
};

/**
 * Lays a folder of packs over the installed ones, so that its packs can extend those. A pack of the folder takes the place of an installed one of the
 * same name as a whole; the vocabulary is laid over file by file, so that one group can gain a fact.
 */
export function layPackFiles(folder: string, installedFolder: string): LaidPackFiles {
  const own = readPackFiles(folder);
  if (resolve(folder) === resolve(installedFolder)) return { files: own, own, locate: (path) => join(folder, path) };
  const ownPaths = new Set(own.map(({ path }) => path));
  const ownPacks = new Set(own.filter(({ path }) => /^[^/]+\/pack\.yaml$/.test(path)).map(({ path }) => folderOf(path)));
  const installed = readPackFiles(installedFolder).filter(({ path }) => !ownPaths.has(path) && !ownPacks.has(folderOf(path)));
  const files = [...own, ...installed].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, own, locate: (path) => join(ownPaths.has(path) || ownPacks.has(folderOf(path)) ? folder : installedFolder, path) };
}

function folderOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
