import type { Database } from "../database/index.ts";
import { checkpointLine, readCheckpointLine, type Checkpoint } from "./checkpoint.ts";
import { logStore } from "./log-store.ts";

/** Every checkpoint as a line of JSON, to be kept where whoever runs the database cannot reach: OpenSSL alone verifies it (docs/access-log.md). */
export async function* exportCheckpoints(db: Database): AsyncGenerator<string> {
  for await (const checkpoint of logStore.checkpoints(db)) yield checkpointLine(checkpoint);
}

/**
 * Reads what {@link exportCheckpoints} wrote.
 * @throws Refusal that names the line which is no checkpoint
 */
export function readCheckpoints(text: string): readonly Checkpoint[] {
  return text.split("\n").flatMap((line, i) => (line.trim() === "" ? [] : [readCheckpointLine(line, i + 1)]));
}
