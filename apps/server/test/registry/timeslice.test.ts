import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference, restoring, saidOver, setOver, type Setting, type Slice } from "../../src/registry/change/timeslice.ts";

const first = 1;
const last = 40;
const dayOf = (n: number) => new Date(Date.UTC(2020, 0, n)).toISOString().slice(0, 10);
const days = Array.from({ length: last }, (_, i) => dayOf(i + first));
const everyDay = ["0001-01-01", ...days, "9999-12-31"];

const slice = (from: string | null, to: string | null, content = "a", slot = "s", id?: number): Slice<string> => ({
  slot,
  content,
  from,
  to,
  ...(id !== undefined && { id }),
});
const setting = (from: string | null, to: string | null, content: string | null = "b", slot = "s"): Setting<string> => ({
  slot,
  content,
  from,
  to,
});
const saidOn = (slices: readonly Slice<string>[], slot: string, day: string) =>
  slices.filter((each) => each.slot === slot && (each.from === null || each.from <= day) && (each.to === null || day < each.to));
const spans = (slices: readonly Slice<string>[]) => slices.map(({ from, to, content }) => `${content} ${from ?? ""}..${to ?? ""}`).sort();

describe("a setting over some days", () => {
  test.each([
    // before                                        setting                                     after                                                             why
    [[], setting("2020-01-05", null), ["b 2020-01-05.."], "where nothing was, it is all there is"],
    [[slice(null, null)], setting("2020-01-05", null), ["a ..2020-01-05", "b 2020-01-05.."], "from a day on"],
    [[slice(null, null)], setting("2020-01-05", "2020-01-09"), ["a ..2020-01-05", "a 2020-01-09..", "b 2020-01-05..2020-01-09"], "inside"],
    [[slice(null, null)], setting(null, null), ["b .."], "always"],
    [[slice("2020-01-05", "2020-01-09")], setting("2020-01-05", "2020-01-09"), ["b 2020-01-05..2020-01-09"], "the very days"],
    [
      [slice("2020-01-01", "2020-01-05")],
      setting("2020-01-05", null),
      ["a 2020-01-01..2020-01-05", "b 2020-01-05.."],
      "it begins as the other ends",
    ],
    [
      [slice("2020-01-09", null)],
      setting("2020-01-05", "2020-01-09"),
      ["a 2020-01-09..", "b 2020-01-05..2020-01-09"],
      "it ends as the other begins",
    ],
    [[slice("2020-01-01", null)], setting("2020-01-05", null, null), ["a 2020-01-01..2020-01-05"], "nothing any more"],
    [
      [slice("2020-01-01", "2020-01-05")],
      setting("2020-01-04", "2020-02-01", null),
      ["a 2020-01-01..2020-01-04"],
      "nothing on days of which some said nothing",
    ],
    [[slice(null, null, "a", "other")], setting(null, null), ["a ..", "b .."], "another slot is left alone"],
  ] as const)("%j with %j is %j: %s", (before, given, after, why) => {
    expect(spans(setOver(before, given)), why).toEqual([...after].sort());
  });

  test.each([
    [[slice("2020-01-01", null, "a", "s", 1)], [setting("2020-01-05", null, "a")], [], []],
    [[slice("2020-01-01", "2020-01-05", "a", "s", 1)], [setting("2020-01-05", null, "a")], [1], ["a 2020-01-01.."]],
    [[slice("2020-01-01", null, "a", "s", 1)], [setting("2020-01-05", null, "b"), setting("2020-01-05", null, "a")], [], []],
    [[slice("2020-01-01", null, "a", "s", 1), slice(null, null, "z", "t", 2)], [setting(null, null, "b")], [1], ["b .."]],
    [
      [slice(null, "2020-01-05", "a", "s", 1), slice("2020-01-05", null, "a", "s", 2)],
      [setting("2020-02-01", null, null)],
      [2],
      ["a 2020-01-05..2020-02-01"],
    ],
  ] as const)("of %j, set to %j, closes %j and adds %j", (before, settings, close, add) => {
    const wanted = difference(before, (settings as readonly Setting<string>[]).reduce(setOver<string>, before as readonly Slice<string>[]));
    expect(wanted.close.toSorted()).toEqual(close);
    expect(spans(wanted.add)).toEqual(add);
  });
});

const seed = 500_106;
const runs = 2_000;
const anyDay = fc.option(fc.integer({ min: first, max: last }), { nil: null, freq: 5 });
const anySetting = fc
  .record({ a: anyDay, b: anyDay, content: fc.constantFrom("a", "b", "c", null), slot: fc.constantFrom("s", "t") })
  .filter(({ a, b }) => a === null || b === null || a !== b)
  .map(({ a, b, content, slot }): Setting<string> => {
    const [from, to] = a !== null && b !== null && a > b ? [b, a] : [a, b];
    return { slot, content, from: from === null ? null : dayOf(from), to: to === null ? null : dayOf(to) };
  });
