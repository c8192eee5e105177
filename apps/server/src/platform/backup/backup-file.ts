import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import type { Cipher } from "../cipher/index.ts";
import { Refusal } from "../refusal.ts";
import { backupErrors } from "./errors.ts";

/**
 * What stands in the clear at the beginning of a backup: enough to tell whoever has the wrong keys what is wrong, and nothing about anybody.
 * Everything after it is sealed.
 */
export type BackupHeader = {
  readonly id: string;
  readonly madeAt: string;
  /** The version of the key that sealed this file. */
  readonly sealedWith: number;
  readonly keys: {
    /** Of the installation; hexadecimal. */
    readonly mark: string;
    /** The fingerprint of each version that sealed a value, or this file. */
    readonly versions: Readonly<Record<string, string>>;
    /** Which pairs signed the access log. */
    readonly signing: readonly string[];
  };
};

/** A part of a backup: what it is, and its text. */
export type Block = { readonly title: string; readonly text: string };

/** A backup whose beginning has been read. */
export type BackupFile = { readonly path: string; readonly header: BackupHeader; readonly headerLine: string };

const magic = "huican-backup";
const format = 1;
const lengthBytes = 4;
/** No block of ours comes near: a greater length is not one. */
const mostBlockBytes = 512 * 1024 * 1024;
const mostHeaderBytes = 64 * 1024;
const lastTitle = "end";

const headerShape = z.object({
  id: z.string(),
  madeAt: z.string(),
  sealedWith: z.number().int(),
  keys: z.object({ mark: z.string(), versions: z.record(z.string(), z.string()), signing: z.array(z.string()) }),
});

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/**
 * Writes a backup: under another name until all of it is on the disk, so that what was broken off never looks whole.
 * @param fill adds block after block; the last is titled `end`
 * @returns how many bytes it has
 * @throws Refusal where there is a file already, or it cannot be written
 */
export async function writeBackup(
  path: string,
  cipher: Cipher,
  header: BackupHeader,
  fill: (add: (block: Block) => Promise<void>) => Promise<void>,
): Promise<number> {
  if (existsSync(path)) throw backupErrors.exists(path);
  const part = `${path}.${header.id.slice(0, 8)}.part`;
  let file: FileHandle | undefined;
  try {
    const opened = (file = await open(part, "wx", 0o600));
    const headerLine = JSON.stringify(header);
    await opened.writeFile(`${magic} ${format}\n${headerLine}\n`);
    let index = 0;
    await fill(async ({ title, text }) => {
      const bytes = await packed(`${title}\n${text}`, { level: 1 });
      const { sealed } = cipher.sealBytes(bytes, purposeOf(headerLine, index++));
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32BE(sealed.length);
      await opened.writev([length, sealed]);
    });
    await opened.sync();
    const { size } = await opened.stat();
    await opened.close();
    await rename(part, path);
    await syncFolder(dirname(path));
    return size;
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(part, { force: true });
    throw notWritten(error, path);
  }
}

/** Every block belongs to this backup and to its place in it: none can be left out, exchanged or taken from another. */
function purposeOf(headerLine: string, index: number): string {
  return `backup/${hash("sm3", headerLine, "hex")}/${index}`;
}

/** The new name is on the disk, too; some systems cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder).catch(() => null);
  await opened?.sync().catch(() => {});
  await opened?.close();
}

function notWritten(error: unknown, path: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error) || !("syscall" in error)) return error;
  return "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT")
    ? backupErrors.diskFull(path)
    : backupErrors.notWritten(path);
}

/**
 * Reads the beginning of a backup.
 * @throws Refusal where it is none, or comes from a newer program
 */
export async function openBackup(path: string): Promise<BackupFile> {
  return withFile(path, async (file) => {
    const beginning = Buffer.alloc(mostHeaderBytes);
    const { bytesRead } = await file.read(beginning, 0, mostHeaderBytes, 0);
    const [first = "", headerLine = ""] = beginning.subarray(0, bytesRead).toString().split("\n", 2);
    const version = new RegExp(`^${magic} (\\d{1,4})$`).exec(first)?.[1];
    if (version === undefined) throw backupErrors.notABackup(path);
    if (Number(version) > format) throw backupErrors.newerFormat(path);
    const header = headerShape.safeParse(parsed(headerLine));
    if (!header.success) throw backupErrors.damaged(path);
    return { path, header: header.data, headerLine };
  });
}

/**
 * The blocks of a backup, one after another, each looked at before it is given.
 * @throws Refusal where one was changed, left out or moved, or the end is missing
 */
export async function* blocksOf({ path, header, headerLine }: BackupFile, cipher: Cipher): AsyncGenerator<Block> {
  const file = await open(path).catch(() => {
    throw backupErrors.unreadable(path);
  });
  try {
    let place = Buffer.byteLength(`${magic} ${format}\n${headerLine}\n`);
    for (let index = 0, isLast = false; !isLast; index++) {
      const sealed = await frameAt(file, place, path);
      place += lengthBytes + sealed.length;
      const block = await opened(sealed, purposeOf(headerLine, index));
      isLast = block.title === lastTitle;
      if (isLast && (await file.stat()).size !== place) throw backupErrors.damaged(path);
      yield block;
    }
  } finally {
    await file.close();
  }

  async function opened(sealed: Buffer, purpose: string): Promise<Block> {
    try {
      const text = (await unpacked(cipher.openBytes({ sealed, keyVersion: header.sealedWith }, purpose))).toString();
      const end = text.indexOf("\n");
      return { title: text.slice(0, end), text: text.slice(end + 1) };
    } catch {
      // Its key is there and the right one, which was looked at before.
      throw backupErrors.damaged(path);
    }
  }
}

async function frameAt(file: FileHandle, place: number, path: string): Promise<Buffer> {
  const length = (await bytesAt(file, place, lengthBytes, path)).readUInt32BE();
  if (length > mostBlockBytes) throw backupErrors.damaged(path);
  return bytesAt(file, place + lengthBytes, length, path);
}

async function bytesAt(file: FileHandle, place: number, length: number, path: string): Promise<Buffer> {
  // What is not there is not made room for.
  if ((await file.stat()).size < place + length) throw backupErrors.incomplete(path);
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await file.read(bytes, read, length - read, place + read).catch(() => ({ bytesRead: 0 }));
    if (bytesRead === 0) throw backupErrors.unreadable(path);
    read += bytesRead;
  }
  return bytes;
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await work(file);
  } catch (error) {
    throw error instanceof Refusal ? error : backupErrors.unreadable(path);
  } finally {
    await file?.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
