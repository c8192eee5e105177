import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents } from "../account/account-store.ts";
import { countTry, forgive, triesOf } from "../attempt/attempts.ts";
import { accessErrors } from "../errors.ts";
import { isPassword } from "../proof/password.ts";
import { proofs } from "../proof/proof-store.ts";
import type { SignedIn } from "./session-of.ts";
import { takeCode } from "./sign-in.ts";
import { sessions } from "./session-store.ts";
import { hashOfToken, newToken, sessionLimits, type Session } from "./session.ts";
import { endedSessions } from "../told.ts";

/** Where somebody is signed in now, the latest first. */
export async function listSessions(tools: AccessTools, { account, actor }: SignedIn): Promise<readonly Session[]> {
  return tools.db.as(actor, (tx) =>
    sessions.of(tx, tools.cipher, account.id, { now: instant(tools), seenSince: instant(tools, -sessionLimits.idleSeconds) }),
  );
}

/** Signs out: this browser, or another one of their own. */
export async function endSession(tools: AccessTools, { account, actor, session }: SignedIn, id: string = session.id): Promise<void> {
  await tools.db.as(actor, async (tx) => {
    if (!(await sessions.end(tx, account.id, id, instant(tools)))) throw accessErrors.sessionNotFound();
    await accountEvents.add(tx, account.id, {
      what: "signed-out",
      address: session.address,
      at: instant(tools),
      told: endedSessions([id]),
    });
  });
}

/** Ends whatever session a browser had when somebody signs in anew in it. */
export async function endFormer(tools: AccessTools, token: string | undefined): Promise<void> {
  if (token === undefined) return;
  await tools.db.as(signInJob, async (tx) => {
    const former = await sessions.byToken(tx, tools.cipher, hashOfToken(tools.cipher, token), {
      now: instant(tools),
      seenSince: instant(tools, -sessionLimits.absoluteSeconds),
    });
    if (!former) return;
    const { accountId, id, address } = former;
    await sessions.end(tx, accountId, id, instant(tools));
    await accountEvents.add(tx, accountId, { what: "signed-out", address, at: instant(tools), told: endedSessions([id]) });
  });
}

/** Signs out everywhere, here too. */
export async function endAllSessions(tools: AccessTools, { account, actor, session }: SignedIn): Promise<void> {
  await tools.db.as(actor, async (tx) => {
    const told = endedSessions(await sessions.endAll(tx, account.id, instant(tools)));
    await accountEvents.add(tx, account.id, { what: "sessions-ended", address: session.address, at: instant(tools), told });
  });
}

/** Whether somebody proved who they are just now: only then may they change how they prove it. */
export function isConfirmed({ clock }: AccessTools, { session }: Pick<SignedIn, "session">): boolean {
  return clock.now().getTime() - Date.parse(session.confirmedAt) <= sessionLimits.confirmedSeconds * 1000;
}

/**
 * Proves once more who is there: by the password, and by the second factor of whoever has one. The session goes on under a new token.
 * @param shown `code`: six digits of the authenticator app, or a recovery code
 * @returns the new token
 * @throws Refusal where the password or the code is wrong, or too many tries were
 */
export async function confirm(
  tools: AccessTools,
  { account, session }: SignedIn,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<string> {
  const tries = triesOf(tools, "second-factor", account.id, session.address);
  await countTry(tools, tries);
  const refuse = async (refusal: Error): Promise<never> => {
    const refused = { what: "refused", how: "confirm", address: session.address, at: instant(tools) } as const;
    await tools.db.as(signInJob, (tx) => accountEvents.add(tx, account.id, refused));
    throw refusal;
  };
  const hash = await tools.db.as(signInJob, (tx) => proofs.passwordHash(tx, tools.cipher, account.id));
  if (!(await isPassword(tools.cipher, password, hash))) return refuse(accessErrors.wrongOwnPassword());
  const token = newToken();
  const isRight = await tools.db.as(signInJob, async (tx) => {
    const taken = account.hasSecondFactor ? await takeCode(tx, tools, account.id, code, session) : "none";
    if (taken === null) return false;
    await forgive(tx, tries);
    const now = instant(tools);
    const confirmed = { ...session, seenAt: now, confirmedAt: now, factorShownAt: account.hasSecondFactor ? now : null };
    await sessions.renew(tx, tools.cipher, confirmed, hashOfToken(tools.cipher, token));
    const how = account.hasSecondFactor ? `password+${taken}` : "password";
    await accountEvents.add(tx, account.id, { what: "confirmed", how, address: session.address, at: now });
    return true;
  });
  return isRight ? token : refuse(accessErrors.wrongCode());
}
