import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { cipherErrors } from "../errors.ts";

/** The keys that seal what must not stand in the clear: one for each version, and one for the blind indexes, which all versions share. */
export type Keys = {
  readonly current: number;
  readonly versions: ReadonlyMap<number, Uint8Array>;
  readonly blind: Uint8Array;
};

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const shape = z.object({ current: z.number().int().positive(), versions: z.record(z.string().regex(/^\d+$/), hex(16)), blind: hex(32) });

/**
 * Reads the keys from their file, which only the user of the server may read. Where there is none and nothing is sealed yet, new ones are made.
 * @param mayMake whether nothing was ever sealed with other keys
 * @throws Refusal where the file is missing though values are sealed, or is no file of keys
 */
export function readKeys(path: string, mayMake: boolean): Keys {
  if (!existsSync(path)) {
    if (!mayMake) throw cipherErrors.keysMissing(path);
    const made = { current: 1, versions: { "1": randomBytes(16).toString("hex") }, blind: randomBytes(32).toString("hex") };
    writeKeys(path, `${JSON.stringify(made, null, 2)}\n`);
  }
  const read = shape.safeParse(parsed(readFileSync(path, "utf8")));
  if (!read.success) throw cipherErrors.keysUnreadable(path);
  const { current, versions, blind } = read.data;
  const byVersion = new Map(Object.entries(versions).map(([version, key]) => [Number(version), bytes(key)]));
  if (!byVersion.has(current)) throw cipherErrors.keysUnreadable(path);
  return { current, versions: byVersion, blind: bytes(blind) };
}

function writeKeys(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    // Another server that starts beside this one has just made them.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cipherErrors.keysNotWritten(path);
  }
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
