import { SharedAnswer, ViewsAnswer } from "@huican/contract";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../../api/api.ts";
import { readConditions } from "./filters.ts";
import { askedOrder, orderOf } from "./order.ts";
import type { SavedView, View } from "./saved-views.ts";

/** 共享名单, as the server tells it. */
type Told = z.output<typeof ViewsAnswer>["views"][number];
export type SharedView = SavedView & Pick<Told, "id" | "area" | "areaName" | "sharedBy" | "isLeft">;

export const sharedViewsQuery = queryOptions({
  queryKey: ["people", "views"],
  queryFn: async ({ signal }): Promise<readonly SharedView[]> =>
    (await ask("GET", pathOf("views"), { answer: ViewsAnswer, signal })).views.map(({ filters, order, ...told }) => ({
      ...told,
      conditions: readConditions(filters),
      order: orderOf(order),
    })),
  staleTime: 60_000,
});

function bodyOf({ conditions, order, columns }: View, name: string) {
  return { name, filters: conditions, columns, order: askedOrder(order) };
}

/** What is done with shared views: each time all of them are asked for anew. */
export type ViewDeed =
  | { readonly deed: "share"; readonly name: string; readonly view: View; readonly area: string }
  | { readonly deed: "change"; readonly name: string; readonly view: View; readonly id: number }
  | { readonly deed: "withdraw" | "remove"; readonly id: number };

export function useViewDeeds() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (done: ViewDeed): Promise<void> => {
      if (done.deed === "share")
        await ask("POST", pathOf("views"), { body: { ...bodyOf(done.view, done.name), area: done.area }, answer: SharedAnswer });
      else if (done.deed === "change") await ask("POST", pathOf("view", done.id), { body: bodyOf(done.view, done.name) });
      else await ask("POST", pathOf(done.deed === "remove" ? "viewRemoval" : "viewWithdrawal", done.id));
    },
    onSettled: () => client.invalidateQueries({ queryKey: sharedViewsQuery.queryKey }),
  });
}
