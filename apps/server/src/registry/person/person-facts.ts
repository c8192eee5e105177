import type { FactsInput } from "@huican/engine";
import type { Tx } from "../../platform/database/index.ts";
import { familyFacts, type FamilyFacts } from "../household/family-facts.ts";
import { relations, type Relation } from "../household/relation-store.ts";
import { factsOn, holdsOn, type RegistryRecord } from "../record/record.ts";
import { records, type RecordCatalogue } from "../record/record-store.ts";

/** What the rules read of somebody on a day, and what it comes from. */
export type PersonFacts = {
  /** Relations that hold on the day, in both directions. */
  readonly relations: readonly Relation[];
  readonly householdId: number | null;
  /** Theirs and those of the household, of all days. */
  readonly records: readonly RegistryRecord[];
  readonly follows: FamilyFacts;
  readonly recorded: FactsInput;
  readonly facts: FactsInput;
};

/** As on a day and as known at an instant (now where none is said). */
export async function readFactsOf(tx: Tx, catalogue: RecordCatalogue, id: number, asOf: string, knownAt?: string): Promise<PersonFacts> {
  const related = (await relations.of(tx, id, knownAt)).filter((relation) => holdsOn(relation, asOf));
  const householdId = related.find(({ kind, subjectId }) => kind === "household" && subjectId === id)?.otherId ?? null;
  const known = await records.of(tx, householdId === null ? [id] : [id, householdId], knownAt);
  const follows = await familyFacts.of(tx, catalogue, id, asOf, knownAt);
  const recorded = factsOn(known, asOf);
  return { relations: related, householdId, records: known, follows, recorded, facts: familyFacts.over(follows, recorded) };
}
