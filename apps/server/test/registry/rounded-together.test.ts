import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countStep, roundedTogether } from "../../src/registry/statistics/rounded-together.ts";
import { dimensions, divisionOf, publishedCells, type CountedGroup, type DimensionKey } from "../../src/registry/statistics/statistic.ts";

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const counts = fc.array(fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.integer({ min: 0, max: 400 })), {
  minLength: 1,
  maxLength: 40,
});

describe("counts that are rounded together", () => {
  test.each([
    [[1, 2, 3, 4], [0, 5, 0, 5], "no cell of a few is itself"],
    [[0, 0, 0, 0], [0, 0, 0, 0], "nobody is nobody"],
    [[1, 0, 0, 0], [0, 0, 0, 0], "and so is one"],
    [[100, 3, 100], [100, 5, 100], "a large count is nearly itself"],
  ])("%j is published as %j: %s", (given, published) => {
    expect(roundedTogether(given)).toEqual(published);
  });

  test("are multiples of five, never less than none, add up to the rounded sum, and each run of neighbours is off by less than five", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const published = roundedTogether(given);
        for (const count of published) expect(count >= 0 && count % countStep === 0).toBe(true);
        expect(total(published)).toBe(Math.round(total(given) / countStep) * countStep);
        for (let from = 0; from < given.length; from++)
          for (let to = from + 1; to <= given.length; to++)
            expect(Math.abs(total(given.slice(from, to)) - total(published.slice(from, to)))).toBeLessThan(countStep);
      }),
    );
  });
});

/**
 * Somebody who has every published table and knows how they are made. They are given more than is published: each published count by itself. All they can conclude is which
 * populations would be published alike; of these every one is tried.
 */
describe("who knows everything that is published", () => {
  const roundedAlone = (given: readonly number[]) => [...given, total(given)].map((count) => Math.round(count / countStep) * countStep);

  /** All ways to fill some cells with up to so many people. */
  const populations = (cells: number, most: number): readonly (readonly number[])[] =>
    cells === 0 ? [[]] : populations(cells - 1, most).flatMap((rest) => Array.from({ length: most + 1 }, (_, count) => [...rest, count]));

  /** The sums of cells, every one that can be made, that are small in some population and the same in all that are published alike. */
  function given(all: readonly (readonly number[])[], publish: (population: readonly number[]) => string) {
    const cells = all[0]?.length ?? 0;
    const sums = Array.from({ length: 2 ** cells - 1 }, (_, i) => i + 1);
    const sumOf = (population: readonly number[], sum: number) => total(population.filter((_, cell) => (sum >> cell) & 1));
    return [...Map.groupBy(all, publish).values()].flatMap((alike) =>
      sums.flatMap((sum) => {
        const values = new Set(alike.map((population) => sumOf(population, sum)));
        const [only = 0] = values;
        return values.size === 1 && only >= 1 && only < countStep ? [alike[0]] : [];
      }),
    );
  }

  test("learns no small number of people, of a cell or of any cells together, whatever four cells hold", () => {
    expect(given(populations(4, 9), (population) => roundedTogether(population).join())).toEqual([]);
  });

  test("would learn some if every count were rounded for itself, sums too: four cells of two make eight, which is published as ten", () => {
    const small = populations(4, 9).filter((population) => total(population) <= 12);
    expect(given(small, (population) => roundedAlone(population).join())).toContainEqual([2, 2, 2, 2]);
  });

  test("learns none from two divisions of the same people either", () => {
    // Two categories; in each four cells: of level 1 and 2, and men and women, which are never published together.
    const cells = (population: readonly number[], ...which: readonly number[]) => total(which.map((cell) => population[cell] ?? 0));
    const publish = (population: readonly number[]) =>
      [
        roundedTogether([cells(population, 0, 1), cells(population, 2), cells(population, 3, 4), cells(population, 5)]),
        roundedTogether([cells(population, 0), cells(population, 1, 2), cells(population, 3), cells(population, 4, 5)]),
      ].join("|");
    expect(given(populations(6, 5), publish)).toEqual([]);
  });
});

