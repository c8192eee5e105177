import { sql } from "kysely";
import type { Act } from "../platform/audit/index.ts";
import type { Cipher } from "../platform/cipher/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { passkeyMark, type Passkey } from "./passkey/passkey-store.ts";
import { authenticatorMark, openAuthenticator } from "./proof/authenticator.ts";
import { passwordMark, type SealedAuthenticator } from "./proof/proof-store.ts";
import { toldEnd, toldRow } from "./told.ts";

/** What the log says that a row says otherwise: a proof that was taken away, or that another took the place of; a session that ended. */
type Mismatch = "ended" | "never-given" | "locked" | "second-factor" | "taken-away" | "earlier" | "signed-out";

/** 放回的行: a row with a right stamp that is not the last one which the log tells of: put back from a copy, or put there twice. */
export type PutBackRow = { readonly table: string; readonly key: string; readonly what: Mismatch };

const texts: Readonly<Record<Mismatch, { readonly zh: string; readonly en: string }>> = {
  ended: {
    zh: "日志里这项任职已经结束，可能是从旧拷贝放回的",
    en: "the log says that this appointment has ended; it may have been put back from a copy",
  },
  "never-given": {
    zh: "日志里没有任命过，可能是抄了别的任职的行",
    en: "the log knows of no such appointment; it may be a copy of another's row",
  },
  locked: {
    zh: "日志里这个账号已经锁定，可能是从旧拷贝放回的",
    en: "the log says that this account is locked; it may have been put back from a copy",
  },
  "second-factor": {
    zh: "日志里这个账号有第二个因素，可能是从旧拷贝放回的",
    en: "the log says that this account has a second factor; it may have been put back from a copy",
  },
  "taken-away": {
    zh: "日志里这个凭据已经删除或重置，可能是从旧拷贝放回的",
    en: "the log says that this proof was removed or reset; it may have been put back from a copy",
  },
  earlier: {
    zh: "日志里后来换过，现在的不是最后设置的那一个，可能是从旧拷贝放回的",
    en: "the log says that another was set later; this one may have been put back from a copy",
  },
  "signed-out": {
    zh: "日志里这次登录已经退出，可能是从旧拷贝放回的",
    en: "the log says that this session has ended; it may have been put back from a copy",
  },
};

/** What the log says of a row that was put back. */
export function putBackText({ what }: PutBackRow): { readonly zh: string; readonly en: string } {
  return texts[what];
}

/**
 * Holds what gives somebody a right against what the sealed log last said of it. A stamp tells that the program wrote a row, and not that it is the last that it wrote: the log
 * tells that an appointment ended, under which number it was given, that an account was locked and that it has a second factor; which password, authenticator and passkeys it
 * was given last, by a keyed hash; and which sessions ended.
 *
 * What expired in the log is known no more; an appointment of before the first one that the log tells of is not asked for, nor is it told which a proof was before the log kept
 * hashes of them. As the owner.
 */
export async function putBackRows(tx: Tx, cipher: Cipher): Promise<readonly PutBackRow[]> {
  return [...(await putBackRights(tx)), ...(await putBackProofs(tx, cipher)), ...(await putBackSessions(tx))];
}

async function putBackRights(tx: Tx): Promise<readonly PutBackRow[]> {
  const { rows } = await sql<PutBackRow>`
    with said as (
      select e.id, e.act, substr(a.field, 9) as account, split_part(substr(h.field, 5), ' ', 1) as number
      from audit.entry e
      cross join lateral (select field from unnest(e.fields) as field where field ^@ 'account:') a
      left join lateral (select field from unnest(e.fields) as field where field ^@ 'how:') h on true
      where e.outcome = 'done' and e.act = any (${[
        "access.appoint",
        "access.delegate",
        "access.end-appointment",
        "access.lock-account",
        "access.unlock-account",
        "access.reset-account",
        "access.enrol-authenticator",
        "access.add-passkey",
        "access.remove-passkey",
      ]}::text[])
    ), given as (
      select account, number from said where act in ('access.appoint', 'access.delegate')
    ), last_lock as (
      select distinct on (account) account, act from said where act in ('access.lock-account', 'access.unlock-account') order by account, id desc
    ), last_factor as (
      select distinct on (account) account, act from said
      where act in ('access.reset-account', 'access.enrol-authenticator', 'access.add-passkey', 'access.remove-passkey') order by account, id desc
    )
    select 'access.appointment' as "table", p.id::text as key, 'ended' as what from access.appointment p
    where p.ended_on is null and exists (select from said s where s.act = 'access.end-appointment' and s.number = p.id::text)
    union all
    select 'access.appointment', p.id::text, 'never-given' from access.appointment p
    where p.id > (select min(number::bigint) from given)
      and not exists (select from given g where g.number = p.id::text and g.account = p.account_id)
    union all
    select 'access.account', a.id, 'locked' from access.account a join last_lock l on l.account = a.id
    where l.act = 'access.lock-account' and not a.is_locked
    union all
    select 'access.account', a.id, 'second-factor' from access.account a join last_factor l on l.account = a.id
    where l.act in ('access.enrol-authenticator', 'access.add-passkey') and not a.has_second_factor
      and not exists (select from registry.erasure e where e.subject_id = a.subject_id)
    order by 1, 2`.execute(tx);
  return rows;
}

