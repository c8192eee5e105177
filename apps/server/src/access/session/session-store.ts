import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Session } from "./session.ts";

export const sessions = {
  async add(tx: Tx, session: Session, tokenHash: Buffer): Promise<void> {
    await sql`
      insert into access.session (id, account_id, token_hash, stage, how, began_at, seen_at, confirmed_at, ends_at, address, device)
      values (${session.id}, ${session.accountId}, ${tokenHash}, ${session.stage}, ${session.how}, ${session.beganAt}, ${session.seenAt},
        ${session.confirmedAt}, ${session.endsAt}, ${session.address}, ${session.device})`.execute(tx);
  },

  /** @param seenSince whoever was not there since then has left */
  async byToken(tx: Tx, tokenHash: Buffer, now: string, seenSince: string): Promise<Session | undefined> {
    return (await select(tx, sql`token_hash = ${tokenHash} and ended_at is null and ends_at > ${now} and seen_at > ${seenSince}`))[0];
  },

  /** Where somebody is signed in, the latest first. */
  async of(tx: Tx, accountId: string, now: string, seenSince: string): Promise<readonly Session[]> {
    return select(
      tx,
      sql`account_id = ${accountId} and stage = 'full' and ended_at is null and ends_at > ${now} and seen_at > ${seenSince}`,
    );
  },

  async seen(tx: Tx, id: string, at: string): Promise<void> {
    await sql`update access.session set seen_at = ${at} where id = ${id}`.execute(tx);
  },

  /** Goes on under a new token: the one before is worth nothing from now on. */
  async renew(
    tx: Tx,
    { id, stage, how, seenAt, confirmedAt, endsAt }: Pick<Session, "id" | "stage" | "how" | "seenAt" | "confirmedAt" | "endsAt">,
    tokenHash: Buffer,
  ): Promise<void> {
    await sql`
      update access.session
      set token_hash = ${tokenHash}, stage = ${stage}, how = ${how}, seen_at = ${seenAt}, confirmed_at = ${confirmedAt}, ends_at = ${endsAt}
      where id = ${id} and ended_at is null`.execute(tx);
  },

  /** @returns whether there was such a session of theirs */
  async end(tx: Tx, accountId: string, id: string, at: string): Promise<boolean> {
    const { rows } = await sql`
      update access.session set ended_at = ${at} where id = ${id} and account_id = ${accountId} and ended_at is null returning 1`.execute(
      tx,
    );
    return rows.length > 0;
  },

  async endAll(tx: Tx, accountId: string, at: string): Promise<void> {
    await sql`select access.end_sessions(${accountId}, ${at})`.execute(tx);
  },

  async endOthers(tx: Tx, accountId: string, id: string, at: string): Promise<void> {
    await sql`update access.session set ended_at = ${at} where account_id = ${accountId} and id <> ${id} and ended_at is null`.execute(tx);
  },

  /** Ends the oldest where there are too many. */
  async endOldest(tx: Tx, accountId: string, most: number, at: string): Promise<void> {
    await sql`
      update access.session set ended_at = ${at} where id in (
        select id from access.session where account_id = ${accountId} and stage = 'full' and ended_at is null
        order by began_at desc, id offset ${most})`.execute(tx);
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly Session[]> {
  const { rows } = await sql<Session>`
    select id, account_id as "accountId", stage, how, began_at as "beganAt", seen_at as "seenAt", confirmed_at as "confirmedAt", ends_at as "endsAt",
      address, device
    from access.session where ${condition} order by seen_at desc, id`.execute(tx);
  return rows;
}
