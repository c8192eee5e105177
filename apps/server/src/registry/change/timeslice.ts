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

/** What has to be closed and added to come from one state to another. */
export function difference<Content>(
  before: readonly Slice<Content>[],
  after: readonly Slice<Content>[],
): { readonly close: readonly number[]; readonly add: readonly Slice<Content>[] } {
  const kept = new Set(after.flatMap(({ id }) => id ?? []));
  return {
    close: before.flatMap(({ id }) => (id === undefined || kept.has(id) ? [] : [id])),
    add: after.filter(({ id }) => id === undefined).sort(byStart),
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

/** What a slot says over some days, as a text that is the same where it says the same. */
export function saidOver<Content>(slices: readonly Slice<Content>[], setting: Setting<Content>): string {
  const [, ...pieces] = restoring(slices, setting);
  return JSON.stringify(pieces.sort(byStart).map(({ from, to, content }) => [from, to, content]));
}

function meets(a: Span, b: Span): boolean {
  return (a.from === null || b.to === null || a.from < b.to) && (b.from === null || a.to === null || b.from < a.to);
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
