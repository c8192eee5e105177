import type { FactsInput } from "@huican/engine";
import type { SourceKey } from "./source.ts";

/** What a value can be in a record: as in the contract, but money in fen. */
export type Value = boolean | number | string;

/** One thing that is recorded of somebody: what it says, from which day to which it holds, who says it, and since and until when the office believed it. */
export type RegistryRecord = {
  readonly id: number;
  readonly subjectId: number;
  readonly kind: string;
  readonly source: SourceKey;
  /** The smaller number counts where sources disagree. */
  readonly rank: number;
  /** A day, or null: since always. */
  readonly validFrom: string | null;
  /** The first day on which it no longer holds, or null: until further notice. */
  readonly validTo: string | null;
  readonly recordedAt: string;
  /** When it was no longer believed, or null. */
  readonly closedAt: string | null;
  readonly body: Readonly<Record<string, Value>>;
  readonly recordedBy: string | null;
  readonly reason: string | null;
  readonly evidenceId: number | null;
};

/** A record that is about to be. */
export type NewRecord = Pick<RegistryRecord, "kind" | "source" | "validFrom" | "validTo" | "body"> & {
  readonly reason?: string;
  readonly evidenceId?: number;
};

export function holdsOn({ validFrom, validTo }: Pick<RegistryRecord, "validFrom" | "validTo">, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo);
}

/** Of what holds on a day: for each kind the record that counts, and those of other sources beside it. */
export function countingOn(records: readonly RegistryRecord[], day: string): ReadonlyMap<string, readonly RegistryRecord[]> {
  const found = new Map<string, RegistryRecord[]>();
  for (const record of records) if (holdsOn(record, day)) found.set(record.kind, [...(found.get(record.kind) ?? []), record]);
  for (const some of found.values()) some.sort(byWeight);
  return found;
}

/** Whose record counts comes first: the better source, then the later word. */
function byWeight(a: RegistryRecord, b: RegistryRecord): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt ? 1 : -1;
  return b.id - a.id;
}

/** The facts that the records of somebody, and of their household, say on a day, as the engine reads them. */
export function factsOn(records: readonly RegistryRecord[], day: string): FactsInput {
  const facts: Record<string, Record<string, Value>> = {};
  for (const [counting] of countingOn(records, day).values()) {
    for (const [name, value] of Object.entries(counting?.body ?? {})) {
      const [group = "", fact] = name.split(".");
      if (fact !== undefined) (facts[group] ??= {})[fact] = value;
    }
  }
  return facts;
}
