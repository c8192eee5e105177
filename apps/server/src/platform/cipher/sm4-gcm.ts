import { createCipheriv, timingSafeEqual } from "node:crypto";
import { AuthenticatingHash } from "./authenticating-hash.ts";

export const nonceBytes = 12;
const tagBytes = 16;
const blockBytes = 16;

/** SM4-GCM (RFC 8998, NIST SP 800-38D) under one key: SM4 is OpenSSL's, its mode is composed here. Why: decision 0032. */
export class Sm4Gcm {
  private readonly encrypt: (blocks: Buffer) => Buffer;
  private readonly hash: AuthenticatingHash;

  /** @param key 16 bytes */
  constructor(key: Uint8Array) {
    // Block by block nothing is carried over: one cipher serves as long as the key does. Making one takes longer than a short text.
    const blockCipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
    this.encrypt = (blocks) => blockCipher.update(blocks);
    this.hash = new AuthenticatingHash(this.encrypt(Buffer.alloc(blockBytes)));
  }

  /** @param nonce 12 bytes, never twice under one key @returns nonce, ciphertext and tag in one */
  seal(nonce: Uint8Array, text: Uint8Array, associated: Uint8Array): Buffer {
    const sealed = Buffer.alloc(nonceBytes + text.length + tagBytes);
    sealed.set(nonce);
    sealed.set(text, nonceBytes);
    const cover = this.cover(nonce, text.length);
    uncover(sealed.subarray(nonceBytes, -tagBytes), cover);
    sealed.set(this.tag(cover, sealed.subarray(nonceBytes, -tagBytes), associated), sealed.length - tagBytes);
    return sealed;
  }

  /** @returns null where it was changed, moved, or sealed with another key */
  open(sealed: Uint8Array, associated: Uint8Array): Buffer | null {
    if (sealed.length < nonceBytes + tagBytes) return null;
    const text = Buffer.from(sealed.subarray(nonceBytes, -tagBytes));
    const cover = this.cover(sealed.subarray(0, nonceBytes), text.length);
    if (!timingSafeEqual(this.tag(cover, text, associated), sealed.subarray(-tagBytes))) return null;
    uncover(text, cover);
    return text;
  }

  /** The encrypted counter: its first block is for the tag, the next ones are for the text. */
  private cover(nonce: Uint8Array, length: number): Buffer {
    const blocks = Buffer.alloc(blockBytes * (1 + Math.ceil(length / blockBytes)));
    for (let at = 0; at < blocks.length; at += blockBytes) {
      blocks.set(nonce, at);
      blocks.writeUInt32BE(at / blockBytes + 1, at + nonceBytes);
    }
    return this.encrypt(blocks);
  }

  private tag(cover: Buffer, sealed: Uint8Array, associated: Uint8Array): Buffer {
    const tag = this.hash.over(associated, sealed);
    for (let i = 0; i < tagBytes; i++) tag[i] = (tag[i] as number) ^ (cover[i] as number);
    return tag;
  }
}

/** Covers a text in its place, or takes the cover off again. */
function uncover(text: Uint8Array, cover: Uint8Array): void {
  for (let i = 0; i < text.length; i++) text[i] = (text[i] as number) ^ (cover[blockBytes + i] as number);
}
