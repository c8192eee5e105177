import type { SourceKey } from "../registry/index.ts";

/** 导入: a list that a unit has sent, from the file to the register and back. */
export type Import = {
  readonly id: number;
  readonly area: string;
  readonly unit: string;
  readonly source: SourceKey;
  readonly fileName: string;
  readonly asOf: string;
  readonly heads: readonly string[];
  readonly targets: readonly string[] | null;
  /** Null while the file is being read. */
  readonly rowCount: number | null;
  readonly enteredAt: string;
  readonly enteredBy: string;
  readonly steps: readonly ImportStep[];
};

export type ImportStepName = "submitted" | "withdrawn" | "committed" | "undo-asked" | "undone";

export type ImportStep = { readonly what: ImportStepName; readonly reason: string | null; readonly at: string; readonly by: string };

/** Where an import stands; the rows say how far it has come. */
export type ImportState = "reading" | "matching" | "open" | ImportStepName;

export function stateOfImport({ rowCount, targets, steps }: Pick<Import, "rowCount" | "targets" | "steps">): ImportState {
  const last = steps.at(-1);
  if (last) return last.what;
  if (rowCount === null) return "reading";
  return targets === null ? "matching" : "open";
}

/** The rows of an import by what they are and what became of them. */
export type RowCounts = {
  readonly total: number;
  readonly unchecked: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly byOutcome: Readonly<Record<string, number>>;
};

/** How many of the rows that are to be written have been dealt with. */
export function writable({ byKind }: Pick<RowCounts, "byKind">): number {
  return (byKind["changed"] ?? 0) + (byKind["new"] ?? 0);
}
