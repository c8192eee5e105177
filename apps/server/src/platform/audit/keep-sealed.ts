import type { Database } from "../database/index.ts";
import { Refusal } from "../refusal.ts";
import { repeat } from "../repeat.ts";
import type { Checkpoint, LogKeys } from "./checkpoint.ts";
import { sealLog, type Remembered } from "./seal-log.ts";

const sealEveryMs = 1_000;

export type SealerOptions = {
  /** Told of what went wrong. What a lost connection left is sealed at the next turn; a chain that somebody changed is told once, and nothing is sealed on top of it. */
  readonly onFault: (error: unknown) => void;
  /** Told of each checkpoint of this server once it is there: to keep it elsewhere. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  /** Told after each turn that went well. */
  readonly onSealed?: () => void;
  readonly everyMs?: number;
};

/**
 * The sealer (封存): each second it seals what was logged. On several servers one does at a time.
 * @returns how to stop: what is there is sealed and signed first
 */
export function keepSealed(
  db: Database,
  keys: LogKeys,
  { onFault, onCheckpoint, onSealed, everyMs = sealEveryMs }: SealerOptions,
): () => Promise<void> {
  let remembered: Remembered | null = null;
  let isRefused = false;
  const seal = async (isLast: boolean) => {
    if (isRefused) return;
    try {
      for (let isFull = true; isFull;) {
        const sealed = await sealLog(db, keys, { remembered, isLast });
        remembered = sealed.end;
        isFull = sealed.isFull;
        if (sealed.checkpoint) onCheckpoint?.(sealed.checkpoint);
      }
      onSealed?.();
    } catch (error) {
      isRefused = error instanceof Refusal && error.code.startsWith("audit.");
      throw error;
    }
  };
  return repeat(() => seal(false), { everyMs, onFault, last: () => seal(true) });
}
