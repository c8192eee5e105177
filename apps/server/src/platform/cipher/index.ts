import { createHmac, createSecretKey, randomFillSync, type KeyObject } from "node:crypto";
import { openBytes, sealBytes } from "./sealed-bytes.ts";
import { cipherErrors } from "../errors.ts";
import type { SealingKeys } from "./keys.ts";
import { startSealing, type SealingThread } from "./sealing-thread.ts";
import { nonceBytes, Sm4Gcm } from "./sm4-gcm.ts";
import { isStampOf, stampingKey, stampOf, versionOf, type Said } from "./stamp.ts";

export { addKeyVersion, markStamped, readKeys, type Keys } from "./keys.ts";
export { besideKeys, nameOfPlace, type KeyPlace } from "./key-place.ts";
export { bringBackKeys, copyKeys } from "./keys-copy.ts";
export type { SealedText, Sealing } from "./seal-texts.ts";
export type { SealingThread } from "./sealing-thread.ts";
export { reseal, sealedCounts, type SealedTable } from "./reseal.ts";
export { foreignRows, isOwnRow, stampAnew, stampFirst, stampFor, type Stamped, type StampedTable } from "./stamped-table.ts";
export { makeSigningPair, signerWith, verifierWith, type Signer, type Verifier } from "./signature.ts";

/** A value as it lies in the database: nonce, ciphertext and tag in one, and which key sealed it. */
type Sealed = { readonly sealed: Buffer; readonly keyVersion: number };

/** SM4-GCM for what must be read again, HMAC-SM3 for what must only be found (GB/T 32907, GB/T 32905). */
export type Cipher = {
  /** @param purpose what the value is and whose: a sealed value put elsewhere does not open */
  readonly seal: (text: string, purpose: string) => Sealed;
  /** @throws Refusal where its key is not there, or the value was changed or moved */
  readonly open: (value: Sealed, purpose: string) => string;
  /** As {@link Cipher.seal}, for whole files. */
  readonly sealBytes: (bytes: Buffer, purpose: string) => Sealed;
  /** @throws Refusal where its key is not there, or the file was changed or moved */
  readonly openBytes: (value: Sealed, purpose: string) => Buffer;
  /** The same for the same value and kind, and nothing about it without the key. */
  readonly blind: (text: string, kind: string) => Buffer;
  /** A mark that only this program can make, over what a row says. @param purpose which kind of row */
  readonly stamp: (said: Said, purpose: string) => Buffer;
  /** Whether a row says what this program wrote; false also for a stamp of a key that is not there. */
  readonly isStamped: (stamp: Uint8Array | null, said: Said, purpose: string) => boolean;
  /** A thread that seals as this does. */
  readonly beside: () => SealingThread;
  /** Of the key that seals now. */
  readonly version: () => number;
  /**
   * What tells a key from every other and nothing about it.
   * @throws Refusal where it is not there
   */
  readonly fingerprint: (version: number) => string;
};

/** What tells the keys of an installation from those of every other: all their versions share it. */
export function keysMark(cipher: Cipher): Buffer {
  return cipher.blind("huican", "keys");
}

/**
 * @param reread reads the keys once more: a value that a key of tomorrow sealed was sealed by a server, or a command, that has read them later
 */
export function cipherWith(keys: SealingKeys, reread: () => SealingKeys = () => keys): Cipher {
  const { blind } = keys;
  let { current, versions } = keys;
  const blindKey = createSecretKey(blind);
  const nextNonce = nonces();
  const keyOf = (keyVersion: number): Uint8Array => {
    if (!versions.has(keyVersion)) ({ current, versions } = reread());
    const key = versions.get(keyVersion);
    if (!key) throw cipherErrors.keyVersionMissing(keyVersion);
    return key;
  };
  const stampingKeys = new Map<number, KeyObject>();
  const stampingKeyOf = (keyVersion: number): KeyObject => {
    const key = stampingKeys.get(keyVersion) ?? stampingKey(keyOf(keyVersion));
    stampingKeys.set(keyVersion, key);
    return key;
  };
  const gcms = new Map<number, Sm4Gcm>();
  const gcmOf = (keyVersion: number): Sm4Gcm => {
    const gcm = gcms.get(keyVersion) ?? new Sm4Gcm(keyOf(keyVersion));
    gcms.set(keyVersion, gcm);
    return gcm;
  };
  return {
    seal: (text, purpose) => ({
      sealed: gcmOf(current).seal(nextNonce(), Buffer.from(text), Buffer.from(purpose)),
      keyVersion: current,
    }),
    open: ({ sealed, keyVersion }, purpose) => {
      const opened = gcmOf(keyVersion).open(sealed, Buffer.from(purpose));
      if (!opened) throw cipherErrors.doesNotOpen();
      return opened.toString();
    },
    sealBytes: (bytes, purpose) => ({ sealed: sealBytes(versions.get(current) as Uint8Array, bytes, purpose), keyVersion: current }),
    openBytes: ({ sealed, keyVersion }, purpose) => {
      const opened = openBytes(keyOf(keyVersion), sealed, purpose);
      if (!opened) throw cipherErrors.doesNotOpen();
      return opened;
    },
    blind: (text, kind) => createHmac("sm3", blindKey).update(`${kind}\0${text}`).digest(),
    stamp: (said, purpose) => stampOf(stampingKeyOf(current), current, purpose, said),
    isStamped: (stamp, said, purpose) => {
      const keyVersion = versionOf(stamp);
      if (stamp === null || keyVersion === 0) return false;
      try {
        return isStampOf(stampingKeyOf(keyVersion), stamp, purpose, said);
      } catch {
        return false;
      }
    },
    beside: () => startSealing({ current, versions, blind }),
    version: () => current,
    fingerprint: (version) => createHmac("sm3", keyOf(version)).update("huican/key-fingerprint").digest("hex").slice(0, 16),
  };
}

/** Random nonces, drawn from the system many at a time: one at a time takes longer than the sealing of a short value. */
function nonces(): () => Buffer {
  const pool = Buffer.alloc(nonceBytes * 1_024);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += nonceBytes;
    return pool.subarray(used - nonceBytes, used);
  };
}
