import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Browsers keep a cookie of 4096 bytes, its name and attributes included. */
const longestCookie = 3900;
/** No honest cookie of that length holds more. */
const largestContent = 64 * 1024;
const ivBytes = 12;
const tagBytes = 16;

/** Seals values into cookies that only this server can read or make: compressed, encrypted and authenticated (AES-256-GCM). */
export type CookieSealer = {
  /** The sealed text, or null where the value is too large for a cookie. */
  readonly seal: (value: unknown) => string | null;
  /** The value, or null where the text was not sealed here (another key, tampered, cut). */
  readonly open: (sealed: string) => unknown;
};

/** @param secret a text that servers have in common, stretched into a key (scrypt, RFC 7914); a random key where left out, so that a restart forgets everything */
export function cookieSealer(secret: string | undefined): CookieSealer {
  const key = secret === undefined ? randomBytes(32) : scryptSync(secret, "huican cookies", 32);
  return {
    seal(value) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const content = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(value))), cipher.final()]);
      const sealed = Buffer.concat([iv, cipher.getAuthTag(), content]).toString("base64url");
      return sealed.length > longestCookie ? null : sealed;
    },
    open(sealed) {
      try {
        const bytes = Buffer.from(sealed, "base64url");
        // A cut cookie must not be checked with a shorter tag: one of four bytes could be guessed.
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const content = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        return JSON.parse(inflateRawSync(content, { maxOutputLength: largestContent }).toString("utf8")) as unknown;
      } catch {
        // Whatever is wrong with it, it holds nothing of ours.
        return null;
      }
    },
  };
}
