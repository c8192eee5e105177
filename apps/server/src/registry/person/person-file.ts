import type { FactsInput } from "@huican/engine";
import { logAccess, type Access, type Act } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import { registryErrors } from "../errors.ts";
import { relations, type Relation } from "../household/relation-store.ts";
import { sealedValues, type OpenedValue } from "../identity/sealed-value-store.ts";
import { countingOn, factsOn, holdsOn, type RegistryRecord } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import type { Registry } from "../registry.ts";
import { subjects, type Subject } from "./subject-store.ts";

/** 一人一档: somebody's file as on a day and as known at an instant. */
export type PersonFile = {
  readonly subject: Subject;
  readonly asOf: string;
  /** Null: as known now. */
  readonly knownAt: string | null;
  /** When the file was last changed. Whoever asks for a change says so, and is told if somebody else changed the same since. */
  readonly seenAt: string;
  /** The same of the household, which is a file of its own. */
  readonly householdSeenAt: string | null;
  readonly name: string | null;
  /** By kind: the record that counts first, then what other sources say. The household's are among them. */
  readonly records: ReadonlyMap<string, readonly RegistryRecord[]>;
  /** Numbers, telephones, accounts and addresses that hold on the day. */
  readonly values: readonly OpenedValue[];
  readonly householdId: number | null;
  readonly relations: readonly Relation[];
  /** What the rules read. */
  readonly facts: FactsInput;
};

/** Which file, and when: the day on which things hold, the instant at which they were known (now where none is said). */
export type FileQuestion = {
  readonly id: number;
  readonly asOf: string;
  readonly knownAt?: string;
  /** What it is read for, as the access log tells it; to look at it where nothing is said. */
  readonly act?: Act;
};

/** @throws Refusal where there is no such person, or they are in an area that the actor does not see: the two look alike, and both are logged */
export async function readPersonFile(registry: Registry, cipher: Cipher, actor: Actor, question: FileQuestion): Promise<PersonFile> {
  const { id, act = "registry.read-file" } = question;
  const file = await registry.db.as(actor, async (tx) => {
    const subject = await subjects.find(tx, id);
    const read = subject?.kind === "person" ? await fileOf(tx, cipher, subject, question) : null;
    await logAccess(tx, read ? { act, ...shownIn(read) } : { act, subjects: [id], fields: [], outcome: "refused" });
    return read;
  });
  if (!file) throw registryErrors.personNotFound();
  return file;
}

async function fileOf(tx: Tx, cipher: Cipher, subject: Subject, { id, asOf, knownAt }: FileQuestion): Promise<PersonFile> {
  // Read first: a change that comes in between is none that was seen.
  const seenAt = await subjects.lastChange(tx, id);
  const related = (await relations.of(tx, id, knownAt)).filter((relation) => holdsOn(relation, asOf));
  const householdId = related.find(({ kind, subjectId }) => kind === "household" && subjectId === id)?.otherId ?? null;
  const householdSeenAt = householdId === null ? null : (await subjects.lastChange(tx, householdId)) || null;
  const known = await records.of(tx, householdId === null ? [id] : [id, householdId], knownAt);
  const values = await sealedValues.of(tx, cipher, id, knownAt);
  const counting = countingOn(known, asOf);
  return {
    subject,
    asOf,
    knownAt: knownAt ?? null,
    seenAt,
    householdSeenAt,
    name: nameIn(counting),
    records: counting,
    values: values.filter((value) => holdsOn(value, asOf)),
    householdId,
    relations: related,
    facts: factsOn(known, asOf),
  };
}

/** The files that were read, which are the person's and their household's, and kinds of records, values and relations in them. */
function shownIn({ subject, householdId, records: told, values, relations: related }: PersonFile): Pick<Access, "subjects" | "fields"> {
  return {
    subjects: householdId === null ? [subject.id] : [subject.id, householdId],
    fields: [...new Set([...told.keys(), ...values.map(({ kind }) => kind), ...related.map(({ kind }) => kind)])],
  };
}

function nameIn(counting: PersonFile["records"]): string | null {
  const name = counting.get("name")?.[0]?.body["name"];
  return typeof name === "string" ? name : null;
}
