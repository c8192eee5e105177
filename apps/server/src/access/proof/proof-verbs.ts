import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { countTry, forgive, triesOf } from "../attempt/attempts.ts";
import { accessErrors } from "../errors.ts";
import { completeSession, firstStep } from "../session/sign-in.ts";
import type { SignedIn } from "../session/session-of.ts";
import { sessions } from "../session/session-store.ts";
import { newToken, type Origin } from "../session/session.ts";
import { isConfirmed } from "../session/session-verbs.ts";
import { endedSessions } from "../told.ts";
import { authenticatorAddress, authenticatorMark, newAuthenticatorSecret, sealAuthenticator, stepOf } from "./authenticator.ts";
import { checkedPassword, hashPassword } from "./password.ts";
import { passwordMark, proofs } from "./proof-store.ts";
import { checkFactorShown, keepFactor } from "./second-factor.ts";
import { hashOfCode, newCode } from "./setup-code.ts";

const recoveryCodes = 10;

/** What an authenticator app is given, and the same sealed, for the form that brings a first code back: until then nothing is kept. */
export type Enrolment = { readonly secret: string; readonly address: string; readonly sealed: string };

/** @param sessionId who may bring it back */
export function beginEnrolment({ cipher }: AccessTools, sessionId: string, signInName: string): Enrolment {
  const secret = newAuthenticatorSecret();
  return { ...enrolmentOf(secret, signInName), sealed: sealedSecret(cipher, sessionId, secret) };
}

/** The same enrolment again, after a code that was wrong. @throws Refusal where it was begun elsewhere */
export function continueEnrolment({ cipher }: AccessTools, sessionId: string, signInName: string, sealed: string): Enrolment {
  return { ...enrolmentOf(openedSecret(cipher, sessionId, sealed), signInName), sealed };
}

function enrolmentOf(secret: string, signInName: string): Omit<Enrolment, "sealed"> {
  return { secret, address: authenticatorAddress(secret, signInName) };
}

function sealedSecret(cipher: AccessTools["cipher"], sessionId: string, secret: string): string {
  const { sealed, keyVersion } = cipher.seal(secret, `enrolment/${sessionId}`);
  return `${keyVersion}.${sealed.toString("base64url")}`;
}

function openedSecret(cipher: AccessTools["cipher"], sessionId: string, text: string): string {
  const [keyVersion = "", sealed = ""] = text.split(".");
  try {
    return cipher.open({ sealed: Buffer.from(sealed, "base64url"), keyVersion: Number(keyVersion) }, `enrolment/${sessionId}`);
  } catch {
    throw accessErrors.stepLapsed();
  }
}

/**
 * Enrols the first second factor of whoever has just shown a password: with it the session is complete.
 * @returns the new token of the session, and the recovery codes, which are shown once and kept nowhere
 */
export async function enrolAtSignIn(
  tools: AccessTools,
  token: string,
  { sealed, code }: { readonly sealed: string; readonly code: string },
  origin: Origin,
): Promise<{ readonly token: string; readonly codes: readonly string[] }> {
  const session = await firstStep(tools, token);
  const renewed = newToken();
  const codes = await keepAuthenticator(tools, session, { sealed, code }, origin, async (tx) => {
    const account = await accounts.find(tx, tools.cipher, session.accountId);
    if (!account || account.hasSecondFactor) throw accessErrors.stepLapsed();
    await completeSession(tx, tools, session, `${session.how}+authenticator`, renewed);
    return [];
  });
  return { token: renewed, codes };
}

/**
 * Enrols another authenticator app in the place of the one before; the recovery codes are new too.
 * @throws Refusal where the one before, or a recovery code, was not shown just now
 */
export async function replaceAuthenticator(
  tools: AccessTools,
  signedIn: SignedIn,
  { sealed, code }: { readonly sealed: string; readonly code: string },
): Promise<readonly string[]> {
  checkFactorShown(tools, signedIn);
  const { session, account } = signedIn;
  return keepAuthenticator(tools, session, { sealed, code }, session, (tx) =>
    sessions.endOthers(tx, account.id, session.id, instant(tools)),
  );
}

async function keepAuthenticator(
  tools: AccessTools,
  session: { readonly id: string; readonly accountId: string },
  { sealed, code }: { readonly sealed: string; readonly code: string },
  { address }: Pick<Origin, "address">,
  /** What else is done. @returns the sessions that ended by it */
  also: Parameters<typeof tools.db.as<readonly string[]>>[1],
): Promise<readonly string[]> {
  const secret = openedSecret(tools.cipher, session.id, sealed);
  const tries = triesOf(tools, "second-factor", session.accountId, address);
  await countTry(tools, tries);
  const step = stepOf(secret, code.normalize("NFKC").replaceAll(/\s/g, ""), tools.clock.now());
  if (step === null) throw accessErrors.wrongFirstCode();
  return tools.db.as(signInJob, async (tx) => {
    const ended = await also(tx);
    await forgive(tx, tries);
    const { accountId } = session;
    const kept = { ...sealAuthenticator(tools.cipher, accountId, secret), lastStep: step, enrolledAt: instant(tools) };
    await proofs.setAuthenticator(tx, accountId, kept);
    await keepFactor(tx, tools, accountId);
    const told = [authenticatorMark(tools.cipher, accountId, secret), ...endedSessions(ended)];
    await accountEvents.add(tx, accountId, { what: "authenticator-enrolled", address, at: instant(tools), told });
    return makeRecoveryCodes(tx, tools, accountId, address);
  });
}

/** Makes ten new recovery codes; those before are void. @returns the codes, which are shown once and kept nowhere */
export async function renewRecoveryCodes(tools: AccessTools, signedIn: SignedIn): Promise<readonly string[]> {
  checkFactorShown(tools, signedIn);
  const { account, actor, session } = signedIn;
  return tools.db.as(actor, (tx) => makeRecoveryCodes(tx, tools, account.id, session.address));
}

async function makeRecoveryCodes(
  tx: Parameters<Parameters<AccessTools["db"]["as"]>[1]>[0],
  tools: AccessTools,
  accountId: string,
  address: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => newCode(2));
  const hashes = codes.map((code) => hashOfCode(tools.cipher, accountId, code));
  await proofs.setRecoveryCodes(tx, accountId, hashes);
  await accountEvents.add(tx, accountId, { what: "recovery-codes-made", address, at: instant(tools) });
  return codes;
}

/** Changes the password of whoever has just proved who they are; they are signed out everywhere else. */
export async function changePassword(tools: AccessTools, signedIn: SignedIn, password: string): Promise<void> {
  if (!isConfirmed(tools, signedIn)) throw accessErrors.notConfirmed();
  const { account, actor, session } = signedIn;
  const hash = await hashPassword(tools.cipher, checkedPassword(password, [account.signInName, account.displayName]));
  await tools.db.as(actor, async (tx) => {
    await proofs.setPassword(tx, tools.cipher, { accountId: account.id, hash }, instant(tools));
    const ended = await sessions.endOthers(tx, account.id, session.id, instant(tools));
    const told = [passwordMark(tools.cipher, { accountId: account.id, hash }), ...endedSessions(ended)];
    await accountEvents.add(tx, account.id, { what: "password-changed", address: session.address, at: instant(tools), told });
  });
}

/** Who is half way through signing in: whose authenticator it will be. */
export async function enrollingAccount(tools: AccessTools, token: string) {
  const session = await firstStep(tools, token);
  const account = await tools.db.as(signInJob, (tx) => accounts.find(tx, tools.cipher, session.accountId));
  if (!account) throw accessErrors.stepLapsed();
  return { session, account };
}
