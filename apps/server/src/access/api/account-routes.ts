import {
  AccountSearchRequest,
  NewAccountBody,
  registerPaths,
  type AccountAnswer,
  type AccountsAnswer,
  type NewAccountAnswer,
  type SessionsAnswer,
  type SetupCodeAnswer,
  type Wire,
} from "@huican/contract";
import type { Context, Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { bodyOf } from "../../platform/guarded-api.ts";
import type { OpenAccess } from "../access-door.ts";
import { accountNames } from "../account/account-names.ts";
import { eventText } from "../account/account-store.ts";
import { createAccount, lockAccount, resetAccount, unlockAccount } from "../account/account-verbs.ts";
import type { Account } from "../account/account.ts";
import { readAccount, searchAccounts } from "../account/accounts-seen.ts";
import { accessErrors } from "../errors.ts";
import { setupCodeHours } from "../proof/setup-code.ts";
import { endSessionsOf, sessionsOf } from "../session/others-sessions.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";
import { officeText, shownAppointments } from "./office-words.ts";

/** 账号: found, made, locked, reset; and where their owners are signed in. */
export function accountRoutes(routes: Hono<Guarded>, { access, guard }: AccessRoutesDoor): void {
  routes.post(registerPaths.accountSearch, guard("access.see-accounts"), async (c) => {
    const { area, ...wish } = await bodyOf(c, AccountSearchRequest);
    const { users, isCut } = await searchAccounts(access, c.get("permission").actor, { ...wish, ...(area !== undefined && { area }) });
    const accounts = users.map(({ appointments, ...account }) => ({
      ...shownAccount(account),
      offices: appointments.map((appointment) => officeText(access, appointment)),
    }));
    return c.json({ accounts, isCut } satisfies Wire<typeof AccountsAnswer>);
  });

  routes.get(registerPaths.account, guard("access.see-accounts"), async (c) => {
    const { actor } = c.get("permission");
    return c.json(await shownInFull(access, actor, accountIn(c)));
  });

  routes.post(registerPaths.accounts, guard("access.create-account"), async (c) => {
    const id = await createAccount(access, c.get("permission").actor, await bodyOf(c, NewAccountBody));
    return c.json({ id } satisfies Wire<typeof NewAccountAnswer>, 201);
  });

  routes.post(registerPaths.accountLock, guard("access.lock-account"), async (c) => {
    await lockAccount(access, c.get("permission").actor, accountIn(c));
    return c.body(null, 204);
  });

  routes.post(registerPaths.accountUnlock, guard("access.lock-account"), async (c) => {
    await unlockAccount(access, c.get("permission").actor, accountIn(c));
    return c.body(null, 204);
  });

  routes.post(registerPaths.accountReset, guard("access.reset-account"), async (c) => {
    const code = await resetAccount(access, c.get("permission").actor, accountIn(c));
    return c.json({ code, hours: setupCodeHours } satisfies Wire<typeof SetupCodeAnswer>);
  });

  routes.get(registerPaths.accountSessions, guard("access.end-sessions"), async (c) => {
    const found = await sessionsOf(access, c.get("permission").actor, accountIn(c));
    const sessions = found.map(({ id, device, address, beganAt, seenAt, endsAt }) => ({ id, device, address, beganAt, seenAt, endsAt }));
    return c.json({ sessions } satisfies Wire<typeof SessionsAnswer>);
  });

  routes.post(registerPaths.accountSessionsEnd, guard("access.end-sessions"), async (c) => {
    await endSessionsOf(access, c.get("permission").actor, accountIn(c));
    return c.body(null, 204);
  });
}

async function shownInFull(access: OpenAccess, actor: Parameters<typeof readAccount>[1], id: string): Promise<Wire<typeof AccountAnswer>> {
  const { account, appointments, events } = await readAccount(access, actor, id);
  const ids = [...appointments.flatMap(({ givenBy, actingFor }) => [givenBy, actingFor ?? givenBy]), ...events.map(({ by }) => by)];
  const names = await accountNames(access, [...new Set(ids)]);
  return {
    account: shownAccount(account),
    isMine: account.id === actor.id,
    appointments: shownAppointments(access, appointments, names),
    events: events.map(({ at, what, by, address }) => ({ at, text: eventText(what), by: names.get(by) ?? null, address })),
  };
}

function shownAccount({ id, signInName, displayName, isLocked, hasSecondFactor, subjectId }: Account) {
  return { id, signInName, displayName, isLocked, hasSecondFactor, isOfFile: subjectId !== null };
}

/** The id in an address. @throws Refusal as for one that nobody has, where it is none */
export function accountIn(c: Context): string {
  const id = c.req.param("id") ?? "";
  if (!/^u_[0-9a-f]{20}$/.test(id)) throw accessErrors.accountNotFound();
  return id;
}
