import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents } from "../account/account-store.ts";
import { countTry, forgive, triesOf } from "../attempt/attempts.ts";
import { accessErrors } from "../errors.ts";
import { isPassword } from "../proof/password.ts";
import { proofs } from "../proof/proof-store.ts";
import type { SignedIn } from "./session-of.ts";
import { sessions } from "./session-store.ts";
import { hashOfToken, newToken, sessionLimits, type Session } from "./session.ts";

/** Where somebody is signed in now, the latest first. */
export async function listSessions(tools: AccessTools, { account, actor }: SignedIn): Promise<readonly Session[]> {
  return tools.db.as(actor, (tx) => sessions.of(tx, account.id, instant(tools), instant(tools, -sessionLimits.idleSeconds)));
}

/** Signs out: this browser, or another one of their own. */
export async function endSession(tools: AccessTools, { account, actor, session }: SignedIn, id: string = session.id): Promise<void> {
  await tools.db.as(actor, async (tx) => {
    if (!(await sessions.end(tx, account.id, id, instant(tools)))) throw accessErrors.sessionNotFound();
    await accountEvents.add(tx, account.id, { what: "signed-out", address: session.address, at: instant(tools) });
  });
}

/** Ends whatever session a browser had when somebody signs in anew in it. */
export async function endFormer(tools: AccessTools, token: string | undefined): Promise<void> {
  if (token === undefined) return;
  await tools.db.as(signInJob, async (tx) => {
    const former = await sessions.byToken(tx, hashOfToken(token), instant(tools), instant(tools, -sessionLimits.absoluteSeconds));
    if (former) await sessions.end(tx, former.accountId, former.id, instant(tools));
  });
}

/** Signs out everywhere, here too. */
export async function endAllSessions(tools: AccessTools, { account, actor, session }: SignedIn): Promise<void> {
  await tools.db.as(actor, async (tx) => {
    await sessions.endAll(tx, account.id, instant(tools));
    await accountEvents.add(tx, account.id, { what: "sessions-ended", address: session.address, at: instant(tools) });
  });
}

/** Whether somebody proved who they are just now: only then may they change how they prove it. */
export function isConfirmed({ clock }: AccessTools, { session }: SignedIn): boolean {
  return clock.now().getTime() - Date.parse(session.confirmedAt) <= sessionLimits.confirmedSeconds * 1000;
}

/**
 * Proves once more who is there, by the password. The session goes on under a new token.
 * @returns the new token
 * @throws Refusal where the password is wrong or too many tries were
 */
export async function confirm(tools: AccessTools, { account, session }: SignedIn, password: string): Promise<string> {
  const tries = triesOf(tools, "second-factor", account.id, session.address);
  await countTry(tools, tries);
  const hash = await tools.db.as(signInJob, (tx) => proofs.passwordHash(tx, account.id));
  if (!(await isPassword(tools.cipher, password, hash))) {
    await tools.db.as(signInJob, (tx) =>
      accountEvents.add(tx, account.id, { what: "refused", how: "confirm", address: session.address, at: instant(tools) }),
    );
    throw accessErrors.wrongOwnPassword();
  }
  const token = newToken();
  await tools.db.as(signInJob, async (tx) => {
    await forgive(tx, tries);
    await sessions.renew(tx, { ...session, seenAt: instant(tools), confirmedAt: instant(tools) }, hashOfToken(token));
    await accountEvents.add(tx, account.id, { what: "confirmed", how: "password", address: session.address, at: instant(tools) });
  });
  return token;
}
