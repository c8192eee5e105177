import type { Context, MiddlewareHandler } from "hono";
import type { Actor } from "../platform/database/index.ts";
import { ProblemRefusal, problemReply, type ProblemKind } from "../platform/problem.ts";
import type { Refusal } from "../platform/refusal.ts";
import type { AccessDoor } from "./access-door.ts";
import type { Account } from "./account/account.ts";
import type { KeptAppointment } from "./appointment/appointment-store.ts";
import { accessErrors } from "./errors.ts";
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

const kinds = {
  notSignedIn: { status: 401, zh: "没有登录", en: "Not signed in" },
  foreign: { status: 403, zh: "请求来自别处", en: "Request from elsewhere" },
  notOpen: { status: 503, zh: "名册正在打开", en: "The register is being opened" },
} satisfies Readonly<Record<string, ProblemKind>>;

/**
 * Lets through whoever is signed in, and says who it is: `c.get("actor")`, `"account"`, `"appointments"`, `"signedIn"`.
 *
 * Programs (`"problem"`) are told 401, 403 or 503 as a problem of RFC 9457; what changes something has to come from a page of ours. Pages (`"page"`) are sent to the
 * sign-in and come back afterwards; their forms are guarded where all forms are.
 */
export function signedIn(door: AccessDoor, answers: "page" | "problem"): MiddlewareHandler<SignedInEnv> {
  return async (c, next) => {
    if (answers === "problem" && !/^(GET|HEAD|OPTIONS)$/.test(c.req.method) && !door.isOwn(c))
      return problem(c, kinds.foreign, accessErrors.foreignRequest());
    const tools = door.tools();
    if (!tools) return answers === "page" ? toSignIn(c) : notOpenYet(c);
    const token = door.token.read(c);
    const found = token === undefined ? null : await sessionOf(tools, token);
    if (!found) return answers === "page" ? toSignIn(c) : problem(c, kinds.notSignedIn, accessErrors.notSignedIn());
    c.set("signedIn", found);
    c.set("account", found.account);
    c.set("appointments", found.appointments);
    c.set("actor", found.actor);
    return next();
  };
}

/** Back to where somebody wanted to go, if that is a page: what a form held is not sent again. */
function toSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url);
  const start = /^\/en(\/|$)/.test(pathname) ? "/en/signin" : "/signin";
  const isPage = c.req.method === "GET" || c.req.method === "HEAD";
  return c.redirect(isPage ? `${start}?return=${encodeURIComponent(`${pathname}${search}`)}` : start, 303);
}

/** For programs that come before the register is open. */
export function notOpenYet(c: Context): Response {
  return problem(c, kinds.notOpen, accessErrors.notOpen(), { "retry-after": "30" });
}

/** What signing in refuses, to a program: 429 where it has to wait, 403 where it has to prove who is there, 422 otherwise. */
export function refusalProblem(c: Context, refusal: Refusal): Response {
  const kinds: Readonly<Record<string, ProblemKind>> = {
    "access.too-many-tries": { status: 429, zh: "次数太多", en: "Too many tries" },
    "access.not-confirmed": { status: 403, zh: "要再确认一次", en: "To be confirmed" },
    "access.foreign-request": { status: 403, zh: "请求来自别处", en: "Request from elsewhere" },
    "access.not-open": { status: 503, zh: "名册正在打开", en: "The register is being opened" },
    "access.not-secure": { status: 403, zh: "没有加密", en: "Not encrypted" },
  };
  return problem(c, kinds[refusal.code] ?? { status: 422, zh: "不能这样做", en: "Refused" }, refusal);
}

function problem(c: Context, kind: ProblemKind, refusal: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  const about = { code: refusal.code, kind, type: "about:blank" };
  return problemReply(c, new ProblemRefusal(about, refusal, { headers }));
}
