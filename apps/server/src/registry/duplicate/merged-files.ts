import { slicesOf, slotOf, type Content, type FileState } from "../change/change.ts";
import { saidOver, setOver, type Slice } from "../change/timeslice.ts";

/** A part of a file that is merged as a whole, with its history from every source: `record:certificate`, `value:phone`, `relation:guardian`. */
export type PartKey = `${Content["of"]}:${string}`;

/** What a file says, by its parts. */
export type FileParts = ReadonlyMap<PartKey, readonly Slice<Content>[]>;

/**
 * The parts of a file. What it says of the other file of a pair is left out: nobody is their own spouse.
 */
export function partsOf(state: FileState, otherId: number): FileParts {
  const own = slicesOf(state).filter(({ content }) => content.of !== "relation" || content.otherId !== otherId);
  return Map.groupBy(own, ({ content }): PartKey => `${content.of}:${content.kind}`);
}

/** Every part of which one of two files says something, in the order of the first. */
export function partKeys(one: FileParts, other: FileParts): readonly PartKey[] {
  return [...new Set([...one.keys(), ...other.keys()])];
}

/** Whether a part says the same in both, in however many pieces; better evidence is no other word. */
export function saysSame(one: FileParts, other: FileParts, part: PartKey): boolean {
  const said = (parts: FileParts) => (parts.get(part) ?? []).map(bare);
  const [first, second] = [said(one), said(other)];
  return [...new Set([...first, ...second].map(({ slot }) => slot))].every((slot) => {
    const always = { slot, from: null, to: null, content: null };
    return saidOver(first, always) === saidOver(second, always);
  });
}

/** The parts of which two states of files do not say the same. */
export function changedParts(before: FileParts, after: FileParts): readonly PartKey[] {
  return partKeys(before, after).filter((part) => !saysSame(before, after, part));
}

/** The same for another file, in which the evidence does not lie. */
export function withoutEvidence(parts: FileParts): FileParts {
  return new Map([...parts].map(([key, slices]) => [key, slices.map(bare)]));
}

/** What a file says once it takes some parts from elsewhere; the others stay as they are kept. */
export function taking(parts: FileParts, from: FileParts, takes: readonly PartKey[]): readonly Slice<Content>[] {
  const taken = new Set(takes);
  return [
    ...[...parts].flatMap(([key, slices]) => (taken.has(key) ? [] : slices)),
    ...takes.flatMap((key) => (from.get(key) ?? []).map(({ slot, from: start, to, content }) => ({ slot, content, from: start, to }))),
  ];
}

/** What a third file says once its relations to one file lead to another. */
export function leadingTo(relations: FileState["relations"], ownId: number, from: number, to: number): readonly Slice<Content>[] {
  const slices = slicesOf({ records: [], values: [], relations });
  const leads = ({ content }: Slice<Content>) => content.of === "relation" && content.otherId === from;
  const others = slices.filter((slice) => !leads(slice));
  if (ownId === to) return others;
  return slices.filter(leads).reduce<readonly Slice<Content>[]>((said, { content, from: start, to: end }) => {
    if (content.of !== "relation") return said;
    const led = { ...content, otherId: to };
    return setOver(said, { slot: slotOf(led), content: led, from: start, to: end });
  }, others);
}

function bare(slice: Slice<Content>): Slice<Content> {
  return slice.content.of === "record" ? { ...slice, content: { ...slice.content, evidenceId: null } } : slice;
}

/** What is to become of each part of two files when their merge is undone. */
export type UnmergePlan = {
  /** Brought back in the file that stayed, as they were before the merge. */
  readonly restored: readonly PartKey[];
  /** Changed since the merge. They stay with the file that stayed, unless it is said that they go with the other. */
  readonly later: readonly PartKey[];
};

/** @param before the file that stayed, just before the merge; @param merged right after it; @param now as it is */
export function unmergePlan(before: FileParts, merged: FileParts, now: FileParts): UnmergePlan {
  const later = changedParts(merged, now);
  return { later, restored: changedParts(before, merged).filter((part) => !later.includes(part)) };
}
