import { RowChecks } from "./access/index.ts";
import { checkpointFile, LogChecks } from "./platform/audit/index.ts";
import type { Clock } from "./platform/clock.ts";
import type { RegisterConfiguration } from "./platform/configuration.ts";
import type { JobBoard } from "./platform/job-board.ts";
import { faultOf, type Logger } from "./platform/log.ts";
import { systemState } from "./platform/system-state.ts";
import type { Register } from "./registry/index.ts";
import { sealedTables } from "./sealed-tables.ts";
import type { StaffParts } from "./staff-routes.ts";

type WatchedParts = Pick<RegisterConfiguration, "place" | "keyPlace"> & {
  readonly clock: Clock;
  readonly log: Logger;
  readonly board: JobBoard;
};

/** What the audit and the system administrator look at: the log held against its seals, accounts held against the log, and the state of the machine. */
export function watched(
  { registry: { db }, cipher, logKeys }: Pick<Register, "registry" | "cipher" | "logKeys">,
  { place, keyPlace, clock, log, board }: WatchedParts,
): Pick<StaffParts, "logChecks" | "rowChecks" | "systemState"> {
  const onFault = (error: unknown) => log.error({ error: faultOf(error) }, "a check of the access log broke off");
  const parts = {
    db,
    cipher,
    tables: sealedTables,
    board,
    directory: "directory" in place ? place.directory : null,
    startedAt: clock.now().toISOString(),
  };
  return {
    logChecks: new LogChecks({ db, keys: logKeys, clock, path: checkpointFile(keyPlace), onFault }),
    rowChecks: new RowChecks({ db, cipher, clock }),
    systemState: () => systemState(parts),
  };
}
