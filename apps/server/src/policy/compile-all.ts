import type { CompiledPack, EverydayWord } from "@huican/engine";
import { checkCompilation, compilePack, isBase, packIds, readEverydayWords, type Fault, type PackFile } from "@huican/engine/compile";
import { sha256 } from "./pack-files.ts";

/** Compiles and checks every pack that is a document and stands in `own`, and the everyday words; `files` hold also what those extend. */
export function compileAll(
  files: readonly PackFile[],
  own: readonly PackFile[] = files,
): { readonly compiled: readonly CompiledPack[]; readonly words: readonly EverydayWord[]; readonly faults: readonly Fault[] } {
  const compiled: CompiledPack[] = [];
  const faults: Fault[] = [];
  for (const id of packIds(own).filter((candidate) => !isBase(own, candidate))) {
    const result = compilePack(files, id, { sha256 });
    faults.push(...result.faults);
    if (!result.compilation) continue;
    if (result.faults.length === 0) faults.push(...checkCompilation(result.compilation));
    compiled.push(result.compilation.pack);
  }
  const everyday = readEverydayWords(own, null);
  return { compiled, words: everyday.words, faults: distinct([...faults, ...everyday.faults]) };
}

/** A fault of a file that two packs share is one fault. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
