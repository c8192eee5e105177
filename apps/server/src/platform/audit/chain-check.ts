import type { Verifier } from "../cipher/index.ts";
import { statementHash, statementOf, type Checkpoint, type Removal } from "./checkpoint.ts";
import { chainBeginning, linkOf, promisedCheckpoint, writtenAt } from "./entry.ts";
import type { LogFault } from "./log-fault.ts";
import { exchangesAmong, type Unlike } from "./exchanged.ts";

/** A place in the chain: its entry's text, null where it is gone. */
export type Link = { readonly seq: number; readonly entryId: number; readonly hash: string; readonly text: string | null };

/** Entries wait for their transaction to end before they are sealed. Whatever is dated further back than this was not written when it says. */
export const longestDelayMs = 10 * 60_000;

/** So many faults are told one by one, and so many unlike places compared with each other; the rest is counted. */
const mostTold = 1_000;
const mostCompared = 200;

/**
 * Holds the chain against its entries, place by place, and against what was signed. It remembers a few places, however long the log is.
 */
export class ChainCheck {
  readonly #verify: Verifier;
  readonly #removals: readonly Removal[];
  readonly #told: LogFault[] = [];
  readonly #unlike: Unlike[] = [];
  #faults = 0;
  #seq = 0;
  /** The seal of the last place as it is stored; null where it is not known, after a gap. */
  #last: string | null = chainBeginning;
  #beforeLast: string | null = null;
  /** The last place, where its seal is not that of its entry: the next place tells which of both was changed. */
  #pending: (Unlike & { readonly computed: string }) | null = null;
  #latestAt = "";
  #lastEntryId = 0;
  /** The last checkpoint that an entry tells of. */
  #promised = 0;
  #checkpoint: { readonly number: number; readonly seq: number; readonly statement: Buffer | null } = {
    number: 0,
    seq: 0,
    statement: null,
  };
  /** The first signed seal that stands no longer where it was: later ones follow from it. */
  #displaced: Checkpoint | null = null;
  removed = 0;

  constructor(verify: Verifier, removals: readonly Removal[]) {
    this.#verify = verify;
    this.#removals = removals;
  }

  /** The last place so far. */
  get seq(): number {
    return this.#seq;
  }

  get latestAt(): string {
    return this.#latestAt;
  }

  get displaced(): Checkpoint | null {
    return this.#displaced;
  }

  link(link: Link): void {
    if (link.seq !== this.#seq + 1) this.#gap(link);
    const { text } = link;
    const before = this.#last;
    if (text !== null) this.#last = this.#hold(link, text);
    else {
      this.#gone(link);
      this.#last = link.hash;
    }
    this.#beforeLast = before;
    this.#seq = link.seq;
    if (text !== null) this.#date(link, text);
  }

  #gap({ seq, entryId }: Link): void {
    this.#settle();
    if (seq > this.#seq) this.#fault({ what: "seals-removed", from: this.#seq + 1, to: seq - 1 });
    // Without the keys of its tables, a log may hold two entries of one number.
    else this.#fault({ what: "inserted", seq, entryId });
    this.#last = null;
  }

  #gone({ seq, entryId }: Link): void {
    this.#settle();
    if (this.#removals.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq)) this.removed++;
    else this.#fault({ what: "removed", seq, entryId });
  }

  /** @returns the seal that the next place follows */
  #hold(link: Link, text: string): string {
    const { seq, entryId, hash } = link;
    if (this.#last === null) return hash;
    const computed = linkOf(this.#last, text);
    const pending = this.#pending;
    if (computed === hash) this.#settle();
    else if (pending && linkOf(pending.computed, text) === hash) {
      this.#pending = null;
      this.#fault({ what: "seal-changed", seq: pending.seq, entryId: pending.entryId });
    } else if (this.#beforeLast && linkOf(this.#beforeLast, text) === hash) return this.#skip(link);
    else {
      this.#settle();
      this.#pending = { seq, text, entryId, previous: this.#last, hash, computed };
    }
    return hash;
  }

  /** This place follows the one before the last. Either the last was inserted, or both were exchanged with their seals. */
  #skip({ seq, hash }: Link): string {
    const before = this.#pending;
    this.#pending = null;
    if (before && linkOf(hash, before.text) === before.hash) {
      this.#fault({ what: "reordered", seq: before.seq, otherSeq: seq });
      return before.hash;
    }
    this.#fault({ what: "inserted", seq: seq - 1, entryId: before?.entryId ?? this.#lastEntryId });
    return hash;
  }

  #date({ seq, entryId }: Link, text: string): void {
    const at = writtenAt(text);
    this.#lastEntryId = entryId;
    if (at >= this.#latestAt) this.#latestAt = at;
    else if (isLate(at, this.#latestAt)) this.#fault({ what: "back-dated", seq, entryId });
    // The log itself says that there was a checkpoint.
    this.#promised = Math.max(this.#promised, promisedCheckpoint(text));
  }

  /** Called for each checkpoint once the place that it signed has been looked at. */
  checkpoint(checkpoint: Checkpoint): void {
    const { number, seq, keyId, signature, hash, previous } = checkpoint;
    this.#expect(number - 1);
    const statement = statementOf(checkpoint);
    const is = this.#verify(keyId, statement, signature);
    const follows = this.#checkpoint.statement;
    if (is === "unknown-key") this.#fault({ what: "checkpoint-key", checkpoint: number });
    else if (is === "wrong") this.#fault({ what: "checkpoint-signature", checkpoint: number });
    else if (follows && !follows.equals(previous)) this.#fault({ what: "checkpoint-replaced", checkpoint: number });
    // What somebody else signed says nothing of the chain.
    if (is === "right") this.#compare(checkpoint, Buffer.from(hash).toString("hex"));
    this.#checkpoint = { number, seq, statement: is === "right" ? statementHash(statement) : null };
  }

  #compare(checkpoint: Checkpoint, hash: string): void {
    if (this.#displaced) return;
    const { number, seq } = checkpoint;
    if (seq > this.#seq) {
      this.#displaced = checkpoint;
      this.#fault({ what: "cut", checkpoint: number, seq, lastSeq: this.#seq });
    } else if (this.#last && seq === this.#seq && this.#last !== hash && !this.#mend(hash)) this.#displaced = checkpoint;
  }

  /** Whether the last place would be what was signed, had nobody touched its seal: then what follows is held against the signed one. */
  #mend(hash: string): boolean {
    const pending = this.#pending;
    if (!pending || pending.computed !== hash) return false;
    this.#fault({ what: "seal-changed", seq: pending.seq, entryId: pending.entryId });
    this.#pending = null;
    this.#last = pending.computed;
    return true;
  }

  #expect(number: number): void {
    for (let missing = this.#checkpoint.number + 1; missing <= number && missing <= this.#checkpoint.number + mostTold; missing++)
      this.#fault({ what: "checkpoint-missing", checkpoint: missing });
    if (number > this.#checkpoint.number) this.#checkpoint = { number, seq: this.#checkpoint.seq, statement: null };
  }

  /** Where the signed seal of {@link displaced} stands now, or null where it is nowhere. */
  displacedTo(seq: number | null): void {
    const displaced = this.#displaced;
    if (!displaced || displaced.seq > this.#seq) return;
    const { number: checkpoint, seq: to, count } = displaced;
    const range = { checkpoint, from: Math.max(1, to - count + 1), to };
    this.#fault(seq === null ? { what: "rechained", ...range } : { what: "shifted", ...range, by: seq - to });
  }

  fault(fault: LogFault): void {
    this.#fault(fault);
  }

  /** All that was found, once everything has been looked at. */
  end(): { readonly faults: readonly LogFault[]; readonly count: number } {
    this.#settle();
    this.#expect(this.#promised);
    const { exchanged, changed } = exchangesAmong(this.#unlike);
    for (const fault of exchanged) this.#fault(fault);
    for (const { seq, entryId } of changed) this.#fault({ what: "changed", seq, entryId });
    return { faults: this.#told.toSorted((a, b) => placeOf(a) - placeOf(b)), count: this.#faults };
  }

  /** The last place links to what follows: its entry is what was changed. */
  #settle(): void {
    const pending = this.#pending;
    this.#pending = null;
    if (!pending) return;
    if (this.#unlike.length < mostCompared) this.#unlike.push(pending);
    else this.#fault({ what: "changed", seq: pending.seq, entryId: pending.entryId });
  }

  #fault(fault: LogFault): void {
    this.#faults++;
    if (this.#told.length < mostTold) this.#told.push(fault);
  }
}

/** Whether an entry is dated so long before another that it cannot have waited for its transaction. */
function isLate(at: string, latest: string): boolean {
  return Date.parse(latest) - Date.parse(at) > longestDelayMs;
}

function placeOf(fault: LogFault): number {
  if ("seq" in fault) return fault.seq;
  return "from" in fault ? fault.from : Number.MAX_SAFE_INTEGER;
}
