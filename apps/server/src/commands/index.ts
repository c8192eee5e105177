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
export { operatorAudit, type LogLine, type ShownReport } from "./audit.ts";
export { operatorBackup, type RestoredBackup } from "./backup.ts";
export { operatorImport } from "./import.ts";
export { operatorKeys } from "./keys.ts";
export { operatorRegister, type FileLine, type FoundPeople, type OpenRequest, type ShownEvent, type ShownFile } from "./register.ts";
export { operatorUsers } from "./users.ts";
export { type BackupSummary } from "../registry/index.ts";
export { type FirstAdministrator, type User } from "../access/index.ts";
