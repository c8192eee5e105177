import { compilePack, isBase, packIds, readEverydayWords, type Fault, type PackFile } from "@huican/engine/compile";
import { sha256 } from "@huican/server/commands";

/** What is wrong with the everyday words of a folder; nothing where a pack is so broken that there is nothing to hold them against. */
export function checkWords(files: readonly PackFile[], own: readonly PackFile[]): readonly Fault[] {
  if (!own.some(({ path }) => path.startsWith("search/"))) return [];
  const compilations = packIds(files)
    .filter((id) => !isBase(files, id))
    .map((id) => compilePack(files, id, { sha256 }).compilation);
  if (compilations.includes(null)) return [];
  return readEverydayWords(
    own,
    compilations.flatMap((compilation) => compilation?.pack ?? []),
  ).faults;
}
