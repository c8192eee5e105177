import type { Tx } from "../../platform/database/index.ts";
import type { AccessTools } from "../access.ts";
import { accounts } from "../account/account-store.ts";
import { accessErrors } from "../errors.ts";
import { passkeys } from "../passkey/passkey-store.ts";
import type { SignedIn } from "../session/session-of.ts";
import { sessionLimits } from "../session/session.ts";
import { isConfirmed } from "../session/session-verbs.ts";
import { proofs } from "./proof-store.ts";

/**
 * Whether somebody may exchange the second factor now: they have shown the one that they have, on purpose and not in signing in. Whoever finds a browser open, or has stolen
 * its session, has the session and perhaps the password.
 */
export function hasShownFactor(tools: AccessTools, { account, session }: SignedIn): boolean {
  if (!account.hasSecondFactor) return isConfirmed(tools, { session });
  const { factorShownAt } = session;
  return factorShownAt !== null && tools.clock.now().getTime() - Date.parse(factorShownAt) <= sessionLimits.confirmedSeconds * 1000;
}

/** @throws Refusal where {@link hasShownFactor} says no */
export function checkFactorShown(tools: AccessTools, signedIn: SignedIn): void {
  if (!hasShownFactor(tools, signedIn))
    throw signedIn.account.hasSecondFactor ? accessErrors.factorNotShown() : accessErrors.notConfirmed();
}

/** Whether somebody has to show a second factor from now on, by what they have after a change. */
export async function keepFactor(tx: Tx, tools: AccessTools, accountId: string): Promise<void> {
  const account = await accounts.find(tx, tools.cipher, accountId);
  if (!account) throw accessErrors.accountNotFound();
  const hasSecondFactor =
    (await proofs.authenticator(tx, accountId)) !== undefined || (await passkeys.of(tx, tools.cipher, accountId)).length > 0;
  if (hasSecondFactor !== account.hasSecondFactor) await accounts.change(tx, tools.cipher, account, { hasSecondFactor });
}
