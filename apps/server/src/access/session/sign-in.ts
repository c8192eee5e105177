import type { Tx } from "../../platform/database/index.ts";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { logAccess } from "../../platform/audit/index.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { foldedName, type Account } from "../account/account.ts";
import { countTry, forgive, triesOf } from "../attempt/attempts.ts";
import { accessErrors } from "../errors.ts";
import { openAuthenticator, stepOf } from "../proof/authenticator.ts";
import { checkedPassword, hashPassword, isOutdated, isPassword } from "../proof/password.ts";
import { passwordMark, proofs } from "../proof/proof-store.ts";
import { hashOfCode, plainCode } from "../proof/setup-code.ts";
import { endedSessions } from "../told.ts";
import { sessions } from "./session-store.ts";
import { hashOfToken, newSessionId, newToken, sessionLimits, type Origin, type Session } from "./session.ts";

/** What follows on a first step: nothing, the second factor, or first of all to enrol one. */
type NextStep = "done" | "second-factor" | "enrol";

export type Begun = { readonly token: string; readonly next: NextStep };

/**
 * Signs in with name and password. Whether there is such an account cannot be told: neither from the answer nor from the work it takes.
 * @throws Refusal where name or password is wrong, or too many tries were
 */
export async function signInWithPassword(
  tools: AccessTools,
  { signInName, password }: { readonly signInName: string; readonly password: string },
  origin: Origin,
): Promise<Begun> {
  const name = foldedName(signInName).slice(0, 200);
  const tries = triesOf(tools, "name", name, origin.address);
  await countTry(tools, tries);
  const { account, hash } = await tools.db.as(signInJob, async (tx) => {
    const found = await accounts.named(tx, tools.cipher, name);
    return { account: found, hash: await proofs.passwordHash(tx, tools.cipher, found?.id ?? "") };
  });
  const isRight = await isPassword(tools.cipher, password, hash);
  if (!isRight || !account || hash === undefined) return refuse(tools, account, "password", origin, accessErrors.wrongPassword());
  const renewed = isOutdated(hash) ? await hashPassword(tools.cipher, password) : null;
  return tools.db.as(signInJob, async (tx) => {
    await forgive(tx, tries);
    if (renewed !== null) await keepAnew(tx, tools, { accountId: account.id, hash: renewed });
    return beginSession(tx, tools, account, "password", origin);
  });
}

/** The same password in the form of today. Nothing happened to the account, so that its owner is told nothing; the log knows the row. */
async function keepAnew(tx: Tx, tools: AccessTools, password: { readonly accountId: string; readonly hash: string }): Promise<void> {
  await proofs.setPassword(tx, tools.cipher, password, instant(tools));
  const fields = [`account:${password.accountId}`, passwordMark(tools.cipher, password)];
  await logAccess(tx, { act: "access.keep-password-anew", subjects: [], fields });
}

/**
 * Sets an account up, or anew after a reset: the code of an administrator and a password of one's own. A second factor follows.
 * @throws Refusal where name or code is wrong, has lapsed, or the password will not do
 */
export async function setUp(
  tools: AccessTools,
  { signInName, code, password }: { readonly signInName: string; readonly code: string; readonly password: string },
  origin: Origin,
): Promise<Begun> {
  const name = foldedName(signInName).slice(0, 200);
  const chosen = checkedPassword(password, [name]);
  const tries = triesOf(tools, "name", name, origin.address);
  await countTry(tools, tries);
  // The work of the password is done for everybody, so that the time does not tell whether the code was right.
  const hash = await hashPassword(tools.cipher, chosen);
  const begun = await tools.db.as(signInJob, async (tx) => {
    const account = await accounts.named(tx, tools.cipher, name);
    const accountId = account?.id ?? "";
    const isTaken = await proofs.takeSetupCode(tx, tools.cipher, accountId, hashOfCode(tools.cipher, accountId, code), instant(tools));
    if (!account || !isTaken) return account ?? null;
    await forgive(tx, tries);
    await proofs.setPassword(tx, tools.cipher, { accountId, hash }, instant(tools));
    const told = [passwordMark(tools.cipher, { accountId, hash })];
    await accountEvents.add(tx, account.id, { what: "setup-code-used", address: origin.address, at: instant(tools), told });
    return beginSession(tx, tools, account, "setup-code", origin);
  });
  if (begun && "token" in begun) return begun;
  return refuse(tools, begun ?? undefined, "setup-code", origin, accessErrors.wrongSetupCode());
}

/**
 * Shows the second factor: six digits of the authenticator app, or a recovery code. The session goes on under a new token.
 * @throws Refusal where the code is wrong or was used, the first step lapsed, or too many tries were
 */
