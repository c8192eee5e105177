import { sql, type RawBuilder } from "kysely";

/** What a list is sorted by. */
type OrderKey = "name" | "sex" | "birth" | "area" | "certificate" | "id";
export type ListOrder = { readonly by: OrderKey; readonly isDescending: boolean };

/** What each reads of the snapshot, and the fact that whoever sorts by it has to be shown. */
const columns: Readonly<Record<OrderKey, { readonly of: RawBuilder<unknown>; readonly fact: string | null }>> = {
  name: { of: sql`t.sort_name`, fact: null },
  sex: { of: sql`t."person.sex"`, fact: "person.sex" },
  birth: { of: sql`t."person.birth_date"`, fact: "person.birth_date" },
  area: { of: sql`t.area collate "C"`, fact: null },
  certificate: { of: sql`t."certificate.status"`, fact: "certificate.status" },
  id: { of: sql`t.subject_id`, fact: null },
};

export const byName: ListOrder = { by: "name", isDescending: false };

/** The fact that an order tells something about; null where every list shows it. */
export function factOf({ by }: ListOrder): string | null {
  return columns[by].fact;
}

/** What is kept of each person to sort by it, and the order of those who were kept: alike ones by name. */
export function sorting({ by, isDescending }: ListOrder): { readonly kept: RawBuilder<unknown>; readonly order: RawBuilder<unknown> } {
  const direction = sql.raw(isDescending ? "desc nulls last" : "asc nulls last");
  if (by === "name") return { kept: sql`t.sort_name`, order: sql`sort_name ${direction}, subject_id` };
  return { kept: sql`${columns[by].of} as sorted, t.sort_name`, order: sql`sorted ${direction}, sort_name, subject_id` };
}
