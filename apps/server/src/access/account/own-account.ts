import type { AccessTools } from "../access.ts";
import { proofs } from "../proof/proof-store.ts";
import type { SignedIn } from "../session/session-of.ts";
import { accountEvents, type AccountEvent } from "./account-store.ts";

/** So much of what happened is shown to its owner. */
const mostEvents = 20;

/** What happened to one's own account, the latest first. */
export async function listEvents({ db }: AccessTools, { account, actor }: SignedIn): Promise<readonly AccountEvent[]> {
  return db.as(actor, (tx) => accountEvents.of(tx, account.id, mostEvents));
}

/** How many recovery codes are left; null where none were made. */
export async function recoveryCodesLeft({ db }: AccessTools, { account, actor }: SignedIn): Promise<number | null> {
  return db.as(actor, (tx) => proofs.recoveryCodesLeft(tx, account.id));
}
