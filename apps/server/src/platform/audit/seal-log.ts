import type { Database, Tx } from "../database/index.ts";
import { auditErrors } from "../errors.ts";
import { signedCheckpoint, statementHash, statementOf, type Checkpoint, type LogKeys } from "./checkpoint.ts";
import { linkOf, type LogEntry } from "./entry.ts";
import { entriesAtOnce, sealStore, type ChainHead } from "./seal-store.ts";

/** The end of the chain as a sealer left it. */
export type Remembered = { readonly seq: number; readonly hash: string };

export type SealOptions = {
  /** What this sealer left: somebody who changed it since is found at once. */
  readonly remembered?: Remembered | null;
  /** Waits for its turn and signs what is not signed yet: before a server ends. */
  readonly isLast?: boolean;
};

export type Sealed = {
  /** Null where it was another's turn. */
  readonly end: Remembered | null;
  readonly count: number;
  readonly checkpoint: Checkpoint | null;
  /** Whether there may be more. */
  readonly isFull: boolean;
};

/** A checkpoint after so long, or so many entries: signatures take long to look at, and the sealer remembers what it has not signed. */
const checkpointEveryMs = 10 * 60_000;
const checkpointEvery = 10_000;

/**
 * Seals every entry whose transaction has ended, in the order of their numbers, and signs the end of the chain when it is time.
 * @throws Refusal where the chain is not what this sealer left, or was signed with a key that is not ours
 */
export async function sealLog(db: Database, keys: LogKeys, { remembered = null, isLast = false }: SealOptions = {}): Promise<Sealed> {
  return db.asOwner(async (tx) => {
    if (!(await sealStore.begin(tx, isLast))) return { end: remembered, count: 0, checkpoint: null, isFull: false };
    const head = await sealStore.head(tx);
    if (remembered) await refuseOther(tx, remembered, head);
    if (head.last && keys.verify(head.last.keyId, "", Buffer.alloc(0)) === "unknown-key") throw auditErrors.otherSigningKey();
    const entries = await sealStore.unsealed(tx, floorOf(head));
    const end = await append(tx, { seq: head.seq, hash: head.hash }, entries);
    const isFull = entries.length === entriesAtOnce;
    // The horizon is of before the entries were read: whoever was still writing then is at or after it.
    if (entries.length > 0 && !isFull) await sealStore.moveHorizon(tx, head.xmin);
    if (isFull || !isCheckpointDue(head, end.seq, isLast)) return { end, count: entries.length, checkpoint: null, isFull };
    const checkpoint = nextCheckpoint(keys, head, end);
    const signed = await append(tx, end, [await sealStore.addCheckpoint(tx, checkpoint)]);
    return { end: signed, count: entries.length, checkpoint, isFull };
  });
}

/** Seals and signs all that is there: before whoever logged it ends. */
export async function sealAll(db: Database, keys: LogKeys): Promise<Checkpoint | null> {
  for (;;) {
    const { isFull, checkpoint } = await sealLog(db, keys, { isLast: true });
    if (!isFull) return checkpoint;
  }
}

/** Transactions are counted anew where a copy of the database was restored elsewhere: then everything is looked at. */
function floorOf({ xmin, horizon }: ChainHead): string {
  return BigInt(xmin) < BigInt(horizon) ? "0" : horizon;
}

async function refuseOther(tx: Tx, { seq, hash }: Remembered, head: ChainHead): Promise<void> {
  const stored = seq === head.seq ? head.hash : await sealStore.sealAt(tx, seq);
  if (seq > 0 && stored !== hash) throw auditErrors.chainChanged(seq);
}

async function append(tx: Tx, { seq, hash }: Remembered, entries: readonly LogEntry[]): Promise<Remembered> {
  let link = hash;
  const hashes = entries.map((entry) => (link = linkOf(link, entry.text)));
  if (entries.length > 0)
    await sealStore.add(
      tx,
      seq,
      entries.map(({ id }) => id),
      hashes,
    );
  return { seq: seq + entries.length, hash: link };
}

function isCheckpointDue({ last, now }: ChainHead, seq: number, isLast: boolean): boolean {
  // Right after a checkpoint stands the entry that tells of it.
  const unsigned = last ? seq - last.seq - 1 : seq;
  if (unsigned <= 0) return false;
  return isLast || !last || unsigned >= checkpointEvery || Date.parse(now) - Date.parse(last.at) >= checkpointEveryMs;
}

function nextCheckpoint({ signer }: LogKeys, { last, now }: ChainHead, { seq, hash }: Remembered): Checkpoint {
  const previous = last ? statementHash(statementOf(last)) : Buffer.alloc(32);
  return signedCheckpoint(signer, {
    number: (last?.number ?? 0) + 1,
    seq,
    count: seq - (last?.seq ?? 0),
    hash: Buffer.from(hash, "hex"),
    at: now,
    previous,
  });
}
