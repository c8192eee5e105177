import { AppointedAreasAnswer, AreaListAnswer } from "@huican/contract";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../../api/api.ts";

export type AreaList = z.output<typeof AreaListAnswer>;
export type Area = AreaList["areas"][number];
export type Zone = AreaList["zones"][number];
export type Appointed = z.output<typeof AppointedAreasAnswer>["areas"];

export const areaListQuery = queryOptions({
  queryKey: ["areas", "list"],
  queryFn: ({ signal }) => ask("GET", pathOf("areaList"), { answer: AreaListAnswer, signal }),
  // It changes with a new version of the program, and at midnight.
  staleTime: 5 * 60_000,
});

export const appointedAreasQuery = queryOptions({
  queryKey: ["areas", "appointments"],
  queryFn: ({ signal }) => ask("GET", pathOf("appointedAreas"), { answer: AppointedAreasAnswer, signal }),
});
