import { sql, type RawBuilder } from "kysely";
import { acts, logAccess, type Act } from "../../platform/audit/index.ts";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { accessErrors } from "../errors.ts";
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
  | "held-up"
  | "sessions-ended"
  | "appointed"
  | "appointment-ended"
  | "delegated";

/** Under which name each stands in the access log. */
const eventActs: Readonly<Record<EventKind, Act>> = {
  created: "access.create-account",
  locked: "access.lock-account",
  unlocked: "access.unlock-account",
  "setup-code-given": "access.reset-account",
  "setup-code-used": "access.set-up",
  "password-changed": "access.change-password",
  "authenticator-enrolled": "access.enrol-authenticator",
  "recovery-codes-made": "access.make-recovery-codes",
  "recovery-code-used": "access.use-recovery-code",
  "passkey-enrolled": "access.add-passkey",
  "passkey-removed": "access.remove-passkey",
  "identity-linked": "access.link-identity",
  "identity-unlinked": "access.unlink-identity",
  "signed-in": "access.sign-in",
  confirmed: "access.confirm",
  "signed-out": "access.sign-out",
  refused: "access.fail-proof",
  "held-up": "access.hold-up",
  "sessions-ended": "access.end-sessions",
  appointed: "access.appoint",
  "appointment-ended": "access.end-appointment",
  delegated: "access.delegate",
};

/** What happened, in words. */
export function eventText(what: EventKind): { readonly zh: string; readonly en: string } {
  return acts[eventActs[what]];
}

export const stampedAccounts: StampedTable<Account> = {
  name: "access.account",
  key: "id",
  columns: sql`
    id, sign_in_name as "signInName", display_name as "displayName", subject_id as "subjectId", is_locked as "isLocked", has_second_factor as "hasSecondFactor"`,
  says: ({ id, signInName, displayName, subjectId, isLocked, hasSecondFactor }) => [
    id,
    signInName,
    displayName,
    subjectId,
    isLocked,
    hasSecondFactor,
  ],
};

/** Accounts that this program wrote: to whatever else lies in their table nobody signs in. */
export const accounts = {
  async add(tx: Tx, cipher: Cipher, { id, signInName, displayName, subjectId }: NewAccountRow): Promise<void> {
    const account = { id, signInName, displayName, subjectId, isLocked: false, hasSecondFactor: false };
    await sql`
      insert into access.account (id, sign_in_name, display_name, subject_id, stamp)
      values (${id}, ${signInName}, ${displayName}, ${subjectId}, ${stampFor(cipher, stampedAccounts, account)})`.execute(tx);
  },

  async find(tx: Tx, cipher: Cipher, id: string): Promise<Account | undefined> {
    return (await select(tx, cipher, sql`id = ${id}`))[0];
  },

  async named(tx: Tx, cipher: Cipher, foldedName: string): Promise<Account | undefined> {
    return (await select(tx, cipher, sql`sign_in_name = ${foldedName}`))[0];
  },

  async among(tx: Tx, cipher: Cipher, ids: readonly string[]): Promise<readonly Account[]> {
    return select(tx, cipher, sql`id = any (${ids}::text[])`);
  },

  /** Those whose name or sign-in name has a text in it, of who works here first. @param ids among whom; null for everybody */
  async matching(tx: Tx, cipher: Cipher, text: string, most: number, ids: readonly string[] | null): Promise<readonly Account[]> {
    const isNamed = sql`(${text} = '' or strpos(sign_in_name, ${text}) > 0 or strpos(display_name, ${text}) > 0)`;
    const isAmong = ids === null ? sql`true` : sql`id = any (${[...ids]}::text[])`;
    return select(tx, cipher, sql`${isNamed} and ${isAmong}`, sql`order by subject_id is not null, sign_in_name limit ${most}`);
  },

  /** Those of nobody in the register, by name. */
  async staff(tx: Tx, cipher: Cipher): Promise<readonly Account[]> {
    return select(tx, cipher, sql`subject_id is null`);
  },

  /** All that whoever acts may see, by name. */
  async all(tx: Tx, cipher: Cipher): Promise<readonly Account[]> {
    return select(tx, cipher, sql`true`);
  },

  /**
   * Keeps what has changed of an account.
   * @throws Refusal where whoever acts may not change it
   */
  async change(tx: Tx, cipher: Cipher, account: Account, changes: Partial<Pick<Account, "isLocked" | "hasSecondFactor">>): Promise<void> {
    const changed = { ...account, ...changes };
    const { rows } = await sql`
      update access.account
      set is_locked = ${changed.isLocked}, has_second_factor = ${changed.hasSecondFactor}, stamp = ${stampFor(cipher, stampedAccounts, changed)}
      where id = ${account.id} returning 1`.execute(tx);
    if (rows.length === 0) throw accessErrors.notAllowed();
  },
};

type NewAccountRow = Pick<Account, "id" | "signInName" | "displayName" | "subjectId">;

async function select(
  tx: Tx,
  cipher: Cipher,
  condition: RawBuilder<unknown>,
  order = sql`order by sign_in_name`,
): Promise<readonly Account[]> {
  const { rows } = await sql<Stamped<Account>>`
    select ${stampedAccounts.columns}, stamp from access.account where ${condition} ${order}`.execute(tx);
  return rows.filter((row) => isOwnRow(cipher, stampedAccounts, row)).map(({ stamp: _stamp, ...account }) => account);
}

export const accountEvents = {
  /**
   * Keeps what happened, for its owner; and in the access log, which is sealed: there nobody changes or removes it unseen.
   * @param accountId null where somebody gave a name that nobody has
   * @param event with `told`, what the log alone keeps: marks of rows, sessions that ended
   */
  async add(
    tx: Tx,
    accountId: string | null,
    {
      what,
      how = null,
      address = null,
      at,
      told = [],
    }: Pick<AccountEvent, "what" | "at"> & Partial<Pick<AccountEvent, "how" | "address">> & { readonly told?: readonly string[] },
  ): Promise<void> {
    await sql`
      insert into access.account_event (account_id, what, how, address, at)
      values (${accountId}, ${what}, ${how}, ${address}, ${at})`.execute(tx);
    const said = [accountId, how, address].map((text, i) => (text === null ? null : `${["account", "how", "from"][i]}:${text}`));
    await logAccess(tx, {
      act: eventActs[what],
      subjects: [],
      fields: [...said.filter((text) => text !== null), ...told],
      outcome: what === "refused" || what === "held-up" ? "refused" : "done",
    });
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
