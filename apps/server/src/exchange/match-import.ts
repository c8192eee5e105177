import { logAccess } from "../platform/audit/index.ts";
import type { Actor } from "../platform/database/index.ts";
import { plainHead } from "./column/column-target.ts";
import { checkedTargets } from "./column/match-columns.ts";
import { exchangeErrors } from "./errors.ts";
import type { ExchangeTools } from "./exchange-tools.ts";
import { stateOfImport } from "./import.ts";
import { imports, knownColumns } from "./import-store.ts";

/**
 * Says what the columns of a file mean, once; the next file of the same unit begins with it.
 * @param given a target for each column, empty for one that is left out
 * @throws Refusal where nothing tells who somebody is, or rows were held against the register already
 */
export async function matchImport({ registry, targets }: ExchangeTools, actor: Actor, id: number, given: readonly string[]): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    const entered = await imports.find(tx, id);
    const state = stateOfImport(entered);
    if (state === "reading") throw exchangeErrors.notRead();
    if (state !== "matching") throw exchangeErrors.stepTaken();
    const checked = checkedTargets(given, entered.heads, targets);
    await imports.match(tx, id, checked);
    const known = new Map(entered.heads.map((head, i) => [plainHead(head), checked[i] ?? ""]));
    await knownColumns.keep(tx, entered, known);
    await logAccess(tx, { act: "exchange.enter-import", subjects: [], fields: [] });
  });
}
