import { readConditions, type Condition } from "./filters.ts";

/** 常用名单: conditions under a name. Nothing of them is about anybody, so they stay in the browser; the server keeps none yet. */
export type SavedView = { readonly name: string; readonly conditions: readonly Condition[] };

const key = "huican.desk.people-views";
const most = 30;

export function readViews(storage: Storage): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((each: unknown): readonly SavedView[] => {
      const { name, conditions } = (typeof each === "object" && each !== null ? each : {}) as Partial<Record<keyof SavedView, unknown>>;
      return typeof name === "string" && name !== "" ? [{ name, conditions: readConditions(conditions) }] : [];
    });
  } catch {
    return [];
  }
}

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
  storage.setItem(key, JSON.stringify(views));
  return views;
}
