import { randomBytes } from "node:crypto";
import { z } from "zod";
import { cipherErrors } from "../errors.ts";
import { clearReplacing, nameOfPlace, putFirst, replaceText, textAt, type KeyPlace } from "./key-place.ts";
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
 * Reads the keys from their place: a file that only the user of the server may read, or a key service. Where there are none and nothing is sealed yet, new ones are made;
 * keys without a pair to sign with get one.
 * @param mayMake whether nothing was ever sealed with other keys
 * @throws Refusal where they are missing though values are sealed, are no keys, or cannot be read or written
 */
export function readKeys(place: KeyPlace, mayMake: boolean): Keys {
  if (textAt(place) === null) {
    if (!mayMake) throw cipherErrors.keysMissing(nameOfPlace(place));
    const sealing = { current: 1, versions: { "1": randomBytes(16).toString("hex") }, blind: randomBytes(32).toString("hex") };
    // Another server that starts beside this one may just have made them.
    putFirst(place, textOf({ ...sealing, signing: newSigning(), stamped: true }));
  }
  const kept = keptAt(place);
  if (kept.keys.signing) return keysOf(place, kept.keys, kept.keys.signing, false);
  return keysOf(place, kept.keys, addSigning(place, kept), true);
}

function keysOf(
  place: KeyPlace,
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
  if (!byVersion.has(current) || !signing || ![...all.values()].every(isPair)) throw cipherErrors.keysUnreadable(nameOfPlace(place));
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
export function markStamped(place: KeyPlace): void {
  const kept = keptAt(place);
  if (!replace(place, kept, { ...kept.keys, stamped: true })) throw cipherErrors.keysNotWritten(nameOfPlace(place));
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
export function addKeyVersion(place: KeyPlace): number {
  const kept = keptAt(place);
  const added = Math.max(...Object.keys(kept.keys.versions).map(Number)) + 1;
  const versions = { ...kept.keys.versions, [added]: randomBytes(16).toString("hex") };
  if (!replace(place, kept, { ...kept.keys, current: added, versions })) throw cipherErrors.keysNotWritten(nameOfPlace(place));
  return added;
}

/** Of two servers that do it at once, the one that writes first does. */
function addSigning(place: KeyPlace, kept: KeptKeys): NonNullable<KeysFile["signing"]> {
  const signing = newSigning();
  return replace(place, kept, { ...kept.keys, signing }) ? signing : signingOfAnother(place);
}

/** Another server is at it this moment, and done in the next; what stays was left by one that was killed. */
function signingOfAnother(place: KeyPlace): NonNullable<KeysFile["signing"]> {
  for (let look = 0; look < 20; look++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    const { signing } = keptAt(place).keys;
    if (signing) return signing;
  }
  clearReplacing(place);
  const signing = newSigning();
  const kept = keptAt(place);
  if (!replace(place, kept, { ...kept.keys, signing })) throw cipherErrors.keysNotWritten(nameOfPlace(place));
  return signing;
}

/**
 * The keys as text, for a copy of them.
 * @throws Refusal where there are none, or they cannot be read
 */
export function keysText(place: KeyPlace): string {
  return textOf(keptAt(place).keys);
}

/**
 * Puts keys where there are none.
 * @throws Refusal where there are some, or they cannot be written
 */
export function putKeys(place: KeyPlace, text: string): void {
  if (!shape.safeParse(parsed(text)).success) throw cipherErrors.keysUnreadable(nameOfPlace(place));
  if (!putFirst(place, text)) throw cipherErrors.keysAreThere(nameOfPlace(place));
}

/** Keys, and the text that they were read from: whoever replaces them says what they replace. */
type KeptKeys = { readonly text: string; readonly keys: KeysFile };

function keptAt(place: KeyPlace): KeptKeys {
  const text = textAt(place);
  if (text === null) throw cipherErrors.keysMissing(nameOfPlace(place));
  const read = shape.safeParse(parsed(text));
  if (!read.success) throw cipherErrors.keysUnreadable(nameOfPlace(place));
  return { text, keys: read.data };
}

/** @returns false where somebody else is at it */
function replace(place: KeyPlace, { text }: KeptKeys, keys: KeysFile): boolean {
  return replaceText(place, text, textOf(keys));
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
