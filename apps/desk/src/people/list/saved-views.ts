import { allColumns, type ColumnKey } from "./columns.ts";
import { readConditions, type Condition } from "./filters.ts";
import { readOrder, writtenOrder, type Order } from "./order.ts";

/** 名单的样子: whom it is of, in which order, and the columns beside the name. */
export type View = { readonly conditions: readonly Condition[]; readonly order: Order; readonly columns: readonly ColumnKey[] };

/** 常用名单: one's own views under a name. Nothing of them is about anybody, so they stay in the browser; what colleagues share is kept by the server. */
export type SavedView = View & { readonly name: string };

const key = "huican.desk.people-views";
const most = 30;

export function readViews(storage: Storage): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(readView) : [];
  } catch {
    return [];
  }
}

function readView(each: unknown): readonly SavedView[] {
  const { name, conditions, order, columns } = (typeof each === "object" && each !== null ? each : {}) as Partial<
    Record<keyof SavedView, unknown>
  >;
  if (typeof name !== "string" || name === "") return [];
  const keys = Array.isArray(columns) ? allColumns.flatMap((column) => (columns.includes(column.key) ? [column.key] : [])) : usualColumns;
  return [{ name, conditions: readConditions(conditions), order: readOrder(order), columns: keys }];
}

/** Views that were kept before columns were. */
const usualColumns: readonly ColumnKey[] = ["sex", "age", "area", "certificate"];

/** Keeps a view; one of the same name is replaced. @returns all of them */
export function saveView(storage: Storage, view: SavedView): readonly SavedView[] {
  return keep(storage, [...readViews(storage).filter(({ name }) => name !== view.name), view].slice(-most));
}

export function dropView(storage: Storage, name: string): readonly SavedView[] {
  return keep(
    storage,
    readViews(storage).filter((view) => view.name !== name),
  );
}

function keep(storage: Storage, views: readonly SavedView[]): readonly SavedView[] {
  storage.setItem(key, JSON.stringify(views.map(({ order, ...view }) => ({ ...view, ...writtenOrder(order) }))));
  return views;
}
