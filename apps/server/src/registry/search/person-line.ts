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

/** What a line tells, as the access log says it. */
export const shownInLine: readonly string[] = ["name", "area", "birth", "certificate.status", "person.deceased"];

/** Some people as lines, in the order of their names, with their state on a day. */
export async function personLines(tx: Tx, people: RawBuilder<unknown>, day: string): Promise<readonly PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select s.id, n.name, s.area, s.other_area as "otherArea", t."person.birth_date" as "birthDate", t."person.sex" as sex,
      t."certificate.status" as "certificateStatus", coalesce(t."person.deceased", false) as deceased
    from ${people} as listed (id)
    join registry.subject s on s.id = listed.id
    join registry.name_entry n on n.subject_id = s.id
    left join registry.snapshot t on t.subject_id = s.id and t.as_of = ${day}
    order by n.pinyin, n.plain, s.id`.execute(tx);
  return rows;
}
