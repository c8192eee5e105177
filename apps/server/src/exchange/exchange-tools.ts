import type { Cipher } from "../platform/cipher/index.ts";
import { sources, type AreaList, type Registry, type SourceKey } from "../registry/index.ts";
import type { ColumnTargets } from "./column/column-target.ts";
import type { Import } from "./import.ts";
import type { Word } from "./row/row-steps.ts";
import type { RowReading } from "./row/said-row.ts";

/** What the verbs of an import need: the register with its keys, the day, and what columns can say. */
export type ExchangeTools = {
  readonly registry: Registry;
  readonly cipher: Cipher;
  readonly today: () => string;
  /** Sample people are welcome: identity numbers that begin with 99. */
  readonly acceptsSynthetic: boolean;
  readonly targets: ColumnTargets;
  readonly areas: AreaList;
};

/** How the rows of an import are read. */
export function readingOf(
  { targets, areas, today, acceptsSynthetic }: ExchangeTools,
  { targets: keys }: Pick<Import, "targets">,
): RowReading {
  return { targets: (keys ?? []).map((key) => targets.byKey.get(key)), areas, today: today(), acceptsSynthetic };
}

export function wordOf({ source, asOf }: Pick<Import, "source" | "asOf">): Word {
  return { source, asOf };
}

export function isSource(key: string): key is SourceKey {
  return sources.some((source) => source.key === key);
}
