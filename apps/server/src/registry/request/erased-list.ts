import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { LogKeys } from "../../platform/audit/index.ts";
import { besideKeys, type KeyPlace } from "../../platform/cipher/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { erasures, type ErasedFile } from "./erasure-store.ts";

/**
 * 已删除档案清单: which files were erased, beside the keys and signed like checkpoints. A backup of before an erasure holds the file; what is restored from it is erased
 * again by this list. It holds numbers of files and nothing about anybody.
 */
export function erasedList(keyPlace: KeyPlace): string {
  return besideKeys(keyPlace, "erased-files.jsonl");
}

type Kept = { readonly files: readonly ErasedFile[]; readonly foreign: number };

const shape = z.object({
  fileId: z.number().int().positive(),
  madeAt: z.iso.datetime({ precision: 6 }),
  requestId: z.number().int().positive(),
  erasedAt: z.iso.datetime({ precision: 6 }),
  keyId: z.string().max(64),
  signature: z.base64().max(400),
});

/** What is signed. */
function statementOf({ fileId, madeAt, requestId, erasedAt }: ErasedFile, keyId: string): string {
  return `huican-erasure-1 file=${fileId} made=${madeAt} request=${requestId} erased=${erasedAt} key=${keyId}`;
}

/**
 * What the list says, as far as this installation signed it. A line that was cut off or changed says nothing: the database still knows what it said, and it is added again.
 * @returns the erased files, and how many lines were none of ours
 */
export function readErasedList(path: string, { verify }: LogKeys): Kept {
  const lines = existsSync(path)
    ? readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line.trim() !== "")
    : [];
  const files = lines.flatMap((line): readonly ErasedFile[] => {
    const read = shape.safeParse(parsed(line));
    if (!read.success) return [];
    const { keyId, signature, ...file } = read.data;
    return verify(keyId, statementOf(file, keyId), Buffer.from(signature, "base64")) === "right" ? [file] : [];
  });
  return { files, foreign: lines.length - files.length };
}

/** Adds to the list what the database knows to be erased and the list does not. @returns how many were added */
export async function keepErasedList(db: Database, path: string, keys: LogKeys): Promise<number> {
  const all = await db.asOwner((tx) => erasures.all(tx));
  if (all.length === 0) return 0;
  const kept = new Set(readErasedList(path, keys).files.map(({ fileId, madeAt }) => `${fileId} ${madeAt}`));
  const missing = all.filter(({ fileId, madeAt }) => !kept.has(`${fileId} ${madeAt}`));
  const { signer } = keys;
  for (const file of missing) {
    const signature = signer.sign(statementOf(file, signer.keyId));
    const line = JSON.stringify({ ...file, keyId: signer.keyId, signature: Buffer.from(signature).toString("base64") });
    // A line that was cut off before is ended first.
    appendFileSync(path, `\n${line}\n`, { mode: 0o600, flush: true });
  }
  return missing.length;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
