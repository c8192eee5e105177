import { sql } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { subjects } from "../person/subject-store.ts";
import { countingOn, factsOn, holdsOn } from "../record/record.ts";
import { records } from "../record/record-store.ts";
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
 * @param question `today`: the day whose snapshot tells of everybody as they are known now
 * @throws Refusal where there is no such person, or they are in an area that the actor does not see
 */
export async function readHousehold(
  { db }: Registry,
  actor: Actor,
  { id, asOf, knownAt, today }: { readonly id: number; readonly asOf: string; readonly knownAt?: string; readonly today: string },
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
    const lines = await personLines(tx, sql`unnest(${ids}::bigint[])`, today);
    const people = asOf === today && knownAt === undefined ? lines : await linesThen(tx, lines, asOf, knownAt);
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

/** The same people as they were on another day, from their records: few days keep a snapshot, and none what was known before. */
async function linesThen(tx: Tx, lines: readonly PersonLine[], asOf: string, knownAt?: string): Promise<readonly PersonLine[]> {
  const known = await records.of(
    tx,
    lines.map(({ id }) => id),
    knownAt,
  );
  const byPerson = Map.groupBy(known, ({ subjectId }) => subjectId);
  return lines.map((line) => {
    const own = byPerson.get(line.id) ?? [];
    const { person = {}, certificate = {} } = factsOn(own, asOf);
    const name = countingOn(own, asOf).get("name")?.[0]?.body["name"];
    return {
      ...line,
      name: textOr(name, line.name),
      birthDate: textOr(person["birth_date"], null),
      sex: textOr(person["sex"], null),
      certificateStatus: textOr(certificate["status"], null),
      deceased: person["deceased"] === true,
    };
  });
}

function textOr<None>(value: unknown, none: None): string | None {
  return typeof value === "string" ? value : none;
}
