import type { Context, MiddlewareHandler, Next } from "hono";
import type { Actor } from "../platform/database/index.ts";
import type { AccessDoor } from "./access-door.ts";
import { foreignRequest, notOpenYet, notSignedIn } from "./door/problems.ts";
import type { Account } from "./account/account.ts";
import type { KeptAppointment } from "./appointment/appointment-store.ts";
import { sessionOf, type SignedIn } from "./session/session-of.ts";

/** What a door behind `signedIn` finds on its context. */
export type SignedInEnv = {
  Variables: {
    readonly signedIn: SignedIn;
    readonly account: Account;
    readonly appointments: readonly KeptAppointment[];
    readonly actor: Actor;
  };
};

/**
 * Lets through whoever is signed in, and says who it is: `c.get("actor")`, `"account"`, `"appointments"`, `"signedIn"`.
 *
 * Programs (`"problem"`) are told 401, 403 or 503 as a problem of RFC 9457; what changes something has to come from a page of ours. Pages (`"page"`) are sent to the
 * sign-in and come back afterwards; their forms are guarded where all forms are.
 */
export function signedIn(door: AccessDoor, answers: "page" | "problem"): MiddlewareHandler<SignedInEnv> {
  return async (c, next) => {
    if (answers === "problem" && !/^(GET|HEAD|OPTIONS)$/.test(c.req.method) && !door.isOwn(c)) return foreignRequest(c);
    const tools = door.tools();
    if (!tools) return answers === "page" ? toSignIn(c) : notOpenYet(c);
    const token = door.token.read(c);
    const found = token === undefined ? null : await sessionOf(tools, token);
    if (!found) return answers === "page" ? toSignIn(c) : notSignedIn(c);
    return goOnAs(found, c, next);
  };
}

/** What stands behind finds on its context who it is. */
export function goOnAs(somebody: SignedIn, c: Context<SignedInEnv>, next: Next): Promise<void> {
  c.set("signedIn", somebody);
  c.set("account", somebody.account);
  c.set("appointments", somebody.appointments);
  c.set("actor", somebody.actor);
  return next();
}

/** Back to where somebody wanted to go, if that is a page: what a form held is not sent again. */
function toSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url);
  const start = /^\/en(\/|$)/.test(pathname) ? "/en/signin" : "/signin";
  const isPage = c.req.method === "GET" || c.req.method === "HEAD";
  return c.redirect(isPage ? `${start}?return=${encodeURIComponent(`${pathname}${search}`)}` : start, 303);
}
