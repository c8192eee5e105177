import { parentPort, workerData } from "node:worker_threads";
import { cipherWith } from "./index.ts";
import type { SealingKeys } from "./keys.ts";
import { sealTexts, type Sealing } from "./seal-texts.ts";

/** The thread of {@link startSealing}. */
const cipher = cipherWith(workerData as SealingKeys);
parentPort?.on("message", (sealings: readonly Sealing[]) => parentPort?.postMessage(sealTexts(cipher, sealings)));
