import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledFormat, openPacks, type CompiledPack, type EverydayWord, type Pack, type Vocabulary } from "@huican/engine";
import type { Fault, PackFile } from "@huican/engine/compile";
import { layPackFiles, readPackFiles, sha256 } from "./pack-files.ts";

/** Where packs are read from and where compiled ones are kept. */
export type PackFolders = { readonly packs: string; readonly cache: string };

/** The packs of this checkout, and the cache beside the installed modules, which a fresh install clears. */
export const ownFolders: PackFolders = {
  packs: join(import.meta.dirname, "../../../../packs"),
  cache: join(import.meta.dirname, "../../../../node_modules/.cache/huican"),
};

/** What is kept of a compilation. */
type Kept = { readonly compiled: readonly CompiledPack[]; readonly words: readonly EverydayWord[] };

/** Packs ready to decide, with the everyday words that a search understands; or everything that is wrong with them: one broken pack and none is opened. */
export type LoadedPacks =
  | { readonly packs: ReadonlyMap<string, Pack>; readonly words: readonly EverydayWord[]; readonly faults: null }
  | { readonly packs: null; readonly words?: undefined; readonly faults: readonly Fault[] };

/** Reads, checks and opens all packs. What has been compiled from the same files before comes from the cache. */
export async function loadPacks(folders: PackFolders = ownFolders): Promise<LoadedPacks> {
  const files = readPackFiles(folders.packs);
  const kept = readCache(folders, files);
  if (kept) return { packs: openPacks(kept.compiled), words: kept.words, faults: null };
  // The compiler with its parsers is loaded only where something has changed: most starts do without.
  const { compileAll } = await import("./compile-all.ts");
  const { compiled, words, faults } = compileAll(files);
  if (faults.length > 0) return { packs: null, faults };
  writeCache(folders, files, { compiled, words });
  return { packs: openPacks(compiled), words, faults: null };
}

/** The vocabulary of this installation: all packs are written in one. */
export function vocabularyOf(packs: ReadonlyMap<string, Pack>): Vocabulary {
  const [pack] = packs.values();
  if (!pack) throw new Error("There are no packs.");
  return pack.compiled.vocabulary;
}

/** The installed packs together with those of a folder that may extend them; one of the same name takes the place of the installed one. */
export async function loadPacksWith(folder: string, folders: PackFolders = ownFolders): Promise<LoadedPacks> {
  const installed = await loadPacks(folders);
  if (!installed.packs) return installed;
  const { files, own } = layPackFiles(folder, folders.packs);
  const { compileAll } = await import("./compile-all.ts");
  const { compiled, faults } = compileAll(files, own);
  if (faults.length > 0) return { packs: null, faults };
  const others = [...installed.packs.values()].map((pack) => pack.compiled).filter(({ id }) => !compiled.some((pack) => pack.id === id));
  return { packs: openPacks([...others, ...compiled]), words: installed.words, faults: null };
}

function cachePath(folders: PackFolders, files: readonly PackFile[]): string {
  const hash = sha256(JSON.stringify([compiledFormat, compilerStamp(), files.map(({ path, text }) => [path, text])]));
  return join(folders.cache, `packs-${hash}.json`);
}

/** When the compiler's own files last changed: what an older one made is not what this one would make. */
function compilerStamp(): readonly number[] {
  const folder = dirname(fileURLToPath(import.meta.resolve("@huican/engine/compile")));
  return readdirSync(folder)
    .sort()
    .map((name) => statSync(join(folder, name)).mtimeMs);
}

function readCache(folders: PackFolders, files: readonly PackFile[]): Kept | null {
  try {
    return JSON.parse(readFileSync(cachePath(folders, files), "utf8")) as Kept;
  } catch {
    // Not kept yet, or unreadable: compiling again is always right.
    return null;
  }
}

function writeCache(folders: PackFolders, files: readonly PackFile[], kept: Kept): void {
  try {
    mkdirSync(folders.cache, { recursive: true });
    const path = cachePath(folders, files);
    // Written aside and renamed, so that two processes that start together never read half a file.
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that cannot be written costs time at the next start, nothing else.
  }
}
