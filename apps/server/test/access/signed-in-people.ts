import { accounts } from "../../src/access/account/account-store.ts";
import { newAccountId } from "../../src/access/account/account.ts";
import { operator, type AccessTools } from "../../src/access/access.ts";
import { appointments } from "../../src/access/appointment/appointment-store.ts";
import { sessions } from "../../src/access/session/session-store.ts";
import { hashOfToken, newSessionId, newToken } from "../../src/access/session/session.ts";

/** Who signs in: a role at a place, or somebody with a file of their own. */
export type Post = { readonly role: string; readonly area: string | null; readonly subjectId?: number };

const beginning = "2020-01-01";

/** Somebody who is signed in, both factors shown. @returns the token of their browser, and the number of their account */
export async function signedInAs(tools: AccessTools, ...posts: readonly Post[]): Promise<{ readonly token: string; readonly id: string }> {
  const id = newAccountId();
  const subjectId = posts.find((post) => post.subjectId !== undefined)?.subjectId ?? null;
  await tools.db.as(operator, async (tx) => {
    await accounts.add(tx, tools.cipher, { id, signInName: id, displayName: "示例", subjectId });
    for (const { role, area } of posts)
      await appointments.add(tx, tools.cipher, { accountId: id, role, area, section: null, from: beginning, until: null });
  });
  return { token: await anotherSession(tools, id), id };
}

/** The same person in another browser, now. */
export async function anotherSession(tools: AccessTools, accountId: string): Promise<string> {
  const token = newToken();
  const now = tools.clock.now();
  const [at, ends] = [now.toISOString(), new Date(now.getTime() + 3_600_000).toISOString()];
  const session = {
    id: newSessionId(),
    accountId,
    stage: "full",
    how: "password+authenticator",
    device: "?",
    address: "192.0.2.1",
  } as const;
  await tools.db.as({ id: "sign-in", areas: [] }, (tx) =>
    sessions.add(
      tx,
      tools.cipher,
      { ...session, beganAt: at, seenAt: at, confirmedAt: at, factorShownAt: null, endsAt: ends },
      hashOfToken(tools.cipher, token),
    ),
  );
  return token;
}
