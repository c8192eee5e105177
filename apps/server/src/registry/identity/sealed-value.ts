import type { Cipher } from "../../platform/cipher/index.ts";

/** What is sealed: never in the clear in the database, a log, an address or an error. */
export const sealedKinds = ["identity-number", "certificate-number", "phone", "bank-account", "address"] as const;
export type SealedKind = (typeof sealedKinds)[number];

/** A value as the database keeps it, with what it is found by. */
export type SealedColumns = {
  readonly sealed: Buffer;
  readonly keyVersion: number;
  readonly blind: Buffer | null;
  readonly tail: Buffer | null;
};

/** A reissue (B1) is the same certificate: it is found by its first twenty characters. */
const certificateLength = 20;

export function sealValue(cipher: Cipher, kind: SealedKind, subjectId: number, text: string): SealedColumns {
  const tail = kind === "phone" ? tailOf(cipher, text.slice(-4)) : null;
  return { ...cipher.seal(text, `${kind}/${subjectId}`), blind: kind === "address" ? null : blindOf(cipher, kind, text), tail };
}

export function openValue(
  cipher: Cipher,
  kind: SealedKind,
  subjectId: number,
  value: { readonly sealed: Buffer; readonly keyVersion: number },
): string {
  return cipher.open(value, `${kind}/${subjectId}`);
}

/** What a whole value is found by. */
export function blindOf(cipher: Cipher, kind: SealedKind, text: string): Buffer {
  return cipher.blind(kind === "certificate-number" ? text.slice(0, certificateLength) : text, kind);
}

/** What a telephone is found by: its last four digits. */
export function tailOf(cipher: Cipher, digits: string): Buffer {
  return cipher.blind(digits, "phone-tail");
}
