import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { compiledFormat, openPacks, type CompiledPack, type Pack } from "@huican/engine";
import { checkCompilation, compilePack, isBase, packIds, type Fault, type PackFile } from "@huican/engine/compile";

/** Where packs are read from and where compiled ones are kept. */
export type PackFolders = { readonly packs: string; readonly cache: string };

/** The packs of this checkout, and the cache beside the installed modules, which a fresh install clears. */
export const ownFolders: PackFolders = {
  packs: join(import.meta.dirname, "../../../../packs"),
  cache: join(import.meta.dirname, "../../../../node_modules/.cache/huican"),
};

/** Every YAML file below the folder of packs, with paths relative to it. */
export function readPackFiles(folder: string): readonly PackFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") }));
}

/** Packs ready to decide, or everything that is wrong with them: one broken pack and none is opened. */
export type LoadedPacks =
  | { readonly packs: ReadonlyMap<string, Pack>; readonly faults: null }
  | { readonly packs: null; readonly faults: readonly Fault[] };

/** Reads, checks and opens all packs. What has been compiled from the same files before comes from the cache. */
export function loadPacks(folders: PackFolders = ownFolders): LoadedPacks {
  const files = readPackFiles(folders.packs);
  const kept = readCache(folders, files);
  if (kept) return { packs: openPacks(kept), faults: null };
  const { compiled, faults } = compileAll(files);
  if (faults.length > 0) return { packs: null, faults };
  writeCache(folders, files, compiled);
  return { packs: openPacks(compiled), faults: null };
}

/** Compiles and checks every pack that is a document. */
export function compileAll(files: readonly PackFile[]): { readonly compiled: readonly CompiledPack[]; readonly faults: readonly Fault[] } {
  const compiled: CompiledPack[] = [];
  const faults: Fault[] = [];
  for (const id of packIds(files).filter((candidate) => !isBase(files, candidate))) {
    const result = compilePack(files, id, { sha256 });
    faults.push(...result.faults);
    if (!result.compilation) continue;
    if (result.faults.length === 0) faults.push(...checkCompilation(result.compilation));
    compiled.push(result.compilation.pack);
  }
  return { compiled, faults: distinct(faults) };
}

/** A fault of a file that two packs share is one fault. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function cachePath(folders: PackFolders, files: readonly PackFile[]): string {
  const hash = createHash("sha256").update(`${compiledFormat}`);
  for (const { path, text } of files) hash.update(`\0${path}\0${text}`);
  return join(folders.cache, `packs-${hash.digest("hex")}.json`);
}

function readCache(folders: PackFolders, files: readonly PackFile[]): readonly CompiledPack[] | null {
  try {
    return JSON.parse(readFileSync(cachePath(folders, files), "utf8")) as readonly CompiledPack[];
  } catch {
    // Not kept yet, or unreadable: compiling again is always right.
    return null;
  }
}

function writeCache(folders: PackFolders, files: readonly PackFile[], compiled: readonly CompiledPack[]): void {
  try {
    mkdirSync(folders.cache, { recursive: true });
    const path = cachePath(folders, files);
    // Written aside and renamed, so that two processes that start together never read half a file.
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(compiled));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that cannot be written costs time at the next start, nothing else.
  }
}
