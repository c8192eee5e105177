import type { Database } from "../database/index.ts";
import type { Verifier } from "../cipher/index.ts";
import { ChainCheck, longestDelayMs } from "./chain-check.ts";
import { removalStatement, statementOf, type Checkpoint, type Removal } from "./checkpoint.ts";
import type { LogFault } from "./log-fault.ts";
import { logStore } from "./log-store.ts";

/** What was looked at, and what was found. */
export type LogReport = {
  readonly sealed: number;
  readonly checkpoints: number;
  /** Entries after the last checkpoint that are sealed and not signed for yet. */
  readonly unsigned: number;
  /** Entries that are not sealed yet, and since when the oldest has been waiting. */
  readonly unsealed: { readonly count: number; readonly oldestAt: string | null };
  /** Ranges whose time was over. */
  readonly removals: readonly Removal[];
  /** Checkpoints kept elsewhere that the log was held against. */
  readonly keptElsewhere: number;
  /** In the order of the chain; a log with very many is told in part. */
  readonly faults: readonly LogFault[];
  readonly faultCount: number;
};

export type VerifyOptions = {
  /** Checkpoints that were exported earlier: they find a log that was cut, or sealed anew as a whole. */
  readonly exported?: readonly Checkpoint[];
  readonly onProgress?: (places: number) => void;
};

/** Holds the whole log against its seals, and its seals against what was signed. As whoever owns the tables; memory stays the same however long the log is. */
export async function verifyLog(db: Database, verify: Verifier, { exported = [], onProgress }: VerifyOptions = {}): Promise<LogReport> {
  const removals = await db.asOwner((tx) => logStore.removals(tx));
  const check = new ChainCheck(
    verify,
    removals.filter((removal) => isSigned(removal, verify)),
  );
  const signed = await followChain(db, check, onProgress);
  for (const { fromSeq, toSeq } of removals.filter((removal) => !isSigned(removal, verify)))
    check.fault({ what: "removal-signature", from: fromSeq, to: toSeq });
  const { displaced } = check;
  if (displaced) check.displacedTo(await db.asOwner((tx) => logStore.placeOf(tx, displaced.hash)));
  await holdAgainst(db, check, exported, verify);
  const horizon = check.latestAt === "" ? "-infinity" : new Date(Date.parse(check.latestAt) - longestDelayMs).toISOString();
  const { late, ...unsealed } = await db.asOwner((tx) => logStore.unsealed(tx, horizon));
  for (const entryId of late) check.fault({ what: "inserted-unsealed", entryId });
  const { faults, count } = check.end();
  // Right after a checkpoint stands the entry that tells of it.
  const unsigned = Math.max(0, check.seq - signed.lastSeq - (signed.checkpoints > 0 ? 1 : 0));
  const kept = { removals, keptElsewhere: exported.length };
  return { sealed: check.seq, checkpoints: signed.checkpoints, unsigned, unsealed, ...kept, faults, faultCount: count };
}

/** Place by place; each checkpoint once the place that it signed has come. */
async function followChain(
  db: Database,
  check: ChainCheck,
  onProgress: VerifyOptions["onProgress"],
): Promise<{ readonly checkpoints: number; readonly lastSeq: number }> {
  const checkpoints = logStore.checkpoints(db);
  let next = await checkpoints.next();
  let [passed, lastSeq] = [0, 0];
  const pass = async () => {
    const checkpoint = next.value as Checkpoint;
    check.checkpoint(checkpoint);
    passed++;
    lastSeq = checkpoint.seq;
    next = await checkpoints.next();
  };
  for await (const links of logStore.links(db)) {
    for (const link of links) {
      while (!next.done && next.value.seq < link.seq) await pass();
      check.link(link);
    }
    onProgress?.(check.seq);
  }
  while (!next.done) await pass();
  return { checkpoints: passed, lastSeq };
}

function isSigned(removal: Removal, verify: Verifier): boolean {
  return verify(removal.keyId, removalStatement(removal), removal.signature) === "right";
}

/** Only what we signed ourselves is believed; of many that disagree, the first says it all. */
async function holdAgainst(db: Database, check: ChainCheck, exported: readonly Checkpoint[], verify: Verifier): Promise<void> {
  const seals = await db.asOwner((tx) =>
    logStore.sealsAt(
      tx,
      exported.map(({ seq }) => seq),
    ),
  );
  for (const checkpoint of exported) {
    const { number, seq, count, keyId, signature, hash } = checkpoint;
    const is = verify(keyId, statementOf(checkpoint), signature);
    if (is !== "right") check.fault({ what: is === "wrong" ? "checkpoint-signature" : "checkpoint-key", checkpoint: number });
    const seal = seals.get(seq);
    // A place that is missing in the middle has been told already.
    if (is !== "right" || seal?.equals(hash) || (seal === undefined && seq <= check.seq)) continue;
    if (seal === undefined) check.fault({ what: "cut", checkpoint: number, seq, lastSeq: check.seq });
    else check.fault({ what: "rechained", checkpoint: number, from: Math.max(1, seq - count + 1), to: seq });
    return;
  }
}
