import type { Text } from "@huican/engine";
import type { ImportInList } from "./import-queries.ts";

export const stateTexts: Readonly<Record<ImportInList["state"], Text>> = {
  reading: { zh: "没有读完", en: "not read to its end" },
  matching: { zh: "待对应列", en: "columns to be matched" },
  open: { zh: "核对中", en: "being checked" },
  submitted: { zh: "等别人写入", en: "for another to write" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
  committed: { zh: "已写入", en: "written" },
  "undo-asked": { zh: "等别人撤销", en: "for another to undo" },
  undone: { zh: "已撤销", en: "undone" },
};

/** What a row is, and what became of it, with the sign that tells it without its colour. */
export const rowTexts: Readonly<Record<string, Text & { readonly sign: string; readonly tone: string }>> = {
  changed: { zh: "有变化", en: "changed", sign: "≠", tone: "" },
  new: { zh: "新建档", en: "new", sign: "+", tone: "good" },
  doubtful: { zh: "存疑", en: "doubtful", sign: "?", tone: "bad" },
  refused: { zh: "不能用", en: "refused", sign: "✗", tone: "bad" },
  same: { zh: "一致", en: "the same", sign: "=", tone: "quiet" },
  skipped: { zh: "不导入", en: "left out", sign: "–", tone: "quiet" },
  committed: { zh: "已写入", en: "written", sign: "✓", tone: "good" },
  failed: { zh: "没写入", en: "not written", sign: "✗", tone: "bad" },
  undone: { zh: "已撤销", en: "undone", sign: "↶", tone: "quiet" },
  conflict: { zh: "没撤销", en: "not undone", sign: "✗", tone: "bad" },
};

/** The kinds that stand over the rows, in the order in which they want to be looked at. */
export const rowKinds = ["doubtful", "refused", "failed", "conflict", "changed", "new", "same", "skipped", "committed", "undone"] as const;

export function rowCount({ counts }: Pick<ImportInList, "counts">, kind: string): number {
  return counts.byKind[kind] ?? counts.byOutcome[kind] ?? 0;
}

/** How many rows are to be written, and how many have been dealt with. */
export function writing({ counts }: Pick<ImportInList, "counts">): { readonly all: number; readonly done: number } {
  const { byKind, byOutcome } = counts;
  const done = Object.values(byOutcome).reduce((sum, count) => sum + count, 0);
  return { all: (byKind["changed"] ?? 0) + (byKind["new"] ?? 0), done };
}
