import { LogAnswer, LogCheckAnswer, ReadersAnswer } from "@huican/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../../api/api.ts";
import { daysBefore } from "../../text/day-text.ts";

export type LogEntry = z.output<typeof LogAnswer>["entries"][number];
export type LogCheck = z.output<typeof LogCheckAnswer>;
export type Reader = z.output<typeof ReadersAnswer>["readers"][number];

/** What of the log is asked for; of what is left out, all. */
export type LogQuestion = { readonly actor?: string; readonly subjectId?: number; readonly day?: string };

const most = 50;

/** The log, the latest first, page by page. Each look is logged itself, so that none is made but by a press. */
export const logPagesQuery = (question: LogQuestion) =>
  infiniteQueryOptions({
    queryKey: ["log", "pages", question],
    queryFn: ({ signal, pageParam }) =>
      ask("POST", pathOf("log"), { body: { ...question, most, ...(pageParam > 0 && { before: pageParam }) }, answer: LogAnswer, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ entries }) => (entries.length < most ? undefined : entries.at(-1)?.id),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const logCheckQuery = queryOptions({
  queryKey: ["log", "check"],
  queryFn: ({ signal }) => ask("GET", pathOf("logCheck"), { answer: LogCheckAnswer, signal }),
  refetchInterval: ({ state }) => (state.data?.state === "running" ? 1_000 : false),
});

/** The week that is looked at first. */
export function lastDays(today: string): { readonly from: string; readonly until: string } {
  return { from: daysBefore(today, 6), until: today };
}

/** Each look is logged itself, so that none is made again by itself. */
export const readersQuery = (from: string, until: string) =>
  queryOptions({
    queryKey: ["readers", from, until],
    queryFn: ({ signal }) => ask("GET", pathOf("readers"), { query: { from, until }, answer: ReadersAnswer, signal }),
    staleTime: Infinity,
  });

export const lastReadersQuery = (today: string) => {
  const { from, until } = lastDays(today);
  return readersQuery(from, until);
};
