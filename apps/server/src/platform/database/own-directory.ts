import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseErrors } from "../errors.ts";

/** What we put into a directory; `lost+found` is on every disk of its own. */
const ours: ReadonlySet<string> = new Set(["data", "making", "keys.json", "huican.lock", ".s.PGSQL.5432", "lost+found"]);

/** Systems cut a longer path of a socket off, some in silence: it would lie somewhere else, open to others. */
const longestSocketBytes = 100;

/** Longer than the name of any socket. */
const socketNameBytes = 16;

/**
 * Makes a directory for this user alone, unless it holds something else than a register.
 * @returns `socketFolder`: where its socket lies, which is elsewhere where the path is too long; `giveBack` removes what is no longer needed
 * @throws Refusal before anything is made or changed
 */
export function takeDirectory(directory: string): { readonly socketFolder: string; readonly giveBack: () => void } {
  const parent = tmpdir();
  const isShort = fitsSocket(directory);
  if (!isShort && !fitsSocket(join(parent, "huican-123456"))) throw databaseErrors.directoryTooDeep(directory);
  if (isOfOthers(directory)) throw databaseErrors.foreignDirectory(directory);
  try {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o700);
    if (isShort) return { socketFolder: directory, giveBack: () => {} };
    // For this user alone, as the directory is.
    const socketFolder = mkdtempSync(join(parent, "huican-"));
    return { socketFolder, giveBack: () => rmSync(socketFolder, { recursive: true, force: true }) };
  } catch {
    throw databaseErrors.directory(directory);
  }
}

function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(folder) + socketNameBytes <= longestSocketBytes;
}

/** A file, a directory with other things in it, or one in which a PostgreSQL works: only whoever made it may touch it. */
function isOfOthers(directory: string): boolean {
  try {
    if (!existsSync(directory)) return false;
    if (!statSync(directory).isDirectory()) return true;
    if (existsSync(join(directory, "data", "postmaster.opts"))) return true;
    return !existsSync(join(directory, "data", "PG_VERSION")) && readdirSync(directory).some((name) => !ours.has(name));
  } catch {
    // What cannot be looked at cannot be written either.
    throw databaseErrors.directory(directory);
  }
}
