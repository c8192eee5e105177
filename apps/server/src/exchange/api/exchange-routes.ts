import {
  attachmentNameHeader,
  ImportColumnsBody,
  ImportQuery,
  ImportRowBody,
  ImportRowsQuery,
  ReasonBody,
  registerPaths,
  type EnteredImportAnswer,
  type ImportAnswer,
  type ImportProgressAnswer,
  type ImportRowAnswer,
  type ImportRowsAnswer,
  type ImportsAnswer,
  type Wire,
} from "@huican/contract";
import { Hono, type Context } from "hono";
import type { Guard, Guarded } from "../../platform/guard.ts";
import { bodyOf, guardedApi, numberIn, queryOf } from "../../platform/guarded-api.ts";
import type { Logger } from "../../platform/log.ts";
import { ownAreaList, sources, type Register } from "../../registry/index.ts";
import { checkRows } from "../check-rows.ts";
import { columnTargets } from "../column/column-target.ts";
import { commitImport, undoImport } from "../commit-import.ts";
import { correctRow } from "../correct-row.ts";
import { askUndoImport, submitImport, withdrawImport } from "../decide-import.ts";
import { enterImport } from "../enter-import.ts";
import { exchangeErrors, exchangeStatuses } from "../errors.ts";
import { isSource, readingOf, type ExchangeTools } from "../exchange-tools.ts";
import { mostFileBytes } from "../file/open-table.ts";
import { importTemplate } from "../file/template.ts";
import { writable, type RowCounts } from "../import.ts";
import { matchImport } from "../match-import.ts";
import { listImports, readImport, readRows } from "../read-import.ts";
import { leftOutBytes } from "./left-out.ts";
import { shownDetail, shownImport, shownRow } from "./shown-import.ts";

