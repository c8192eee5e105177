import { hash } from "node:crypto";
import { z } from "zod";
import { auditErrors } from "../errors.ts";
import type { Signer, Verifier } from "../cipher/index.ts";

/** What signs the log, and what knows all keys that ever did. */
export type LogKeys = { readonly signer: Signer; readonly verify: Verifier };

/** 检查点: the end of the chain at a moment, signed. All before it stands or falls with it. */
export type Checkpoint = {
  /** Counts from 1 without a gap. */
  readonly number: number;
  /** The last entry that it covers, by its place in the chain. */
  readonly seq: number;
  /** How many it covers that the one before does not. */
  readonly count: number;
  readonly hash: Uint8Array;
  readonly at: string;
  /** The SM3 of the statement before it. */
  readonly previous: Uint8Array;
  readonly keyId: string;
  readonly signature: Uint8Array;
};

/** What is signed: one line without its end. */
export function statementOf({ number, seq, count, hash: link, at, previous, keyId }: Omit<Checkpoint, "signature">): string {
  return `huican-checkpoint-1 number=${number} seq=${seq} count=${count} hash=${hex(link)} at=${at} previous=${hex(previous)} key=${keyId}`;
}

export function statementHash(statement: string): Buffer {
  return hash("sm3", statement, "buffer");
}

/** @param checkpoint everything but who signs it */
export function signedCheckpoint(signer: Signer, checkpoint: Omit<Checkpoint, "signature" | "keyId">): Checkpoint {
  const said = { ...checkpoint, keyId: signer.keyId };
  return { ...said, signature: signer.sign(statementOf(said)) };
}

/** That entries whose time was over were removed, signed: their seals stay. */
export type Removal = {
  readonly number: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly at: string;
  readonly actor: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
};

export function removalStatement({ number, fromSeq, toSeq, at, actor, keyId }: Omit<Removal, "signature">): string {
  return `huican-removal-1 number=${number} from=${fromSeq} to=${toSeq} at=${at} actor=${actor} key=${keyId}`;
}

/** A checkpoint as one line of JSON, to be kept elsewhere: what is signed, the signature in base64, and the same in parts. */
export function checkpointLine(checkpoint: Checkpoint): string {
  const { signature, hash: link, previous, ...rest } = checkpoint;
  const parts = { ...rest, hash: hex(link), previous: hex(previous) };
  return JSON.stringify({ statement: statementOf(checkpoint), signature: Buffer.from(signature).toString("base64"), ...parts });
}

const bytes32 = z.string().regex(/^[0-9a-f]{64}$/);
const lineShape = z.object({
  number: z.number().int().positive(),
  seq: z.number().int().positive(),
  count: z.number().int().nonnegative(),
  hash: bytes32,
  at: z.string().max(40),
  previous: bytes32,
  keyId: z.string().max(64),
  signature: z.base64().max(400),
});

/**
 * Reads a line that {@link checkpointLine} wrote.
 * @throws Refusal where it is none
 */
export function readCheckpointLine(line: string, lineNumber: number): Checkpoint {
  const read = lineShape.safeParse(parsed(line));
  if (!read.success) throw auditErrors.notACheckpoint(lineNumber);
  const { hash: link, previous, signature, ...rest } = read.data;
  return {
    ...rest,
    hash: Buffer.from(link, "hex"),
    previous: Buffer.from(previous, "hex"),
    signature: Buffer.from(signature, "base64"),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
