import { sql } from "kysely";
import { logJob, sealStore } from "../../platform/audit/index.ts";
import {
  backupErrors,
  checkBackup,
  countOthers,
  countOwnTables,
  keysForBackup,
  openBackup,
  restoreBackup,
  type BackupHeader,
  type CheckedBackup,
} from "../../platform/backup/index.ts";
import type { Cipher, KeyPlace } from "../../platform/cipher/index.ts";
import type { RegisterConfiguration } from "../../platform/configuration.ts";
import { reachDatabase, takenSteps, type Database, type DatabasePlace, type Tx } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";

/** A backup that is whole, and that the keys at hand open. */
export type ReadableBackup = { readonly checked: CheckedBackup; readonly cipher: Cipher };

/** What a backup says of itself. */
export type BackupSummary = Pick<BackupHeader, "madeAt"> & {
  readonly kind: string;
  readonly people: number;
  readonly keyVersions: readonly number[];
};

export type RestoreWish = {
  /** Whether a register that is there already is given up for the backup's. */
  readonly replaces: boolean;
  /** Done in the same transaction, once everything is there. */
  readonly work: (tx: Tx, hasTable: (name: string) => boolean) => Promise<void>;
  readonly onProgress?: (rows: number) => void;
};

/**
 * Reads a backup from its beginning to its end. Nothing is opened for it but the file itself and the keys.
 * @throws Refusal that says what is wrong with the file, or with the keys
 */
export async function readBackup(path: string, keyPlace: KeyPlace): Promise<ReadableBackup> {
  const file = await openBackup(path);
  const cipher = keysForBackup(file.header, keyPlace);
  return { checked: await checkBackup(file, cipher), cipher };
}

export function backupSummary({ checked: { file, manifest, ending } }: ReadableBackup): BackupSummary {
  return {
    madeAt: file.header.madeAt,
    kind: manifest.kind,
    people: ending.counts["registry.name_entry"] ?? 0,
    keyVersions: Object.keys(file.header.keys.versions).map(Number),
  };
}

/**
 * Puts a backup where the configuration says that the register lies: all of it, or nothing is changed. Opening the register afterwards brings its schema forward.
 * @returns how many rows were put there
 * @throws Refusal where a register is there already, somebody uses the database, or it is said to be of another kind
 */
export async function restoreRegister(
  { place, isDemo }: Pick<RegisterConfiguration, "place" | "isDemo">,
  { checked, cipher }: ReadableBackup,
  { replaces, work, onProgress }: RestoreWish,
): Promise<number> {
  const { manifest, file } = checked;
  if (isDemo === true && manifest.kind === "real") throw registryErrors.isReal();
  if (isDemo === false && manifest.kind === "demo") throw registryErrors.isDemo();
  const db = await reachDatabase(place);
  try {
    await refuseTaken(db, place, replaces);
    const hasTable = (name: string) => manifest.tables.some((table) => table.name === name);
    return await restoreBackup(db, cipher, checked, {
      work: async (tx) => {
        await sql`select registry.check_everything()`.execute(tx);
        await work(tx, hasTable);
        if (!hasTable("audit.entry")) return;
        await sealStore.beginAnew(tx);
        await logJob(tx, "backup", "registry.restore", [`${file.header.madeAt} ${file.header.id}`]);
      },
      ...(onProgress && { onProgress }),
    });
  } finally {
    await db.close();
  }
}

async function refuseTaken(db: Database, place: DatabasePlace, replaces: boolean): Promise<void> {
  // Whoever has an embedded database has it alone.
  const others = "url" in place ? await countOthers(db) : 0;
  if (others > 0) throw backupErrors.inUse(others);
  if (!replaces && (await countOwnTables(db)) > 0) throw backupErrors.notEmpty(await countPeople(db));
}

async function countPeople(db: Database): Promise<number> {
  return db.asOwner(async (tx) => {
    if ((await takenSteps(tx)).length === 0) return 0;
    const { rows } = await sql<{ people: number }>`select count(*) as people from registry.subject where kind = 'person'`.execute(tx);
    return rows[0]?.people ?? 0;
  });
}
