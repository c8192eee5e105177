import type { Actor, Tx } from "../../platform/database/index.ts";
import { instant, type AccessTools } from "../access.ts";
import { checkDuty } from "../appointment/check-duty.ts";
import { accessErrors } from "../errors.ts";
import { proofs } from "../proof/proof-store.ts";
import { hashOfCode, newSetupCode, setupCodeHours } from "../proof/setup-code.ts";
import { sessions } from "../session/session-store.ts";
import { endedSessions } from "../told.ts";
import { accountEvents, accounts } from "./account-store.ts";
import { checkedDisplayName, checkedSignInName, newAccountId, type Account } from "./account.ts";

export type NewAccount = {
  readonly signInName: string;
  readonly displayName: string;
  /** The file of a citizen. */
  readonly subjectId?: number;
};

/**
 * Creates an account. It may do nothing and nobody can use it: appointments and the setup code come from the security administrator, who is another person.
 * @returns its id
 * @throws Refusal where the name is taken or none
 */
export async function createAccount(tools: AccessTools, actor: Actor, { signInName, displayName, subjectId }: NewAccount): Promise<string> {
  const account = {
    id: newAccountId(),
    signInName: checkedSignInName(signInName),
    displayName: checkedDisplayName(displayName),
    subjectId: subjectId ?? null,
  };
  await tools.db.as(actor, async (tx) => {
    await accounts.add(tx, tools.cipher, account);
    await accountEvents.add(tx, account.id, { what: "created", at: instant(tools) });
    await checkDuty(tx, tools, actor, "system-administrator");
  });
  return account.id;
}

/** Locks an account (锁定): whoever is signed in with it is out at once. */
export async function lockAccount(tools: AccessTools, actor: Actor, accountId: string): Promise<void> {
  if (actor.id === accountId) throw accessErrors.ownAccount();
  await tools.db.as(actor, async (tx) => {
    const account = await found(tx, tools, accountId);
    const told = endedSessions(await sessions.endAll(tx, accountId, instant(tools)));
    await accountEvents.add(tx, accountId, { what: "locked", at: instant(tools), told });
    await accounts.change(tx, tools.cipher, account, { isLocked: true });
    await checkDuty(tx, tools, actor, "security-administrator");
  });
}

export async function unlockAccount(tools: AccessTools, actor: Actor, accountId: string): Promise<void> {
  if (actor.id === accountId) throw accessErrors.ownAccount();
  await tools.db.as(actor, async (tx) => {
    const account = await found(tx, tools, accountId);
    await accountEvents.add(tx, accountId, { what: "unlocked", at: instant(tools) });
    await accounts.change(tx, tools.cipher, account, { isLocked: false });
    await checkDuty(tx, tools, actor, "security-administrator");
  });
}

/**
 * Gives somebody a code to set up their account with, or to begin anew after a loss (重置): password, authenticator, recovery codes and passkeys are void from now on, and
 * whoever is signed in is out.
 * @returns the code, which is shown once and kept nowhere
 */
export async function resetAccount(tools: AccessTools, actor: Actor, accountId: string): Promise<string> {
  if (actor.id === accountId) throw accessErrors.ownAccount();
  const code = newSetupCode();
  await tools.db.as(actor, async (tx) => {
    const account = await found(tx, tools, accountId);
    const told = endedSessions(await sessions.endAll(tx, accountId, instant(tools)));
    await proofs.voidAll(tx, accountId);
    await proofs.giveSetupCode(tx, tools.cipher, {
      accountId,
      hash: hashOfCode(tools.cipher, accountId, code),
      endsAt: instant(tools, setupCodeHours * 3600),
    });
    await accounts.change(tx, tools.cipher, account, { hasSecondFactor: false });
    await accountEvents.add(tx, accountId, { what: "setup-code-given", at: instant(tools), told });
    await checkDuty(tx, tools, actor, "security-administrator");
  });
  return code;
}

async function found(tx: Tx, { cipher }: AccessTools, accountId: string): Promise<Account> {
  const account = await accounts.find(tx, cipher, accountId);
  if (!account) throw accessErrors.accountNotFound();
  return account;
}
