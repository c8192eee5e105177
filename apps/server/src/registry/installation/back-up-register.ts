import { checkpointFile, keepCheckpoint, logJob, sealAll, type LogKeys } from "../../platform/audit/index.ts";
import { takeBackup, type BackupReport } from "../../platform/backup/index.ts";
import type { KeyPlace } from "../../platform/cipher/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { RegisterConfiguration } from "../../platform/configuration.ts";
import { isMade, knownMigrations, reachDatabase, takenSteps, type Database } from "../../platform/database/index.ts";
import { databaseErrors } from "../../platform/errors.ts";
import { registryErrors } from "../errors.ts";
import { installations, type Installation } from "./installation-store.ts";
import { ownKeys, refuseOtherKeys } from "./own-keys.ts";

/** The step of the schema that brought the access log. */
const logStep = 3;

/**
 * Copies the whole register into a sealed file, while servers go on. The schema stays what it is: a backup is taken before a new program changes it. The keys are not in it.
 * That it was taken is logged first, so that the copy holds it too.
 * @throws Refusal where there is no register, it has other keys, or the file cannot be written
 */
export async function backUpRegister(
  { place, keyPlace }: Pick<RegisterConfiguration, "place" | "keyPlace">,
  path: string,
  clock: Clock,
  onProgress?: (rows: number) => void,
): Promise<BackupReport> {
  if (!isMade(place)) throw registryErrors.noRegister();
  const db = await reachDatabase(place, { mayJoin: true });
  try {
    const { installation, steps } = await installationIn(db);
    const { cipher, logKeys } = ownKeys(keyPlace, false);
    refuseOtherKeys(cipher, installation, keyPlace);
    if (steps >= logStep) await logAndSeal(db, logKeys, keyPlace);
    return await takeBackup(db, cipher, {
      path,
      madeAt: clock.now().toISOString(),
      kind: installation.kind,
      ...(onProgress && { onProgress }),
    });
  } finally {
    await db.close();
  }
}

async function installationIn(db: Database): Promise<{ readonly installation: Installation; readonly steps: number }> {
  const found = await db.asOwner(async (tx) => {
    const { length: steps } = await takenSteps(tx);
    // What a newer program has added would not be copied.
    if (steps > knownMigrations().length) throw databaseErrors.newerDatabase(steps, knownMigrations().length);
    return { steps, installation: steps > 0 ? await installations.find(tx) : undefined };
  });
  if (!found.installation) throw registryErrors.noRegister();
  return { installation: found.installation, steps: found.steps };
}

/** What the backup holds of the log is signed up to its end. */
async function logAndSeal(db: Database, logKeys: LogKeys, keyPlace: KeyPlace): Promise<void> {
  await db.asOwner((tx) => logJob(tx, "backup", "registry.back-up"));
  const checkpoint = await sealAll(db, logKeys);
  if (checkpoint) keepCheckpoint(checkpointFile(keyPlace), checkpoint);
}