const someSettings = fc.array(anySetting, { maxLength: 8 });
const kept = (slices: readonly Slice<string>[]) => slices.map((each, i): Slice<string> => ({ ...each, id: i + 1 }));
const anyState = someSettings.map((settings) => kept(settings.reduce(setOver<string>, [])));

describe(`whatever is set (${runs} cases each, seed ${seed})`, () => {
  const always = (claim: (before: readonly Slice<string>[], settings: readonly Setting<string>[]) => void) =>
    fc.assert(fc.property(anyState, someSettings, claim), { seed, numRuns: runs });

  test("on every day each slot says one thing at most: what was set last, else what it said", () => {
    always((before, settings) => {
      const after = settings.reduce(setOver<string>, before);
      for (const slot of ["s", "t"]) {
        for (const day of everyDay) {
          const over = settings.findLast((each) => each.slot === slot && saidOn([{ ...each, content: "" }], slot, day).length > 0);
          const expected = over ? (over.content === null ? [] : [over.content]) : saidOn(before, slot, day).map(({ content }) => content);
          expect(saidOn(after, slot, day).map(({ content }) => content)).toEqual(expected);
        }
      }
    });
  });

  test("no period is empty, and what is kept as it was is what it was", () => {
    always((before, settings) => {
      for (const each of settings.reduce(setOver<string>, before)) {
        expect(each.from === null || each.to === null || each.from < each.to).toBe(true);
        if (each.id !== undefined) expect(before).toContainEqual(each);
      }
    });
  });

  test("to close and add what differs says the same as setting it, and says nothing anew that stands there", () => {
    always((before, settings) => {
      const after = settings.reduce(setOver<string>, before);
      const { close, add } = difference(before, after);
      const applied = [...before.filter(({ id }) => !close.includes(id as number)), ...add];
      for (const slot of ["s", "t"]) {
        expect(saidOver(applied, setting(null, null, null, slot))).toBe(saidOver(after, setting(null, null, null, slot)));
        for (const day of everyDay) expect(saidOn(applied, slot, day).length).toBeLessThan(2);
      }
      const closed = before.filter(({ id }) => close.includes(id as number));
      for (const each of add) expect(spans(closed.filter(({ slot }) => slot === each.slot))).not.toContain(spans([each])[0]);
      for (const slot of ["s", "t"].filter((each) => settings.every((given) => given.slot !== each))) {
        expect([...closed, ...add].filter((each) => each.slot === slot)).toEqual([]);
      }
    });
  });

  test("to restore the days of every setting brings back all that was said, with nothing left to close or add", () => {
    always((before, settings) => {
      const after = settings.reduce(setOver<string>, before);
      const back = settings.flatMap((each) => restoring(before, each)).reduce(setOver<string>, after);
      for (const slot of ["s", "t"]) {
        expect(saidOver(back, setting(null, null, null, slot))).toBe(saidOver(before, setting(null, null, null, slot)));
      }
      const { close, add } = difference(before, settings.flatMap((each) => restoring(before, each)).reduce(setOver<string>, before));
      const applied = [...before.filter(({ id }) => !close.includes(id as number)), ...add];
      for (const day of everyDay)
        expect(saidOn(applied, "s", day).map(({ content }) => content)).toEqual(saidOn(before, "s", day).map(({ content }) => content));
    });
  });

  test("what is said over some days is the same text exactly where it is the same on each of them", () => {
    always((one, settings) => {
      const other = settings.reduce(setOver<string>, one);
      for (const over of [setting(null, null), setting("2020-01-10", "2020-01-20"), setting("2020-01-15", null)]) {
        const within = everyDay.filter((day) => (over.from === null || over.from <= day) && (over.to === null || day < over.to));
        const same = within.every((day) => saidOn(one, "s", day)[0]?.content === saidOn(other, "s", day)[0]?.content);
        expect(saidOver(one, over) === saidOver(other, over)).toBe(same);
      }
    });
  });
});

test("what is said is the same in whatever order its names stand", () => {
  const said = (content: object) =>
    saidOver([{ slot: "s", content, from: null, to: null }], { slot: "s", content: {}, from: null, to: null });
  expect(said({ a: 1, b: 2 })).toBe(said({ b: 2, a: 1 }));
  expect(said({ a: 1, b: 2 })).not.toBe(said({ a: 2, b: 1 }));
});
