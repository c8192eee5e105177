/** What the command line needs of the server. */
export { Refusal } from "../platform/refusal.ts";
export {
  layPackFiles,
  loadPacks,
  loadPacksWith,
  ownFolders,
  readPackFiles,
  runFile,
  sha256,
  type LaidPackFiles,
  type LoadedPacks,
  type PackFolders,
  type RowFault,
  type RunOptions,
  type RunProgress,
  type RunReport,
} from "../policy/index.ts";
export type { LogLine, ShownReport } from "./audit.ts";
export type { RestoredBackup } from "./backup.ts";
export type { FileLine, FoundPeople, OpenRequest, ShownEvent, ShownFile } from "./register.ts";
export type { BackupSummary } from "../registry/index.ts";
export type { FirstAdministrator, User } from "../access/index.ts";

/** Loaded once a command needs a register: most need none, and begin in half the time without it. */
export const operators = () => import("./operators.ts");
