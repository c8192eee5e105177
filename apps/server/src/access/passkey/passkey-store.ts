import { sql, type RawBuilder } from "kysely";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { rowMark } from "../told.ts";

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

export const stampedPasskeys: StampedTable<Pick<Passkey, "id" | "accountId" | "publicKey" | "counter">> = {
  name: "access.passkey",
  key: "id",
  columns: sql`id, account_id as "accountId", public_key as "publicKey", counter`,
  says: ({ id, accountId, publicKey, counter }) => [id, accountId, Buffer.from(publicKey).toString("hex"), counter],
};

/** What the log keeps of a passkey, hashed with a key: which it is and whose; how often it was used changes. */
export function passkeyMark(cipher: Cipher, { id, accountId, publicKey }: Pick<Passkey, "id" | "accountId" | "publicKey">): string {
  return rowMark(cipher, stampedPasskeys.name, [id, accountId, Buffer.from(publicKey).toString("hex")]);
}

/** Passkeys that this program kept: a key that somebody put into the table opens nothing. */
export const passkeys = {
  async find(tx: Tx, cipher: Cipher, id: string): Promise<Passkey | undefined> {
    return (await select(tx, cipher, sql`id = ${id}`))[0];
  },

  async of(tx: Tx, cipher: Cipher, accountId: string): Promise<readonly Passkey[]> {
    return select(tx, cipher, sql`account_id = ${accountId}`);
  },

  async add(tx: Tx, cipher: Cipher, passkey: Passkey): Promise<void> {
    await sql`
      insert into access.passkey (id, account_id, name, public_key, counter, transports, added_at, stamp)
      values (${passkey.id}, ${passkey.accountId}, ${passkey.name}, ${Buffer.from(passkey.publicKey)}, ${passkey.counter}, ${passkey.transports},
        ${passkey.addedAt}, ${stampFor(cipher, stampedPasskeys, passkey)})`.execute(tx);
  },

  async used(tx: Tx, cipher: Cipher, passkey: Passkey, counter: number, at: string): Promise<void> {
    await sql`
      update access.passkey set counter = ${counter}, used_at = ${at}, stamp = ${stampFor(cipher, stampedPasskeys, { ...passkey, counter })}
      where id = ${passkey.id}`.execute(tx);
  },

  /** @returns the one that is gone; undefined where there was no such one of theirs */
  async remove(tx: Tx, accountId: string, id: string): Promise<Pick<Passkey, "id" | "accountId" | "publicKey"> | undefined> {
    const { rows } = await sql<Pick<Passkey, "id" | "accountId" | "publicKey">>`
      delete from access.passkey where account_id = ${accountId} and id = ${id}
      returning id, account_id as "accountId", public_key as "publicKey"`.execute(tx);
    return rows[0];
  },

  /** Takes the answer to a question; false where it was taken before. Those that lapsed are forgotten. */
  async takeChallenge(tx: Tx, hash: Buffer, endsAt: string, now: string): Promise<boolean> {
    await sql`delete from access.used_challenge where ends_at < ${now}`.execute(tx);
    const { rows } = await sql`
      insert into access.used_challenge (hash, ends_at) values (${hash}, ${endsAt}) on conflict do nothing returning 1`.execute(tx);
    return rows.length > 0;
  },
};

async function select(tx: Tx, cipher: Cipher, condition: RawBuilder<unknown>): Promise<readonly Passkey[]> {
  const { rows } = await sql<Stamped<Passkey>>`
    select ${stampedPasskeys.columns}, name, transports, added_at as "addedAt", used_at as "usedAt", stamp
    from access.passkey where ${condition} order by added_at, id`.execute(tx);
  return rows
    .filter((row) => isOwnRow(cipher, stampedPasskeys, row))
    .map(({ publicKey, stamp: _stamp, ...rest }) => ({ ...rest, publicKey: new Uint8Array(publicKey) }));
}
