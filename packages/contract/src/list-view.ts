import { z } from "zod";
import { Officer } from "./decided.ts";
import { ListFilter, ListOrder } from "./register.ts";
import { line } from "./typed.ts";

/** 共享名单: conditions of a list under a name, which columns stand beside the name, and what it is sorted by. */
export const ViewBody = z.strictObject({
  name: line(60),
  filters: z.array(ListFilter).min(1).max(20),
  columns: z.array(z.enum(["sex", "age", "birthDate", "area", "certificate", "id"])).max(6),
  order: ListOrder,
});

/** `area`: for whom, as the beginning of the codes of an area within one's own. */
export const ViewRequest = ViewBody.extend({ area: z.string().regex(/^\d{2,12}$/) });

export const ViewsAnswer = z.object({
  views: z.array(
    z.object({
      ...ViewBody.shape,
      id: z.int(),
      area: z.string(),
      areaName: z.string().nullable(),
      sharedBy: Officer,
      isLeft: z.boolean(),
      changedAt: z.string(),
    }),
  ),
});
export const SharedAnswer = z.object({ id: z.int() });
