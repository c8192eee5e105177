import { encode, factText, type Change, type Decision, type Pack, type Text } from "@huican/engine";
import { systemClock, today } from "../platform/clock.ts";
import { logJob } from "../platform/audit/index.ts";
import type { Database, Tx } from "../platform/database/index.ts";
import { changesFor, decidePerson, openQuestions, packsFor, type OpenQuestion } from "../policy/register/index.ts";
import {
  attach,
  fillSnapshot,
  isCounting,
  isOverdue,
  listAttachments,
  loadSample,
  maskedValue,
  officialLists,
  ownAreaList,
  readAttachment,
  readLaterFacts,
  readPersonFile,
  readTimeline,
  registryErrors,
  sampleTownships,
  searchPeople,
  sourceOf,
  stateOfRequest,
  unfinishedRequests,
  type Attachment,
  type DataRequest,
  type NewDocument,
  type PersonLine,
  type Register,
  type RequestState,
  type SampleKey,
  type SampleWish,
  type TimelineEvent,
} from "../registry/index.ts";
import { operator, withRegister } from "./with-register.ts";

/** So far ahead changes are told. */
const aheadDays = 400;

/** One line of a person's file (档案). */
export type FileLine = {
  readonly kind: Text;
  readonly source: Text;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly says: readonly Text[];
  /** False where another source counts. */
  readonly counts: boolean;
};

/** A person's file as an operator may see it, and what documents grant on that day. */
export type ShownFile = {
  readonly id: number;
  readonly name: string | null;
  readonly area: string;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly lines: readonly FileLine[];
  /** What follows from the household and from relatives, in words. */
  readonly follows: readonly Text[];
  readonly attachments: readonly Attachment[];
  /** Numbers and telephones, masked. */
  readonly values: readonly { readonly kind: string; readonly masked: string }[];
  readonly documents: readonly { readonly pack: Pack; readonly decisions: readonly Decision[]; readonly changes: readonly Change[] }[];
  /** What is worth finding out, best first. */
  readonly questions: readonly OpenQuestion[];
};

/** One thing that happened, or was found to have been otherwise, in words. */
export type ShownEvent = Pick<TimelineEvent, "day" | "what"> & {
  readonly kind: Text;
  readonly source: Text;
  readonly says: readonly Text[];
  /** What was believed before a correction. */
  readonly instead: readonly Text[];
};

/** The register for whoever runs it, from the command line. Every question opens it and gives it back. */
export const operatorRegister = {
  /** Loads a sample and fills the snapshot of today. */
  sample: async (
    packs: ReadonlyMap<string, Pack>,
    wish: Omit<SampleWish, "today">,
    onProgress: (people: number) => void,
  ): Promise<SampleKey> => {
    sampleTownships(wish);
    return withRegister(packs, true, async (register) => {
      const day = today(systemClock);
      const key = await loadSample(register, { ...wish, today: day }, ({ people }) => onProgress(people));
      await register.registry.db.asOwner((tx) => fillAsOperator(register.registry.db, tx, day, null));
      return key;
    });
  },

  search: (packs: ReadonlyMap<string, Pack>, query: string, most: number): Promise<FoundPeople> =>
    withRegister(packs, false, async ({ registry, cipher }) => {
      const areas = ownAreaList();
      const question = { query, most, today: today(systemClock), placesNamed: areas.placesNamed };
      const { people, ...answer } = await searchPeople(registry, cipher, operator, question);
      return { ...answer, people: people.map((line) => ({ ...line, areaName: areas.nameOf(line.area) ?? line.area })) };
    }),

  timeline: (packs: ReadonlyMap<string, Pack>, id: number): Promise<readonly ShownEvent[]> =>
    withRegister(packs, false, async ({ registry }) => {
      const events = await readTimeline(registry, operator, id);
      const words = (body: Readonly<Record<string, boolean | number | string>> = {}) =>
        Object.entries(body).map(([name, value]) => saying(registry, name, value));
      return events.map(({ day, what, record, instead }) => ({
        day,
        what,
        kind: registry.catalogue.kinds.get(record.kind)?.text ?? { zh: record.kind, en: record.kind },
        source: sourceOf(record.source).text,
        says: words(record.body),
        instead: words(instead?.record.body),
      }));
    }),

  show: (
    packs: ReadonlyMap<string, Pack>,
    { id, asOf = today(systemClock), knownAt }: { readonly id: number; readonly asOf?: string; readonly knownAt?: string },
  ): Promise<ShownFile> =>
    withRegister(packs, false, (register) => shownFile(register, packs, { id, asOf, ...(knownAt !== undefined && { knownAt }) })),

  /** Puts a document into a file. @returns its number */
  attach: (packs: ReadonlyMap<string, Pack>, document: NewDocument): Promise<number> =>
    withRegister(packs, false, ({ registry, cipher }) => attach({ registry, cipher, today: () => today(systemClock) }, operator, document)),

  attachments: (packs: ReadonlyMap<string, Pack>, id: number, knownAt?: string): Promise<readonly Attachment[]> =>
    withRegister(packs, false, ({ registry }) => listAttachments(registry, operator, id, knownAt)),

  /** The content of a document, opened. */
  attachment: (packs: ReadonlyMap<string, Pack>, id: number): Promise<Buffer> =>
    withRegister(packs, false, async ({ registry, cipher }) => (await readAttachment(registry, cipher, operator, id)).content),

  /** Requests about personal information that wait, and which of them are late. */
  requests: (packs: ReadonlyMap<string, Pack>): Promise<readonly OpenRequest[]> =>
    withRegister(packs, false, async ({ registry }) => {
      const requests = await unfinishedRequests(registry, operator);
      return requests.map((request) => ({
        ...request,
        state: stateOfRequest(request),
        isOverdue: isOverdue(request, today(systemClock)),
      }));
    }),

  /** Fills the snapshot of a day anew. */
  snapshot: (packs: ReadonlyMap<string, Pack>, asOf = today(systemClock), knownAt: string | null = null): Promise<string> =>
    withRegister(packs, false, async ({ registry }) => {
      // Today's snapshot follows changes; one as known earlier must not take its place.
      if (knownAt !== null && asOf === today(systemClock)) throw registryErrors.snapshotOfToday();
      await registry.db.asOwner((tx) => fillAsOperator(registry.db, tx, asOf, knownAt));
      return asOf;
    }),
} as const;

