import { sql, type RawBuilder } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import type { Link } from "./chain-check.ts";
import type { Checkpoint, Removal } from "./checkpoint.ts";
import { entryText, ownValues, sharedColumns, sharedTexts, textOf, type SharedTexts } from "./entry.ts";

/** So many places of the chain are read at once. */
const linksAtOnce = 4_000;
/** So many pages are read beside the one that is looked at. */
const pagesBeside = 4;
const checkpointsAtOnce = 500;

/** When the last entry says that it was written. */
export const lastEntryAt = sql`(select max(at) from audit.entry)`;

const checkpointColumns = sql`number, seq, count, hash, at, previous, key_id as "keyId", signature`;

/**
 * The log as whoever owns the tables reads it: to hold it against its signatures, the tables themselves are read. A function in between would be one more thing that
 * somebody could replace.
 */
export const logStore = {
  /** The chain from its beginning. While some places are looked at, the next are read, by as many connections as help; between them others get their turn. */
  async *links(db: Database): AsyncGenerator<readonly Link[]> {
    const reading: Promise<readonly Link[]>[] = [];
    let [from, isAtEnd] = [0, false];
    for (;;) {
      while (!isAtEnd && reading.length < pagesBeside) {
        const after = from;
        const end = await db.asOwner((tx) => endOfPage(tx, after));
        isAtEnd = end === null;
        if (end === null) break;
        const page = db.asOwner((tx) => linksBetween(tx, after, end));
        // It is awaited in its turn; until then a failure is not unhandled.
        page.catch(() => {});
        reading.push(page);
        from = end;
      }
      const links = await reading.shift();
      if (!links) return;
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
const shared = (table: string) => sql.raw(sharedColumns.map((column) => `${table}.${column}`).join(", "));

/** The last place of the page after a place; null after the last. */
async function endOfPage(tx: Tx, after: number): Promise<number | null> {
  const { rows } = await sql<{ end: number | null }>`
    select max(seq) as end from (select seq from audit.seal where seq > ${after} order by seq limit ${linksAtOnce}) page`.execute(tx);
  return rows[0]?.end ?? null;
}

/** Between the values of a place, and between places: characters that no value of an entry has, unless somebody wrote it past this program. */
const [unitEnd, placeEnd] = ["\u001f", "\u001e"];

/**
 * One text for many places: taking rows apart would take longer than all the rest. Entries lie nearly in the order of their places, so a page reads those between its first and
 * its last; where somebody made that very many, each is looked up by its id.
 */
async function linksBetween(tx: Tx, after: number, end: number): Promise<readonly Link[]> {
  const { rows } = await sql<{ isDense: boolean }>`
    select max(entry_id) - min(entry_id) < ${linksAtOnce * 4} as "isDense" from audit.seal where seq > ${after} and seq <= ${end}`.execute(
    tx,
  );
  const entries = rows[0]?.isDense
    ? sql`left join audit.entry e on e.id = s.entry_id and e.id between (select min(entry_id) from s) and (select max(entry_id) from s)`
    : sql`left join lateral (select ${columns} from audit.entry where id = s.entry_id limit 1) e on true`;
  const seals = sql`with s as materialized (select seq, entry_id, hash from audit.seal where seq > ${after} and seq <= ${end})`;
  const links = await linksTold(tx, seals, entries);
  if (links) return links;
  const { rows: told } = await sql<Link>`
    ${seals}
    select s.seq, s.entry_id as "entryId", encode(s.hash, 'hex') as hash, case when e.id is not null then ${entryText} end as text
    from s ${entries} order by s.seq`.execute(tx);
  return told;
}

/**
 * The places of a page from their values, in their order. @returns null where there are not as many as rows, or a value is missing or falls apart: somebody wrote what this
 * program does not, and the database has to say each entry's text
 */
async function linksTold(tx: Tx, seals: RawBuilder<unknown>, entries: RawBuilder<unknown>): Promise<readonly Link[] | null> {
  const { rows } = await sql<{ count: number; places: string | null; shared: readonly SharedTexts[] | null }>`
    ${seals}, e as materialized (
      select s.seq, s.entry_id, s.hash, e.id, e.at, e.subjects, e.transaction, ${shared("e")} from s ${entries}
    ), common as materialized (
      select ${shared("e")}, row_number() over () - 1 as number from e where id is not null group by ${shared("e")}
    )
    select count(*) as count,
      string_agg(concat_ws(${unitEnd}::text, e.seq, e.entry_id, encode(e.hash, 'hex'), common.number, ${ownValues}), ${placeEnd}) as places,
      (select json_agg(told order by number) from (select number, ${sharedTexts} from common) told) as shared
    from e left join common on (${shared("common")}) = (${shared("e")})`.execute(tx);
  const { count = 0, places, shared: texts } = rows[0] ?? {};
  const links = (places ?? "").split(placeEnd).map((place) => linkIn(place, texts ?? []));
  if (count !== links.length || links.includes(null)) return null;
  // They come in order already, which nobody promises; sorting long texts takes the database as long as writing them.
  return (links as Link[]).sort((a, b) => a.seq - b.seq);
}

/** A place in the chain from its values; null where they are not those of a place, with its entry or without. */
function linkIn(place: string, shared: readonly SharedTexts[]): Link | null {
  const [seq = "", entryId = "", hash = "", number, at = "", subjects = "", transaction, ...more] = place.split(unitEnd);
  const link = { seq: Number(seq), entryId: Number(entryId), hash };
  if (number === undefined) return { ...link, text: null };
  const texts = shared[Number(number)];
  if (transaction === undefined || more.length > 0 || texts === undefined) return null;
  return { ...link, text: textOf(entryId, [at, subjects, transaction], texts) };
}
