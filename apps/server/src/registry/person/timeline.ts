import { logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { RegistryRecord } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import type { Registry } from "../registry.ts";
import { subjects, unseenFile } from "./subject-store.ts";

/** Something in a person's life as the register tells it (时间线): a thing begins, ends, or turns out to have been otherwise. */
export type TimelineEvent = {
  /** The day on which it happened. */
  readonly day: string;
  readonly what: "began" | "ended" | "was-corrected";
  readonly record: RegistryRecord;
  /** For a correction: the record that was believed instead until then, and when it was given up. */
  readonly instead?: { readonly record: RegistryRecord; readonly at: string };
};

/** @throws Refusal where there is no such person, or they are in an area that the actor does not see: the two look alike, and both are logged */
export async function readTimeline({ db }: Registry, actor: Actor, id: number): Promise<readonly TimelineEvent[]> {
  const act = "registry.read-timeline";
  const ever = await db.as(actor, async (tx) => {
    const read = (await subjects.find(tx, id))?.kind === "person" ? await records.ever(tx, id) : null;
    const fields = [...new Set(read?.map(({ kind }) => kind))];
    await logReading(tx, { act, subjects: [id], fields, outcome: read ? "done" : "refused" });
    return read ?? unseenFile(tx, id);
  });
  if (ever instanceof Refusal) throw ever;
  return timelineOf(ever);
}

/**
 * All that ever happened and was ever believed, by day. What ends because the next of its kind begins is told once, as that beginning.
 * @param ever every record of somebody, closed ones too
 */
export function timelineOf(ever: readonly RegistryRecord[]): readonly TimelineEvent[] {
  const believed = ever.filter(({ closedAt }) => closedAt === null);
  const began = believed.flatMap((record): TimelineEvent[] =>
    record.validFrom === null ? [] : [{ day: record.validFrom, what: "began", record }],
  );
  const ended = believed.flatMap((record): TimelineEvent[] => {
    const day = record.validTo;
    return day === null || believed.some((next) => isNextOf(record, next)) ? [] : [{ day, what: "ended", record }];
  });
  const corrected = ever.flatMap((record): TimelineEvent[] => {
    const at = record.closedAt;
    const now = at === null ? undefined : believed.find((other) => isInsteadOf(other, record, at));
    return at === null || !now ? [] : [{ day: at.slice(0, 10), what: "was-corrected", record: now, instead: { record, at } }];
  });
  return [...began, ...ended, ...corrected].sort((a, b) => (a.day === b.day ? a.record.id - b.record.id : a.day < b.day ? -1 : 1));
}

function isNextOf(record: RegistryRecord, next: RegistryRecord): boolean {
  return next.kind === record.kind && next.source === record.source && next.validFrom === record.validTo;
}

/** A record that took the place of another: recorded when that one was closed, about some of the same days, and saying something else. */
function isInsteadOf(other: RegistryRecord, record: RegistryRecord, at: string): boolean {
  const meets =
    (other.validTo === null || record.validFrom === null || record.validFrom < other.validTo) &&
    (record.validTo === null || other.validFrom === null || other.validFrom < record.validTo);
  return other.kind === record.kind && other.recordedAt >= at && meets && JSON.stringify(other.body) !== JSON.stringify(record.body);
}
