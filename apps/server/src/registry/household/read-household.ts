import { sql } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { subjects } from "../person/subject-store.ts";
import { holdsOn } from "../record/record.ts";
import type { Registry } from "../registry.ts";
import { personLines, shownInLine, type PersonLine } from "../search/person-line.ts";
import { relations, type Relation } from "./relation-store.ts";

/** 家庭和亲属: the household of somebody on a day, and who else is related to them. */
export type Household = {
  readonly householdId: number | null;
  /** Those whom the actor sees; of the others their numbers alone. */
  readonly people: readonly PersonLine[];
  readonly hidden: readonly number[];
  readonly members: readonly Relation[];
  readonly relations: readonly Relation[];
};

/**
 * Who lives with a person and who is related to them, as on a day and as known at an instant.
 * @throws Refusal where there is no such person, or they are in an area that the actor does not see
 */
export async function readHousehold(
  { db }: Registry,
  actor: Actor,
  { id, asOf, knownAt }: { readonly id: number; readonly asOf: string; readonly knownAt?: string },
): Promise<Household> {
  const act = "registry.read-file";
  const read = await db.as(actor, async (tx) => {
    if ((await subjects.find(tx, id))?.kind !== "person") {
      await logReading(tx, { act, subjects: [id], fields: [], outcome: "refused" });
      return null;
    }
    const own = (await relations.of(tx, id, knownAt)).filter((relation) => holdsOn(relation, asOf));
    const householdId = own.find(({ kind, subjectId }) => kind === "household" && subjectId === id)?.otherId ?? null;
    const members = householdId === null ? [] : await relations.members(tx, householdId, asOf, knownAt);
    const related = own.filter(({ kind }) => kind !== "household");
    const ids = [...new Set([...members.map(({ subjectId }) => subjectId), ...related.flatMap((each) => [each.subjectId, each.otherId])])];
    const people = await personLines(tx, sql`unnest(${ids}::bigint[])`, asOf);
    await logReading(tx, {
      act,
      subjects: [...new Set([id, ...people.map((person) => person.id)])],
      fields: [...shownInLine, "household"],
    });
    return { householdId, people, hidden: ids.filter((each) => !people.some((person) => person.id === each)), members, relations: related };
  });
  if (!read) throw registryErrors.personNotFound();
  return read;
}
