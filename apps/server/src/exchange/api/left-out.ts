import type { Actor } from "../../platform/database/index.ts";
import type { Permission } from "../../platform/guard.ts";
import { streamOf, workbookBytes, type Column, type Value } from "../../platform/workbook/index.ts";
import { readingOf, type ExchangeTools } from "../exchange-tools.ts";
import { rowsLeftOut, type ReadImport } from "../read-import.ts";
import { shownCell } from "./shown-import.ts";

const mostMs = 15 * 60_000;

/** The rows that were not taken, as a workbook for the unit: each with its number, why, and what its matched columns say. Corrected, it is entered as any other. */
export function leftOutBytes(
  tools: ExchangeTools,
  actor: Actor,
  entered: ReadImport,
  { sees, by }: Pick<Permission, "sees" | "by">,
): ReadableStream<Uint8Array> {
  const { targets } = readingOf(tools, entered);
  const matched = targets.flatMap((target, column) => (target ? [{ target, column }] : []));
  const columns: readonly Column[] = [
    { header: "行号", kind: "number", width: 8 },
    { header: "原因", kind: "text", width: 60 },
    ...matched.map(({ column }): Column => ({ header: entered.heads[column] ?? "", kind: "text", width: 20 })),
  ];
  const reasonOf = (reasons: readonly { readonly column: number | null; readonly zh: string }[]) =>
    reasons.map(({ column, zh }) => (column === null ? zh : `${entered.heads[column] ?? ""}：${zh}`)).join("；");
  const rows = async function* (): AsyncGenerator<readonly Value[]> {
    for await (const { number, reasons, cells } of rowsLeftOut(tools, actor, entered.id))
      yield [number, reasonOf(reasons), ...matched.map(({ target, column }) => shownCell(target, cells[column] ?? "", sees))];
  };
  const { byKind, byOutcome } = entered.counts;
  const count = ["refused", "doubtful"].reduce(
    (sum, kind) => sum + (byKind[kind] ?? 0),
    (byOutcome["failed"] ?? 0) + (byOutcome["conflict"] ?? 0),
  );
  const mark = { by, at: tools.today(), number: `导入${entered.id}`, reason: "退回来源单位核对" };
  const bytes = workbookBytes({
    title: "没有导入的行",
    mark,
    columns,
    count,
    rows: rows(),
    explanation: [
      ["名单", `${entered.unit}的表格里没有写入名册的行`],
      ["怎么办", "改正后可以原样再导入：表头不用动，行号和原因两列会自动跳过。"],
      ["遮盖", "有*号的内容是导出人的岗位看不全的，请按原表补上再导入。"],
    ],
  });
  return streamOf(bytes, mostMs, () => {});
}
