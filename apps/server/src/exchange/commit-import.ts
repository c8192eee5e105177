import { logAccess, type Act } from "../platform/audit/index.ts";
import type { Actor, Tx } from "../platform/database/index.ts";
import { Refusal } from "../platform/refusal.ts";
import {
  believedOf,
  checkedSteps,
  makeFile,
  settleFile,
  takeBackSteps,
  takeFile,
  writeSteps,
  type ChangeStep,
  type TakenFile,
} from "../registry/index.ts";
import { exchangeErrors } from "./errors.ts";
import { readingOf, wordOf, type ExchangeTools } from "./exchange-tools.ts";
import type { Import, RowCounts } from "./import.ts";
import { imports } from "./import-store.ts";
import { homesOf } from "./row/judge-row.ts";
import { changeSteps, newFileSteps } from "./row/row-steps.ts";
import { importRows, type ImportRow } from "./row/row-store.ts";
import { reasonOf, saidRow, type SaidRow } from "./row/said-row.ts";

/** So many rows are written side by side where the database has connections for it. */
const mostBeside = 4;
const rowsAtOnce = 100;

/**
 * Writes rows of a submitted import into the register for as long as there is time, each whole or not at all. Whoever asks, asks again until none is left; ended at any
 * moment it goes on where it was. A row that the register would not take, or whose file has changed since it was looked at, is left with its reason.
 * @throws Refusal where it was not submitted, or the actor entered or corrected anything of it
 */
export async function commitImport(tools: ExchangeTools, actor: Actor, id: number, mostMs: number): Promise<RowCounts> {
  const entered = await begun(tools, actor, id, "committed");
  return run(tools, actor, entered, "commit", mostMs, (tx, row) => commitRow(tx, tools, entered, row));
}

/**
 * Undoes a committed import for as long as there is time, the last row first. What somebody has changed since is a conflict, and stays.
 * @throws Refusal where nobody, or the actor, has asked for it
 */
export async function undoImport(tools: ExchangeTools, actor: Actor, id: number, mostMs: number): Promise<RowCounts> {
  const entered = await begun(tools, actor, id, "undone");
  return run(tools, actor, entered, "undo", mostMs, (tx, row) => undoRow(tx, tools, entered, row));
}

/** Says that somebody has begun; a third may go on. */
async function begun({ registry }: ExchangeTools, actor: Actor, id: number, what: "committed" | "undone"): Promise<Import> {
  return registry.db.as(actor, async (tx) => {
    const entered = await imports.find(tx, id);
    if (entered.steps.some((step) => step.what === what)) return entered;
    if (what === "undone" && !entered.steps.some((step) => step.what === "undo-asked")) throw exchangeErrors.ownUndo();
    await imports.step(tx, id, what);
    return imports.find(tx, id);
  });
}

async function run(
  { registry, cipher }: ExchangeTools,
  actor: Actor,
  { id }: Import,
  what: "commit" | "undo",
  mostMs: number,
  work: (tx: Tx, row: ImportRow) => Promise<void>,
): Promise<RowCounts> {
  const { db } = registry;
  const until = performance.now() + mostMs;
  const one = async (number: number) => {
    try {
      await db.as(actor, async (tx) => {
        const row = await importRows.find(tx, cipher, id, number);
        // Somebody else may have dealt with it meanwhile.
        if (row && row.outcome === (what === "commit" ? null : "committed")) await work(tx, row);
      });
    } catch (error) {
      if (!isOfRow(error)) throw error;
      await db.as(actor, (tx) => importRows.settle(tx, id, number, what === "commit" ? "failed" : "conflict", [reasonOf(error)]));
    }
  };
  const beside = Math.max(1, Math.min(mostBeside, db.connections - 1));
  for (;;) {
    const numbers = await db.as(actor, (tx) => importRows.next(tx, id, what, rowsAtOnce));
    for (let at = 0; at < numbers.length && performance.now() < until; at += beside)
      await Promise.all(numbers.slice(at, at + beside).map(one));
    if (numbers.length === 0 || performance.now() > until) break;
  }
  return db.as(actor, (tx) => imports.counts(tx, id));
}

/** What is wrong with a row and not with the database, or with whoever commits. */
function isOfRow(error: unknown): error is Refusal {
  return (
    error instanceof Refusal && !error.code.startsWith("database.") && !["exchange.own-import", "exchange.own-undo"].includes(error.code)
  );
}

async function commitRow(tx: Tx, tools: ExchangeTools, entered: Import, row: ImportRow): Promise<void> {
  const said = saidRow(row.cells, readingOf(tools, entered));
  const { file, steps } =
    row.kind === "new" ? await stepsOfNew(tx, tools, entered, said) : await stepsOfKnown(tx, tools, entered, row, said);
  const { acceptsSynthetic, registry } = tools;
  const checked = steps.length === 0 ? [] : checkedSteps(registry, steps, { subject: "person", today: tools.today(), acceptsSynthetic });
  const written = await writeSteps(tx, tools, { file, steps: checked, reason: reasonOfImport(entered) });
  await importRows.written(tx, entered.id, row.number, { subjectId: file.id, ...written });
  await log(tx, "exchange.commit-import", file.id, checked);
  await settleFile(tx, tools, file.id, checked);
}

type FileSteps = { readonly file: TakenFile; readonly steps: readonly ChangeStep[] };

async function stepsOfNew(tx: Tx, { registry, cipher }: ExchangeTools, entered: Import, said: SaidRow): Promise<FileSteps> {
  const [area = entered.area, other] = homesOf(said);
  const { id, householdId } = await makeFile(tx, { area, otherArea: other === undefined || other === area ? null : other });
  const file = await takeFile(tx, cipher, id, [householdId]);
  if (!file) throw exchangeErrors.fileGone();
  return { file, steps: newFileSteps(said, registry, wordOf(entered), householdId) };
}

async function stepsOfKnown(
  tx: Tx,
  { registry, cipher }: ExchangeTools,
  entered: Import,
  { subjectId, seenVersion }: ImportRow,
  said: SaidRow,
): Promise<FileSteps> {
  const file = subjectId === null ? null : await takeFile(tx, cipher, subjectId);
  if (file === null || file.version !== seenVersion) throw exchangeErrors.fileGone();
  return { file, steps: changeSteps(said, believedOf(file, entered.asOf), registry, wordOf(entered)) };
}

async function undoRow(tx: Tx, tools: ExchangeTools, entered: Import, row: ImportRow): Promise<void> {
  const { number, subjectId, touched, recordedAt } = row;
  if (subjectId === null || touched === null || recordedAt === null) throw exchangeErrors.fileGone();
  const reason = `撤销：${reasonOfImport(entered)}`;
  const isDone = await takeBackSteps(tx, tools, { subjectId, touched, recordedAt, wasMade: row.kind === "new", reason });
  if (!isDone) return importRows.settle(tx, entered.id, number, "conflict", [reasonOf(exchangeErrors.changedSince())]);
  await importRows.settle(tx, entered.id, number, "undone");
  await log(tx, "exchange.undo-import", subjectId, touched);
  await settleFile(tx, tools, subjectId, touched);
}

async function log(tx: Tx, act: Act, subjectId: number, steps: readonly Pick<ChangeStep, "kind">[]): Promise<void> {
  await logAccess(tx, { act, subjects: [subjectId], fields: [...new Set(steps.map(({ kind }) => kind))] });
}

/** As the records keep it: which list it was. */
function reasonOfImport({ id, unit, asOf }: Import): string {
  return `导入第${id}号（${unit}，情况截至${asOf}）`;
}
