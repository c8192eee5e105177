import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** The secret of an authenticator app as it lies in the database, and the last half minute whose code was taken. */
export type SealedAuthenticator = {
  readonly sealed: Buffer;
  readonly keyVersion: number;
  readonly lastStep: number;
  readonly enrolledAt: string;
};

/** What proves who somebody is: password, authenticator, recovery codes, setup code. It holds nothing that is itself a proof, but the sealed secret. */
export const proofs = {
  async passwordHash(tx: Tx, accountId: string): Promise<string | undefined> {
    const { rows } = await sql<{ hash: string }>`select hash from access.password where account_id = ${accountId}`.execute(tx);
    return rows[0]?.hash;
  },

  async setPassword(tx: Tx, accountId: string, hash: string, at: string): Promise<void> {
    await sql`
      insert into access.password (account_id, hash, set_at) values (${accountId}, ${hash}, ${at})
      on conflict (account_id) do update set hash = excluded.hash, set_at = excluded.set_at`.execute(tx);
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

  async giveSetupCode(tx: Tx, accountId: string, hash: Buffer, endsAt: string): Promise<void> {
    await sql`insert into access.setup_code (account_id, hash, ends_at) values (${accountId}, ${hash}, ${endsAt})`.execute(tx);
  },

  /** Takes the setup code; false where it is another one, has lapsed or was taken. */
  async takeSetupCode(tx: Tx, accountId: string, hash: Buffer, now: string): Promise<boolean> {
    const { rows } = await sql`
      delete from access.setup_code where account_id = ${accountId} and hash = ${hash} and ends_at > ${now} returning 1`.execute(tx);
    return rows.length > 0;
  },

  /** Takes every proof from somebody. */
  async voidAll(tx: Tx, accountId: string): Promise<void> {
    await sql`select access.void_proofs(${accountId})`.execute(tx);
  },
};
