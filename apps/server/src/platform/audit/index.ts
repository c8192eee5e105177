/** The access log (访问记录): what is written, sealed, held against its signatures, told to the person and to auditors. */
export { accessesOf, searchLog, type LogLine, type LogQuestion } from "./accesses.ts";
export { acts, type Act } from "./acts.ts";
export { type Checkpoint, type LogKeys } from "./checkpoint.ts";
export { checkpointFile, keepCheckpoint, keptCheckpoints } from "./checkpoint-file.ts";
export { exportCheckpoints } from "./export-checkpoints.ts";
export { keepSealed } from "./keep-sealed.ts";
export { LogChecks } from "./log-checks.ts";
export { logAccess, logJob, logReading, type Access } from "./log-access.ts";
export { faultText } from "./log-fault.ts";
export { lastEntryAt } from "./log-store.ts";
export { removeExpired } from "./remove-expired.ts";
export { putCheckpointsAside } from "./put-checkpoints-aside.ts";
export { sealAll, sealLog } from "./seal-log.ts";
export { sealStore } from "./seal-store.ts";
export { verifyLog, type LogReport } from "./verify-log.ts";
