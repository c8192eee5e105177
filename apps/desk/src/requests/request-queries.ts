import { OpenRequestsAnswer, RequestsAnswer } from "@huican/contract";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../api/api.ts";

export type RequestLine = z.output<typeof OpenRequestsAnswer>["requests"][number];
export type DataRequest = z.output<typeof RequestsAnswer>["requests"][number];
export type RequestStep = DataRequest["steps"][number];

/** What waits, due first. */
export const openRequestsQuery = queryOptions({
  queryKey: ["requests", "open"],
  queryFn: ({ signal }) => ask("GET", pathOf("openRequests"), { answer: OpenRequestsAnswer, signal }),
});

/** Every request about a file, whatever became of the file. */
export const fileRequestsQuery = (fileId: number) =>
  queryOptions({
    queryKey: ["requests", "of-file", fileId],
    queryFn: ({ signal }) => ask("GET", pathOf("requests", fileId), { answer: RequestsAnswer, signal }),
  });
