import { logJob, type LogKeys } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { repeat } from "../../platform/repeat.ts";
import { carryOutDeletion, keepOthersInStep, type ErasingTools } from "./complete-request.ts";
import { keepErasedList, readErasedList } from "./erased-list.ts";
import { erasures } from "./erasure-store.ts";

/** The job that erases restricted files on their day. */
const eraser: Actor = { id: "erasure", areas: [""] };

/** Erases every restricted file whose day has come, each in a transaction of its own. @returns how many requests were carried out to their end */
export async function eraseDue(tools: ErasingTools): Promise<number> {
  const due = await tools.registry.db.asOwner((tx) => erasures.due(tx));
  for (const requestId of due) await tools.registry.db.as(eraser, (tx) => carryOutDeletion(tx, tools, requestId));
  return due.length;
}

/**
 * Erases again what an older state of the register has brought back: a restored backup, a copy of its directory. The list beside the keys says what was erased.
 * @returns how many files there were
 */
export async function eraseAgain(tools: ErasingTools, path: string, keys: LogKeys): Promise<number> {
  let count = 0;
  for (const file of readErasedList(path, keys).files) {
    await tools.registry.db.asOwner(async (tx) => {
      const erased = await erasures.again(tx, file);
      if (!erased) return;
      count += erased.files.length;
      await logJob(tx, eraser.id, "registry.erase-file", ["again"], erased.files);
      await keepOthersInStep(tx, erased, tools.today());
      await tools.closeAccounts(tx);
    });
  }
  return count;
}

/** How often it is looked whether a file's day has come, and whether the list is complete. */
const lookEveryMs = 60_000;

/**
 * Erases restricted files on their day, and keeps the list of what was erased complete, whoever erased it.
 * @param onFault told of what went wrong, which is tried again at the next look; `onLooked` of each look that went well
 * @returns how to stop
 */
export function keepErasing(
  tools: ErasingTools,
  {
    path,
    keys,
    onFault,
    onLooked,
  }: { readonly path: string; readonly keys: LogKeys; readonly onFault: (error: unknown) => void; readonly onLooked?: () => void },
  everyMs = lookEveryMs,
): () => Promise<void> {
  const look = async () => {
    await eraseDue(tools);
    await keepErasedList(tools.registry.db, path, keys);
    onLooked?.();
  };
  return repeat(look, { everyMs, onFault, last: look });
}
