import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** What the log says that a row says otherwise. */
type Mismatch = "ended" | "never-given" | "locked" | "second-factor";

/** 放回的行: a row with a right stamp that is not the last one which the log tells of: put back from a copy, or put there twice. */
export type PutBackRow = { readonly table: string; readonly key: string; readonly what: Mismatch };

/**
 * Holds accounts and appointments against what the sealed log last said of them. A stamp tells that the program wrote a row, and not that it is the last that it wrote: the log
 * tells that an appointment ended, under which number it was given, that an account was locked and that it has a second factor.
 *
 * What expired in the log is known no more; an appointment of before the first one that the log tells of is not asked for. As the owner.
 */
export async function putBackRows(tx: Tx): Promise<readonly PutBackRow[]> {
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
