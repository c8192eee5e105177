import type { Tx } from "../../platform/database/index.ts";
import type { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import { nearestRuns } from "./snapshot-retention.ts";
import { snapshotDays } from "./snapshot-store.ts";

/** That a day has no snapshot, with the nearest that have one. */
export async function noSnapshot(tx: Tx, day: string): Promise<Refusal> {
  const days = (await snapshotDays(tx)).map(({ asOf }) => asOf);
  return registryErrors.noSnapshot(nearestRuns(days, day, 3), days.length);
}
