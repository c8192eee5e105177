import { sql } from "kysely";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { rowMark } from "../told.ts";

/** The secret of an authenticator app as it lies in the database, and the last half minute whose code was taken. */
export type SealedAuthenticator = {
  readonly sealed: Buffer;
  readonly keyVersion: number;
  readonly lastStep: number;
  readonly enrolledAt: string;
};

type PasswordRow = { readonly accountId: string; readonly hash: string };
type SetupCodeRow = { readonly accountId: string; readonly hash: Buffer; readonly endsAt: string };

/** Binds a hash to its account: put into the row of another it is no password of theirs. */
export const stampedPasswords: StampedTable<PasswordRow> = {
  name: "access.password",
  key: "account_id",
  columns: sql`account_id as "accountId", hash`,
  says: ({ accountId, hash }) => [accountId, hash],
};

/** What the log keeps of a password: the hash that lies here, hashed with a key. */
export function passwordMark(cipher: Cipher, { accountId, hash }: PasswordRow): string {
  return rowMark(cipher, stampedPasswords.name, [accountId, hash]);
}

export const stampedSetupCodes: StampedTable<SetupCodeRow> = {
  name: "access.setup_code",
  key: "account_id",
  columns: sql`account_id as "accountId", hash, ends_at as "endsAt"`,
  says: ({ accountId, hash, endsAt }) => [accountId, hash.toString("hex"), Date.parse(endsAt)],
};

/**
 * What proves who somebody is: password, authenticator, recovery codes, setup code. It holds nothing that is itself a proof, but the sealed secret; and none that another
 * program wrote counts: recovery codes are keyed hashes and the secret is sealed, each for its account, the others have stamps.
 */
export const proofs = {
  async passwordHash(tx: Tx, cipher: Cipher, accountId: string): Promise<string | undefined> {
    const { rows } = await sql<Stamped<PasswordRow>>`
      select ${stampedPasswords.columns}, stamp from access.password where account_id = ${accountId}`.execute(tx);
    return rows[0] && isOwnRow(cipher, stampedPasswords, rows[0]) ? rows[0].hash : undefined;
  },

  async setPassword(tx: Tx, cipher: Cipher, { accountId, hash }: PasswordRow, at: string): Promise<void> {
    await sql`
      insert into access.password (account_id, hash, set_at, stamp)
      values (${accountId}, ${hash}, ${at}, ${stampFor(cipher, stampedPasswords, { accountId, hash })})
      on conflict (account_id) do update set hash = excluded.hash, set_at = excluded.set_at, stamp = excluded.stamp`.execute(tx);
  },

  async authenticator(tx: Tx, accountId: string): Promise<SealedAuthenticator | undefined> {
    const { rows } = await sql<SealedAuthenticator>`
      select sealed, key_version as "keyVersion", last_step as "lastStep", enrolled_at as "enrolledAt"
      from access.authenticator where account_id = ${accountId}`.execute(tx);
    return rows[0];
  },

  async setAuthenticator(tx: Tx, accountId: string, { sealed, keyVersion, lastStep, enrolledAt }: SealedAuthenticator): Promise<void> {
    await sql`
      insert into access.authenticator (account_id, sealed, key_version, last_step, enrolled_at)
      values (${accountId}, ${sealed}, ${keyVersion}, ${lastStep}, ${enrolledAt})
      on conflict (account_id) do update
      set sealed = excluded.sealed, key_version = excluded.key_version, last_step = excluded.last_step, enrolled_at = excluded.enrolled_at`.execute(
      tx,
    );
  },

  /** Takes the code of a half minute; false where it, or a later one, was taken: also for whoever comes at the same moment. */
  async takeStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
    const { rows } = await sql`
      update access.authenticator set last_step = ${step} where account_id = ${accountId} and last_step < ${step} returning 1`.execute(tx);
    return rows.length > 0;
  },

  async setRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
    await sql`delete from access.recovery_code where account_id = ${accountId}`.execute(tx);
    await sql`insert into access.recovery_code (account_id, hash) select ${accountId}, unnest(${hashes}::bytea[])`.execute(tx);
  },

  /** Takes a recovery code; false where there is none such, or it was taken. */
  async takeRecoveryCode(tx: Tx, accountId: string, hash: Buffer, at: string): Promise<boolean> {
    const { rows } = await sql`
      update access.recovery_code set used_at = ${at} where account_id = ${accountId} and hash = ${hash} and used_at is null returning 1`.execute(
      tx,
    );
    return rows.length > 0;
  },

  /** How many recovery codes are left; null where none were ever made. */
  async recoveryCodesLeft(tx: Tx, accountId: string): Promise<number | null> {
    const { rows } = await sql<{ all: number; left: number }>`
      select count(*)::int as "all", (count(*) filter (where used_at is null))::int as "left"
      from access.recovery_code where account_id = ${accountId}`.execute(tx);
    return rows[0]?.all ? rows[0].left : null;
  },

  async giveSetupCode(tx: Tx, cipher: Cipher, code: SetupCodeRow): Promise<void> {
    await sql`
      insert into access.setup_code (account_id, hash, ends_at, stamp)
      values (${code.accountId}, ${code.hash}, ${code.endsAt}, ${stampFor(cipher, stampedSetupCodes, code)})`.execute(tx);
  },

  /** Takes the setup code; false where it is another one, has lapsed or was taken. */
  async takeSetupCode(tx: Tx, cipher: Cipher, accountId: string, hash: Buffer, now: string): Promise<boolean> {
    const { rows } = await sql<Stamped<SetupCodeRow>>`
      delete from access.setup_code where account_id = ${accountId} and hash = ${hash} and ends_at > ${now}
      returning ${stampedSetupCodes.columns}, stamp`.execute(tx);
    return rows[0] !== undefined && isOwnRow(cipher, stampedSetupCodes, rows[0]);
  },

  /** Takes every proof from somebody. */
  async voidAll(tx: Tx, accountId: string): Promise<void> {
    await sql`select access.void_proofs(${accountId})`.execute(tx);
  },
};
