import { ChangesAnswer, DuplicatesAnswer, EmergenciesAnswer, RowCheckAnswer, type ChangeLine } from "@huican/contract";
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../api/api.ts";
import { may, mayIn, type Me } from "../api/me.ts";
import type { Pair } from "../duplicates/duplicate-queries.ts";

export type Change = z.output<typeof ChangeLine>;

/** Requests that wait for a decision, the oldest first. */
export const waitingQuery = queryOptions({
  queryKey: ["changes", "waiting"],
  queryFn: ({ signal }) => ask("GET", pathOf("changeList"), { query: { state: "waiting", most: 200 }, answer: ChangesAnswer, signal }),
});

/** What one has asked for oneself and was decided lately. */
export const ownDecidedQuery = queryOptions({
  queryKey: ["changes", "decided", "me"],
  queryFn: ({ signal }) =>
    ask("GET", pathOf("changeList"), { query: { state: "decided", by: "me", most: 20 }, answer: ChangesAnswer, signal }),
});

export const emergenciesQuery = queryOptions({
  queryKey: ["emergencies"],
  queryFn: ({ signal }) => ask("GET", pathOf("emergencies"), { answer: EmergenciesAnswer, signal }),
});

/** What the server found by itself when it held accounts against the log. */
export const rowCheckQuery = queryOptions({
  queryKey: ["row-check"],
  queryFn: ({ signal }) => ask("GET", pathOf("rowCheck"), { answer: RowCheckAnswer, signal }),
});

/** Merges and their undoing that wait for a decision, those that do most harm first. */
export const waitingMergesQuery = queryOptions({
  queryKey: ["duplicates", "waiting", "work"],
  queryFn: ({ signal }) => ask("GET", pathOf("duplicates"), { query: { state: "waiting", most: 200 }, answer: DuplicatesAnswer, signal }),
});

/** Those that somebody may decide: another asked, and a file of both lies in an area where they approve. */
export function mergesToDecide(me: Pick<Me, "acts">, pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(({ request, areas }) => request !== null && !request.askedBy.isMe && mayIn(me, "registry.approve-merge", areas));
}

/** Asks for what the first screen lists, of what somebody may list. */
export function prefetchWork(queries: QueryClient, me: Pick<Me, "acts">): void {
  if (may(me, "registry.list-changes")) void queries.prefetchQuery(waitingQuery);
  if (may(me, "registry.ask-change")) void queries.prefetchQuery(ownDecidedQuery);
  if (may(me, "registry.approve-merge")) void queries.prefetchQuery(waitingMergesQuery);
  if (may(me, "access.review-emergency")) void queries.prefetchQuery(emergenciesQuery);
}

/** Requests as they concern somebody. */
export type Sorted = {
  /** Theirs to decide. */
  readonly toDecide: readonly Change[];
  /** Asked for by themselves: another decides. */
  readonly own: readonly Change[];
  /** In their areas, and decided by an office that they do not hold. */
  readonly others: readonly Change[];
};

/** Sorts requests that wait by what somebody may do with them, so that nothing is offered that would be refused. */
export function sortWaiting(me: Pick<Me, "acts">, changes: readonly Change[]): Sorted {
  const others = changes.filter(({ askedBy }) => !askedBy.isMe);
  const mayDecide = ({ areas }: Change) => mayIn(me, "registry.approve-change", areas);
  return {
    toDecide: others.filter(mayDecide),
    own: changes.filter(({ askedBy }) => askedBy.isMe),
    others: others.filter((change) => !mayDecide(change)),
  };
}

/** A request that has waited so many days is late. No document says how many: it is what an office would be ashamed of. */
export const lateDays = 5;
