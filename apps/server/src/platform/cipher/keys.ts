import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { cipherErrors } from "../errors.ts";
import { isPair, makeSigningPair, type SigningPair } from "./signature.ts";

/** The keys that seal what must not stand in the clear: one for each version, and one for the blind indexes, which all versions share. */
export type SealingKeys = {
  readonly current: number;
  readonly versions: ReadonlyMap<number, Uint8Array>;
  readonly blind: Uint8Array;
};

/** All keys of an installation. */
export type Keys = SealingKeys & {
  /** What signs the access log now, and what signed it before: signatures are looked at for as long as the log is kept. */
  readonly signing: { readonly current: SigningPair; readonly all: readonly SigningPair[] };
  /** Whether a pair to sign with was added to a file that had none: then the file has to be copied anew. */
  readonly isSigningNew: boolean;
  /** Whether rows count only with a stamp. Where they do not yet, those of before stamps are stamped once (docs/decisions/0020). It stands here and not in the database: whoever writes there cannot begin anew. */
  readonly isStamped: boolean;
};

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const version = z.string().regex(/^\d+$/);
const signingShape = z.object({
  current: z.number().int().positive(),
  pairs: z.record(version, z.object({ privateKey: hex(32), publicKey: hex(65) })),
});
const shape = z.object({
  current: z.number().int().positive(),
  versions: z.record(version, hex(16)),
  blind: hex(32),
  // Files of before the access log have none.
  signing: signingShape.optional(),
  stamped: z.literal(true).optional(),
});
type KeysFile = z.infer<typeof shape>;

/**
 * Reads the keys from their file, which only the user of the server may read. Where there is none and nothing is sealed yet, new ones are made; a file without a pair to
 * sign with gets one.
 * @param mayMake whether nothing was ever sealed with other keys
 * @throws Refusal where the file is missing though values are sealed, is no file of keys, or cannot be written
 */
export function readKeys(path: string, mayMake: boolean): Keys {
  if (!existsSync(path)) {
    if (!mayMake) throw cipherErrors.keysMissing(path);
    const sealing = { current: 1, versions: { "1": randomBytes(16).toString("hex") }, blind: randomBytes(32).toString("hex") };
    writeOnce(path, { ...sealing, signing: newSigning(), stamped: true });
  }
  const read = readFile(path);
  if (read.signing) return keysOf(path, read, read.signing, false);
  const signing = addSigning(path, read);
  return keysOf(path, read, signing, true);
}

function keysOf(
  path: string,
  { current, versions, blind, stamped }: KeysFile,
  { current: signs, pairs }: z.infer<typeof signingShape>,
  isSigningNew: boolean,
): Keys {
  const byVersion = new Map(Object.entries(versions).map(([number, key]) => [Number(number), bytes(key)]));
  const all = new Map(
    Object.entries(pairs).map(([number, pair]) => [
      Number(number),
      { privateKey: bytes(pair.privateKey), publicKey: bytes(pair.publicKey) },
    ]),
  );
  const signing = all.get(signs);
  if (!byVersion.has(current) || !signing || ![...all.values()].every(isPair)) throw cipherErrors.keysUnreadable(path);
  return {
    current,
    versions: byVersion,
    blind: bytes(blind),
    signing: { current: signing, all: [...all.values()] },
    isSigningNew,
    isStamped: stamped === true,
  };
}

/**
 * Says in the file of keys that every row that counts has a stamp by now: from then on one without counts no more.
 * @throws Refusal where the file cannot be written, or another command writes it at this moment
 */
export function markStamped(path: string): void {
  if (!replaceFile(path, { ...readFile(path), stamped: true })) throw cipherErrors.keysNotWritten(path);
}

function newSigning(): NonNullable<KeysFile["signing"]> {
  const { privateKey, publicKey } = makeSigningPair();
  const pair = { privateKey: Buffer.from(privateKey).toString("hex"), publicKey: Buffer.from(publicKey).toString("hex") };
  return { current: 1, pairs: { "1": pair } };
}

/**
 * A new key that seals from now on (换密钥). Those before it stay, for what they have sealed and for copies of the data.
 * @returns its version
 * @throws Refusal where the file cannot be written, or another command does the same at this moment
 */
export function addKeyVersion(path: string): number {
  const keys = readFile(path);
  const added = Math.max(...Object.keys(keys.versions).map(Number)) + 1;
  const versions = { ...keys.versions, [added]: randomBytes(16).toString("hex") };
  if (!replaceFile(path, { ...keys, current: added, versions })) throw cipherErrors.keysNotWritten(path);
  return added;
}

/** Of two servers that do it at once, the one that makes the new file first does. */
function addSigning(path: string, keys: KeysFile): NonNullable<KeysFile["signing"]> {
  const signing = newSigning();
  return replaceFile(path, { ...keys, signing }) ? signing : signingOfAnother(path);
}

/**
 * The new file takes the place of the old one whole: at no moment is there none.
 * @returns false where somebody else is at it
 */
function replaceFile(path: string, keys: KeysFile): boolean {
  const next = newFileOf(path);
  try {
    // On the disk before anything is sealed with it.
    writeFileSync(next, textOf(keys), { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cipherErrors.keysNotWritten(path);
    return false;
  }
  try {
    renameSync(next, path);
  } catch {
    rmSync(next, { force: true });
    throw cipherErrors.keysNotWritten(path);
  }
  return true;
}

function newFileOf(path: string): string {
  return `${path}.new`;
}

/** Another server is at it this moment, and done in the next; a file that stays was left by one that was killed. */
function signingOfAnother(path: string): NonNullable<KeysFile["signing"]> {
  for (let look = 0; look < 20; look++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    const { signing } = readFile(path);
    if (signing) return signing;
  }
  rmSync(newFileOf(path), { force: true });
  return addSigning(path, readFile(path));
}

/**
 * The text of a file of keys that is one, for a copy of it.
 * @throws Refusal where there is none, or it cannot be read
 */
export function keysText(path: string): string {
  if (!existsSync(path)) throw cipherErrors.keysMissing(path);
  return textOf(readFile(path));
}

/**
 * Puts a file of keys where there is none.
 * @throws Refusal where something is there, or it cannot be written
 */
export function putKeys(path: string, text: string): void {
  if (!shape.safeParse(parsed(text)).success) throw cipherErrors.keysUnreadable(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST" ? cipherErrors.keysAreThere(path) : cipherErrors.keysNotWritten(path);
  }
}

function writeOnce(path: string, keys: KeysFile): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(keys), { mode: 0o600, flag: "wx" });
  } catch (error) {
    // Another server that starts beside this one has just made them.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cipherErrors.keysNotWritten(path);
  }
}

function readFile(path: string): KeysFile {
  const read = shape.safeParse(parsed(readFileSync(path, "utf8")));
  if (!read.success) throw cipherErrors.keysUnreadable(path);
  return read.data;
}

function textOf(keys: KeysFile): string {
  return `${JSON.stringify(keys, null, 2)}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "hex"));
}
