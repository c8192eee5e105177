import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Files of some megabytes: SM4 in counter mode, then HMAC-SM3 over all of it, both native. SM4-GCM, which seals single values, is not native and would hold up everybody
 * else for a second. Encryption and authentication have keys of their own, drawn from the key of that version.
 */
const nonceBytes = 16;
const tagBytes = 32;

/** Nonce, ciphertext and tag in one. */
export function sealBytes(key: Uint8Array, bytes: Buffer, purpose: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("sm4-ctr", keyFor(key, "encryption").subarray(0, 16), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final()]);
  return Buffer.concat([sealed, tagOf(key, sealed, purpose)]);
}

/** @returns null where it was changed, moved, or sealed with another key */
export function openBytes(key: Uint8Array, sealed: Buffer, purpose: string): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const [body, tag] = [sealed.subarray(0, -tagBytes), sealed.subarray(-tagBytes)];
  if (!timingSafeEqual(tagOf(key, body, purpose), tag)) return null;
  const decipher = createDecipheriv("sm4-ctr", keyFor(key, "encryption").subarray(0, 16), body.subarray(0, nonceBytes));
  return Buffer.concat([decipher.update(body.subarray(nonceBytes)), decipher.final()]);
}

function tagOf(key: Uint8Array, sealed: Buffer, purpose: string): Buffer {
  // The purpose ends where its length says: nothing of it can be taken for content.
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(purpose));
  return createHmac("sm3", keyFor(key, "authentication")).update(length).update(purpose).update(sealed).digest();
}

function keyFor(key: Uint8Array, use: string): Buffer {
  return createHmac("sm3", key).update(`huican/sealed-bytes/${use}`).digest();
}
