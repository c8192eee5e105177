import type { Context } from "hono";
import { ProblemRefusal, problemReply, type ProblemKind } from "../../platform/problem.ts";
import type { Refusal } from "../../platform/refusal.ts";
import { accessErrors } from "../errors.ts";

const kinds = {
  notSignedIn: { status: 401, zh: "没有登录", en: "Not signed in" },
  foreign: { status: 403, zh: "请求来自别处", en: "Request from elsewhere" },
  notOpen: { status: 503, zh: "名册正在打开", en: "The register is being opened" },
} satisfies Readonly<Record<string, ProblemKind>>;

/** For programs that come before the register is open. */
export function notOpenYet(c: Context): Response {
  return problem(c, kinds.notOpen, accessErrors.notOpen(), { "retry-after": "30" });
}

export function notSignedIn(c: Context): Response {
  return problem(c, kinds.notSignedIn, accessErrors.notSignedIn());
}

/** For what changes something and does not come from a page of ours. */
export function foreignRequest(c: Context): Response {
  return problem(c, kinds.foreign, accessErrors.foreignRequest());
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
