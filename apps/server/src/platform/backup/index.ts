/** Backups (备份): everything that the database holds in one sealed file, and back. */
export { openBackup, type BackupHeader } from "./backup-file.ts";
export { keysForBackup } from "./backup-keys.ts";
export { backupErrors } from "./errors.ts";
export { checkBackup, countOthers, countOwnTables, restoreBackup, type CheckedBackup } from "./restore-backup.ts";
export { takeBackup, type BackupReport } from "./take-backup.ts";
