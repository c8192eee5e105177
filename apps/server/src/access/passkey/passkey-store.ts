import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** 通行密钥: a key in somebody's device, or in the ring of keys that their devices share; what is kept here is its public half. */
export type Passkey = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly addedAt: string;
  readonly usedAt: string | null;
};

export const passkeys = {
  async find(tx: Tx, id: string): Promise<Passkey | undefined> {
    return (await select(tx, sql`id = ${id}`))[0];
  },

  async of(tx: Tx, accountId: string): Promise<readonly Passkey[]> {
    return select(tx, sql`account_id = ${accountId}`);
  },

  async add(tx: Tx, passkey: Passkey): Promise<void> {
    await sql`
      insert into access.passkey (id, account_id, name, public_key, counter, transports, added_at)
      values (${passkey.id}, ${passkey.accountId}, ${passkey.name}, ${Buffer.from(passkey.publicKey)}, ${passkey.counter}, ${passkey.transports},
        ${passkey.addedAt})`.execute(tx);
  },

  async used(tx: Tx, id: string, counter: number, at: string): Promise<void> {
    await sql`update access.passkey set counter = ${counter}, used_at = ${at} where id = ${id}`.execute(tx);
  },

  /** @returns whether there was such a one of theirs */
  async remove(tx: Tx, accountId: string, id: string): Promise<boolean> {
    const { rows } = await sql`delete from access.passkey where account_id = ${accountId} and id = ${id} returning 1`.execute(tx);
    return rows.length > 0;
  },

  /** Takes the answer to a question; false where it was taken before. Those that lapsed are forgotten. */
  async takeChallenge(tx: Tx, hash: Buffer, endsAt: string, now: string): Promise<boolean> {
    await sql`delete from access.used_challenge where ends_at < ${now}`.execute(tx);
    const { rows } = await sql`
      insert into access.used_challenge (hash, ends_at) values (${hash}, ${endsAt}) on conflict do nothing returning 1`.execute(tx);
    return rows.length > 0;
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly Passkey[]> {
  const { rows } = await sql<Omit<Passkey, "publicKey"> & { readonly publicKey: Buffer }>`
    select id, account_id as "accountId", name, public_key as "publicKey", counter, transports, added_at as "addedAt", used_at as "usedAt"
    from access.passkey where ${condition} order by added_at, id`.execute(tx);
  return rows.map(({ publicKey, ...rest }) => ({ ...rest, publicKey: new Uint8Array(publicKey) }));
}
