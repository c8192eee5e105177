import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { SealingKeys } from "./keys.ts";
import type { SealedText, Sealing } from "./seal-texts.ts";

/** Seals beside everything else that this process does: for whoever has so many values that others would wait for them. */
export type SealingThread = {
  readonly seal: (sealings: readonly Sealing[]) => Promise<readonly SealedText[]>;
  readonly end: () => Promise<void>;
};

export function startSealing(keys: SealingKeys): SealingThread {
  const worker = new Worker(new URL("./seal-in-thread.ts", import.meta.url), { workerData: keys });
  // It may break before it is asked anything: whoever asks then is told.
  const broken = new Promise<never>((_, reject) => worker.once("error", reject));
  broken.catch(() => {});
  // It answers in the order in which it is asked: one question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (sealings: readonly Sealing[]) => {
    worker.postMessage(sealings);
    const [answer] = (await Promise.race([once(worker, "message"), broken])) as [readonly SealedText[]];
    return answer;
  };
  return {
    seal: (sealings) => {
      const answer = last.then(() => ask(sealings));
      last = answer.catch(() => {});
      return answer;
    },
    end: async () => {
      await worker.terminate();
    },
  };
}
