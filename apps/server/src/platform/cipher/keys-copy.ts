import { argon2, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { z } from "zod";
import { cipherErrors } from "../errors.ts";
import type { KeyPlace } from "./key-place.ts";
import { keysText, putKeys } from "./keys.ts";
import { openBytes, sealBytes } from "./sealed-bytes.ts";

/** What a guess at the passphrase costs: 64 MiB, three times over (RFC 9106, second choice). */
const cost = { memory: 65_536, passes: 3, parallelism: 4 } as const;
/** More than a copy of ours ever says: a file made by others does not keep this machine busy for days. */
const most = { memory: 1_048_576, passes: 20, parallelism: 16 } as const;
const leastCharacters = 12;

const shape = z.object({
  what: z.literal("huican-keys"),
  memory: z.number().int().min(8).max(most.memory),
  passes: z.number().int().min(1).max(most.passes),
  parallelism: z.number().int().min(1).max(most.parallelism),
  salt: z.base64(),
  sealed: z.base64(),
});

const derive = promisify(argon2);
const purpose = "huican-keys";

/**
 * Copies the keys into a new file, sealed with a passphrase: short text that can lie on a stick, or on paper.
 * @throws Refusal where the passphrase is short, there is a file already, or one of both cannot be read or written
 */
export async function copyKeys(keyPlace: KeyPlace, to: string, passphrase: string): Promise<void> {
  if (passphrase.normalize("NFKC").length < leastCharacters) throw cipherErrors.passphraseTooShort(leastCharacters);
  const text = keysText(keyPlace);
  const salt = randomBytes(16);
  const sealed = sealBytes(await keyOf(passphrase, { ...cost, salt }), Buffer.from(text), purpose);
  const copy = { what: purpose, ...cost, salt: salt.toString("base64"), sealed: sealed.toString("base64") };
  const place = { zh: to, en: to };
  try {
    writeFileSync(to, `${JSON.stringify(copy, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST" ? cipherErrors.keysAreThere(place) : cipherErrors.keysNotWritten(place);
  }
}

/**
 * Puts copied keys in their place.
 * @throws Refusal where the copy does not open, or there are keys already
 */
export async function bringBackKeys(from: string, keyPlace: KeyPlace, passphrase: string): Promise<void> {
  const copy = shape.safeParse(readCopy(from));
  if (!copy.success) throw cipherErrors.copyUnreadable(from);
  const { salt, sealed, ...costs } = copy.data;
  const key = await keyOf(passphrase, { ...costs, salt: Buffer.from(salt, "base64") });
  const opened = openBytes(key, Buffer.from(sealed, "base64"), purpose);
  if (!opened) throw cipherErrors.copyDoesNotOpen();
  putKeys(keyPlace, opened.toString());
}

/** One passphrase, however a keyboard composed it. */
async function keyOf(
  passphrase: string,
  { memory, passes, parallelism, salt }: { memory: number; passes: number; parallelism: number; salt: Buffer },
): Promise<Buffer> {
  return derive("argon2id", { message: passphrase.normalize("NFKC"), nonce: salt, memory, passes, parallelism, tagLength: 32 });
}

function readCopy(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
