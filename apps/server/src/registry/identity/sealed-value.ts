import type { Cipher, Sealing } from "../../platform/cipher/index.ts";

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

const tailKind = "phone-tail";

export function sealValue(cipher: Cipher, kind: SealedKind, subjectId: number, text: string): SealedColumns {
  const { purpose, blinds } = sealingOf(kind, subjectId, text);
  const [blind = null, tail = null] = blinds.map((part) => cipher.blind(part.text, part.kind));
  return { ...cipher.seal(text, purpose), blind, tail };
}

/** How a value is sealed, and what it is found by: the whole of it, then its tail. */
export function sealingOf(kind: SealedKind, subjectId: number, text: string): Sealing {
  const tail = kind === "phone" ? [{ text: text.slice(-4), kind: tailKind }] : [];
  return { text, purpose: purposeOf(kind, subjectId), blinds: kind === "address" ? [] : [{ text: wholeOf(kind, text), kind }, ...tail] };
}

export function openValue(
  cipher: Cipher,
  kind: SealedKind,
  subjectId: number,
  value: { readonly sealed: Buffer; readonly keyVersion: number },
): string {
  return cipher.open(value, purposeOf(kind, subjectId));
}

/**
 * Whether a sealed value is a text. What it is found by tells that of most without opening it; a certificate is found without its reissue, and an address by nothing.
 * @throws Refusal where it has to be opened and does not
 */
export function isSealedText(
  cipher: Cipher,
  kind: SealedKind,
  subjectId: number,
  { blind, ...value }: Omit<SealedColumns, "tail">,
  text: string,
): boolean {
  if (blind === null) return openValue(cipher, kind, subjectId, value) === text;
  if (!blind.equals(blindOf(cipher, kind, text))) return false;
  return kind !== "certificate-number" || openValue(cipher, kind, subjectId, value) === text;
}

/** What a whole value is found by. */
export function blindOf(cipher: Cipher, kind: SealedKind, text: string): Buffer {
  return cipher.blind(wholeOf(kind, text), kind);
}

function wholeOf(kind: SealedKind, text: string): string {
  return kind === "certificate-number" ? text.slice(0, certificateLength) : text;
}

function purposeOf(kind: SealedKind, subjectId: number): string {
  return `${kind}/${subjectId}`;
}

/** What a telephone is found by: its last four digits. */
export function tailOf(cipher: Cipher, digits: string): Buffer {
  return cipher.blind(digits, tailKind);
}
