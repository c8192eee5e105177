import { sql } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import type { Content } from "../change/change.ts";
import { justBefore, stateOf } from "../change/waiting-change.ts";
import type { Slice } from "../change/timeslice.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Registry } from "../registry.ts";
import { subjectNames } from "../search/name-store.ts";
import { personLines, shownInLine, type PersonLine } from "../search/person-line.ts";
import { survivorStates } from "./carry-out-unmerge.ts";
import { duplicates, type DuplicatePair, type PairState } from "./duplicate-store.ts";
import { partKeys, partsOf, saysSame, type FileParts, type PartKey } from "./merged-files.ts";
import { foundMerge } from "./merge-verbs.ts";
import { merges, type MergeRequest } from "./merge-store.ts";

/** Two files side by side: what each says of a part, over time and from every source. */
export type SideBySide = {
  readonly part: PartKey;
  readonly isSame: boolean;
  readonly sides: readonly [readonly Slice<Content>[], readonly Slice<Content>[]];
};

export type ListedPair = DuplicatePair & { readonly people: readonly [PersonLine | null, PersonLine | null] };

/** Pairs that may be one person's in the actor's areas, and on which day they were looked for. */
export async function listDuplicates(
  { db }: Registry,
  actor: Actor,
  { today, ...question }: { readonly state: PairState; readonly skip: number; readonly most: number; readonly today: string },
): Promise<{ readonly pairs: readonly ListedPair[]; readonly count: number; readonly searchedOn: string | null }> {
  return db.as(actor, async (tx) => {
    const { pairs, count } = await duplicates.list(tx, question);
    const people = await linesOf(
      tx,
      pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]),
      today,
    );
    await logReading(tx, { act: "registry.list-duplicates", subjects: [...people.keys()], fields: [...shownInLine] });
    const withPeople = pairs.map((pair): ListedPair => ({
      ...pair,
      people: [people.get(pair.firstId) ?? null, people.get(pair.secondId) ?? null],
    }));
    return { pairs: withPeople, count, searchedOn: await duplicates.searchedOn(tx) };
  });
}

export type ComparedFiles = {
  readonly pair: ListedPair;
  readonly seenAt: readonly [string, string];
  readonly parts: readonly SideBySide[];
  /** Names of those whom their relations lead to, as far as the actor sees their files. */
  readonly names: ReadonlyMap<number, string>;
};

/**
 * Two files side by side, as they are now.
 * @throws Refusal where there is no such person, or one of both is in no area of the actor
 */
export async function compareFiles(
  { db }: Registry,
  cipher: Cipher,
  actor: Actor,
  { ids: [one, two], today }: { readonly ids: readonly [number, number]; readonly today: string },
): Promise<ComparedFiles> {
  const [firstId, secondId] = one < two ? [one, two] : [two, one];
  const compared = await db.as(actor, async (tx) => {
    for (const id of [firstId, secondId]) {
      if ((await subjects.find(tx, id))?.kind === "person") continue;
      await logReading(tx, { act: "registry.compare-files", subjects: [id], fields: [], outcome: "refused" });
      return unseenFile(tx, id);
    }
    const seenAt = [await subjects.lastChange(tx, firstId), await subjects.lastChange(tx, secondId)] as const;
    const [first, second] = [partsOf(await stateOf(tx, cipher, firstId), secondId), partsOf(await stateOf(tx, cipher, secondId), firstId)];
    const parts = sideBySide(first, second);
    const people = await linesOf(tx, [firstId, secondId], today);
    const pair = {
      ...(await duplicates.pair(tx, { firstId, secondId })),
      people: [people.get(firstId) ?? null, people.get(secondId) ?? null] as const,
    };
    const names = await namesIn(tx, parts);
    await logReading(tx, { act: "registry.compare-files", subjects: [firstId, secondId, ...names.keys()], fields: fieldsOf(parts) });
    return { pair, seenAt, parts, names };
  });
  if (compared instanceof Refusal) throw compared;
  return compared;
}

