import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { checkedDisplayName } from "../account/account.ts";
import { countTry, forgive, triesOf } from "../attempt/attempts.ts";
import { accessErrors } from "../errors.ts";
import type { SignedIn } from "../session/session-of.ts";
import { isConfirmed } from "../session/session-verbs.ts";
import type { Origin } from "../session/session.ts";
import { beginSession, type Begun } from "../session/sign-in.ts";
import { newChallenge, openChallenge } from "./challenge.ts";
import { passkeys, type Passkey } from "./passkey-store.ts";

/** The address of this site as browsers know it; keys made here work here and nowhere else. */
type Site = { readonly origin: string };

/** ES256, EdDSA and RS256, which every browser has; to find out what else there is, the library asks Node for what it still calls experimental. */
const algorithms = [-7, -8, -257];

const hostOf = ({ origin }: Site) => new URL(origin).hostname;
const library = () => import("@simplewebauthn/server");

/** What a browser is told to make a new passkey with. */
export async function passkeyOptions(tools: AccessTools, site: Site, signedIn: SignedIn) {
  if (!isConfirmed(tools, signedIn)) throw accessErrors.notConfirmed();
  const { account, actor, session } = signedIn;
  const { generateRegistrationOptions } = await library();
  const { challenge, sealed } = newChallenge(tools, session.id);
  const known = await tools.db.as(actor, (tx) => passkeys.of(tx, account.id));
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
  if (!isConfirmed(tools, signedIn)) throw accessErrors.notConfirmed();
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
    await passkeys.add(tx, kept);
    await accountEvents.add(tx, account.id, { what: "passkey-enrolled", address: session.address, at: instant(tools) });
  });
}

/** What any browser is told before somebody is known: no name is asked, so none can be guessed at. */
export async function passkeySignInOptions(tools: AccessTools, site: Site) {
  const { generateAuthenticationOptions } = await library();
  const { challenge, sealed } = newChallenge(tools, "sign-in");
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
  const passkey = await tools.db.as(signInJob, (tx) => passkeys.find(tx, response.id));
  const counter = passkey ? await counterAfter(passkey, site, challenge, response) : null;
  const begun = await tools.db.as(signInJob, async (tx) => {
    if (!passkey || counter === null || !(await passkeys.takeChallenge(tx, hash, endsAt, instant(tools)))) return null;
    const account = await accounts.find(tx, passkey.accountId);
    if (!account) return null;
    await forgive(tx, tries);
    await passkeys.used(tx, passkey.id, counter, instant(tools));
    return beginSession(tx, tools, account, "passkey", origin, true);
  });
  if (begun) return begun;
  await tools.db.as(signInJob, (tx) =>
    accountEvents.add(tx, passkey?.accountId ?? null, { what: "refused", how: "passkey", address: origin.address, at: instant(tools) }),
  );
  throw accessErrors.passkeyFailed();
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
export async function listPasskeys({ db }: AccessTools, { account, actor }: SignedIn): Promise<readonly Passkey[]> {
  return db.as(actor, (tx) => passkeys.of(tx, account.id));
}

export async function removePasskey(tools: AccessTools, signedIn: SignedIn, id: string): Promise<void> {
  if (!isConfirmed(tools, signedIn)) throw accessErrors.notConfirmed();
  const { account, actor, session } = signedIn;
  await tools.db.as(actor, async (tx) => {
    if (!(await passkeys.remove(tx, account.id, id))) throw accessErrors.passkeyNotFound();
    await accountEvents.add(tx, account.id, { what: "passkey-removed", address: session.address, at: instant(tools) });
  });
}

/** Whatever the library finds wrong with an answer. */
function failed(): never {
  throw accessErrors.passkeyFailed();
}