export async function showSecondFactor(tools: AccessTools, token: string, code: string, origin: Origin): Promise<string> {
  const session = await firstStep(tools, token);
  const tries = triesOf(tools, "second-factor", session.accountId, origin.address);
  await countTry(tools, tries);
  const newest = newToken();
  const how = await tools.db.as(signInJob, async (tx) => {
    const taken = await takeCode(tx, tools, session.accountId, code, origin);
    if (taken === null) return null;
    await forgive(tx, tries);
    await completeSession(tx, tools, session, `${session.how}+${taken}`, newest);
    return taken;
  });
  if (how === null) {
    const account = await tools.db.as(signInJob, (tx) => accounts.find(tx, tools.cipher, session.accountId));
    return refuse(tools, account, "second-factor", origin, accessErrors.wrongCode());
  }
  return newest;
}

/** The session of somebody whose password was right and whose second factor is still to come. @throws Refusal where it has lapsed */
export async function firstStep(tools: AccessTools, token: string): Promise<Session> {
  const session = await tools.db.as(signInJob, (tx) =>
    sessions.byToken(tx, tools.cipher, hashOfToken(tools.cipher, token), {
      now: instant(tools),
      seenSince: instant(tools, -sessionLimits.firstSeconds),
    }),
  );
  if (session?.stage !== "first") throw accessErrors.stepLapsed();
  return session;
}

/** Takes a code of the second factor; says which it was, or null where it was none. */
export async function takeCode(
  tx: Tx,
  tools: AccessTools,
  accountId: string,
  code: string,
  origin: Pick<Origin, "address">,
): Promise<"authenticator" | "recovery-code" | null> {
  const plain = plainCode(code);
  const authenticator = await proofs.authenticator(tx, accountId);
  if (!authenticator) return null;
  const step = stepOf(openAuthenticator(tools.cipher, accountId, authenticator), plain, tools.clock.now());
  if (step !== null) return (await proofs.takeStep(tx, accountId, step)) ? "authenticator" : null;
  if (!(await proofs.takeRecoveryCode(tx, accountId, hashOfCode(tools.cipher, accountId, plain), instant(tools)))) return null;
  await accountEvents.add(tx, accountId, { what: "recovery-code-used", address: origin.address, at: instant(tools) });
  return "recovery-code";
}

/** The full session: a new token, a working day from now on, and an older one ends where there are too many. */
export async function completeSession(tx: Tx, tools: AccessTools, session: Session, how: string, token: string): Promise<void> {
  const now = instant(tools);
  const full = { ...session, stage: "full", how, seenAt: now, confirmedAt: now, factorShownAt: null } as const;
  const hash = hashOfToken(tools.cipher, token);
  await sessions.renew(tx, tools.cipher, { ...full, endsAt: instant(tools, sessionLimits.absoluteSeconds) }, hash);
  const told = endedSessions(await sessions.endOldest(tx, session.accountId, sessionLimits.most, now));
  await accountEvents.add(tx, session.accountId, { what: "signed-in", how, address: session.address, at: now, told });
}

/**
 * Begins a session. Everybody who works here shows two factors; a citizen may, and then has to.
 * @param isTwoFactor what was shown so far were two
 */
export async function beginSession(
  tx: Tx,
  tools: AccessTools,
  account: Account,
  how: string,
  origin: Origin,
  isTwoFactor = false,
): Promise<Begun> {
  // Told to whoever has the right password, and to nobody else.
  if (account.isLocked) throw accessErrors.accountLocked();
  const now = instant(tools);
  const [token, id] = [newToken(), newSessionId()];
  const endsAt = instant(tools, sessionLimits.firstSeconds);
  const session = {
    id,
    accountId: account.id,
    stage: "first",
    how,
    beganAt: now,
    seenAt: now,
    confirmedAt: now,
    factorShownAt: null,
    endsAt,
    ...origin,
  } as const;
  await sessions.add(tx, tools.cipher, session, hashOfToken(tools.cipher, token));
  if (!isTwoFactor) {
    // Whoever has one shows it: a password alone must never be enough to enrol another, also where somebody has removed the one before from the database.
    if (account.hasSecondFactor) return { token, next: "second-factor" };
    if (account.subjectId === null) return { token, next: "enrol" };
  }
  await completeSession(tx, tools, session, how, token);
  return { token, next: "done" };
}

/** The same for an account as for a name that nobody has: one row is written. */
async function refuse(tools: AccessTools, account: Account | undefined, how: string, { address }: Origin, refusal: Error): Promise<never> {
  await tools.db.as(signInJob, (tx) => accountEvents.add(tx, account?.id ?? null, { what: "refused", how, address, at: instant(tools) }));
  throw refusal;
}
