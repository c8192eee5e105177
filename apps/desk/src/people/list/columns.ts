import type { Text } from "@huican/engine";
import { useMemo, useSyncExternalStore } from "react";

/** What stands in a list beside the name, which is always there and stays in sight. */
export type ColumnKey = "sex" | "age" | "birthDate" | "area" | "certificate" | "id";

export const allColumns: readonly { readonly key: ColumnKey; readonly text: Text; readonly width: number; readonly isNumber?: true }[] = [
  { key: "sex", text: { zh: "性别", en: "Sex" }, width: 72 },
  { key: "age", text: { zh: "年龄", en: "Age" }, width: 72, isNumber: true },
  { key: "birthDate", text: { zh: "出生日期", en: "Born on" }, width: 160 },
  { key: "area", text: { zh: "所在地", en: "Area" }, width: 220 },
  { key: "certificate", text: { zh: "残疾人证", en: "Certificate" }, width: 130 },
  { key: "id", text: { zh: "档案编号", en: "File" }, width: 110, isNumber: true },
];

const nameWidth = 150;
const least = 56;
const greatest = 600;

export type Columns = {
  readonly shown: typeof allColumns;
  readonly widthOf: (key: ColumnKey | "name") => number;
  readonly toggle: (key: ColumnKey) => void;
  readonly resize: (key: ColumnKey | "name", width: number) => void;
};

type Kept = { readonly hidden: readonly string[]; readonly widths: Readonly<Record<string, number>> };
const storageKey = "huican.desk.people-columns";

let kept: Kept | undefined;
const listeners = new Set<() => void>();

function keptColumns(): Kept {
  return (kept ??= readColumns(() => localStorage.getItem(storageKey)));
}

function keep(next: Kept): void {
  localStorage.setItem(storageKey, JSON.stringify(next));
  kept = next;
  for (const listener of listeners) listener();
}

/** Shows these columns and no other, as a view has them. */
export function showColumns(keys: readonly ColumnKey[]): void {
  keep({ ...keptColumns(), hidden: allColumns.flatMap(({ key }) => (keys.includes(key) ? [] : [key])) });
}

/** Which columns somebody wants and how wide, kept in their browser. */
export function useColumns(): Columns {
  const current = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, keptColumns);
  return useMemo(() => columnsOf(current), [current]);
}

function columnsOf({ hidden, widths }: Kept): Columns {
  return {
    shown: allColumns.filter(({ key }) => !hidden.includes(key)),
    widthOf: (key) => widths[key] ?? allColumns.find((column) => column.key === key)?.width ?? nameWidth,
    toggle: (key) => keep({ widths, hidden: hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key] }),
    resize: (key, width) => keep({ hidden, widths: { ...widths, [key]: Math.min(Math.max(Math.round(width), least), greatest) } }),
  };
}

/** What a browser has kept, whatever it is. */
export function readColumns(read: () => string | null): Kept {
  try {
    const kept = JSON.parse(read() ?? "{}") as Partial<Kept> | null;
    const hidden = Array.isArray(kept?.hidden) ? kept.hidden.filter((each) => typeof each === "string") : ["birthDate", "id"];
    const widths = Object.entries(kept?.widths ?? {}).filter(
      ([, width]) => typeof width === "number" && width >= least && width <= greatest,
    );
    return { hidden, widths: Object.fromEntries(widths) };
  } catch {
    return { hidden: ["birthDate", "id"], widths: {} };
  }
}
