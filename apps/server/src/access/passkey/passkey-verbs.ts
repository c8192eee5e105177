import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { checkedDisplayName } from "../account/account.ts";
import { countTry, forgive, triesOf } from "../attempt/attempts.ts";
import { accessErrors } from "../errors.ts";
import { checkFactorShown, keepFactor } from "../proof/second-factor.ts";
import type { SignedIn } from "../session/session-of.ts";
import { sessions } from "../session/session-store.ts";
import { hashOfToken, newToken, type Origin } from "../session/session.ts";
import { beginSession, type Begun } from "../session/sign-in.ts";
import { newChallenge, openChallenge } from "./challenge.ts";
import { passkeyMark, passkeys, type Passkey } from "./passkey-store.ts";

/** The address of this site as browsers know it; keys made here work here and nowhere else. */
type Site = { readonly origin: string };

/** ES256, EdDSA and RS256, which every browser has; to find out what else there is, the library asks Node for what it still calls experimental. */
const algorithms = [-7, -8, -257];

const hostOf = ({ origin }: Site) => new URL(origin).hostname;
const library = () => import("@simplewebauthn/server");

/** What a browser is told to make a new passkey with. */
export async function passkeyOptions(tools: AccessTools, site: Site, signedIn: SignedIn) {
  checkFactorShown(tools, signedIn);
  const { account, actor, session } = signedIn;
  const { generateRegistrationOptions } = await library();
  const { challenge, sealed } = newChallenge(tools, session.id);
  const known = await tools.db.as(actor, (tx) => passkeys.of(tx, tools.cipher, account.id));
  const options = await generateRegistrationOptions({
    rpName: "惠残 Huican",
    supportedAlgorithmIDs: algorithms,
    rpID: hostOf(site),
    userName: account.signInName,
    userDisplayName: account.displayName,
    userID: new TextEncoder().encode(account.id),
    challenge: Buffer.from(challenge, "base64url"),
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    // It is found without a name, and opened with a finger, a face or a number: two factors in one.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { options, sealed };
}

/** Keeps a new passkey. @throws Refusal where it is not what was asked for */
export async function addPasskey(
  tools: AccessTools,
  site: Site,
  signedIn: SignedIn,
  { name, sealed, response }: { readonly name: string; readonly sealed: string; readonly response: RegistrationResponseJSON },
): Promise<void> {
  checkFactorShown(tools, signedIn);
  const { account, session } = signedIn;
  const named = checkedDisplayName(name);
  const { verifyRegistrationResponse } = await library();
  const { challenge, endsAt, hash } = openChallenge(tools, session.id, sealed);
  const expected = {
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: hostOf(site),
    supportedAlgorithmIDs: algorithms,
  };
  const { registrationInfo } = await verifyRegistrationResponse({ response, ...expected }).catch(failed);
  if (!registrationInfo) throw accessErrors.passkeyFailed();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  await tools.db.as(signInJob, async (tx) => {
    if (!(await passkeys.takeChallenge(tx, hash, endsAt, instant(tools)))) throw accessErrors.passkeyFailed();
    const kept = { id, accountId: account.id, name: named, publicKey, counter, transports, addedAt: instant(tools), usedAt: null };
    await passkeys.add(tx, tools.cipher, kept);
    await keepFactor(tx, tools, account.id);
    const told = [passkeyMark(tools.cipher, kept)];
    await accountEvents.add(tx, account.id, { what: "passkey-enrolled", address: session.address, at: instant(tools), told });
  });
}

/** What any browser is told before somebody is known: no name is asked, so none can be guessed at. */
export async function passkeySignInOptions(tools: AccessTools, site: Site) {
  return askedOf(tools, site, "sign-in");
}

async function askedOf(tools: AccessTools, site: Site, purpose: string) {
  const { generateAuthenticationOptions } = await library();
  const { challenge, sealed } = newChallenge(tools, purpose);
  const options = await generateAuthenticationOptions({
    rpID: hostOf(site),
    challenge: Buffer.from(challenge, "base64url"),
    userVerification: "required",
  });
  return { options, sealed };
}

/**
 * Signs in with a passkey, alone or after a password: the device, and what opens it, are two factors.
 * @throws Refusal where nobody here has it, or it does not answer what was asked
 */
export async function signInWithPasskey(
  tools: AccessTools,
  site: Site,
  { sealed, response }: { readonly sealed: string; readonly response: AuthenticationResponseJSON },
  origin: Origin,
): Promise<Begun> {
  const { challenge, endsAt, hash } = openChallenge(tools, "sign-in", sealed);
  const tries = triesOf(tools, "passkey", response.id, origin.address);
  await countTry(tools, tries);
  const passkey = await tools.db.as(signInJob, (tx) => passkeys.find(tx, tools.cipher, response.id));
  const counter = passkey ? await counterAfter(passkey, site, challenge, response) : null;
  const begun = await tools.db.as(signInJob, async (tx) => {
    if (!passkey || counter === null || !(await passkeys.takeChallenge(tx, hash, endsAt, instant(tools)))) return null;
    const account = await accounts.find(tx, tools.cipher, passkey.accountId);
    if (!account) return null;
    await forgive(tx, tries);
    await passkeys.used(tx, tools.cipher, passkey, counter, instant(tools));
    return beginSession(tx, tools, account, "passkey", origin, true);
  });
  if (begun) return begun;
  await tools.db.as(signInJob, (tx) =>
    accountEvents.add(tx, passkey?.accountId ?? null, { what: "refused", how: "passkey", address: origin.address, at: instant(tools) }),
  );
  throw accessErrors.passkeyFailed();
}

/** What the browser of somebody who is signed in is told, before they change how they sign in. */
export async function passkeyConfirmOptions(tools: AccessTools, site: Site, { session }: SignedIn) {
  return askedOf(tools, site, `confirm/${session.id}`);
}

/**
 * Proves once more who is there, by a passkey of theirs. The session goes on under a new token.
 * @returns the new token
 * @throws Refusal where it is not theirs, or does not answer what was asked
 */
export async function confirmWithPasskey(
  tools: AccessTools,
  site: Site,
  { account, session }: SignedIn,
  { sealed, response }: { readonly sealed: string; readonly response: AuthenticationResponseJSON },
): Promise<string> {
  const { challenge, endsAt, hash } = openChallenge(tools, `confirm/${session.id}`, sealed);
  const tries = triesOf(tools, "passkey", response.id, session.address);
  await countTry(tools, tries);
  const passkey = await tools.db.as(signInJob, (tx) => passkeys.find(tx, tools.cipher, response.id));
  const counter = passkey?.accountId === account.id ? await counterAfter(passkey, site, challenge, response) : null;
  const token = newToken();
  const isRight = await tools.db.as(signInJob, async (tx) => {
    const now = instant(tools);
    if (!passkey || counter === null || !(await passkeys.takeChallenge(tx, hash, endsAt, now))) {
      await accountEvents.add(tx, account.id, { what: "refused", how: "confirm-passkey", address: session.address, at: now });
      return false;
    }
    await forgive(tx, tries);
    await passkeys.used(tx, tools.cipher, passkey, counter, now);
    const confirmed = { ...session, seenAt: now, confirmedAt: now, factorShownAt: now };
    await sessions.renew(tx, tools.cipher, confirmed, hashOfToken(tools.cipher, token));
    await accountEvents.add(tx, account.id, { what: "confirmed", how: "passkey", address: session.address, at: now });
    return true;
  });
  if (!isRight) throw accessErrors.passkeyFailed();
  return token;
}

/** How often the device says that it was used; null where what it signed is not what was asked, or is another person's. */
async function counterAfter(
  { id, accountId, publicKey, counter }: Passkey,
  site: Site,
  challenge: string,
  response: AuthenticationResponseJSON,
): Promise<number | null> {
  const { userHandle } = response.response;
  if (userHandle !== undefined && Buffer.from(userHandle, "base64url").toString() !== accountId) return null;
  const { verifyAuthenticationResponse } = await library();
  const expected = { expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: hostOf(site) };
  const credential = { id, publicKey, counter };
  const result = await verifyAuthenticationResponse({ response, ...expected, credential, requireUserVerification: true }).catch(() => null);
  return result?.verified ? result.authenticationInfo.newCounter : null;
}

/** One's own passkeys, the oldest first. */
export async function listPasskeys({ db, cipher }: AccessTools, { account, actor }: SignedIn): Promise<readonly Passkey[]> {
  return db.as(actor, (tx) => passkeys.of(tx, cipher, account.id));
}

export async function removePasskey(tools: AccessTools, signedIn: SignedIn, id: string): Promise<void> {
  checkFactorShown(tools, signedIn);
  const { account, actor, session } = signedIn;
  await tools.db.as(actor, async (tx) => {
    const removed = await passkeys.remove(tx, account.id, id);
    if (!removed) throw accessErrors.passkeyNotFound();
    await keepFactor(tx, tools, account.id);
    const told = [passkeyMark(tools.cipher, removed)];
    await accountEvents.add(tx, account.id, { what: "passkey-removed", address: session.address, at: instant(tools), told });
  });
}

/** Whatever the library finds wrong with an answer. */
function failed(): never {
  throw accessErrors.passkeyFailed();
}
