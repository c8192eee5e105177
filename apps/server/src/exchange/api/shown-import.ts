import type { ImportAnswer, ImportLine, ImportRowsAnswer, Wire } from "@huican/contract";
import type { Permission } from "../../platform/guard.ts";
import { areaWords, factWords, maskedValue, sourceOf, type AreaList } from "../../registry/index.ts";
import { isSealedTarget, type ColumnTarget } from "../column/column-target.ts";
import { lostDigits } from "../file/workbook-rows.ts";
import { stateOfImport, type Import, type RowCounts } from "../import.ts";
import type { ExchangeTools } from "../exchange-tools.ts";
import type { ReadImport, ReadRow } from "../read-import.ts";

type Sees = Permission["sees"];
type Officer = (id: string) => { readonly name: string | null; readonly isMe: boolean };

export function shownImport(entered: Import & { readonly counts: RowCounts }, areas: AreaList, officer: Officer): Wire<typeof ImportLine> {
  const { id, unit, source, fileName, asOf, area, enteredAt, enteredBy, steps, counts } = entered;
  return {
    id,
    unit,
    source,
    sourceText: sourceOf(source).text,
    fileName,
    asOf,
    area,
    areaName: areaWords(areas, area),
    enteredAt,
    enteredBy: officer(enteredBy),
    state: stateOfImport(entered),
    steps: steps.map(({ by, ...step }) => ({ ...step, by: officer(by) })),
    counts,
  };
}

export function shownDetail(entered: ReadImport, { areas, targets }: ExchangeTools, officer: Officer): Wire<typeof ImportAnswer> {
  return {
    ...shownImport(entered, areas, officer),
    columns: entered.heads.map((head, i) => ({ head, target: entered.suggested[i] ?? "", isSettled: entered.targets !== null })),
    targets: [...targets.byKey.values()].map(({ key, text }) => ({ key, text })),
    isOwn: entered.isOwn,
  };
}

type ShownRow = Wire<typeof ImportRowsAnswer>["rows"][number];

/** A row as far as its reader is shown what its columns are about. What was not matched is shown to nobody: nobody knows what it is. */
export function shownRow(row: ReadRow, targets: readonly (ColumnTarget | undefined)[], areas: AreaList, sees: Sees): ShownRow {
  const cells = targets.flatMap((target, column) => {
    if (!target) return [];
    const said = row.file?.says[column] ?? null;
    const was = said === null ? null : wordsOf(target, said, areas);
    const text = row.cells[column] ?? "";
    const [shown, before] = [shownCell(target, text, sees), was === null ? null : shownCell(target, was, sees)];
    return [{ column, text: shown, isMasked: shown !== text, was: before === shown ? null : before }];
  });
  return {
    number: row.number,
    kind: row.kind,
    outcome: row.outcome,
    reasons: row.reasons.map(({ column, code, zh, en }) => ({ column, code, text: { zh, en } })),
    fileId: row.subjectId,
    fileName: sees("name") === "whole" ? (row.file?.name ?? null) : null,
    cells,
  };
}

/** The text of a cell, in a mask, or null. A number that is none is hidden as one would be. */
export function shownCell({ key, field }: ColumnTarget, text: string, sees: Sees): string | null {
  const sight = sees(field);
  if (sight === "nothing") return null;
  if (text === lostDigits) return "（号码丢失了后几位）";
  if (sight === "whole" || text === "") return text;
  return isSealedTarget(key) ? maskedValue(key, text) : "****";
}

function wordsOf({ fact }: ColumnTarget, value: string | number | boolean, areas: AreaList): string {
  return String(fact ? factWords(fact, value, areas) : value);
}
