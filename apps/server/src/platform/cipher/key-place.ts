import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cipherErrors, type KeyPlaceName } from "../errors.ts";

/**
 * Where the keys are kept, never in the database: a file, or a key service (密钥管理服务) that a program of the office speaks with. The program does two things
 * (docs/register.md): `get` writes the keys to its output, `put` keeps what it reads if what it kept before has the SHA-256 that is named.
 */
export type KeyPlace = string | KeyProgram;

type KeyProgram = {
  /** The path of the program. */
  readonly program: string;
  /** Where checkpoints of the access log are kept, which lie beside a file of keys. */
  readonly folder: string;
};

/** The program's way to say: there are none yet, or somebody else has just kept others. */
const otherwise = 3;
/** Key services are asked at a start and at a rotation, not for each value. */
const longestMs = 30_000;

/** What an error or the operator calls the place: a file, or the service that a program speaks with, as it is configured. */
export function nameOfPlace(place: KeyPlace): KeyPlaceName {
  return typeof place === "string"
    ? { zh: `密钥文件 ${place}（HUICAN_KEYS）`, en: `the file of keys ${place} (HUICAN_KEYS)` }
    : { zh: `密钥管理服务（HUICAN_KEY_PROGRAM：${place.program}）`, en: `the key service (HUICAN_KEY_PROGRAM: ${place.program})` };
}

/** What lies beside the keys. */
export function besideKeys(place: KeyPlace, name: string): string {
  return join(typeof place === "string" ? dirname(place) : place.folder, name);
}

/** @returns null where no keys are kept yet. @throws Refusal where the program does not give them */
export function textAt(place: KeyPlace): string | null {
  if (typeof place !== "string") return asked(place, ["get"]);
  return existsSync(place) ? readFileSync(place, "utf8") : null;
}

/**
 * The first keys of a place.
 * @returns false where there are some already
 */
export function putFirst(place: KeyPlace, text: string): boolean {
  if (typeof place !== "string") return asked(place, ["put", "none"], text) !== null;
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text, { mode: 0o600, flag: "wx", flush: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cipherErrors.keysNotWritten(nameOfPlace(place));
    return false;
  }
}

/**
 * Others in the place of those that are kept. They take it whole: at no moment are there none.
 * @param before as {@link textAt} gave it
 * @returns false where somebody else is at it
 */
export function replaceText(place: KeyPlace, before: string, text: string): boolean {
  if (typeof place !== "string") return asked(place, ["put", createHash("sha256").update(before).digest("hex")], text) !== null;
  const next = besideFile(place);
  try {
    // On the disk before anything is sealed with it.
    writeFileSync(next, text, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cipherErrors.keysNotWritten(nameOfPlace(place));
    return false;
  }
  try {
    renameSync(next, place);
  } catch {
    rmSync(next, { force: true });
    throw cipherErrors.keysNotWritten(nameOfPlace(place));
  }
  return true;
}

/** Removes what somebody left behind who was killed while they replaced a file; a program looks after its own. */
export function clearReplacing(place: KeyPlace): void {
  if (typeof place === "string") rmSync(besideFile(place), { force: true });
}

function besideFile(path: string): string {
  return `${path}.new`;
}

/** What it tells the operator goes where our own errors go; its output is nothing but keys. @returns null where it says {@link otherwise} */
function asked({ program }: KeyProgram, args: readonly string[], input = ""): string | null {
  try {
    return execFileSync(program, [...args], { input, encoding: "utf8", timeout: longestMs, stdio: ["pipe", "pipe", "inherit"] });
  } catch (error) {
    if ((error as { status?: number | null }).status === otherwise) return null;
    throw cipherErrors.keyProgramFailed(program);
  }
}
