import type { Actor, Tx } from "../../platform/database/index.ts";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { foldedName, type Account } from "../account/account.ts";
import { checkDuty } from "../appointment/check-duty.ts";
import { accessErrors } from "../errors.ts";
import type { Origin } from "../session/session.ts";
import { beginSession, type Begun } from "../session/sign-in.ts";
import { identities, type Identity } from "./identity-store.ts";
import type { OidcIdentity } from "./provider.ts";

/** Says that an account is somebody at a provider of identities. */
export async function linkIdentity(tools: AccessTools, actor: Actor, accountId: string, identity: Identity): Promise<void> {
  if (actor.id === accountId) throw accessErrors.ownAccount();
  await tools.db.as(actor, async (tx) => {
    if (!(await accounts.find(tx, tools.cipher, accountId))) throw accessErrors.accountNotFound();
    await identities.add(tx, tools.cipher, { ...identity, accountId });
    await accountEvents.add(tx, accountId, { what: "identity-linked", how: identity.issuer.slice(0, 100), at: instant(tools) });
    await checkDuty(tx, tools, actor, "security-administrator");
  });
}

export async function unlinkIdentity(tools: AccessTools, actor: Actor, accountId: string, issuer: string): Promise<void> {
  await tools.db.as(actor, async (tx) => {
    if (!(await identities.remove(tx, accountId, issuer))) throw accessErrors.identityUnknown();
    await accountEvents.add(tx, accountId, { what: "identity-unlinked", how: issuer.slice(0, 100), at: instant(tools) });
    if (actor.id !== accountId) await checkDuty(tx, tools, actor, "security-administrator");
  });
}

/**
 * Signs in whoever came back from the provider. Accounts are linked beforehand, or by the claim that the configuration names; none is made.
 * What the provider did counts as the password; as both factors only where it says so.
 * @throws Refusal where nobody here is that person
 */
export async function signInWithIdentity(tools: AccessTools, identity: OidcIdentity, origin: Origin): Promise<Begun> {
  const begun = await tools.db.as(signInJob, async (tx) => {
    const linked = await identities.accountOf(tx, tools.cipher, identity);
    const account = linked === undefined ? await namedBy(tx, tools, identity) : await accounts.find(tx, tools.cipher, linked);
    if (!account) return null;
    if (linked === undefined) {
      await identities.add(tx, tools.cipher, { ...identity, accountId: account.id });
      const how = identity.issuer.slice(0, 100);
      await accountEvents.add(tx, account.id, { what: "identity-linked", how, address: origin.address, at: instant(tools) });
    }
    return beginSession(tx, tools, account, "identity", origin, identity.isTwoFactor);
  });
  if (begun) return begun;
  await tools.db.as(signInJob, (tx) =>
    accountEvents.add(tx, null, { what: "refused", how: "identity", address: origin.address, at: instant(tools) }),
  );
  throw accessErrors.identityUnknown();
}

async function namedBy(tx: Tx, { cipher }: AccessTools, { signInName }: OidcIdentity): Promise<Account | undefined> {
  return signInName === null ? undefined : accounts.named(tx, cipher, foldedName(signInName));
}
