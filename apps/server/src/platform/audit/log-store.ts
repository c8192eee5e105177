import { sql } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import type { Link } from "./chain-check.ts";
import type { Checkpoint, Removal } from "./checkpoint.ts";
import { entryText } from "./entry.ts";

/** So many places of the chain are read at once. */
const linksAtOnce = 4_000;
const checkpointsAtOnce = 500;

const checkpointColumns = sql`number, seq, count, hash, at, previous, key_id as "keyId", signature`;

/**
 * The log as whoever owns the tables reads it: to hold it against its signatures, the tables themselves are read. A function in between would be one more thing that
 * somebody could replace.
 */
export const logStore = {
  /** The chain from its beginning. While some places are looked at, the next are read; between them others get their turn. */
  async *links(db: Database): AsyncGenerator<readonly Link[]> {
    const read = (after: number) => db.asOwner((tx) => linksAfter(tx, after));
    let next = read(0);
    for (;;) {
      const links = await next;
      const last = links.at(-1);
      if (!last) return;
      next = read(last.seq);
      // It is awaited in the next turn; until then a failure is not unhandled.
      next.catch(() => {});
      yield links;
    }
  },

  async *checkpoints(db: Database): AsyncGenerator<Checkpoint> {
    for (let after = 0; ;) {
      const { rows } = await db.asOwner((tx) =>
        sql<Checkpoint>`select ${checkpointColumns} from audit.checkpoint where number > ${after} order by number limit ${checkpointsAtOnce}`.execute(
          tx,
        ),
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = last.number;
    }
  },

  async removals(tx: Tx): Promise<readonly Removal[]> {
    const { rows } = await sql<Removal>`
      select number, from_seq as "fromSeq", to_seq as "toSeq", at, actor, key_id as "keyId", signature from audit.removal order by number`.execute(
      tx,
    );
    return rows;
  },

  /** Seals at some places. */
  async sealsAt(tx: Tx, places: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
    const { rows } = await sql<{ seq: number; hash: Buffer }>`
      select seq, hash from audit.seal where seq = any (${[...places]}::bigint[])`.execute(tx);
    return new Map(rows.map(({ seq, hash }) => [seq, hash]));
  },

  async placeOf(tx: Tx, hash: Uint8Array): Promise<number | null> {
    const { rows } = await sql<{ seq: number }>`select seq from audit.seal where hash = ${Buffer.from(hash)} limit 1`.execute(tx);
    return rows[0]?.seq ?? null;
  },

  /** What is not sealed yet: how much, since when, and what of it is dated before an instant. */
  async unsealed(
    tx: Tx,
    before: string,
  ): Promise<{ readonly count: number; readonly oldestAt: string | null; readonly late: readonly number[] }> {
    const { rows } = await sql<{ count: number; oldestAt: string | null }>`
      select count(*) as count, min(e.at) as "oldestAt" from audit.entry e where not exists (select from audit.seal s where s.entry_id = e.id)`.execute(
      tx,
    );
    const { rows: late } = await sql<{ id: number }>`
      select e.id from audit.entry e
      where e.at < ${before} and not exists (select from audit.seal s where s.entry_id = e.id) order by e.id limit 1000`.execute(tx);
    return { count: rows[0]?.count ?? 0, oldestAt: rows[0]?.oldestAt ?? null, late: late.map(({ id }) => id) };
  },
};

const columns = sql`id, at, actor, act, subjects, fields, occasion, outcome, transaction`;

/**
 * One text for many places: taking rows apart would take longer than all the rest. No text of an entry has a line break in it. Each entry is looked up by its id: left to
 * itself the database reads all of them for every page.
 */
async function linksAfter(tx: Tx, after: number): Promise<readonly Link[]> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(s.seq || ' ' || s.entry_id || ' ' || encode(s.hash, 'hex') || ' ' || case when e.id is null then '' else ${entryText} end, chr(10) order by s.seq) as lines
    from (select seq, entry_id, hash from audit.seal where seq > ${after} order by seq limit ${linksAtOnce}) s
    left join lateral (select ${columns} from audit.entry where id = s.entry_id limit 1) e on true`.execute(tx);
  return (rows[0]?.lines ?? "").split("\n").flatMap((line) => (line === "" ? [] : [linkIn(line)]));
}

function linkIn(line: string): Link {
  const afterSeq = line.indexOf(" ");
  const afterId = line.indexOf(" ", afterSeq + 1);
  const afterHash = line.indexOf(" ", afterId + 1);
  return {
    seq: Number(line.slice(0, afterSeq)),
    entryId: Number(line.slice(afterSeq + 1, afterId)),
    hash: line.slice(afterId + 1, afterHash),
    text: afterHash + 1 === line.length ? null : line.slice(afterHash + 1),
  };
}
