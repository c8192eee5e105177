import { logAccess, type Act } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { AccessTools } from "../access.ts";
import { checkDuty } from "../appointment/check-duty.ts";

/** Before the log is held against its seals, which the machine does as the owner of the tables: the duty is checked once more, and that it was asked is logged. */
export async function checkVerifying(tools: AccessTools, actor: Actor): Promise<void> {
  await checkWatching(tools, actor, "audit.verify-log");
}

/** The same before checkpoints leave the system. */
export async function checkExporting(tools: AccessTools, actor: Actor): Promise<void> {
  await checkWatching(tools, actor, "audit.export-checkpoints");
}

async function checkWatching(tools: AccessTools, actor: Actor, act: Act): Promise<void> {
  await tools.db.as(actor, async (tx) => {
    await checkDuty(tx, tools, actor, "audit-administrator");
    await logAccess(tx, { act, subjects: [], fields: [] });
  });
}
