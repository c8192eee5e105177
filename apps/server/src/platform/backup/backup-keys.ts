import { existsSync } from "node:fs";
import { cipherWith, keysMark, readKeys, verifierWith, type Cipher } from "../cipher/index.ts";
import type { BackupHeader } from "./backup-file.ts";
import { backupErrors } from "./errors.ts";

/**
 * The keys that open a backup, and all that it holds.
 * @throws Refusal that says which are needed, where those in the file are not enough
 */
export function keysForBackup({ keys: needed }: BackupHeader, keysFile: string): Cipher {
  const wanted = Object.keys(needed.versions).map(Number);
  if (!existsSync(keysFile)) throw backupErrors.keysMissing(keysFile, listed(wanted));
  const { signing, ...sealing } = readKeys(keysFile, false);
  const cipher = cipherWith(sealing);
  if (keysMark(cipher).toString("hex") !== needed.mark) throw backupErrors.otherKeys(keysFile);
  const missing = wanted.filter((version) => !sealing.versions.has(version));
  if (missing.length > 0) throw backupErrors.keysTooOld(keysFile, listed(missing));
  if (wanted.some((version) => cipher.fingerprint(version) !== needed.versions[version])) throw backupErrors.otherKeys(keysFile);
  const verify = verifierWith(signing.all.map(({ publicKey }) => publicKey));
  if (needed.signing.some((keyId) => verify(keyId, "", Buffer.alloc(0)) === "unknown-key")) throw backupErrors.signingKeyMissing(keysFile);
  return cipher;
}

function listed(versions: readonly number[]): string {
  return versions.join(", ");
}
