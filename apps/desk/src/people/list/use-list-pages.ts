import { ListAnswer } from "@huican/contract";
import { queryOptions, useQueries, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import type { Line } from "../search/found-table.tsx";
import type { Condition } from "./filters.ts";
import { askedOrder, type Order } from "./order.ts";

const pageLength = 50;

/** Whom a list is of, and in which order. */
export type Listed = { readonly conditions: readonly Condition[]; readonly order: Order };

export async function listPage({ conditions, order }: Listed, skip: number, most: number, signal?: AbortSignal) {
  return ask("POST", pathOf("list"), { body: { filters: conditions, order: askedOrder(order), skip, most }, answer: ListAnswer, signal });
}

export const listPageQuery = (listed: Listed, page: number) =>
  queryOptions({
    queryKey: ["people", "list", listed, page],
    queryFn: ({ signal }) => listPage(listed, page * pageLength, pageLength, signal),
    staleTime: 60_000,
  });

/** Neighbouring pages in one request: the server goes through the whole list once for it. */
function fetchTogether(queries: QueryClient, listed: Listed, pages: readonly number[]): void {
  const [first = 0] = pages;
  // Asked for by the first that is not there yet.
  let all: ReturnType<typeof listPage> | undefined;
  for (const page of pages) {
    const from = (page - first) * pageLength;
    const part = async () => {
      all ??= listPage(listed, first * pageLength, pages.length * pageLength);
      const { people, ...answer } = await all;
      return { ...answer, people: people.slice(from, from + pageLength) };
    };
    void queries.prefetchQuery({ ...listPageQuery(listed, page), queryFn: part });
  }
}

export type ShownList = {
  /** The list that was asked for once its beginning is there, and until then the one before; null where there was none. */
  readonly shown: Listed | null;
  readonly isOnItsWay: boolean;
  readonly error: unknown;
  readonly retry: () => void;
};

/** Whoever narrows a list or sorts it sees the one that they have until the next is there. */
export function useShownList(asked: Listed, isEnabled: boolean): ShownList {
  const { data, error, refetch } = useQuery({ ...listPageQuery(asked, 0), enabled: isEnabled });
  const shown = useRef<Listed | null>(null);
  if (data) shown.current = asked;
  return { shown: shown.current, isOnItsWay: !data && !error, error, retry: () => void refetch() };
}

export type ListPages = {
  /** Null until the first page is there. */
  readonly count: number | null;
  /** Somebody by their place in the list; undefined while they are on their way. */
  readonly lineOf: (place: number) => Line | undefined;
  /** Which places are in sight: their pages are asked for, once the scrolling rests. */
  readonly show: (first: number, last: number) => void;
  readonly error: unknown;
  readonly retry: () => void;
};

const restMilliseconds = 120;
const beginning: readonly number[] = [0];

/** The list in pages, of which those in sight are read: who is not looked at is not read, and not logged. */
export function useListPages(listed: Listed): ListPages {
  const queries = useQueryClient();
  const of = JSON.stringify(listed);
  const [asked, setAsked] = useState<{ readonly of: string; readonly pages: readonly number[] }>({ of, pages: beginning });
  // Another list begins at its beginning.
  const wanted = asked.of === of ? asked.pages : beginning;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const askedAt = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const results = useQueries({
    queries: wanted.map((page) => listPageQuery(listed, page)),
  });
  const byPage = new Map(results.flatMap(({ data }, i) => (data ? [[wanted[i] ?? 0, data] as const] : [])));
  const known = useRef<number | null>(null);
  known.current = byPage.get(0)?.count ?? [...byPage.values()][0]?.count ?? known.current;
  const show = useCallback(
    (first: number, last: number) => {
      clearTimeout(timer.current);
      const pages = Array.from(
        { length: Math.floor(last / pageLength) - Math.floor(first / pageLength) + 1 },
        (_, i) => Math.floor(first / pageLength) + i,
      );
      if (pages.every((page) => wanted.includes(page))) return;
      // Whoever jumps is answered at once; whoever drags on through the list is not asked for every page on the way.
      const isJump = performance.now() - askedAt.current > restMilliseconds;
      askedAt.current = performance.now();
      const want = () => {
        const missing = pages.filter((page) => !wanted.includes(page));
        if (missing.length === 2) fetchTogether(queries, listed, missing);
        setAsked({ of, pages: [...new Set([...wanted.slice(-8), ...pages])] });
      };
      if (isJump) want();
      else timer.current = setTimeout(want, restMilliseconds);
    },
    [of, wanted, queries, listed],
  );
  const failed = results.find(({ error }) => error);
  return {
    count: known.current,
    lineOf: (place) => byPage.get(Math.floor(place / pageLength))?.people[place % pageLength],
    show,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
