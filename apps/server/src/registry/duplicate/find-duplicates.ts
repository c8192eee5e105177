import { logJob } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import { today, type Clock } from "../../platform/clock.ts";
import type { Database, Tx } from "../../platform/database/index.ts";
import { repeat } from "../../platform/repeat.ts";
import type { Registry } from "../registry.ts";
import { harmOf, isShown, reasonsOf, scoreOf, type Duplicate, type DuplicateReason } from "./duplicate.ts";
import { duplicateSearch, sharedThings, type Pair, type Searched } from "./duplicate-search-store.ts";

/**
 * Finds the files of the whole register that may be one person's, from the snapshot of a day, and keeps them in the place of those that were found before.
 * @returns how many pairs were looked at, and what is kept
 */
export async function findDuplicates(
  { db, catalogue }: Registry,
  cipher: Cipher,
  day: string,
): Promise<{ readonly lookedAt: number; readonly found: readonly Duplicate[] }> {
  // A step at a time: the embedded database does one thing at once, and nobody else waits for all of them.
  const step: Database["asOwner"] = async (work) => {
    await db.whenQuiet();
    return db.asOwner(work);
  };
  while (await step((tx) => duplicateSearch.openCertificates(tx, cipher, day)));
  const pairs = await pairsToLookAt(step, { catalogue, day });
  const found: Duplicate[] = [];
  for (let i = 0; i < pairs.length; i += pairsAtOnce)
    found.push(...(await step((tx) => duplicatesAmong(tx, cipher, pairs.slice(i, i + pairsAtOnce), { catalogue, day }))));
  await step(async (tx) => {
    await duplicateSearch.keep(tx, day, found);
    await logJob(tx, "duplicates", "registry.find-duplicates");
  });
  return { lookedAt: pairs.length, found };
}

const pairsAtOnce = 500;

/** Each pair once, however much it shares, in the order of the numbers. */
async function pairsToLookAt(step: Database["asOwner"], searched: Searched): Promise<readonly Pair[]> {
  const pairs = new Map<string, Pair>();
  for (const shared of sharedThings)
    for (const pair of await step((tx) => duplicateSearch.pairsOf(tx, shared, searched))) pairs.set(pair.join(" "), pair);
  return [...pairs.values()].sort(([a, b], [c, d]) => a - c || b - d);
}

async function duplicatesAmong(tx: Tx, cipher: Cipher, pairs: readonly Pair[], searched: Searched): Promise<readonly Duplicate[]> {
  const likely = (await duplicateSearch.evidenceOf(tx, pairs, searched)).flatMap((pair) => {
    const reasons = reasonsOf(pair);
    return isShown(reasons, true) ? [{ pair, reasons }] : [];
  });
  // Addresses are sealed and found by nothing: those of likely pairs are opened.
  const ids = [...new Set(likely.flatMap(({ pair }) => [pair.firstId, pair.secondId]))];
  const addresses = await duplicateSearch.addresses(tx, cipher, ids);
  return likely.flatMap(({ pair, reasons }): readonly Duplicate[] => {
    const { firstId, secondId } = pair;
    const address = addresses.get(firstId);
    const isSame = address !== undefined && address === addresses.get(secondId);
    const all: readonly DuplicateReason[] = isSame ? [...reasons, "address"] : reasons;
    return isShown(all) ? [{ firstId, secondId, reasons: all, score: scoreOf(all), ...harmOf(pair) }] : [];
  });
}

/** Searches where that was not done on the day yet, and the snapshot of the day is there. */
export async function findMissingDuplicates(registry: Registry, cipher: Cipher, day: string): Promise<void> {
  if (await registry.db.asOwner((tx) => duplicateSearch.isDue(tx, day))) await findDuplicates(registry, cipher, day);
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
    await findMissingDuplicates(registry, cipher, today(clock));
    onLooked?.();
  };
  return repeat(look, { everyMs: lookEveryMs, isAtOnce: true, onFault });
}
