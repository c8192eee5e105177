import { useQuery } from "@tanstack/react-query";
import { areasElsewhereQuery, areasQuery, vocabularyQuery } from "./people-queries.ts";
import type { Words } from "./fact-words.ts";

const none: Words = { facts: new Map(), groups: [], areas: [], areaNames: new Map() };
let made: { readonly from: readonly [unknown, unknown, unknown]; readonly words: Words } | undefined;

/** What facts and areas are called. While it is not known yet, everything is called by its key. */
export function useWords(): { readonly words: Words; readonly isReady: boolean; readonly error: unknown } {
  const vocabulary = useQuery(vocabularyQuery);
  const areas = useQuery(areasQuery);
  // Of few files anything lies elsewhere: they are told by codes until it has come.
  const { data: elsewhere } = useQuery({ ...areasElsewhereQuery, enabled: false });
  if (!vocabulary.data || !areas.data) return { words: none, isReady: false, error: vocabulary.error ?? areas.error };
  if (made?.from[0] !== vocabulary.data || made.from[1] !== areas.data || made.from[2] !== elsewhere)
    made = {
      from: [vocabulary.data, areas.data, elsewhere],
      words: {
        facts: new Map(vocabulary.data.facts.map((fact) => [fact.name, fact])),
        groups: vocabulary.data.groups,
        areas: areas.data.areas,
        areaNames: new Map([...(elsewhere?.areas ?? []), ...areas.data.areas].map(({ code, name }) => [code, name])),
      },
    };
  return { words: made.words, isReady: true, error: null };
}
