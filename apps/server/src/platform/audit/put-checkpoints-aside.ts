import { copyFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Database } from "../database/index.ts";
import { checkpointLine } from "./checkpoint.ts";
import { keptCheckpoints } from "./checkpoint-file.ts";
import { logStore } from "./log-store.ts";

/**
 * Where an earlier state of the register was put back, the checkpoints that were kept of what came after it would call its log cut for ever. They go into a file beside, which
 * still shows what was lost; those that fit stay.
 * @param day part of the name of that file
 * @returns that file, or null where all fit
 */
export async function putCheckpointsAside(db: Database, path: string, day: string): Promise<string | null> {
  const kept = keptCheckpoints(path);
  const seals = await db.asOwner((tx) =>
    logStore.sealsAt(
      tx,
      kept.map(({ seq }) => seq),
    ),
  );
  const fitting = kept.filter(({ seq, hash }) => seals.get(seq)?.equals(hash));
  if (fitting.length === kept.length) return null;
  const aside = join(dirname(path), `${basename(path, ".jsonl")}-before-restore-${day}-${process.pid}.jsonl`);
  copyFileSync(path, aside);
  writeFileSync(path, fitting.map((checkpoint) => `${checkpointLine(checkpoint)}\n`).join(""), { mode: 0o600 });
  return aside;
}
