import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** What may be wrong in the register and can be found by a query (名册体检). Each finding is a group of files: one, or several that may be one person's. */
export type Finding = { readonly ids: readonly number[] };

/**
 * Questions about what is recorded, asked as somebody: they find in the actor's areas only. A day is one for which there is a snapshot.
 * What needs numbers in the clear is in {@link ./number-findings.ts}.
 */
export const findings = {
  /** One identity number in several files. */
  sameIdentityNumber: (tx: Tx) =>
    groups(
      tx,
      sql`
        select array_agg(distinct v.subject_id order by v.subject_id) as ids
        from registry.sealed_value v
        join registry.subject s on s.id = v.subject_id and s.merged_into is null
        where v.kind = 'identity-number' and upper_inf(v.recorded)
        group by v.blind having count(distinct v.subject_id) > 1`,
    ),

  /** Born on one day, registered in one area, and called by names that sound the same or differ in one character: perhaps one person under two spellings. */
  likeNameAndBirth: (tx: Tx, day: string) =>
    groups(
      tx,
      sql`
        select array[one.subject_id, other.subject_id] as ids
        from registry.snapshot one
        join registry.snapshot other on other.as_of = one.as_of and other."person.birth_date" = one."person.birth_date"
          and other.area = one.area and other.subject_id > one.subject_id
        join registry.name_entry n on n.subject_id = one.subject_id
        join registry.name_entry m on m.subject_id = other.subject_id
        where one.as_of = ${day} and (n.pinyin = m.pinyin and n.pinyin <> '' or length(n.plain) = length(m.plain) and (
          select count(*) from generate_series(1, length(n.plain)) as place where substr(n.plain, place, 1) <> substr(m.plain, place, 1)) <= 1)`,
    ),

  /** The same without a name, which may be spelt quite differently: one birth date and one telephone. Twins have that too. */
  sameBirthAndPhone: (tx: Tx, day: string) =>
    groups(
      tx,
      sql`
        select array_agg(distinct t.subject_id order by t.subject_id) as ids
        from registry.snapshot t
        join registry.sealed_value v on v.subject_id = t.subject_id and v.kind = 'phone' and upper_inf(v.recorded)
        where t.as_of = ${day}
        group by t."person.birth_date", v.blind having count(distinct t.subject_id) > 1`,
    ),

  /** The certificate has run out and still counts as valid. */
  expiredButValid: (tx: Tx, day: string) =>
    groups(
      tx,
      sql`
        select array[t.subject_id] as ids from registry.snapshot t
        where t.as_of = ${day} and t."certificate.status" = 'valid' and t."certificate.expires_on" < t.as_of and not coalesce(t."person.deceased", false)`,
    ),

  /** The death is recorded, and an allowance goes on as if it were not. That the certificate is still there some months later is not enough: it takes time to cancel. */
  deadButActive: (tx: Tx, day: string) =>
    groups(
      tx,
      sql`
        select array[t.subject_id] as ids from registry.snapshot t
        where t.as_of = ${day} and t."person.deceased"
          and (t."hardship.subsistence_allowance" or t."hardship.subsistence_margin" or t."hardship.extreme_poverty_support")`,
    ),
} as const;

async function groups(tx: Tx, query: RawBuilder<unknown>): Promise<readonly Finding[]> {
  return (await sql<Finding>`select ids::float8[] as ids from (${query}) as found order by ids[1]`.execute(tx)).rows;
}
