import { logAccess } from "../../platform/audit/index.ts";
import { plainReadingLimits, type ReadingLimits } from "../../platform/configuration.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import type { OpenAccess } from "../access-door.ts";
import { accessErrors } from "../errors.ts";
import type { OwnReading } from "./reading-store.ts";

/** What is counted when it is asked for: files that are opened, or people that lists show. `numbers` alone is about numbers that lead to nobody. */
const countedActs: Readonly<Record<string, "files" | "people" | "numbers">> = {
  "registry.read-file": "files",
  "registry.reveal-value": "files",
  "registry.read-timeline": "files",
  "policy.decide-person": "files",
  "registry.list-attachments": "files",
  "registry.read-attachment": "files",
  "registry.see-change": "files",
  "registry.see-requests": "files",
  "registry.take-copy": "files",
  "registry.search-people": "people",
  "registry.list-people": "people",
  "access.open-emergency": "numbers",
};

/** With a reason one may read so many times as much, until the day ends. */
const widerByReason = 3;

/** Whether it matters for an act how much somebody has read. */
export function countsReading(act: string): boolean {
  return countedActs[act] !== undefined;
}

/**
 * Whether somebody may go on reading others' files: at half of what one person may read the administrators are told, once a day; at the limit it is refused. One's own file is
 * nobody's business.
 * @param reading how much they have read, for an act of which that matters
 * @returns whether they may search for another number
 * @throws Refusal where they have read as much as one may
 */
export async function checkReading(
  access: Pick<OpenAccess, "db" | "reading">,
  act: string,
  actor: Actor,
  reading: OwnReading | undefined,
): Promise<boolean> {
  const what = countedActs[act];
  if (what === undefined || reading === undefined || actor.occasion?.basis === "own") return true;
  const limits = access.reading ?? plainReadingLimits;
  const verdict = verdictOn(reading, what, limits);
  if (verdict !== "usual") await access.db.as({ ...actor, areas: [], files: [] }, (tx) => note(tx, reading, verdict));
  if (verdict === "over") throw reading.hasReason ? accessErrors.readingLimitWide() : accessErrors.readingLimit();
  return isWithin(reading.failedNumbersInHour, limits.failedNumbersPerHour);
}

function verdictOn(reading: OwnReading, what: "files" | "people" | "numbers", limits: ReadingLimits): "usual" | "unusual" | "over" {
  const of = (share: number) => {
    const isFine = (count: number, limit: number) => isWithin(count, limit * share);
    if (what === "files") return isFine(reading.filesInHour, limits.filesPerHour) && isFine(reading.filesInDay, limits.filesPerDay);
    return what === "numbers" || isFine(reading.peopleInDay, limits.peoplePerDay);
  };
  if (!of(reading.hasReason ? widerByReason : 1)) return "over";
  return of(0.5) && isWithin(reading.failedNumbersInHour, limits.failedNumbersPerHour / 2) ? "usual" : "unusual";
}

function isWithin(count: number, limit: number): boolean {
  return limit === 0 || count < limit;
}

/** What is more than usual is told to the administrators once a day, and what is refused each time. */
async function note(tx: Tx, { isNoted }: OwnReading, verdict: "unusual" | "over"): Promise<void> {
  if (!isNoted) await logAccess(tx, { act: "access.note-reading", subjects: [], fields: [] });
  if (verdict === "over") await logAccess(tx, { act: "access.refuse-reading", subjects: [], fields: [], outcome: "refused" });
}
