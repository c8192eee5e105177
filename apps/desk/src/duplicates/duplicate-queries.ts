import { ComparisonAnswer, DuplicatesAnswer, MergeDetail, type ComparedPart, type DuplicatePair } from "@huican/contract";
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../api/api.ts";
import { mayIn, type Me } from "../api/me.ts";
import type { Rights } from "../decision/rights.ts";
import type { PairState } from "./pair-state.ts";

export type Pair = z.output<typeof DuplicatePair>;
export type Comparison = z.output<typeof ComparisonAnswer>;
export type Merge = z.output<typeof MergeDetail>;
export type Compared = z.output<typeof ComparedPart>;
/** A side of two files: the one with the smaller number first. */
export type Side = 0 | 1;

export const pairsAtOnce = 50;

/** How often it is asked again while the first search of a day is made. */
const searchingMilliseconds = 3_000;

export const duplicatesQuery = (state: PairState, skip: number) =>
  queryOptions({
    queryKey: ["duplicates", state, skip],
    queryFn: ({ signal }) =>
      ask("GET", pathOf("duplicates"), { query: { state, skip, most: pairsAtOnce }, answer: DuplicatesAnswer, signal }),
    refetchInterval: ({ state: { data } }) => (data?.searchedOn === null ? searchingMilliseconds : false),
  });

export const comparisonQuery = (firstId: number, secondId: number) =>
  queryOptions({
    queryKey: ["duplicates", "pair", firstId, secondId],
    queryFn: ({ signal }) => ask("GET", pairPath("comparison", firstId, secondId), { answer: ComparisonAnswer, signal }),
  });

export const mergeQuery = (id: number) =>
  queryOptions({
    queryKey: ["duplicates", "merge", id],
    queryFn: ({ signal }) => ask("GET", pathOf("merge", id), { answer: MergeDetail, signal }),
  });

export function pairPath(name: "comparison" | "tellApart" | "takeBack", firstId: number, secondId: number): string {
  return pathOf(name, firstId).replace(":other", String(secondId));
}

/** Lists, files and work may all say something else once two files became one, or two again. */
export async function forgetPairs(queries: QueryClient): Promise<void> {
  // A list that is opened next is asked for anew: an old one would lead to what is done already.
  queries.removeQueries({ queryKey: ["duplicates"], type: "inactive" });
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "duplicates" || queryKey[0] === "people" });
}

/** The parts that the file which stays takes from the other: those for which its side was chosen. */
export function takesOf(parts: readonly Compared[], chosen: ReadonlyMap<string, Side>, survivor: Side): readonly string[] {
  return parts.flatMap(({ part, isSame, sides }) => {
    const other = survivor === 0 ? 1 : 0;
    if (isSame || sides[other].length === 0) return [];
    const side = chosen.get(part) ?? (sides[survivor].length === 0 ? other : survivor);
    return side === other ? [part] : [];
  });
}

export function rightsToMerge(me: Pick<Me, "acts">, { areas, askedBy, decision, holds, undoes }: Merge): Rights {
  const waits = decision === null;
  const mayHere = (act: string) => mayIn(me, act, areas);
  return {
    approve: waits && !askedBy.isMe && mayHere("registry.approve-merge"),
    refuse: waits && !askedBy.isMe && mayHere("registry.refuse-merge"),
    withdraw: waits && askedBy.isMe && mayHere("registry.withdraw-merge"),
    undo: undoes === null && decision?.outcome === "approved" && holds && mayHere("registry.ask-unmerge"),
    isOwn: waits && askedBy.isMe,
  };
}
