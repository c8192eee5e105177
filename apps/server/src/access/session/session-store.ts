import { sql, type RawBuilder } from "kysely";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Session } from "./session.ts";

type SessionRow = Session & { readonly tokenHash: Buffer };

export const stampedSessions: StampedTable<SessionRow> = {
  name: "access.session",
  key: "id",
  columns: sql`
    id, account_id as "accountId", token_hash as "tokenHash", stage, how, began_at as "beganAt", seen_at as "seenAt", confirmed_at as "confirmedAt",
    factor_shown_at as "factorShownAt", ends_at as "endsAt", address, device`,
  says: ({ id, accountId, tokenHash, stage, how, beganAt, seenAt, confirmedAt, factorShownAt, endsAt, address, device }) => [
    id,
    accountId,
    tokenHash.toString("hex"),
    stage,
    how,
    address,
    device,
    ...[beganAt, seenAt, confirmedAt, endsAt].map((at) => Date.parse(at)),
    factorShownAt === null ? null : Date.parse(factorShownAt),
  ],
  inUse: "ended_at is null",
};

/** Sessions that this program began: whoever puts a row with a token of theirs here is nobody. */
export const sessions = {
  async add(tx: Tx, cipher: Cipher, session: Session, tokenHash: Buffer): Promise<void> {
    await sql`
      insert into access.session (id, account_id, token_hash, stage, how, began_at, seen_at, confirmed_at, factor_shown_at, ends_at, address, device, stamp)
      values (${session.id}, ${session.accountId}, ${tokenHash}, ${session.stage}, ${session.how}, ${session.beganAt}, ${session.seenAt},
        ${session.confirmedAt}, ${session.factorShownAt}, ${session.endsAt}, ${session.address}, ${session.device},
        ${stampFor(cipher, stampedSessions, { ...session, tokenHash })})`.execute(tx);
  },

  /** @param seenSince whoever was not there since then has left */
  async byToken(
    tx: Tx,
    cipher: Cipher,
    tokenHash: Buffer,
    { now, seenSince }: { readonly now: string; readonly seenSince: string },
  ): Promise<Session | undefined> {
    return (
      await select(tx, cipher, sql`token_hash = ${tokenHash} and ended_at is null and ends_at > ${now} and seen_at > ${seenSince}`)
    )[0];
  },

  /** Where somebody is signed in, the latest first. */
  async of(
    tx: Tx,
    cipher: Cipher,
    accountId: string,
    { now, seenSince }: { readonly now: string; readonly seenSince: string },
  ): Promise<readonly Session[]> {
    return select(
      tx,
      cipher,
      sql`account_id = ${accountId} and stage = 'full' and ended_at is null and ends_at > ${now} and seen_at > ${seenSince}`,
    );
  },

  /** Goes on, under a new token where one is given: the one before is worth nothing from then on. */
  async renew(tx: Tx, cipher: Cipher, session: Session, tokenHash: Buffer): Promise<void> {
    const { id, stage, how, seenAt, confirmedAt, factorShownAt, endsAt } = session;
    await sql`
      update access.session
      set token_hash = ${tokenHash}, stage = ${stage}, how = ${how}, seen_at = ${seenAt}, confirmed_at = ${confirmedAt}, factor_shown_at = ${factorShownAt},
        ends_at = ${endsAt}, stamp = ${stampFor(cipher, stampedSessions, { ...session, tokenHash })}
      where id = ${id} and ended_at is null`.execute(tx);
  },

  /** @returns whether there was such a session of theirs */
  async end(tx: Tx, accountId: string, id: string, at: string): Promise<boolean> {
    const { rows } = await sql`
      update access.session set ${ended(at)} where id = ${id} and account_id = ${accountId} and ended_at is null returning 1`.execute(tx);
    return rows.length > 0;
  },

  /** @returns which ended */
  async endAll(tx: Tx, accountId: string, at: string): Promise<readonly string[]> {
    return idsOf(tx, sql<{ id: string }>`select access.end_sessions(${accountId}, ${at}) as id`);
  },

  /** @returns which ended */
  async endOthers(tx: Tx, accountId: string, id: string, at: string): Promise<readonly string[]> {
    return idsOf(
      tx,
      sql<{
        id: string;
      }>`update access.session set ${ended(at)} where account_id = ${accountId} and id <> ${id} and ended_at is null returning id`,
    );
  },

  /** Ends the oldest where there are too many. @returns which ended */
  async endOldest(tx: Tx, accountId: string, most: number, at: string): Promise<readonly string[]> {
    return idsOf(
      tx,
      sql<{ id: string }>`
        update access.session set ${ended(at)} where id in (
          select id from access.session where account_id = ${accountId} and stage = 'full' and ended_at is null
          order by began_at desc, id offset ${most})
        returning id`,
    );
  },
};

async function idsOf(tx: Tx, query: RawBuilder<{ readonly id: string }>): Promise<readonly string[]> {
  const { rows } = await query.execute(tx);
  return rows.map(({ id }) => id);
}

function ended(at: string): RawBuilder<unknown> {
  return sql`ended_at = ${at}, stamp = null`;
}

async function select(tx: Tx, cipher: Cipher, condition: RawBuilder<unknown>): Promise<readonly Session[]> {
  const { rows } = await sql<Stamped<SessionRow>>`
    select ${stampedSessions.columns}, stamp from access.session where ${condition} order by seen_at desc, id`.execute(tx);
  return rows
    .filter((row) => isOwnRow(cipher, stampedSessions, row))
    .map(({ stamp: _stamp, tokenHash: _tokenHash, ...session }) => session);
}
