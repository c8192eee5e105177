import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Who somebody is at a provider of identities. */
export type Identity = { readonly issuer: string; readonly subject: string };

export const identities = {
  /** Whose it is. */
  async accountOf(tx: Tx, { issuer, subject }: Identity): Promise<string | undefined> {
    const { rows } = await sql<{ id: string }>`
      select account_id as id from access.identity_link where issuer = ${issuer} and subject = ${subject}`.execute(tx);
    return rows[0]?.id;
  },

  async add(tx: Tx, accountId: string, { issuer, subject }: Identity): Promise<void> {
    await sql`insert into access.identity_link (issuer, subject, account_id) values (${issuer}, ${subject}, ${accountId})`.execute(tx);
  },

  /** @returns whether there was one */
  async remove(tx: Tx, accountId: string, issuer: string): Promise<boolean> {
    const { rows } = await sql`
      delete from access.identity_link where account_id = ${accountId} and issuer = ${issuer} returning 1`.execute(tx);
    return rows.length > 0;
  },
};