/** What the door needs: the register, the day, and who may do what. */
export type ExchangeDoor = {
  readonly register: Pick<Register, "registry" | "cipher" | "kind">;
  readonly today: () => string;
  readonly guard: Guard;
  readonly log: Logger;
  readonly accountNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

/** Rows are taken up for so long in one request; whoever waits asks again. */
const mostMs = 1_500;

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** 导入: lists from other units, for whoever is signed in. */
export function exchangeRoutes(door: ExchangeDoor): Hono<Guarded> {
  const tools = toolsOf(door);
  const small = guardedApi(door.log, exchangeStatuses);
  lookingRoutes(small, door, tools);
  enteringRoutes(small, door, tools);
  decidingRoutes(small, door, tools);
  // Files are larger than everything else that is sent. They stand first: a limit holds for all that comes behind it.
  return new Hono<Guarded>().route("/", fileRoutes(guardedApi(door.log, exchangeStatuses, mostFileBytes), door, tools)).route("/", small);
}

function toolsOf({ register: { registry, cipher, kind }, today }: ExchangeDoor): ExchangeTools {
  return { registry, cipher, today, acceptsSynthetic: kind === "demo", targets: columnTargets(registry), areas: ownAreaList() };
}

function fileRoutes(routes: Hono<Guarded>, { guard }: ExchangeDoor, tools: ExchangeTools): Hono<Guarded> {
  let isReading = false;
  routes.post(registerPaths.imports, guard("exchange.enter-import"), async (c) => {
    const { actor, as } = c.get("permission");
    const { unit, source, asOf, area = as.area ?? "" } = queryOf(c, ImportQuery);
    if (!isSource(source)) throw exchangeErrors.source();
    // A file takes as much memory as everything else together: one at a time.
    if (isReading) throw exchangeErrors.readingBusy();
    isReading = true;
    try {
      const content = Buffer.from(await c.req.arrayBuffer());
      const fileName = fileNameIn(c.req.header(attachmentNameHeader));
      const entered = await enterImport(tools, actor, { area, unit, source, asOf, fileName, content });
      return c.json(entered satisfies Wire<typeof EnteredImportAnswer>, 201);
    } finally {
      isReading = false;
    }
  });
  return routes;
}

function lookingRoutes(routes: Hono<Guarded>, door: ExchangeDoor, tools: ExchangeTools): void {
  const { guard } = door;
  routes.get(registerPaths.imports, guard("exchange.see-imports"), async (c) => {
    const listed = await listImports(tools, actorOf(c));
    const officer = await officersOf(door, actorOf(c).id, listed);
    const answer = {
      imports: listed.map((entered) => shownImport(entered, tools.areas, officer)),
      sources: sources.map(({ key, text }) => ({ key, text })),
    };
    return c.json(answer satisfies Wire<typeof ImportsAnswer>);
  });

  routes.get(registerPaths.importTemplate, guard("exchange.enter-import"), async (c) =>
    c.body(new Uint8Array(await importTemplate(tools.targets)), 200, workbookHeaders("导入模板.xlsx")),
  );

  routes.get(registerPaths.import, guard("exchange.see-imports"), async (c) => {
    const entered = await readImport(tools, actorOf(c), idIn(c));
    const officer = await officersOf(door, actorOf(c).id, [entered]);
    return c.json(shownDetail(entered, tools, officer) satisfies Wire<typeof ImportAnswer>);
  });

  routes.get(registerPaths.importRows, guard("exchange.see-rows"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { kind = null, skip, most } = queryOf(c, ImportRowsQuery);
    const { targets } = readingOf(tools, await readImport(tools, actor, idIn(c)));
    const rows = await readRows(tools, actor, idIn(c), { kind, skip, most });
    return c.json({ rows: rows.map((row) => shownRow(row, targets, tools.areas, sees)) } satisfies Wire<typeof ImportRowsAnswer>);
  });

  routes.get(registerPaths.importLeftOut, guard("exchange.enter-import"), async (c) => {
    const { actor, sees, by } = c.get("permission");
    const entered = await readImport(tools, actor, idIn(c));
    const bytes = leftOutBytes(tools, actor, entered, { sees, by });
    return c.body(bytes, 200, workbookHeaders(`没有导入的行-${entered.id}.xlsx`));
  });
}

function enteringRoutes(routes: Hono<Guarded>, { guard }: ExchangeDoor, tools: ExchangeTools): void {
  const mayEnter = guard("exchange.enter-import");
  routes.post(registerPaths.importColumns, mayEnter, async (c) => {
    const { targets } = await bodyOf(c, ImportColumnsBody);
    await matchImport(tools, actorOf(c), idIn(c), targets);
    return c.body(null, 204);
  });

  routes.post(registerPaths.importCheck, mayEnter, async (c) => {
    const counts = await checkRows(tools, actorOf(c), idIn(c), mostMs);
    return c.json({ counts, isDone: counts.unchecked === 0 } satisfies Wire<typeof ImportProgressAnswer>);
  });

  routes.post(registerPaths.importCorrection, mayEnter, async (c) => {
    const { number, cells, choice } = await bodyOf(c, ImportRowBody);
    const kind = await correctRow(tools, actorOf(c), idIn(c), {
      number,
      cells: new Map(cells.map(({ column, text }) => [column, text])),
      choice: choice?.what === "file" ? { what: "file", subjectId: choice.fileId } : choice,
    });
    return c.json({ kind } satisfies Wire<typeof ImportRowAnswer>);
  });

  routes.post(registerPaths.importSubmission, mayEnter, async (c) => {
    await submitImport(tools, actorOf(c), idIn(c));
    return c.body(null, 204);
  });
}

function decidingRoutes(routes: Hono<Guarded>, { guard }: ExchangeDoor, tools: ExchangeTools): void {
  routes.post(registerPaths.importWithdrawal, guard("exchange.withdraw-import"), async (c) => {
    await withdrawImport(tools, actorOf(c), idIn(c));
    return c.body(null, 204);
  });

  routes.post(registerPaths.importCommit, guard("exchange.commit-import"), async (c) => {
    const counts = await commitImport(tools, actorOf(c), idIn(c), mostMs);
    const { committed = 0, failed = 0 } = counts.byOutcome;
    return c.json(progress(counts, committed + failed >= writable(counts)));
  });

  routes.post(registerPaths.importUndoRequest, guard("exchange.ask-undo-import"), async (c) => {
    await askUndoImport(tools, actorOf(c), idIn(c), (await bodyOf(c, ReasonBody)).reason);
    return c.body(null, 204);
  });

  routes.post(registerPaths.importUndo, guard("exchange.undo-import"), async (c) => {
    const counts = await undoImport(tools, actorOf(c), idIn(c), mostMs);
    return c.json(progress(counts, (counts.byOutcome["committed"] ?? 0) === 0));
  });
}

function progress(counts: RowCounts, isDone: boolean): Wire<typeof ImportProgressAnswer> {
  return { counts, isDone };
}

function actorOf(c: Context<Guarded>) {
  return c.get("permission").actor;
}

function idIn(c: Context<Guarded>): number {
  return numberIn(c, exchangeErrors.importNotFound);
}

function workbookHeaders(name: string): Record<string, string> {
  return {
    "content-type": workbookType,
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment; filename="list.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  };
}

function fileNameIn(header = ""): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return "";
  }
}

type Named = { readonly enteredBy: string; readonly steps: readonly { readonly by: string }[] };

async function officersOf({ accountNames }: ExchangeDoor, me: string, listed: readonly Named[]) {
  const names = await accountNames([...new Set(listed.flatMap(({ enteredBy, steps }) => [enteredBy, ...steps.map(({ by }) => by)]))]);
  return (id: string) => ({ name: names.get(id) ?? null, isMe: id === me });
}
