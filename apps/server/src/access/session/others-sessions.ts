import type { Actor } from "../../platform/database/index.ts";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { checkDuty } from "../appointment/check-duty.ts";
import { accessErrors } from "../errors.ts";
import { endedSessions } from "../told.ts";
import { sessions } from "./session-store.ts";
import { sessionLimits, type Session } from "./session.ts";

/** Where somebody else is signed in now, for the security administrator. @throws Refusal where there is no such account */
export async function sessionsOf(tools: AccessTools, actor: Actor, accountId: string): Promise<readonly Session[]> {
  await tools.db.as(actor, async (tx) => {
    await checkDuty(tx, tools, actor, "security-administrator");
    if (!(await accounts.find(tx, tools.cipher, accountId))) throw accessErrors.accountNotFound();
  });
  // Sessions are for their owner and for the job that signs people in: it looks, for whoever was found to hold the duty.
  const during = { now: instant(tools), seenSince: instant(tools, -sessionLimits.idleSeconds) };
  return tools.db.as(signInJob, (tx) => sessions.of(tx, tools.cipher, accountId, during));
}

/** Signs somebody out everywhere, at once. @throws Refusal where there is no such account, or it is one's own */
export async function endSessionsOf(tools: AccessTools, actor: Actor, accountId: string): Promise<void> {
  if (actor.id === accountId) throw accessErrors.ownAccount();
  await tools.db.as(actor, async (tx) => {
    if (!(await accounts.find(tx, tools.cipher, accountId))) throw accessErrors.accountNotFound();
    const told = endedSessions(await sessions.endAll(tx, accountId, instant(tools)));
    await accountEvents.add(tx, accountId, { what: "sessions-ended", at: instant(tools), told });
    await checkDuty(tx, tools, actor, "security-administrator");
  });
}
