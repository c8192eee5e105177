import { registerPaths, type SystemAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { checkDuty } from "../appointment/check-duty.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";

/** 系统状态, for the system administrator. */
export function systemRoutes(routes: Hono<Guarded>, { access, guard, systemState }: AccessRoutesDoor): void {
  routes.get(registerPaths.system, guard("system.see-state"), async (c) => {
    const { actor } = c.get("permission");
    // What follows is asked as the owner of the tables.
    await access.db.as(actor, (tx) => checkDuty(tx, access, actor, "system-administrator"));
    return c.json((await systemState()) satisfies Wire<typeof SystemAnswer>);
  });
}
