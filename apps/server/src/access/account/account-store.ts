import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Account } from "./account.ts";

/** Something that happened to an account. */
export type AccountEvent = {
  readonly what: EventKind;
  /** How somebody proved who they are, or what it was about. */
  readonly how: string | null;
  readonly address: string | null;
  readonly at: string;
  readonly by: string;
};

type EventKind =
  | "created"
  | "locked"
  | "unlocked"
  | "setup-code-given"
  | "setup-code-used"
  | "password-changed"
  | "authenticator-enrolled"
  | "recovery-codes-made"
  | "recovery-code-used"
  | "passkey-enrolled"
  | "passkey-removed"
  | "identity-linked"
  | "identity-unlinked"
  | "signed-in"
  | "confirmed"
  | "signed-out"
  | "refused"
  | "sessions-ended";

export const accounts = {
  async add(tx: Tx, { id, signInName, displayName, subjectId }: Omit<Account, "isLocked">): Promise<void> {
    await sql`
      insert into access.account (id, sign_in_name, display_name, subject_id)
      values (${id}, ${signInName}, ${displayName}, ${subjectId})`.execute(tx);
  },

  async find(tx: Tx, id: string): Promise<Account | undefined> {
    return (await select(tx, sql`a.id = ${id}`))[0];
  },

  async named(tx: Tx, foldedName: string): Promise<Account | undefined> {
    return (await select(tx, sql`a.sign_in_name = ${foldedName}`))[0];
  },

  /** All that whoever acts may see, by name. */
  async all(tx: Tx): Promise<readonly Account[]> {
    return select(tx, sql`true`);
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly Account[]> {
  const { rows } = await sql<Account>`
    select a.id, a.sign_in_name as "signInName", a.display_name as "displayName", a.subject_id as "subjectId", coalesce((
      select e.what = 'locked' from access.account_event e
      where e.account_id = a.id and e.what in ('locked', 'unlocked')
      order by e.id desc limit 1), false) as "isLocked"
    from access.account a
    where ${condition}
    order by a.sign_in_name`.execute(tx);
  return rows;
}

export const accountEvents = {
  /** @param accountId null where somebody gave a name that nobody has */
  async add(
    tx: Tx,
    accountId: string | null,
    { what, how = null, address = null, at }: Pick<AccountEvent, "what" | "at"> & Partial<Pick<AccountEvent, "how" | "address">>,
  ): Promise<void> {
    await sql`
      insert into access.account_event (account_id, what, how, address, at)
      values (${accountId}, ${what}, ${how}, ${address}, ${at})`.execute(tx);
  },

  /** The latest first. */
  async of(tx: Tx, accountId: string, most: number): Promise<readonly AccountEvent[]> {
    const { rows } = await sql<AccountEvent>`
      select what, how, address, at, by from access.account_event where account_id = ${accountId} order by id desc limit ${most}`.execute(
      tx,
    );
    return rows;
  },
};
