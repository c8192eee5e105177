import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { chainBeginning, entryText, type LogEntry } from "./entry.ts";

/** Where the chain and its checkpoints stand. */
export type ChainHead = {
  /** The last place, 0 before the first. */
  readonly seq: number;
  readonly hash: string;
  readonly last: Pick<Checkpoint, "number" | "seq" | "count" | "hash" | "at" | "previous" | "keyId"> | null;
  readonly now: string;
  /** The first transaction that may not have ended, and the one before which everything is sealed. */
  readonly xmin: string;
  readonly horizon: string;
};

/** What of the unsealed is sealed at once. */
export const entriesAtOnce = 5_000;

/** What the sealer does with the database, in its own role: it reads entries and adds seals, and can do nothing else. */
export const sealStore = {
  /** @returns whether it is this one's turn; of several servers one seals at a time */
  async begin(tx: Tx, waits: boolean): Promise<boolean> {
    const lock = sql`hashtext('audit.sealer')`;
    const taken = waits ? sql`pg_advisory_xact_lock(${lock}) is not null` : sql`pg_try_advisory_xact_lock(${lock})`;
    const { rows } = await sql<{ isMine: boolean }>`
      select set_config('role', 'huican_sealer', true), set_config('huican.actor', 'sealer', true), set_config('huican.occasion', '{"basis": "job"}', true),
        ${taken} as "isMine"`.execute(tx);
    return rows[0]?.isMine ?? false;
  },

  /** Read after the turn was taken: another may just have sealed. */
  async head(tx: Tx): Promise<ChainHead> {
    const { rows } = await sql<HeadRow>`
      select coalesce(s.seq, 0) as seq, coalesce(encode(s.hash, 'hex'), ${chainBeginning}) as hash, clock_timestamp() as now, pg_snapshot_xmin(pg_current_snapshot())::text as xmin, h.transaction::text as horizon,
        c.number, c.seq as "signedSeq", c.count, c.hash as "signedHash", c.at, c.previous, c.key_id as "keyId"
      from audit.horizon h
      left join lateral (select seq, hash from audit.seal order by seq desc limit 1) s on true
      left join lateral (select number, seq, count, hash, at, previous, key_id from audit.checkpoint order by number desc limit 1) c on true`.execute(
      tx,
    );
    return headOf(rows[0] as HeadRow);
  },

  async sealAt(tx: Tx, seq: number): Promise<string | null> {
    const { rows } = await sql<{ hash: string }>`select encode(hash, 'hex') as hash from audit.seal where seq = ${seq}`.execute(tx);
    return rows[0]?.hash ?? null;
  },

  /**
   * Entries without a seal, in their order: all that are visible are of transactions that have ended.
   * @param from the transaction before which everything is sealed; "0" where everything is looked at
   */
  async unsealed(tx: Tx, from: string): Promise<readonly LogEntry[]> {
    // Entries that a backup brought have the numbers of another database, which may be far ahead: they were sealed when they came, and are not looked at each second.
    const ours = from === "0" ? sql`` : sql`and e.transaction < pg_snapshot_xmax(pg_current_snapshot())`;
    const { rows } = await sql<LogEntry>`
      select e.id, ${entryText} as text from audit.entry e
      where e.transaction >= ${from}::xid8 ${ours} and (select s.seq from audit.seal s where s.entry_id = e.id) is null
      order by e.id limit ${entriesAtOnce}`.execute(tx);
    return rows;
  },

  async add(tx: Tx, after: number, ids: readonly number[], hashes: readonly string[]): Promise<void> {
    await sql`
      insert into audit.seal (seq, entry_id, hash)
      select ${after}::bigint + place, id, decode(hash, 'hex')
      from unnest(${[...ids]}::bigint[], ${[...hashes]}::text[]) with ordinality as given (id, hash, place)`.execute(tx);
  },

  async moveHorizon(tx: Tx, transaction: string): Promise<void> {
    await sql`update audit.horizon set transaction = ${transaction}::xid8`.execute(tx);
  },

  /** The next look is at every entry: where they come from another database, its transactions were counted otherwise. As the owner. */
  async beginAnew(tx: Tx): Promise<void> {
    await sql`update audit.horizon set transaction = '18446744073709551615'`.execute(tx);
  },

  async addCheckpoint(tx: Tx, { number, seq, count, hash, at, previous, keyId, signature }: Checkpoint): Promise<LogEntry> {
    await sql`
      insert into audit.checkpoint (number, seq, count, hash, at, previous, key_id, signature)
      values (${number}, ${seq}, ${count}, ${Buffer.from(hash)}, ${at}, ${Buffer.from(previous)}, ${keyId}, ${Buffer.from(signature)})`.execute(
      tx,
    );
    await sql`
      insert into audit.entry (act, subjects, fields, outcome) values ('audit.make-checkpoint', '{}', ${[String(number)]}::text[], 'done')`.execute(
      tx,
    );
    // Nothing but this transaction has written with its number.
    const { rows } = await sql<LogEntry>`
      select e.id, ${entryText} as text from audit.entry e where e.transaction = pg_current_xact_id() order by e.id desc limit 1`.execute(
      tx,
    );
    return rows[0] as LogEntry;
  },
};

type HeadRow = Omit<ChainHead, "last"> & {
  readonly number: number | null;
  readonly signedSeq: number;
  readonly count: number;
  readonly signedHash: Buffer;
  readonly at: string;
  readonly previous: Buffer;
  readonly keyId: string;
};

function headOf({ seq, hash, now, xmin, horizon, number, signedSeq, count, signedHash, at, previous, keyId }: HeadRow): ChainHead {
  const last = number === null ? null : { number, seq: signedSeq, count, hash: signedHash, at, previous, keyId };
  return { seq, hash, now, xmin, horizon, last };
}
