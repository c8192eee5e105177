/** Days from the first on to before the second; null is open. */
export type Span = { readonly from: string | null; readonly to: string | null };

/** Something that holds over some days: a record, a number, a relation. Where two have the same slot, only one holds on a day. */
export type Slice<Content> = Span & {
  /** What it is kept as; absent where it is not kept yet. */
  readonly id?: number;
  readonly slot: string;
  readonly content: Content;
};

/** That over some days something holds, whatever was believed before; null: nothing does. */
export type Setting<Content> = Span & { readonly slot: string; readonly content: Content | null };

/** The slices once a setting holds. Of those that it meets, what lies outside its days stays. */
export function setOver<Content>(slices: readonly Slice<Content>[], setting: Setting<Content>): readonly Slice<Content>[] {
  const { slot, from, to, content } = setting;
  const kept = slices.flatMap((slice): readonly Slice<Content>[] => {
    if (slice.slot !== slot || !meets(slice, setting)) return [slice];
    const before = from !== null && startsBefore(slice.from, from) ? [{ slot, content: slice.content, from: slice.from, to: from }] : [];
    const after = to !== null && endsAfter(slice.to, to) ? [{ slot, content: slice.content, from: to, to: slice.to }] : [];
    return [...before, ...after];
  });
  return content === null ? kept : [...kept, { slot, content, from, to }];
}

/**
 * What has to be closed and added to come from one state to another. What says on the same days the same as before stays as it is kept; what is new and touches what says
 * the same becomes one with it, so that a change and its undoing leave no seam.
 */
export function difference<Content>(
  before: readonly Slice<Content>[],
  after: readonly Slice<Content>[],
): { readonly close: readonly number[]; readonly add: readonly Slice<Content>[] } {
  const known = new Map(before.map((slice) => [textOf(slice), slice]));
  // What is left of a slice says nothing new, and leaves its neighbours as they are kept.
  const isRest = (slice: Slice<Content>) => before.some((whole) => whole.slot === slice.slot && covers(whole, slice) && says(whole, slice));
  const mayBeOne = (a: Slice<Content>, b: Slice<Content>) =>
    [a, b].every(({ id }) => id === undefined) || [a, b].some((each) => !isRest(each));
  const settled = joined(after, mayBeOne).map((slice) => (slice.id === undefined ? (known.get(textOf(slice)) ?? slice) : slice));
  const kept = new Set(settled.flatMap(({ id }) => id ?? []));
  return {
    close: before.flatMap(({ id }) => (id === undefined || kept.has(id) ? [] : [id])),
    add: settled.filter(({ id }) => id === undefined).sort(byStart),
  };
}

/** Settings that bring back what some slices said over some days: first nothing, then each of them. */
export function restoring<Content>(slices: readonly Slice<Content>[], { slot, from, to }: Setting<Content>): readonly Setting<Content>[] {
  const pieces = slices.filter((slice) => slice.slot === slot && meets(slice, { from, to }));
  return [
    { slot, from, to, content: null },
    ...pieces.map((slice) => ({ slot, content: slice.content, from: later(slice.from, from), to: earlier(slice.to, to) })),
  ];
}

/** What a slot says over some days, each piece within them, in their order. */
export function piecesOver<Content>(
  slices: readonly Slice<Content>[],
  setting: Omit<Setting<Content>, "content">,
): readonly Slice<Content>[] {
  const pieces = slices
    .filter((slice) => slice.slot === setting.slot && meets(slice, setting))
    .map(({ slot, content, from, to }) => ({ slot, content, from: later(from, setting.from), to: earlier(to, setting.to) }));
  return joined(pieces, () => true);
}

/** The same as a text, which is the same where it says the same, in however many pieces. */
export function saidOver<Content>(slices: readonly Slice<Content>[], setting: Setting<Content>): string {
  return piecesOver(slices, setting).map(textOf).join("\n");
}

/** The days of several spans, and whatever lies between them. */
export function around(spans: readonly Span[]): Span {
  const froms = spans.map(({ from }) => from);
  const tos = spans.map(({ to }) => to);
  return {
    from: froms.includes(null) ? null : (froms.toSorted()[0] ?? null),
    to: tos.includes(null) ? null : (tos.toSorted().at(-1) ?? null),
  };
}

/** Slices of a slot in the order of their days; two that touch and say the same are one where they may be. */
function joined<Content>(
  slices: readonly Slice<Content>[],
  mayBeOne: (a: Slice<Content>, b: Slice<Content>) => boolean,
): readonly Slice<Content>[] {
  const found: Slice<Content>[] = [];
  const lastOf = new Map<string, number>();
  for (const slice of slices.toSorted(byStart)) {
    const place = lastOf.get(slice.slot);
    const last = place === undefined ? undefined : found[place];
    const isNext = last?.to !== null && last?.to === slice.from;
    if (last && place !== undefined && isNext && says(last, slice) && mayBeOne(last, slice)) {
      found[place] = { slot: last.slot, content: last.content, from: last.from, to: slice.to };
    } else {
      lastOf.set(slice.slot, found.push(slice) - 1);
    }
  }
  return found;
}

function textOf<Content>(slice: Slice<Content>): string {
  return JSON.stringify([slice.slot, slice.from, slice.to, contentText(slice)]);
}

/** The names within a content may stand in any order: the database has one of its own. */
function contentText<Content>({ content }: Slice<Content>): string {
  return JSON.stringify(content, (_, value: unknown) =>
    typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}

function meets(a: Span, b: Span): boolean {
  return (a.from === null || b.to === null || a.from < b.to) && (b.from === null || a.to === null || b.from < a.to);
}

function covers(whole: Span, part: Span): boolean {
  const fromThen = whole.from === null || (part.from !== null && whole.from <= part.from);
  return fromThen && (whole.to === null || (part.to !== null && part.to <= whole.to));
}

function says<Content>(a: Slice<Content>, b: Slice<Content>): boolean {
  return contentText(a) === contentText(b);
}

function startsBefore(start: string | null, day: string): boolean {
  return start === null || start < day;
}

function endsAfter(end: string | null, day: string): boolean {
  return end === null || end > day;
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a;
}

function byStart(a: Span, b: Span): number {
  if (a.from === b.from) return 0;
  return a.from === null || (b.from !== null && a.from < b.from) ? -1 : 1;
}
