import { logAccess } from "../platform/audit/index.ts";
import type { Actor, Tx } from "../platform/database/index.ts";
import { believedFiles, matchFiles } from "../registry/index.ts";
import { exchangeErrors } from "./errors.ts";
import { readingOf, wordOf, type ExchangeTools } from "./exchange-tools.ts";
import { stateOfImport, type Import, type RowCounts } from "./import.ts";
import { imports } from "./import-store.ts";
import { judgeRow, type RowChoice } from "./row/judge-row.ts";
import { partsSaid } from "./row/row-steps.ts";
import { importRows, type ImportRow, type JudgedRow } from "./row/row-store.ts";
import { saidRow } from "./row/said-row.ts";

const rowsAtOnce = 500;

/**
 * Holds rows against the register for as long as there is time: those that were not yet. Whoever asks, asks again until none is left; ended at any moment it goes on where it
 * was.
 * @param mostMs so long rows are taken up
 * @throws Refusal where the columns were not matched yet, or it was submitted
 */
export async function checkRows(tools: ExchangeTools, actor: Actor, id: number, mostMs: number): Promise<RowCounts> {
  const { registry } = tools;
  const until = performance.now() + mostMs;
  const next = (after: number) =>
    registry.db.as(actor, async (tx) => {
      const entered = await imports.find(tx, id);
      if (stateOfImport(entered) !== "open") throw exchangeErrors.stepTaken();
      return checkBatch(tx, tools, entered, after);
    });
  let last = await next(0);
  while (last !== null && performance.now() <= until) last = await next(last);
  return registry.db.as(actor, (tx) => imports.counts(tx, id));
}

/** @returns the number of the last row that was held against the register, or null where there was none */
async function checkBatch(tx: Tx, tools: ExchangeTools, entered: Import, after: number): Promise<number | null> {
  const rows = await importRows.unchecked(tx, tools.cipher, entered.id, { after, most: rowsAtOnce });
  if (rows.length > 0) await judge(tx, tools, entered, rows);
  return rows.at(-1)?.number ?? null;
}

/** Reads rows, looks for whom they are about, and keeps what came of it. */
export async function judge(tx: Tx, tools: ExchangeTools, entered: Import, rows: readonly ImportRow[]): Promise<readonly JudgedRow[]> {
  const { registry, cipher } = tools;
  const reading = readingOf(tools, entered);
  const said = rows.map(({ cells }) => saidRow(cells, reading));
  const found = await matchFiles(tx, cipher, said);
  const blinds = found.map(({ blind }) => blind);
  const candidates = rows.map((row, i) =>
    row.choice === "file" ? [row.subjectId] : [found[i]?.byIdentityNumber, found[i]?.byCertificateNumber].flat(),
  );
  const ids = [...new Set(candidates.flat().filter((id) => typeof id === "number"))];
  const files = await believedFiles(tx, cipher, ids, { day: entered.asOf, ...partsSaid(said, registry) });
  const others = await importRows.withBlinds(
    tx,
    entered.id,
    blinds.filter((each) => each !== null),
  );
  const first = new Map<string, number>();
  const isTwice = (i: number): boolean => {
    const key = blinds[i]?.toString("hex");
    const number = rows[i]?.number ?? 0;
    if (key === undefined || rows[i]?.choice === "skip") return false;
    const earlier = first.get(key);
    first.set(key, earlier ?? number);
    return earlier !== undefined || (others.get(key) ?? []).some((other) => other !== number);
  };
  const judged = rows.map((row, i): JudgedRow => {
    const verdict = judgeRow(said[i] as (typeof said)[number], {
      registry,
      word: wordOf(entered),
      area: entered.area,
      choice: choiceOf(row),
      found: found[i] as (typeof found)[number],
      files,
      isTwice: isTwice(i),
    });
    const seenVersion = verdict.subjectId === null ? null : (files.get(verdict.subjectId)?.version ?? null);
    return { ...verdict, number: row.number, blind: blinds[i] ?? null, seenVersion };
  });
  await importRows.judge(tx, entered.id, judged);
  const fields = [...new Set(reading.targets.flatMap((target) => target?.key ?? []))];
  await logAccess(tx, { act: "exchange.check-rows", subjects: ids, fields });
  return judged;
}

function choiceOf({ choice, subjectId }: ImportRow): RowChoice | null {
  if (choice === "file") return subjectId === null ? null : { what: "file", subjectId };
  return choice === null ? null : { what: choice };
}
