import type { FactName } from "@huican/engine";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Clock } from "../../platform/clock.ts";
import { hostCookie } from "../../platform/host-cookie.ts";
import type { CookieSealer } from "../../platform/sealed-cookie.ts";
import type { Answer } from "./answer.ts";
import { relations, type Relation } from "./relatives.ts";

/** Answers by fact, as the engine's callers write them (`none` for "I have none" of a region), and the facts that were asked and left unanswered. */
export type Answered = { readonly answers: Readonly<Record<FactName, Answer>>; readonly skipped: readonly FactName[] };

/** One of those asked about. */
export type Person = Answered & {
  readonly relation: Relation;
  /** The questions seen, in order, so that "back" knows where it leads. */
  readonly screens: readonly string[];
};

/** Everything that a visitor has said so far. It lives in the sealed cookie and nowhere else. */
export type Visit = {
  readonly people: readonly Person[];
  /** What all who live together have in common: where they live, and their household. */
  readonly family: Answered;
  /** A borrowed phone or a public screen: the answers lapse soon after the last page. */
  readonly isShared: boolean;
};

/** A visit as the cookie holds it. */
type KeptVisit = Visit & { readonly seenAt: number };

/** The cookie that a visit is kept in. @param site the address that the browser knows this server by */
export const visitCookie = (site: string) => hostCookie("huican_visit", site);
/** Long enough to fetch a certificate from a drawer, short enough for a phone that lies about. */
const lifetimeSeconds = 2 * 60 * 60;
/** On a shared device: long enough to read a page slowly. */
export const sharedLifetimeSeconds = 15 * 60;

export const nothingAnswered: Answered = { answers: {}, skipped: [] };

export function personOf(relation: Relation): Person {
  return { relation, ...nothingAnswered, screens: [] };
}

/** What seals visits and tells when they lapse, and the address that the browser knows this server by. */
export type VisitKeeper = { readonly sealer: CookieSealer; readonly clock: Clock; readonly siteOf: (c: Context) => string };

/** The visit in a request: null where there is none; `lost` where there was one that has lapsed or cannot be read any more. */
export function readVisit(c: Context, { sealer, clock, siteOf }: VisitKeeper): Visit | "lost" | null {
  const sealed = getCookie(c, visitCookie(siteOf(c)).name);
  if (!sealed) return null;
  const kept = sealer.open(sealed);
  if (!isKeptVisit(kept)) return "lost";
  const { seenAt, ...visit } = kept;
  const idleSeconds = (clock.now().getTime() - seenAt) / 1000;
  return idleSeconds > (visit.isShared ? sharedLifetimeSeconds : lifetimeSeconds) ? "lost" : visit;
}

/** Keeps a visit; false where it has become too large for a cookie and the last answer was not kept. */
export function keepVisit(c: Context, { sealer, clock, siteOf }: VisitKeeper, visit: Visit): boolean {
  const sealed = sealer.seal({ ...visit, seenAt: clock.now().getTime() } satisfies KeptVisit);
  if (sealed === null) return false;
  const { name, options } = visitCookie(siteOf(c));
  setCookie(c, name, sealed, { ...options, maxAge: visit.isShared ? sharedLifetimeSeconds : lifetimeSeconds });
  return true;
}

export function forgetVisit(c: Context, { siteOf }: VisitKeeper): void {
  const { name, options } = visitCookie(siteOf(c));
  deleteCookie(c, name, options);
}

function isKeptVisit(value: unknown): value is KeptVisit {
  if (typeof value !== "object" || value === null) return false;
  const { people, family, isShared, seenAt } = value as Record<string, unknown>;
  return (
    Array.isArray(people) && people.every(isPerson) && isAnswered(family) && typeof isShared === "boolean" && typeof seenAt === "number"
  );
}

function isPerson(value: unknown): value is Person {
  if (!isAnswered(value)) return false;
  const { relation, screens } = value as Partial<Person>;
  return relations.some(({ key }) => key === relation) && Array.isArray(screens);
}

function isAnswered(value: unknown): value is Answered {
  if (typeof value !== "object" || value === null) return false;
  const { answers, skipped } = value as Record<string, unknown>;
  return typeof answers === "object" && answers !== null && Array.isArray(skipped);
}
