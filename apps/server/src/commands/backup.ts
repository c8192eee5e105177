import type { Pack } from "@huican/engine";
import { accessConstraints, closeErasedAccounts, removeSessions, stampOnce } from "../access/index.ts";
import { exchangeConstraints } from "../exchange/index.ts";
import { checkpointFile, keepCheckpoint, putCheckpointsAside, sealAll, verifyLog } from "../platform/audit/index.ts";
import type { BackupReport } from "../platform/backup/index.ts";
import { systemClock, today } from "../platform/clock.ts";
import type { Tx } from "../platform/database/index.ts";
import { vocabularyOf } from "../policy/index.ts";
import {
  backUpRegister,
  backupSummary,
  eraseAgain,
  erasedList,
  keepErasedList,
  openRegister,
  readBackup,
  restoreRegister,
  type BackupSummary,
  type ReadableBackup,
} from "../registry/index.ts";
import { configuredRegister } from "./with-register.ts";

/** What was put back, and how the access log stands. */
export type RestoredBackup = BackupSummary & {
  readonly rows: number;
  readonly logFaults: number;
  /** Files that had been erased after the backup was taken, and were erased again. */
  readonly erasedAgain: number;
  /** Where checkpoints went that were kept of what came after the backup; null where there were none. */
  readonly checkpointsAside: string | null;
};

/** Backups for whoever runs the server, from the command line. */
export const operatorBackup = {
  /** Everything in the database into one sealed file, while servers go on. */
  take: (path: string, onProgress: (rows: number) => void): Promise<BackupReport> =>
    backUpRegister(configuredRegister(), path, systemClock, onProgress),

  /** Reads a backup to its end, and touches nothing. */
  check: async (path: string): Promise<BackupSummary> => backupSummary(await readBackup(path, configuredRegister().keyPlace)),

  /**
   * Puts a backup where the register lies, brings its schema forward as any start does, and verifies its access log. Everybody is signed out.
   * @param replaces whether a register that is there is given up for it
   */
  restore: async (
    packs: ReadonlyMap<string, Pack>,
    path: string,
    { replaces, onProgress }: { readonly replaces: boolean; readonly onProgress: (rows: number) => void },
  ): Promise<RestoredBackup> => {
    const where = configuredRegister();
    const backup = await readBackup(path, where.keyPlace);
    const rows = await restoreRegister(where, backup, {
      replaces,
      onProgress,
      work: async (tx, hasTable) => {
        if (hasTable("access.session")) await removeSessions(tx);
      },
    });
    const { registry, cipher, logKeys, close } = await openRegister(
      where,
      vocabularyOf(packs),
      false,
      new Map([...accessConstraints, ...exchangeConstraints]),
    );
    try {
      // A backup is sealed with our keys, so what it holds of before there were stamps was written by this program, whatever the file of keys says of later.
      if (!hasStamps(backup)) await stampOnce(registry.db, cipher, { keyPlace: where.keyPlace, isStamped: false });
      const erasing = { registry, cipher, today: () => today(systemClock), closeAccounts: (tx: Tx) => closeErasedAccounts(tx, cipher) };
      const list = erasedList(where.keyPlace);
      const erasedAgain = await eraseAgain(erasing, list, logKeys);
      await keepErasedList(registry.db, list, logKeys);
      const kept = checkpointFile(where.keyPlace);
      const checkpointsAside = await putCheckpointsAside(registry.db, kept, today(systemClock));
      const checkpoint = await sealAll(registry.db, logKeys);
      if (checkpoint) keepCheckpoint(kept, checkpoint);
      const { faultCount } = await verifyLog(registry.db, logKeys.verify);
      return { ...backupSummary(backup), rows, logFaults: faultCount, erasedAgain, checkpointsAside };
    } finally {
      await close();
    }
  },
} as const;

function hasStamps({ checked }: ReadableBackup): boolean {
  return checked.manifest.tables.some(
    ({ name, columns }) => name === "access.account" && columns.some((column) => column.name === "stamp"),
  );
}