const proofActs = {
  "access.password": ["access.set-up", "access.change-password", "access.keep-password-anew"],
  "access.authenticator": ["access.enrol-authenticator"],
  "access.passkey": ["access.add-passkey", "access.remove-passkey"],
} as const satisfies Readonly<Record<string, readonly Act[]>>;

/** A proof as it lies in its table, and its mark as the log would have it. */
type Proof = { readonly table: keyof typeof proofActs; readonly key: string; readonly accountId: string; readonly mark: string };
/** What the log says of a proof; without a mark where that was before there were any. */
type Said = { readonly act: Act; readonly accountId: string; readonly mark: string | null };

async function putBackProofs(tx: Tx, cipher: Cipher): Promise<readonly PutBackRow[]> {
  const said = await saidOfProofs(tx);
  return (await keptProofs(tx, cipher)).flatMap((proof) => {
    const what = mismatchOf(proof, said.get(proof.accountId) ?? []);
    return what === null ? [] : [{ table: proof.table, key: proof.key, what }];
  });
}

function mismatchOf({ table, mark }: Proof, said: readonly Said[]): Mismatch | null {
  const acts: readonly Act[] = proofActs[table];
  // Of passkeys somebody has several: what is said of another says nothing of this one.
  const isOfThis = (each: Said) =>
    table !== "access.passkey" || each.mark === mark || (each.mark === null && each.act === "access.add-passkey");
  const last = said.findLast((each) => each.act === "access.reset-account" || (acts.includes(each.act) && isOfThis(each)));
  if (!last) return null;
  if (last.act === "access.reset-account" || last.act === "access.remove-passkey") return "taken-away";
  return last.mark === null || last.mark === mark ? null : "earlier";
}

/** By account, in order. */
async function saidOfProofs(tx: Tx): Promise<ReadonlyMap<string, readonly Said[]>> {
  const { rows } = await sql<Said>`
    select e.act, substr(a.field, 9) as "accountId", (select field from unnest(e.fields) as field where field ^@ ${toldRow}) as mark
    from audit.entry e cross join lateral (select field from unnest(e.fields) as field where field ^@ 'account:') a
    where e.outcome = 'done' and e.act = any (${["access.reset-account", ...Object.values(proofActs).flat()]}::text[])
    order by e.id`.execute(tx);
  return Map.groupBy(rows, ({ accountId }) => accountId);
}

async function keptProofs(tx: Tx, cipher: Cipher): Promise<readonly Proof[]> {
  const passwords = await sql<{ accountId: string; hash: string }>`
    select account_id as "accountId", hash from access.password order by 1`.execute(tx);
  const authenticators = await sql<SealedAuthenticator & { accountId: string }>`
    select account_id as "accountId", sealed, key_version as "keyVersion" from access.authenticator order by 1`.execute(tx);
  const passkeys = await sql<Passkey>`
    select id, account_id as "accountId", public_key as "publicKey" from access.passkey order by 1`.execute(tx);
  return [
    ...passwords.rows.map(
      (row) => ({ table: "access.password", key: row.accountId, accountId: row.accountId, mark: passwordMark(cipher, row) }) as const,
    ),
    ...authenticators.rows.map(
      (row) =>
        ({ table: "access.authenticator", key: row.accountId, accountId: row.accountId, mark: markOfAuthenticator(cipher, row) }) as const,
    ),
    ...passkeys.rows.map(
      (row) => ({ table: "access.passkey", key: row.id, accountId: row.accountId, mark: passkeyMark(cipher, row) }) as const,
    ),
  ];
}

/** One that does not open, because it was moved or changed, is none that the log tells of. */
function markOfAuthenticator(cipher: Cipher, row: SealedAuthenticator & { readonly accountId: string }): string {
  try {
    return authenticatorMark(cipher, row.accountId, openAuthenticator(cipher, row.accountId, row));
  } catch {
    return "";
  }
}

async function putBackSessions(tx: Tx): Promise<readonly PutBackRow[]> {
  const { rows } = await sql<PutBackRow>`
    select 'access.session' as "table", s.id as key, 'signed-out' as what from access.session s
    where s.ended_at is null and s.id in (
      select substr(field, ${toldEnd.length + 1}::int) from audit.entry e cross join unnest(e.fields) as field
      where e.act ^@ 'access.' and field ^@ ${toldEnd})
    order by 2`.execute(tx);
  return rows;
}
