import type { Facts } from "../facts.ts";
import type { Fact, FactName, FactType, Vocabulary } from "../vocabulary.ts";

/** One fact of many people: a whole number each, as the engine counts (yes is 1, an enum its position, money fen, a day since 1970). */
export type Column = Int8Array | Int32Array | Float64Array;

/** Many people, column by column. A column that is left out is known of nobody. */
export type People = { readonly count: number; readonly columns: ReadonlyMap<FactName, Column> };

const arrays: Readonly<Record<FactType, typeof Int8Array | typeof Int32Array | typeof Float64Array>> = {
  bool: Int8Array,
  enum: Int8Array,
  int: Int32Array,
  date: Int32Array,
  money: Float64Array,
  region: Float64Array,
};

/** The number that stands for "not known" in a column: the least that it can hold, and NaN where it holds decimals. */
export function unknownIn(column: Column): number {
  if (column instanceof Int8Array) return -128;
  return column instanceof Int32Array ? -2_147_483_648 : Number.NaN;
}

/** A column in which nothing is known yet. */
export function emptyColumn(fact: Fact, count: number): Column {
  const column = new arrays[fact.type](count);
  return column.fill(unknownIn(column));
}

/** People who were read one by one, as columns; only what was given of them. */
export function peopleOf(vocabulary: Vocabulary, facts: readonly Facts[]): People {
  const columns = new Map<FactName, Column>();
  vocabulary.facts.forEach((fact, position) => {
    if (!facts.some(({ given }) => given[position] === 1)) return;
    const column = emptyColumn(fact, facts.length);
    facts.forEach(({ values, given }, row) => {
      if (given[position] === 1) column[row] = values[position] as number;
    });
    columns.set(fact.name, column);
  });
  return { count: facts.length, columns };
}