export type OpenRequest = DataRequest & { readonly state: RequestState; readonly isOverdue: boolean };

export type FoundPeople = {
  readonly people: readonly (PersonLine & { readonly areaName: string })[];
  readonly isCut: boolean;
  readonly notUnderstood: readonly string[];
};

async function fillAsOperator(db: Database, tx: Tx, asOf: string, knownAt: string | null): Promise<void> {
  await fillSnapshot(db, tx, asOf, knownAt);
  await logJob(tx, operator.id, "registry.fill-snapshot");
}

async function shownFile(
  { registry, cipher }: Register,
  packs: ReadonlyMap<string, Pack>,
  question: { readonly id: number; readonly asOf: string; readonly knownAt?: string },
): Promise<ShownFile> {
  // The file is shown with what documents grant: one act.
  const file = await readPersonFile(registry, cipher, operator, { ...question, act: "policy.decide-person" });
  const { asOf } = question;
  const later = await readLaterFacts(registry, operator, file, aheadDays);
  const documents = packsFor(packs, file.facts)
    .map((pack) => ({
      pack,
      decided: decidePerson(pack, file.facts, asOf),
      changes: changesFor(pack, file.facts, asOf, { days: aheadDays, later }),
    }))
    .filter(({ decided }) => decided.decisions.some(({ outcome }) => outcome !== "not_in_force"));
  return {
    id: file.subject.id,
    name: file.name,
    area: ownAreaList().nameOf(file.subject.area) ?? file.subject.area,
    asOf,
    knownAt: file.knownAt,
    lines: [...file.records].flatMap(([kind, records]) =>
      records.map(({ source, validFrom, validTo, body }, place): FileLine => ({
        kind: registry.catalogue.kinds.get(kind)?.text ?? { zh: kind, en: kind },
        source: sourceOf(source).text,
        validFrom,
        validTo,
        says: Object.entries(body).map(([name, value]) => saying(registry, name, value)),
        counts: isCounting(file, { kind }, place),
      })),
    ),
    follows: Object.entries(file.follows).map(([name, value]) => saying(registry, name, value)),
    attachments: file.attachments,
    values: file.values.map(({ kind, text }) => ({ kind, masked: maskedValue(kind, text) })),
    documents: documents.map(({ pack, decided, changes }) => ({ pack, decisions: decided.decisions, changes })),
    questions: openQuestions(
      documents.map(({ decided }) => decided),
      registry.vocabulary,
      officialLists(registry.catalogue),
    ),
  };
}

const isComplete: Text = { zh: "户内成员已全部登记", en: "every member of the household is in the register" };
const isNotComplete: Text = { zh: "户内还有人没有登记", en: "somebody of the household is not in the register" };

/** A recorded value in words. What is no fact of the vocabulary, such as the name, is told as it is. */
function saying({ vocabulary }: Register["registry"], name: string, value: boolean | number | string): Text {
  if (name === "isComplete") return value === true ? isComplete : isNotComplete;
  const fact = vocabulary.facts.find((candidate) => candidate.name === name);
  // Money is recorded in fen, as the engine counts it.
  const number = fact?.type === "money" ? Number(value) : fact && encode(fact, value);
  if (!fact || typeof number !== "number") return { zh: String(value), en: String(value) };
  const place = ownAreaList().nameOf(String(value)) ?? String(value);
  return factText(fact, number, () => ({ zh: place, en: place }));
}
