import { today } from "../../platform/clock.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { AccessTools } from "../access.ts";
import { appointments, type KeptAppointment } from "../appointment/appointment-store.ts";
import { checkDuty } from "../appointment/check-duty.ts";
import { accessErrors } from "../errors.ts";
import { worksHere } from "../role.ts";
import { accountEvents, accounts, type AccountEvent } from "./account-store.ts";
import { foldedName, type Account } from "./account.ts";
import type { User } from "./users.ts";

/** So much of what happened to an account is shown. */
const mostEvents = 50;

/**
 * Accounts whose name has a text in it, with what their owners hold today.
 * @param wish its area: only those who hold an office there or below
 * @returns as many as wanted, and whether there are more
 */
export async function searchAccounts(
  tools: AccessTools,
  actor: Actor,
  { text, area, most }: { readonly text: string; readonly area?: string; readonly most: number },
): Promise<{ readonly users: readonly User[]; readonly isCut: boolean }> {
  return tools.db.as(actor, async (tx) => {
    await checkAdministrator(tx, tools, actor);
    const day = today(tools.clock);
    const holders = area === undefined ? null : (await appointments.within(tx, tools.cipher, area, day)).map(({ accountId }) => accountId);
    const found = await accounts.matching(tx, tools.cipher, foldedName(text), most + 1, holders);
    const shown = found.slice(0, most);
    const held = await appointments.inForceOf(
      tx,
      tools.cipher,
      shown.map(({ id }) => id),
      day,
    );
    const byAccount = Map.groupBy(held, ({ accountId }) => accountId);
    return { users: shown.map((account) => ({ ...account, appointments: byAccount.get(account.id) ?? [] })), isCut: found.length > most };
  });
}

/** How many appointments of today lie in each area, by the beginning of its codes. */
export async function appointedAreas(tools: AccessTools, actor: Actor): Promise<ReadonlyMap<string, number>> {
  const held = await tools.db.as(actor, async (tx) => {
    await checkDuty(tx, tools, actor, "system-administrator", "security-administrator");
    return appointments.within(tx, tools.cipher, "", today(tools.clock));
  });
  const byArea = Map.groupBy(held, ({ area }) => area ?? "");
  return new Map([...byArea].map(([area, each]) => [area, each.length]));
}

/** An account in full: all that its owner holds, held or will hold, and what happened to it. */
export type AccountInFull = {
  readonly account: Account;
  readonly appointments: readonly KeptAppointment[];
  readonly events: readonly AccountEvent[];
};

/** @throws Refusal where there is none of this id */
export async function readAccount(tools: AccessTools, actor: Actor, id: string): Promise<AccountInFull> {
  return tools.db.as(actor, async (tx) => {
    await checkAdministrator(tx, tools, actor);
    const account = await accounts.find(tx, tools.cipher, id);
    if (!account) throw accessErrors.accountNotFound();
    return { account, appointments: await appointments.of(tx, tools.cipher, id), events: await accountEvents.of(tx, id, mostEvents) };
  });
}

/** Whom a duty can be handed on to: everybody who works here today, but for whoever asks. */
export async function colleaguesOf(tools: AccessTools, actor: Actor): Promise<readonly User[]> {
  return tools.db.as(actor, async (tx) => {
    const others = (await accounts.staff(tx, tools.cipher)).filter(({ id, isLocked }) => id !== actor.id && !isLocked);
    const held = await appointments.inForceOf(
      tx,
      tools.cipher,
      others.map(({ id }) => id),
      today(tools.clock),
    );
    const byAccount = Map.groupBy(held, ({ accountId }) => accountId);
    return others
      .map((account) => ({ ...account, appointments: byAccount.get(account.id) ?? [] }))
      .filter((user) => worksHere(user.appointments));
  });
}

async function checkAdministrator(tx: Parameters<typeof checkDuty>[0], tools: AccessTools, actor: Actor): Promise<void> {
  await checkDuty(tx, tools, actor, "system-administrator", "security-administrator", "audit-administrator");
}
