import type { ElsewhereRow } from "./area-rows.ts";

/** The rest of the country: where people come from and move to. What a place is called is all that is known of it. */
export type Elsewhere = {
  /** Districts, and cities that have none, in the order of their codes: `四川省内江市市中区`. */
  readonly places: readonly ElsewhereRow[];
  /** What a province, a city or a district is called, with what it lies in; null where the code is none of them. */
  readonly nameOf: (code: string) => string | null;
  /** The places that people call so: by the whole name, without the province, or by the name alone. */
  readonly codesNamed: (words: string) => readonly string[];
};

/** @param around the name of a province or a city that the list of areas has itself */
export function elsewhereOf(rows: readonly ElsewhereRow[], around: (code: string) => string | undefined): Elsewhere {
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  const called = (code: string) => names.get(code) ?? around(code);
  /** From the province down. A city whose only district is called as it is says its name once. */
  const chainOf = (code: string) => [...new Set([provinceOf(code), cityOf(code), code].flatMap((each) => called(each) ?? []))];
  const divided = new Set(rows.flatMap(({ code }) => (code === cityOf(code) ? [] : [cityOf(code)])));
  const places = rows
    .filter(({ code }) => code !== provinceOf(code) && !divided.has(code))
    .map(({ code }) => ({ code, name: chainOf(code).join("") }));
  const byWords = Map.groupBy(
    places.flatMap(({ code }) => {
      const chain = chainOf(code);
      return [...new Set(chain.map((_, from) => chain.slice(from).join("")))].map((words) => ({ words, code }));
    }),
    ({ words }) => words,
  );
  return {
    places,
    nameOf: (code) => (names.has(code) ? chainOf(code).join("") : null),
    codesNamed: (words) => (byWords.get(words) ?? []).map(({ code }) => code),
  };
}

function provinceOf(code: string): string {
  return `${code.slice(0, 2)}0000`;
}

function cityOf(code: string): string {
  return `${code.slice(0, 4)}00`;
}
