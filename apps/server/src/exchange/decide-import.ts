import { logAccess } from "../platform/audit/index.ts";
import type { Actor } from "../platform/database/index.ts";
import { exchangeErrors } from "./errors.ts";
import type { ExchangeTools } from "./exchange-tools.ts";
import { stateOfImport, writable } from "./import.ts";
import { imports } from "./import-store.ts";

/** Hands an import to whoever commits it: from here on it stays as it is. @throws Refusal where a row was not looked at, or none is to be written */
export async function submitImport({ registry }: ExchangeTools, actor: Actor, id: number): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    const entered = await imports.find(tx, id);
    if (stateOfImport(entered) === "reading") throw exchangeErrors.notRead();
    const counts = await imports.counts(tx, id);
    if (entered.targets === null || counts.unchecked > 0) throw exchangeErrors.notChecked();
    if (writable(counts) === 0) throw exchangeErrors.nothingToCommit();
    await imports.step(tx, id, "submitted");
    await logAccess(tx, { act: "exchange.enter-import", subjects: [], fields: [] });
  });
}

/** Takes an import back before it is committed; its rows are removed. @throws Refusal where its writing has begun */
export async function withdrawImport({ registry }: ExchangeTools, actor: Actor, id: number): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    await imports.find(tx, id);
    await imports.step(tx, id, "withdrawn");
    await logAccess(tx, { act: "exchange.withdraw-import", subjects: [], fields: [] });
  });
}

/** Asks for an import to be undone as a whole; another person carries it out. @throws Refusal where it was not committed */
export async function askUndoImport({ registry }: ExchangeTools, actor: Actor, id: number, reason: string): Promise<void> {
  const why = reason.trim();
  if (!/^[^\p{Cc}]{1,500}$/u.test(why)) throw exchangeErrors.reason();
  await registry.db.as(actor, async (tx) => {
    await imports.find(tx, id);
    await imports.step(tx, id, "undo-asked", why);
    await logAccess(tx, { act: "exchange.ask-undo-import", subjects: [], fields: [] });
  });
}
