import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";

/**
 * 印记: what tells a row that this program wrote from one that somebody put into the database. HMAC-SM3 (GB/T 15852.2) over what the row says, under a key drawn from a
 * version of the sealing keys, with that version in front: two bytes and thirty-two.
 */
const versionBytes = 2;

/** What of a row is stamped, in an order that does not change. Instants are milliseconds: the database writes them in its own way. */
export type Said = readonly (string | number | boolean | null)[];

/** @param purpose which kind of row it is: a stamp of one kind is none of another */
export function stampOf(key: KeyObject, version: number, purpose: string, said: Said): Buffer {
  const head = Buffer.alloc(versionBytes);
  head.writeUInt16BE(version);
  return Buffer.concat([head, macOf(key, purpose, said)]);
}

/** Which version of the keys made a stamp; 0 where it is none. */
export function versionOf(stamp: Uint8Array | null): number {
  return stamp?.length === versionBytes + 32 ? Buffer.from(stamp).readUInt16BE() : 0;
}

export function isStampOf(key: KeyObject, stamp: Uint8Array, purpose: string, said: Said): boolean {
  return timingSafeEqual(stamp.subarray(versionBytes), macOf(key, purpose, said));
}

/** The key that stamps, drawn from one that seals: whoever had one would not have the other. */
export function stampingKey(sealing: Uint8Array): KeyObject {
  return createSecretKey(createHmac("sm3", sealing).update("huican/stamp").digest());
}

function macOf(key: KeyObject, purpose: string, said: Said): Buffer {
  return createHmac("sm3", key)
    .update(`${purpose}\0${JSON.stringify(said)}`)
    .digest();
}
