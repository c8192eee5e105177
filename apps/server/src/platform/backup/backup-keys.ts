import { cipherWith, keysMark, nameOfPlace, readKeys, verifierWith, type Cipher, type KeyPlace, type Keys } from "../cipher/index.ts";
import { Refusal } from "../refusal.ts";
import type { BackupHeader } from "./backup-file.ts";
import { backupErrors } from "./errors.ts";

/**
 * The keys that open a backup, and all that it holds.
 * @throws Refusal that says which are needed, where those in the file are not enough
 */
export function keysForBackup({ keys: needed }: BackupHeader, keyPlace: KeyPlace): Cipher {
  const wanted = Object.keys(needed.versions).map(Number);
  const place = nameOfPlace(keyPlace);
  const { signing, ...sealing } = keysIn(keyPlace, wanted);
  const cipher = cipherWith(sealing);
  if (keysMark(cipher).toString("hex") !== needed.mark) throw backupErrors.otherKeys(place);
  const missing = wanted.filter((version) => !sealing.versions.has(version));
  if (missing.length > 0) throw backupErrors.keysTooOld(place, listed(missing));
  if (wanted.some((version) => cipher.fingerprint(version) !== needed.versions[version])) throw backupErrors.otherKeys(place);
  const verify = verifierWith(signing.all.map(({ publicKey }) => publicKey));
  if (needed.signing.some((keyId) => verify(keyId, "", Buffer.alloc(0)) === "unknown-key")) throw backupErrors.signingKeyMissing(place);
  return cipher;
}

/** Where there are none, it is said which are needed. */
function keysIn(keyPlace: KeyPlace, wanted: readonly number[]): Keys {
  try {
    return readKeys(keyPlace, false);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "cipher.keys-missing") throw error;
    throw backupErrors.keysMissing(nameOfPlace(keyPlace), listed(wanted));
  }
}

function listed(versions: readonly number[]): string {
  return versions.join(", ");
}
