import { sql, type RawBuilder } from "kysely";

/** What a list is sorted by. */
type OrderKey = "name" | "sex" | "birth" | "area" | "certificate" | "id";
export type ListOrder = { readonly by: OrderKey; readonly isDescending: boolean };

/** What each reads of the snapshot, the fact that whoever sorts by it has to be shown, and what it is called on a list that leaves the system. */
const columns: Readonly<
  Record<
    OrderKey,
    { readonly of: RawBuilder<unknown>; readonly fact: string | null; readonly zh: string; readonly isAlwaysKnown?: boolean }
  >
> = {
  name: { of: sql`t.sort_name`, fact: null, zh: "姓名", isAlwaysKnown: true },
  sex: { of: sql`t."person.sex"`, fact: "person.sex", zh: "性别" },
  birth: { of: sql`t."person.birth_date"`, fact: "person.birth_date", zh: "出生日期" },
  area: { of: sql`t.area collate "C"`, fact: null, zh: "所在地", isAlwaysKnown: true },
  certificate: { of: sql`t."certificate.status"`, fact: "certificate.status", zh: "残疾人证状态" },
  id: { of: sql`t.subject_id`, fact: null, zh: "档案编号", isAlwaysKnown: true },
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

/** What people are sorted by, of `registry.snapshot t`; null where it is not known. */
export function sortedBy({ by }: ListOrder): RawBuilder<unknown> {
  return columns[by].of;
}

/** A stretch of a list: of those of whom it is known what it is sorted by, or of the others, counted from the nearer end. */
export type Stretch = { readonly isKnown: boolean; readonly isFromEnd: boolean; readonly skip: number; readonly most: number };

/** The stretches that make up a page. Of whom it is not known come last, whichever way the list goes. */
export function stretchesOf(
  { count, known }: { readonly count: number; readonly known: number },
  skip: number,
  most: number,
): readonly Stretch[] {
  const stretch = (isKnown: boolean, start: number, size: number): readonly Stretch[] => {
    const [from = 0, to = 0] = [skip, skip + most].map((place) => Math.min(Math.max(place - start, 0), size));
    if (from === to) return [];
    const isFromEnd = from > size - to;
    return [{ isKnown, isFromEnd, skip: isFromEnd ? size - to : from, most: to - from }];
  };
  return [...stretch(true, 0, known), ...stretch(false, known, count - known)];
}

/** Who stands in a stretch, and in which order: alike ones by name. */
export function orderOf(
  { by, isDescending }: ListOrder,
  { isKnown, isFromEnd }: Pick<Stretch, "isKnown" | "isFromEnd">,
): { readonly among: RawBuilder<unknown>; readonly order: RawBuilder<unknown> } {
  const { of, isAlwaysKnown } = columns[by];
  const terms: readonly (readonly [term: RawBuilder<unknown>, isDescending: boolean])[] = [
    ...(isKnown ? [[of, isDescending] as const] : []),
    ...(by === "name" ? [] : [[columns.name.of, false] as const]),
    [columns.id.of, false],
  ];
  const order = terms.map(([term, isFalling]) => sql`${term} ${sql.raw(isFalling === isFromEnd ? "asc" : "desc")}`);
  return { among: isAlwaysKnown ? sql`true` : sql`${of} is ${sql.raw(isKnown ? "not null" : "null")}`, order: sql.join(order) };
}

/** What is kept of each person to sort by it, and the order of those who were kept: alike ones by name. */
export function sorting({ by, isDescending }: ListOrder): { readonly kept: RawBuilder<unknown>; readonly order: RawBuilder<unknown> } {
  const direction = sql.raw(isDescending ? "desc nulls last" : "asc nulls last");
  if (by === "name") return { kept: sql`t.sort_name`, order: sql`sort_name ${direction}, subject_id` };
  return { kept: sql`${columns[by].of} as sorted, t.sort_name`, order: sql`sorted ${direction}, sort_name, subject_id` };
}
