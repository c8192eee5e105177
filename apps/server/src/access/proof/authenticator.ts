import { generateSecret, generateSync, generateURI, verifySync } from "otplib";
import type { Cipher } from "../../platform/cipher/index.ts";
import { rowMark } from "../told.ts";
import type { SealedAuthenticator } from "./proof-store.ts";

const stepSeconds = 30;
/** A clock that is off by one step, or a slow hand, is forgiven. */
const toleranceSeconds = 30;

/** The secret of a new authenticator app (TOTP, RFC 6238), in base 32. */
export function newAuthenticatorSecret(): string {
  return generateSecret({ length: 20 });
}

/** What the app scans. */
export function authenticatorAddress(secret: string, signInName: string): string {
  return generateURI({ issuer: "惠残 Huican", label: signInName, secret });
}

/** The code of this moment. */
export function currentCode(secret: string, now: Date): string {
  return generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });
}

/** The half minute that a code belongs to, or null where it is the code of none that counts. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: toleranceSeconds });
  return found.valid ? Math.floor(epoch / stepSeconds) + (found.delta ?? 0) : null;
}

export function sealAuthenticator(cipher: Cipher, accountId: string, secret: string): Pick<SealedAuthenticator, "sealed" | "keyVersion"> {
  return cipher.seal(secret, `authenticator/${accountId}`);
}

export function openAuthenticator(cipher: Cipher, accountId: string, { sealed, keyVersion }: SealedAuthenticator): string {
  return cipher.open({ sealed, keyVersion }, `authenticator/${accountId}`);
}

/** What the log keeps of an authenticator: its secret, hashed with a key. Under a new key the secret is sealed anew, and the mark stays. */
export function authenticatorMark(cipher: Cipher, accountId: string, secret: string): string {
  return rowMark(cipher, "access.authenticator", [accountId, secret]);
}
