import { registerPaths, type RowCheckAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";

/** So many rows are told; how many there are is told too. */
const mostTold = 100;

/** 核对账号数据: what the server found by itself, for those who answer for accounts and for the log. */
export function rowCheckRoutes(routes: Hono<Guarded>, { guard, rowChecks }: AccessRoutesDoor): void {
  routes.get(registerPaths.rowCheck, guard("access.see-row-check"), (c) => {
    const { at, found } = rowChecks.last;
    return c.json({ at, count: found.length, found: found.slice(0, mostTold) } satisfies Wire<typeof RowCheckAnswer>);
  });
}
