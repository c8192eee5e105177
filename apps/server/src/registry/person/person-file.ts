import type { FactsInput } from "@huican/engine";
import { logReading, type Access, type Act } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { familyFacts, type FamilyFacts } from "../household/family-facts.ts";
import type { Relation } from "../household/relation-store.ts";
import { attachments, type Attachment } from "../attachment/attachment-store.ts";
import { sealedValues, type OpenedValue } from "../identity/sealed-value-store.ts";
import { countingOn, holdsOn, type RegistryRecord } from "../record/record.ts";
import type { Registry } from "../registry.ts";
import { merges, type FileMerge } from "../duplicate/merge-store.ts";
import { readFactsOf } from "./person-facts.ts";
import { subjects, unseenFile, type Subject } from "./subject-store.ts";

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
  /** Files that were found to be the same person's and are in this one now. */
  readonly mergedFiles: readonly FileMerge[];
  readonly relations: readonly Relation[];
  /** Documents in the file and in that of the household, those that have run out too. */
  readonly attachments: readonly Attachment[];
  /** What follows from the household and from relatives, by the names of the vocabulary; it counts before what is recorded of the same. */
  readonly follows: FamilyFacts;
  /** The facts that are recorded, whether something else follows or not. */
  readonly recorded: FactsInput;
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
    const read = subject?.kind === "person" ? await fileOf(tx, registry, cipher, subject, question) : null;
    await logReading(tx, read ? { act, ...shownIn(read) } : { act, subjects: [id], fields: [], outcome: "refused" });
    return read ?? unseenFile(tx, id);
  });
  if (file instanceof Refusal) throw file;
  return file;
}

async function fileOf(
  tx: Tx,
  { catalogue }: Registry,
  cipher: Cipher,
  subject: Subject,
  { id, asOf, knownAt }: FileQuestion,
): Promise<PersonFile> {
  // Read first: a change that comes in between is none that was seen.
  const changedAt = await subjects.lastChangesAround(tx, id);
  const { records: known, ...read } = await readFactsOf(tx, catalogue, id, asOf, knownAt);
  const values = await sealedValues.of(tx, cipher, id, knownAt);
  const counting = countingOn(known, asOf);
  const mergedFiles = (await merges.of(tx, id)).filter(({ survivorId }) => survivorId === id);
  return {
    ...read,
    subject,
    asOf,
    knownAt: knownAt ?? null,
    seenAt: changedAt.get(id) ?? "",
    householdSeenAt: read.householdId === null ? null : (changedAt.get(read.householdId) ?? null),
    name: nameIn(counting),
    records: counting,
    values: values.filter((value) => holdsOn(value, asOf)),
    mergedFiles,
    // Documents stay in the file that they were put into.
    attachments: await attachments.of(
      tx,
      [id, ...mergedFiles.map(({ otherId }) => otherId), ...(read.householdId === null ? [] : [read.householdId])],
      knownAt,
    ),
  };
}

/** The files that were read, which are the person's and their household's, and kinds of records, values and relations in them. */
function shownIn({ subject, householdId, records: told, values, relations: related }: PersonFile): Pick<Access, "subjects" | "fields"> {
  return {
    subjects: householdId === null ? [subject.id] : [subject.id, householdId],
    fields: [...new Set([...told.keys(), ...values.map(({ kind }) => kind), ...related.map(({ kind }) => kind)])],
  };
}

/** Whether a record counts: the first of its kind does, unless what it says follows from the household and from relatives. */
export function isCounting({ follows }: Pick<PersonFile, "follows">, { kind }: Pick<RegistryRecord, "kind">, place: number): boolean {
  return place === 0 && follows[kind] === undefined;
}

/** A person's facts from a day on, as far as they are known beforehand. */
export type LaterFacts = { readonly day: string; readonly facts: FactsInput };

/**
 * What becomes of somebody's facts in the days after those of their file, if nothing but time passes: a member of the household grows old, a relative's certificate
 * expires. Their own birthdays and expiries are the rules' to follow.
 * @returns one for each day on which a fact becomes another, in the order of the days
 */
export async function readLaterFacts(
  { db, catalogue }: Registry,
  actor: Actor,
  { subject, asOf, knownAt, follows, recorded }: Pick<PersonFile, "subject" | "asOf" | "knownAt" | "follows" | "recorded">,
  days: number,
): Promise<readonly LaterFacts[]> {
  const until = new Date(Date.parse(`${asOf}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const later = await db.as(actor, (tx) =>
    familyFacts.after(tx, catalogue, subject.id, { day: asOf, until, ...(knownAt !== null && { knownAt }) }),
  );
  const said = [follows, ...later.map((turn) => turn.follows)].map((each) => JSON.stringify(each));
  return later
    .filter((_, i) => said[i] !== said[i + 1])
    .map((turn) => ({ day: turn.day, facts: familyFacts.over(turn.follows, recorded) }));
}

function nameIn(counting: PersonFile["records"]): string | null {
  const name = counting.get("name")?.[0]?.body["name"];
  return typeof name === "string" ? name : null;
}
