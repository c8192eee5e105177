import { sql, type RawBuilder } from "kysely";

/** What a list is sorted by. */
type OrderKey = "name" | "sex" | "birth" | "area" | "certificate" | "id";
export type ListOrder = { readonly by: OrderKey; readonly isDescending: boolean };

/** What each reads of the snapshot, the fact that whoever sorts by it has to be shown, and what it is called on a list that leaves the system. */
const columns: Readonly<Record<OrderKey, { readonly of: RawBuilder<unknown>; readonly fact: string | null; readonly zh: string }>> = {
  name: { of: sql`t.sort_name`, fact: null, zh: "姓名" },
  sex: { of: sql`t."person.sex"`, fact: "person.sex", zh: "性别" },
  birth: { of: sql`t."person.birth_date"`, fact: "person.birth_date", zh: "出生日期" },
  area: { of: sql`t.area collate "C"`, fact: null, zh: "所在地" },
  certificate: { of: sql`t."certificate.status"`, fact: "certificate.status", zh: "残疾人证状态" },
  id: { of: sql`t.subject_id`, fact: null, zh: "档案编号" },
};

export const byName: ListOrder = { by: "name", isDescending: false };

/** The fact that an order tells something about; null where every list shows it. */
export function factOf({ by }: ListOrder): string | null {
  return columns[by].fact;
}

/** `按出生日期倒序，相同的按姓名`. */
export function orderText({ by, isDescending }: ListOrder): string {
  return `按${columns[by].zh}${isDescending ? "倒序" : "排序"}${by === "name" || by === "id" ? "" : "，相同的按姓名"}`;
}

/** What is kept of each person to sort by it, and the order of those who were kept: alike ones by name. */
export function sorting({ by, isDescending }: ListOrder): { readonly kept: RawBuilder<unknown>; readonly order: RawBuilder<unknown> } {
  const direction = sql.raw(isDescending ? "desc nulls last" : "asc nulls last");
  if (by === "name") return { kept: sql`t.sort_name`, order: sql`sort_name ${direction}, subject_id` };
  return { kept: sql`${columns[by].of} as sorted, t.sort_name`, order: sql`sorted ${direction}, sort_name, subject_id` };
}

/**
 * The first of a list, as an array, by what the database keeps in order (`indexes` of the snapshot's schema): nobody else is sorted. Of whom no birth is known come last, whichever way.
 * @returns null for what it keeps in no order
 */
export function firstOf({ by, isDescending }: ListOrder, condition: RawBuilder<unknown>, most: number): RawBuilder<unknown> | null {
  const direction = sql.raw(isDescending ? "desc" : "asc");
  const ids = (among: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
    sql`array(select t.subject_id from registry.snapshot t where ${condition} and ${among} order by ${order}, t.subject_id limit ${most})`;
  if (by === "name") return ids(sql`true`, sql`t.sort_name ${direction}`);
  if (by !== "birth") return null;
  const birth = columns.birth.of;
  return sql`${ids(sql`${birth} is not null`, sql`${birth} ${direction}, t.sort_name`)} || ${ids(sql`${birth} is null`, sql`t.sort_name`)}`;
}
