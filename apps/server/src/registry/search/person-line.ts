import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Somebody in a list: enough to tell them from others, nothing that is sealed. */
export type PersonLine = {
  readonly id: number;
  readonly name: string;
  readonly area: string;
  readonly otherArea: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly certificateStatus: string | null;
  readonly deceased: boolean;
};

/** The people that fit a condition on `s` (subject), `n` (name) and `t` (their state on a day), in the order of their names. */
export async function personLines(
  tx: Tx,
  condition: RawBuilder<unknown>,
  { day, skip = 0, most }: { readonly day: string; readonly skip?: number; readonly most: number },
): Promise<readonly PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select s.id, n.name, s.area, s.other_area as "otherArea", t."person.birth_date" as "birthDate", t."person.sex" as sex,
      t."certificate.status" as "certificateStatus", coalesce(t."person.deceased", false) as deceased
    from registry.subject s
    join registry.name_entry n on n.subject_id = s.id
    left join registry.snapshot t on t.subject_id = s.id and t.as_of = ${day}
    where s.kind = 'person' and s.merged_into is null and ${condition}
    order by n.pinyin, n.plain, s.id
    offset ${skip} limit ${most}`.execute(tx);
  return rows;
}
