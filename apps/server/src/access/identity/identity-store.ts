import { sql } from "kysely";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";

/** Who somebody is at a provider of identities. */
export type Identity = { readonly issuer: string; readonly subject: string };

type LinkRow = Identity & { readonly accountId: string };

export const stampedIdentities: StampedTable<LinkRow> = {
  name: "access.identity_link",
  key: "issuer || ' ' || subject",
  columns: sql`issuer, subject, account_id as "accountId"`,
  says: ({ issuer, subject, accountId }) => [issuer, subject, accountId],
};

export const identities = {
  /** Whose it is. */
  async accountOf(tx: Tx, cipher: Cipher, { issuer, subject }: Identity): Promise<string | undefined> {
    const { rows } = await sql<Stamped<LinkRow>>`
      select ${stampedIdentities.columns}, stamp from access.identity_link where issuer = ${issuer} and subject = ${subject}`.execute(tx);
    return rows[0] && isOwnRow(cipher, stampedIdentities, rows[0]) ? rows[0].accountId : undefined;
  },

  async add(tx: Tx, cipher: Cipher, { accountId, issuer, subject }: LinkRow): Promise<void> {
    await sql`
      insert into access.identity_link (issuer, subject, account_id, stamp)
      values (${issuer}, ${subject}, ${accountId}, ${stampFor(cipher, stampedIdentities, { issuer, subject, accountId })})`.execute(tx);
  },

  /** @returns whether there was one */
  async remove(tx: Tx, accountId: string, issuer: string): Promise<boolean> {
    const { rows } = await sql`
      delete from access.identity_link where account_id = ${accountId} and issuer = ${issuer} returning 1`.execute(tx);
    return rows.length > 0;
  },
};
