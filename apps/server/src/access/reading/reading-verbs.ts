import { logAccess, logReading } from "../../platform/audit/index.ts";
import { plainReadingLimits, type ReadingLimits } from "../../platform/configuration.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { AccessTools } from "../access.ts";
import { checkedReason } from "../emergency/checked-reason.ts";
import { accessErrors } from "../errors.ts";
import { readings, type Reader } from "./reading-store.ts";

/** Why somebody's reading is worth a look. */
type Sign = "many-files" | "many-people" | "at-night" | "refused" | "numbers" | "emergencies" | "noted";

/** So many in a day are worth a look, whatever the limits are. */
const worthALook = { atNight: 20, refused: 20, failedNumbers: 10, emergencies: 3 } as const;

/** 异常查阅: who read unusually from one day to another, and in what; the most first. That it was looked at is logged too. */
export async function unusualReaders(
  { db }: AccessTools,
  actor: Actor,
  {
    from,
    until,
    limits = plainReadingLimits,
  }: { readonly from: string; readonly until: string; readonly limits?: ReadingLimits | undefined },
): Promise<readonly (Reader & { readonly signs: readonly Sign[] })[]> {
  return db.as(actor, async (tx) => {
    const readers = await readings.between(tx, from, until);
    await logReading(tx, { act: "access.list-readers", subjects: [], fields: [] });
    return readers.map((reader) => ({ ...reader, signs: signsOf(reader, limits) })).filter(({ signs }) => signs.length > 0);
  });
}

function signsOf(reader: Reader, { filesPerDay, peoplePerDay }: ReadingLimits): readonly Sign[] {
  const isMany = (count: number, limit: number) => limit > 0 && count >= limit / 2;
  const signs: readonly (readonly [Sign, boolean])[] = [
    ["many-files", isMany(reader.files, filesPerDay)],
    ["many-people", isMany(reader.people, peoplePerDay)],
    ["at-night", reader.filesAtNight >= worthALook.atNight],
    ["refused", reader.refused >= worthALook.refused],
    ["numbers", reader.failedNumbers >= worthALook.failedNumbers],
    ["emergencies", reader.emergencies >= worthALook.emergencies],
    ["noted", reader.isNoted],
  ];
  return signs.filter(([, isSo]) => isSo).map(([sign]) => sign);
}

/**
 * Says why one has to read so much: until the day ends the limits are wider. The reason stands in the log and before the administrators.
 * @throws Refusal where it says nothing
 */
export async function giveReadingReason({ db }: AccessTools, actor: Actor, typed: string): Promise<void> {
  const reason = checkedReason(typed, accessErrors.readingReason);
  const occasion = { basis: "duty", ...actor.occasion, reason } as const;
  await db.as({ ...actor, occasion }, (tx) => logAccess(tx, { act: "access.give-reason", subjects: [], fields: [] }));
}