/** A request to merge with both files. */
export type ReadMerge = {
  readonly request: MergeRequest;
  /** The file that stays, then the one that goes. */
  readonly people: readonly [PersonLine | null, PersonLine | null];
  /** Of a merge: both files side by side, while it waits as they are, afterwards as they were before it. */
  readonly parts: readonly SideBySide[];
  /** What undoing it does: of each part what the file that stays says now, and what it said before the merge. Null where there is nothing to undo. */
  readonly undoing: readonly (SideBySide & { readonly isLater: boolean })[] | null;
  /** Whether the merge holds now. */
  readonly holds: boolean;
  readonly survivorSeenAt: string;
  readonly names: ReadonlyMap<number, string>;
};

/** @throws Refusal where there is no such request, or the actor does not see both files */
export async function readMerge(
  { db }: Registry,
  cipher: Cipher,
  actor: Actor,
  { id, today }: { readonly id: number; readonly today: string },
): Promise<ReadMerge> {
  return db.as(actor, async (tx) => {
    const request = await foundMerge(tx, id);
    const { survivorId, otherId } = request;
    const merge = request.undoes === null ? request : await foundMerge(tx, request.undoes);
    const knownAt = merge.decision
      ? merge.decision.recordedAt === null
        ? merge.decision.decidedAt
        : justBefore(merge.decision.recordedAt)
      : undefined;
    const parts = sideBySide(
      partsOf(await stateOf(tx, cipher, survivorId, knownAt), otherId),
      partsOf(await stateOf(tx, cipher, otherId, knownAt), survivorId),
    );
    const holds = (await merges.of(tx, otherId)).some(({ requestId }) => requestId === merge.id);
    const undoing = holds ? await undoingOf(tx, cipher, merge) : null;
    const people = await linesOf(tx, [survivorId, otherId], today);
    const names = await namesIn(tx, [...parts, ...(undoing ?? [])]);
    await logReading(tx, { act: "registry.see-merge", subjects: [survivorId, otherId, ...names.keys()], fields: fieldsOf(parts) });
    return {
      request,
      people: [people.get(survivorId) ?? null, people.get(otherId) ?? null],
      parts,
      undoing,
      holds,
      survivorSeenAt: await subjects.lastChange(tx, survivorId),
      names,
    };
  });
}

async function undoingOf(tx: Tx, cipher: Cipher, merge: MergeRequest): Promise<NonNullable<ReadMerge["undoing"]>> {
  const { before, now, plan } = await survivorStates(tx, cipher, merge);
  return [...plan.later, ...plan.restored].map((part) => ({
    part,
    isSame: saysSame(now, before, part),
    isLater: plan.later.includes(part),
    sides: [now.get(part) ?? [], before.get(part) ?? []],
  }));
}

function sideBySide(first: FileParts, second: FileParts): readonly SideBySide[] {
  return partKeys(first, second).map((part) => ({
    part,
    isSame: saysSame(first, second, part),
    sides: [first.get(part) ?? [], second.get(part) ?? []],
  }));
}

async function linesOf(tx: Tx, ids: readonly number[], today: string): Promise<ReadonlyMap<number, PersonLine>> {
  const lines = await personLines(tx, sql`unnest(${[...new Set(ids)]}::bigint[])`, today);
  return new Map(lines.map((line) => [line.id, line]));
}

async function namesIn(tx: Tx, parts: readonly SideBySide[]): Promise<ReadonlyMap<number, string>> {
  const slices = parts.flatMap(({ sides }) => sides.flat());
  return subjectNames(
    tx,
    slices.flatMap(({ content }) => (content.of === "relation" ? [content.otherId] : [])),
  );
}

function fieldsOf(parts: readonly SideBySide[]): readonly string[] {
  return [...new Set(parts.map(({ part }) => part.slice(part.indexOf(":") + 1)))];
}