describe("the tables of a street", () => {
  const keys = dimensions.map(({ key }) => key);
  const group = fc
    .record({
      street: fc.constantFrom("500106001", "500106002", "500106003"),
      count: fc.integer({ min: 1, max: 9 }),
      ...(Object.fromEntries(dimensions.map(({ key, values }) => [key, fc.constantFrom(...values.map((value) => value.key))])) as Record<
        DimensionKey,
        fc.Arbitrary<string>
      >),
    })
    .map((made): CountedGroup => made);
  const divisions = [
    ["category", "level"],
    ["category", "sex", "age"],
    ["category", "allowance"],
  ] as const;
  const sumBy = (cells: ReturnType<typeof publishedCells>, of: (cell: (typeof cells)[number]) => string) => {
    const sums = new Map<string, number>();
    for (const cell of cells) sums.set(of(cell), (sums.get(of(cell)) ?? 0) + cell.count);
    return Object.fromEntries([...sums].sort());
  };

  test("say the same of a category in every division, and of a street whoever counts it: parent areas less children leave nothing over", () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 120 }), (groups) => {
        const [first, ...others] = divisions.map((division) =>
          sumBy(publishedCells(groups, division), ({ street, values }) => `${street} ${values[0]}`),
        );
        for (const other of others) expect(other).toEqual(first);
        for (const division of divisions) {
          const all = publishedCells(groups, division);
          const alone = ["500106001", "500106002", "500106003"].flatMap((street) =>
            publishedCells(
              groups.filter((each) => each.street === street),
              division,
            ),
          );
          expect(sumBy(alone, ({ street, values }) => `${street} ${values.join()}`)).toEqual(
            sumBy(all, ({ street, values }) => `${street} ${values.join()}`),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  /**
   * The most that somebody can conclude of a cell where divisions share only the sums at the ends of categories: each sum lies within two of what is published, sums do not
   * fall, and both divisions have the same sum at the end of a category. These are differences between two sums: the shortest ways between them are the exact bounds.
   */
  test("leave three possibilities at least for every cell, and every run of cells, of any size", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (categories) => {
          // Of each category: level 1 and 2 in one division, men and women in the other, over the same four cells.
          const one = categories.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a + b, c + d]);
          const other = categories.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a + c, b + d]);
          const bounds = boundsOf([one, other]);
          for (const { least, most } of bounds) expect(most - least).toBeGreaterThanOrEqual(2);
        },
      ),
      { numRuns: 60 },
    );
  });

  function boundsOf(series: readonly (readonly number[])[]): readonly { readonly least: number; readonly most: number }[] {
    const length = series[0]?.length ?? 0;
    // Sum 0 is nobody; sums of even places stand at the end of a category and are shared.
    const nodeOf = (which: number, place: number) => (place % 2 === 0 ? place : which * 1000 + place);
    const nodes = [...new Set(series.flatMap((_, which) => Array.from({ length: length + 1 }, (__, place) => nodeOf(which, place))))];
    const at = new Map(nodes.map((node, i) => [node, i]));
    const far = nodes.map((_, i) => nodes.map((__, j) => (i === j ? 0 : Infinity)));
    const shorten = (from: number, to: number, by: number) => {
      const row = far[from] as number[];
      row[to] = Math.min(row[to] as number, by);
    };
    series.forEach((given, which) => {
      let sum = 0;
      roundedTogether(given).forEach((count, i) => {
        sum += count;
        const [before, node] = [at.get(nodeOf(which, i)) as number, at.get(nodeOf(which, i + 1)) as number];
        shorten(0, node, sum + 2);
        shorten(node, 0, -Math.max(0, sum - 2));
        shorten(node, before, 0);
      });
    });
    for (const k of nodes.keys())
      for (const i of nodes.keys()) for (const j of nodes.keys()) shorten(i, j, (far[i]?.[k] ?? Infinity) + (far[k]?.[j] ?? Infinity));
    // Of every two sums in one division: what the people between them can be.
    return series.flatMap((given, which) =>
      given.flatMap((_, from) =>
        given.slice(from).map((__, i) => {
          const [a, b] = [at.get(nodeOf(which, from)) as number, at.get(nodeOf(which, from + i + 1)) as number];
          return { least: -(far[b]?.[a] ?? Infinity), most: far[a]?.[b] ?? Infinity };
        }),
      ),
    );
  }

  test("are of dimensions that stand together in a division and of no others", () => {
    expect(divisionOf(["level", "category"])).toEqual(["category", "level"]);
    expect(divisionOf(["age", "sex"])).toEqual(["category", "sex", "age"]);
    for (const [one, another] of [
      ["level", "age"],
      ["level", "sex"],
      ["allowance", "level"],
      ["allowance", "age"],
    ] as const)
      expect(divisionOf([one, another])).toBeNull();
    for (const key of keys) expect(divisionOf([key])).not.toBeNull();
  });
});
