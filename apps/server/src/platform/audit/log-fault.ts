/** What is wrong with the log, and where: places in the chain (`seq`), entries by their ids, checkpoints by their numbers. */
export type LogFault =
  | { readonly what: "changed" | "removed" | "inserted" | "back-dated"; readonly seq: number; readonly entryId: number }
  | { readonly what: "seal-changed"; readonly seq: number; readonly entryId: number }
  | { readonly what: "seals-removed"; readonly from: number; readonly to: number }
  | { readonly what: "reordered"; readonly seq: number; readonly otherSeq: number }
  | { readonly what: "inserted-unsealed"; readonly entryId: number }
  | { readonly what: "shifted"; readonly checkpoint: number; readonly from: number; readonly to: number; readonly by: number }
  | { readonly what: "rechained"; readonly checkpoint: number; readonly from: number; readonly to: number }
  | { readonly what: "cut"; readonly checkpoint: number; readonly seq: number; readonly lastSeq: number }
  | { readonly what: "checkpoint-missing" | "checkpoint-signature" | "checkpoint-replaced" | "checkpoint-key"; readonly checkpoint: number }
  | { readonly what: "removal-signature"; readonly from: number; readonly to: number };

/** A fault in a sentence of each language. */
export function faultText(fault: LogFault): { readonly zh: string; readonly en: string } {
  switch (fault.what) {
    case "changed":
      return said(
        `第${fault.seq}条（记录${fault.entryId}）和封存时不一样：内容被改过。`,
        `Place ${fault.seq} (entry ${fault.entryId}) is not what was sealed: it was changed.`,
      );
    case "removed":
      return said(
        `第${fault.seq}条（记录${fault.entryId}）不见了：封存以后被删除。`,
        `Place ${fault.seq} (entry ${fault.entryId}) is gone: it was removed after it was sealed.`,
      );
    case "inserted":
      return said(
        `第${fault.seq}条（记录${fault.entryId}）是后来插进去的：前后两条本来相连。`,
        `Place ${fault.seq} (entry ${fault.entryId}) was inserted: those before and after it belong together.`,
      );
    case "back-dated":
      return said(
        `第${fault.seq}条（记录${fault.entryId}）写的时间比它前面的早得多：多半是后来补写的，或者服务器的钟被拨回过。`,
        `Place ${fault.seq} (entry ${fault.entryId}) is dated long before those it follows: it was inserted later, or the clock was set back.`,
      );
    case "seal-changed":
      return said(
        `第${fault.seq}条（记录${fault.entryId}）的封存值被改过，记录本身没有。`,
        `The seal of place ${fault.seq} (entry ${fault.entryId}) was changed; the entry itself was not.`,
      );
    case "seals-removed":
      return said(
        `第${fault.from}到${fault.to}条不见了：记录和封存值都被删除。`,
        `Places ${fault.from} to ${fault.to} are gone: entries and seals were removed.`,
      );
    case "reordered":
      return said(`第${fault.seq}条和第${fault.otherSeq}条调换过。`, `Places ${fault.seq} and ${fault.otherSeq} were exchanged.`);
    case "inserted-unsealed":
      return said(
        `记录${fault.entryId}没有封存，写的时间却比已封存的早得多：多半是后来插进去的。`,
        `Entry ${fault.entryId} is not sealed, yet dated long before what is: it was inserted.`,
      );
    default:
      return checkpointFaultText(fault);
  }
}

type CheckpointFault = Exclude<LogFault, { readonly entryId: number } | { readonly what: "seals-removed" | "reordered" }>;

function checkpointFaultText(fault: CheckpointFault): { readonly zh: string; readonly en: string } {
  switch (fault.what) {
    case "shifted":
      return fault.by < 0
        ? said(
            `检查点${fault.checkpoint}签过的那一条现在靠前${-fault.by}位：第${fault.from}到${fault.to}条之间删除过${-fault.by}条。`,
            `What checkpoint ${fault.checkpoint} signed stands ${-fault.by} earlier now: between places ${fault.from} and ${fault.to}, ${-fault.by} were removed.`,
          )
        : said(
            `检查点${fault.checkpoint}签过的那一条现在靠后${fault.by}位：第${fault.from}到${fault.to}条之间插入过${fault.by}条。`,
            `What checkpoint ${fault.checkpoint} signed stands ${fault.by} later now: between places ${fault.from} and ${fault.to}, ${fault.by} were inserted.`,
          );
    case "rechained":
      return said(
        `第${fault.from}到${fault.to}条之间有改动，而且从改动处起全部重新封存过：和检查点${fault.checkpoint}签过的不一样。`,
        `Between places ${fault.from} and ${fault.to} something was changed and all from there sealed anew: it is not what checkpoint ${fault.checkpoint} signed.`,
      );
    case "cut":
      return said(
        `检查点${fault.checkpoint}签到第${fault.seq}条，现在只有${fault.lastSeq}条：后面的被删除。`,
        `Checkpoint ${fault.checkpoint} signed ${fault.seq} places, and there are ${fault.lastSeq}: the end was removed.`,
      );
    case "checkpoint-missing":
      return said(`检查点${fault.checkpoint}不见了：被删除。`, `Checkpoint ${fault.checkpoint} is gone: it was removed.`);
    case "checkpoint-signature":
      return said(
        `检查点${fault.checkpoint}的签名不对：检查点或签名被改过。`,
        `The signature of checkpoint ${fault.checkpoint} is wrong: it or the checkpoint was changed.`,
      );
    case "checkpoint-replaced":
      return said(
        `检查点${fault.checkpoint}前面的检查点被换过：和它签名时所见的不一样。`,
        `The checkpoint before ${fault.checkpoint} was replaced: it is not the one that this one follows.`,
      );
    case "checkpoint-key":
      return said(
        `检查点${fault.checkpoint}不是用本单位的密钥签的。`,
        `Checkpoint ${fault.checkpoint} was not signed with a key of this installation.`,
      );
    case "removal-signature":
      return said(
        `第${fault.from}到${fault.to}条写着到期清除，但签名不对：不是按规定清除的。`,
        `Places ${fault.from} to ${fault.to} are said to have been removed because they expired, but the signature is wrong: that was not the procedure.`,
      );
  }
}

function said(zh: string, en: string): { readonly zh: string; readonly en: string } {
  return { zh, en };
}
