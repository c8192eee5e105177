import { ImportAnswer, ImportRowsAnswer, ImportsAnswer, type ImportLine } from "@huican/contract";
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../api/api.ts";

export type ImportInList = z.output<typeof ImportLine>;
export type ImportInFull = z.output<typeof ImportAnswer>;
export type ImportRow = z.output<typeof ImportRowsAnswer>["rows"][number];

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: ({ signal }) => ask("GET", pathOf("imports"), { answer: ImportsAnswer, signal }),
});

export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ["import", id],
    queryFn: ({ signal }) => ask("GET", pathOf("import", id), { answer: ImportAnswer, signal }),
  });

export const rowsOnPage = 25;

/** A page of the rows of a kind; of all where none is said. What stands in them is not kept longer than it is looked at. */
export const rowsQuery = (id: number, kind: string, page: number) =>
  queryOptions({
    queryKey: ["import", id, "rows", kind, page],
    queryFn: ({ signal }) =>
      ask("GET", pathOf("importRows", id), {
        query: { ...(kind !== "all" && { kind }), skip: page * rowsOnPage, most: rowsOnPage },
        answer: ImportRowsAnswer,
        signal,
      }),
    gcTime: 0,
  });

export async function refreshImports(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "import" || queryKey[0] === "imports" });
}
