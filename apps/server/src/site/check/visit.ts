import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieSealer } from "../../platform/sealed-cookie.ts";

/** What a visitor has answered so far. It lives in the sealed cookie and nowhere else. */
export type Visit = {
  /** The document of the place chosen. */
  readonly pack: string;
  /** Answers by fact, as the engine's callers write them; `none` for "I have none" of a region. */
  readonly answers: Readonly<Record<string, boolean | number | string>>;
  /** Facts that were asked and left unanswered. */
  readonly skipped: readonly string[];
  /** The questions seen, in order, so that "back" knows where it leads. */
  readonly screens: readonly string[];
};

const name = "huican_visit";
/** Long enough to fetch a certificate from a drawer, short enough for a borrowed phone. */
const lifetimeSeconds = 2 * 60 * 60;

export function emptyVisit(pack: string): Visit {
  return { pack, answers: {}, skipped: [], screens: [] };
}

/** The visit in a request: null where there is none; `lost` where there was one that cannot be read any more. */
export function readVisit(c: Context, sealer: CookieSealer): Visit | "lost" | null {
  const sealed = getCookie(c, name);
  if (!sealed) return null;
  const value = sealer.open(sealed);
  return isVisit(value) ? value : "lost";
}

/** Keeps a visit; false where it has become too large for a cookie and the last answer was not kept. */
export function keepVisit(c: Context, sealer: CookieSealer, visit: Visit): boolean {
  const sealed = sealer.seal(visit);
  if (sealed === null) return false;
  setCookie(c, name, sealed, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: lifetimeSeconds,
    secure: new URL(c.req.url).protocol === "https:",
  });
  return true;
}

export function forgetVisit(c: Context): void {
  deleteCookie(c, name, { path: "/" });
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== "object" || value === null) return false;
  const { pack, answers, skipped, screens } = value as Record<string, unknown>;
  return typeof pack === "string" && typeof answers === "object" && answers !== null && Array.isArray(skipped) && Array.isArray(screens);
}
