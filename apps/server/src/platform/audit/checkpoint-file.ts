import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { besideKeys, type KeyPlace } from "../cipher/index.ts";
import { auditErrors } from "../errors.ts";
import { checkpointLine, type Checkpoint } from "./checkpoint.ts";
import { readCheckpoints } from "./export-checkpoints.ts";

/** Where this server keeps the checkpoints that it signs, beside its keys: whoever has only the database cannot reach it. */
export function checkpointFile(keyPlace: KeyPlace): string {
  return besideKeys(keyPlace, "checkpoints.jsonl");
}

export function keepCheckpoint(path: string, checkpoint: Checkpoint): void {
  appendFileSync(path, `${checkpointLine(checkpoint)}\n`, { mode: 0o600 });
}

/**
 * Checkpoints that were kept in a file; none where there is no file.
 * @throws Refusal where it cannot be read, or a line is no checkpoint
 */
export function keptCheckpoints(path: string): readonly Checkpoint[] {
  if (!existsSync(path)) return [];
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw auditErrors.checkpointsUnreadable(path);
  }
  return readCheckpoints(text);
}
