import { registerPaths, type LogCheckAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import { stream } from "hono/streaming";
import { exportCheckpoints, faultText, type LogChecks } from "../../platform/audit/index.ts";
import type { Guarded } from "../../platform/guard.ts";
import type { OpenAccess } from "../access-door.ts";
import { accountNames } from "../account/account-names.ts";
import { checkExporting, checkVerifying } from "../log-check/check-log.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";

/** So many faults are told in words; how many there are is told too. */
const mostTold = 100;

/** 核对访问记录: begun, looked at while it runs, and the checkpoints to keep elsewhere. */
export function logCheckRoutes(routes: Hono<Guarded>, { access, guard, logChecks }: AccessRoutesDoor): void {
  routes.post(registerPaths.logCheck, guard("audit.verify-log"), async (c) => {
    const { actor } = c.get("permission");
    await checkVerifying(access, actor);
    logChecks.start(actor.id);
    return c.json(await shownCheck(access, logChecks), 202);
  });

  routes.get(registerPaths.logCheck, guard("audit.verify-log"), async (c) => c.json(await shownCheck(access, logChecks)));

  routes.get(registerPaths.checkpoints, guard("audit.export-checkpoints"), async (c) => {
    await checkExporting(access, c.get("permission").actor);
    c.header("content-type", "application/jsonl; charset=utf-8");
    c.header("content-disposition", 'attachment; filename="checkpoints.jsonl"');
    return stream(c, async (body) => {
      for await (const line of exportCheckpoints(access.db)) await body.write(`${line}\n`);
    });
  });
}

async function shownCheck(access: OpenAccess, { last, publicKey }: LogChecks): Promise<Wire<typeof LogCheckAnswer>> {
  const { report, startedBy, ...check } = last;
  const names = await accountNames(access, startedBy === null ? [] : [startedBy]);
  return {
    ...check,
    startedBy: startedBy === null ? null : (names.get(startedBy) ?? null),
    report: report && {
      sealed: report.sealed,
      checkpoints: report.checkpoints,
      unsigned: report.unsigned,
      unsealed: report.unsealed.count,
      removals: report.removals.length,
      keptElsewhere: report.keptElsewhere,
      faultCount: report.faultCount,
      faults: report.faults.slice(0, mostTold).map(faultText),
    },
    publicKey,
  };
}
