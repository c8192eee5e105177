import type { ComparedPart, ComparisonAnswer, DuplicatePair, MergeDetail, Wire } from "@huican/contract";
import type { Text } from "@huican/engine";
import { partText } from "../change/part-texts.ts";
import type { Content } from "../change/change.ts";
import type { Slice } from "../change/timeslice.ts";
import { harmTexts, reasonTexts, speaksFor } from "../duplicate/duplicate-texts.ts";
import type { ComparedFiles, ListedPair, ReadMerge, SideBySide } from "../duplicate/read-duplicates.ts";
import type { PersonLine } from "../search/person-line.ts";
import { sourceOf } from "../record/source.ts";
import { seesSlices, shownSlice, type ChangeReader } from "./shown-change.ts";
import { answeringAreas, seesFact, shownLine } from "./shown.ts";

type Names = ReadonlyMap<number, string>;

/** The accounts that a pair names. */
export function officersOfPair({ word, request }: ListedPair): readonly string[] {
  return [...(word ? [word.saidBy] : []), ...(request ? [request.askedBy] : [])];
}

export function officersOfMerge({ request: { askedBy, decision } }: ReadMerge): readonly string[] {
  return [askedBy, ...(decision ? [decision.decidedBy] : [])];
}

export function shownPair(
  { firstId, secondId, people, found, word, request }: ListedPair,
  reader: ChangeReader,
): Wire<typeof DuplicatePair> {
  return {
    firstId,
    secondId,
    people: bothLines(people, reader),
    areas: areasOf(people),
    found: found && {
      score: found.score,
      harm: found.harm,
      harmText: harmText(found, reader),
      reasons: found.reasons.map((key) => ({ key, text: reasonTexts[key], speaksFor: speaksFor(key) })),
    },
    word: word && { areTwo: word.areTwo, reason: word.reason, saidAt: word.saidAt, saidBy: officer(word.saidBy, reader) },
    request: request && { ...request, askedBy: officer(request.askedBy, reader) },
  };
}

export function shownComparison({ pair, seenAt, parts, names }: ComparedFiles, reader: ChangeReader): Wire<typeof ComparisonAnswer> {
  const seen = parts.filter((part) => seesPart(part, reader));
  return {
    ...shownPair(pair, reader),
    seenAt: [...seenAt],
    parts: seen.map((part) => shownPart(part, reader, names)),
    hidden: parts.length - seen.length,
  };
}

export function shownMerge(
  { request, people, parts, undoing, holds, survivorSeenAt, names }: ReadMerge,
  reader: ChangeReader,
): Wire<typeof MergeDetail> {
  const { id, survivorId, otherId, undoes, takes, reason, askedAt, askedBy, decision } = request;
  const seen = parts.filter((part) => seesPart(part, reader));
  return {
    id,
    survivorId,
    otherId,
    people: bothLines(people, reader),
    areas: areasOf(people),
    undoes,
    takes: [...takes],
    reason,
    askedAt,
    askedBy: officer(askedBy, reader),
    decision: decision && {
      outcome: decision.outcome,
      reason: decision.reason,
      decidedAt: decision.decidedAt,
      decidedBy: officer(decision.decidedBy, reader),
    },
    parts: seen.map((part) => shownPart(part, reader, names)),
    hidden: parts.length - seen.length,
    undoing:
      undoing &&
      undoing.filter((part) => seesPart(part, reader)).map((part) => ({ ...shownPart(part, reader, names), isLater: part.isLater })),
    holds,
    survivorSeenAt,
  };
}

function shownPart({ part, isSame, sides: [first, second] }: SideBySide, reader: ChangeReader, names: Names): Wire<typeof ComparedPart> {
  const said = (slices: readonly Slice<Content>[]) =>
    slices.map((slice) => ({ ...shownSlice(slice, reader, names), sourceText: sourceOf(slice.content.source).text }));
  return { part, text: partText(reader.registry, part.slice(part.indexOf(":") + 1)), isSame, sides: [said(first), said(second)] };
}

function seesPart({ sides }: SideBySide, reader: ChangeReader): boolean {
  const slices = sides.flat();
  const [first] = slices;
  return first !== undefined && seesSlices(first.content, slices, reader);
}

function harmText({ harm, received }: NonNullable<ListedPair["found"]>, { sees, registry }: ChangeReader): Text {
  const shown = received
    .filter((fact) => seesFact(fact, sees))
    .map((fact) => registry.vocabulary.facts.find(({ name }) => name === fact)?.label);
  const [zh, en] = [shown.flatMap((label) => label?.zh ?? []).join("、"), shown.flatMap((label) => label?.en ?? []).join(", ")];
  const text = harmTexts[harm] ?? { zh: "", en: "" };
  return zh === "" ? text : { zh: `${text.zh}：${zh}`, en: `${text.en}: ${en}` };
}

function areasOf(people: readonly (PersonLine | null)[]): string[] {
  return [...new Set(people.flatMap((line) => (line ? answeringAreas(line) : [])))];
}

function bothLines(
  [first, second]: readonly [PersonLine | null, PersonLine | null],
  { sees, areas }: ChangeReader,
): Wire<typeof DuplicatePair>["people"] {
  return [first && shownLine(first, sees, areas), second && shownLine(second, sees, areas)];
}

function officer(id: string, { officers, readerId }: ChangeReader): { readonly name: string | null; readonly isMe: boolean } {
  return { name: officers.get(id) ?? null, isMe: id === readerId };
}
