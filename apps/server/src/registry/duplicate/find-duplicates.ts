import { logJob } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import { today, type Clock } from "../../platform/clock.ts";
import { repeat } from "../../platform/repeat.ts";
import type { Registry } from "../registry.ts";
import { harmOf, isShown, reasonsOf, scoreOf, type Duplicate, type DuplicateReason } from "./duplicate.ts";
import { duplicateSearch } from "./duplicate-search-store.ts";

/**
 * Finds the files of the whole register that may be one person's, from the snapshot of a day, and keeps them in the place of those that were found before.
 * @returns how many pairs were looked at, and what is kept
 */
export async function findDuplicates(
  { db, catalogue }: Registry,
  cipher: Cipher,
  day: string,
): Promise<{ readonly lookedAt: number; readonly found: readonly Duplicate[] }> {
  // Some at a time: nobody else waits for all of them.
  while (await db.asOwner((tx) => duplicateSearch.openCertificates(tx, cipher, day)));
  return db.asOwner(async (tx) => {
    const pairs = await duplicateSearch.findPairs(tx, catalogue, day);
    const likely = pairs.flatMap((pair) => {
      const reasons = reasonsOf(pair);
      return isShown(reasons, true) ? [{ pair, reasons }] : [];
    });
    // Addresses are sealed and found by nothing: those of likely pairs are opened.
    const ids = [...new Set(likely.flatMap(({ pair }) => [pair.firstId, pair.secondId]))];
    const addresses = await duplicateSearch.addresses(tx, cipher, ids);
    const found = likely.flatMap(({ pair, reasons }): readonly Duplicate[] => {
      const { firstId, secondId } = pair;
      const address = addresses.get(firstId);
      const isSame = address !== undefined && address === addresses.get(secondId);
      const all: readonly DuplicateReason[] = isSame ? [...reasons, "address"] : reasons;
      return isShown(all) ? [{ firstId, secondId, reasons: all, score: scoreOf(all), ...harmOf(pair) }] : [];
    });
    await duplicateSearch.keep(tx, day, found);
    await logJob(tx, "duplicates", "registry.find-duplicates");
    return { lookedAt: pairs.length, found };
  });
}

/** How often it is looked whether today's search was made. */
const lookEveryMs = 60_000;

/**
 * Searches for duplicates once a day, as soon as the snapshot of the day is there.
 * @param onFault told of what went wrong, which is tried again at the next look; `onLooked` of each look that went well
 * @returns how to stop
 */
export function keepDuplicates(
  registry: Registry,
  cipher: Cipher,
  { clock, onFault, onLooked }: { readonly clock: Clock; readonly onFault: (error: unknown) => void; readonly onLooked?: () => void },
): () => Promise<void> {
  const look = async () => {
    const day = today(clock);
    if (await registry.db.asOwner((tx) => duplicateSearch.isDue(tx, day))) await findDuplicates(registry, cipher, day);
    onLooked?.();
  };
  return repeat(look, { everyMs: lookEveryMs, isAtOnce: true, onFault });
}
