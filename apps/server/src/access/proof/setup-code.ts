import { randomInt } from "node:crypto";
import type { Cipher } from "../../platform/cipher/index.ts";

/** How long a setup code is good for: until the next working day. */
export const setupCodeHours = 24;

// Without what is taken for something else when it is read out or copied by hand: i l o u, and 0 and 1.
const letters = "abcdefghjkmnpqrstvwxyz23456789";

/** A code for people to copy: groups of five characters, 4.9 bits each. */
export function newCode(groups: number): string {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: groups }, group).join("-");
}

/** 98 bits: nobody guesses it in a day, whatever a limit lets through. */
export function newSetupCode(): string {
  return newCode(4);
}

/** What is kept of a code: a keyed hash, of the account that it was given to. Spaces, hyphens and case do not count. */
export function hashOfCode(cipher: Cipher, accountId: string, code: string): Buffer {
  return cipher.blind(plainCode(code), `code/${accountId}`);
}

export function plainCode(code: string): string {
  return code.normalize("NFKC").replaceAll(/[\s-]/g, "").toLowerCase();
}
