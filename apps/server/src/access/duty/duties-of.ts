import type { SignedIn } from "../session/session-of.ts";
import type { Duties } from "./permission.ts";

/** What is somebody's today, and from where they act. */
export function dutiesOf({ account, appointments, actor, session }: SignedIn): Duties {
  return { accountId: account.id, appointments, files: actor.files ?? [], origin: { address: session.address, session: session.id } };
}
