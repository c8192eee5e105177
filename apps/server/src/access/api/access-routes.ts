import {
  DaysQuery,
  EmergencyRequest,
  EmergencyReviewBody,
  LogRequest,
  ReadingReasonBody,
  registerPaths,
  type AccessesAnswer,
  type EmergenciesAnswer,
  type EmergencyAnswer,
  type LogAnswer,
  type ReadersAnswer,
  type Wire,
} from "@huican/contract";
import type { Hono } from "hono";
import { accessesOf, searchLog, type LogChecks, type LogLine } from "../../platform/audit/index.ts";
import { auditErrors } from "../../platform/errors.ts";
import type { Guard, Guarded } from "../../platform/guard.ts";
import { bodyOf, guardedApi, numberIn, queryOf } from "../../platform/guarded-api.ts";
import type { Logger } from "../../platform/log.ts";
import type { SystemState } from "../../platform/system-state.ts";
import type { OpenAccess } from "../access-door.ts";
import { accountNames } from "../account/account-names.ts";
import type { AccessTable } from "../duty/access-table.ts";
import { openEmergency, reviewEmergency, unreviewedEmergencies, type FileOfNumber } from "../emergency/emergency-verbs.ts";
import { accessErrors, accessStatuses } from "../errors.ts";
import { giveReadingReason, unusualReaders } from "../reading/reading-verbs.ts";
import { roles } from "../role.ts";
import { accountRoutes } from "./account-routes.ts";
import { appointmentRoutes } from "./appointment-routes.ts";
import type { RowChecks } from "../row-check/row-checks.ts";
import { logCheckRoutes } from "./log-check-routes.ts";
import { meRoutes } from "./me-routes.ts";
import { rowCheckRoutes } from "./row-check-routes.ts";
import { systemRoutes } from "./system-routes.ts";

export type AccessRoutesDoor = {
  readonly access: OpenAccess;
  readonly guard: Guard;
  readonly table: AccessTable;
  readonly log: Logger;
  /** The file of an identity or certificate number, wherever it lies. */
  readonly fileOfNumber: FileOfNumber;
  /** The access log held against its seals, and the state of the machine: for administrators. */
  readonly logChecks: LogChecks;
  readonly rowChecks: RowChecks;
  readonly systemState: () => Promise<SystemState>;
};

/** 谁看过我的信息, the log for those who watch, emergencies, who one is oneself, and what the three administrators do. */
export function accessRoutes(door: AccessRoutesDoor): Hono<Guarded> {
  const routes = guardedApi(door.log, accessStatuses);
  logRoutes(routes, door);
  emergencyRoutes(routes, door);
  readingRoutes(routes, door);
  meRoutes(routes, door);
  accountRoutes(routes, door);
  appointmentRoutes(routes, door);
  logCheckRoutes(routes, door);
  rowCheckRoutes(routes, door);
  systemRoutes(routes, door);
  return routes;
}

function logRoutes(routes: Hono<Guarded>, { access, guard }: AccessRoutesDoor): void {
  routes.get(registerPaths.accesses, guard("audit.read-accesses"), async (c) => {
    const days = queryOf(c, DaysQuery);
    const { accesses, jobs } = await accessesOf(access.db, c.get("permission").actor, numberIn(c, auditErrors.notOnesOwn), days);
    // Which office, not which officer.
    const told = accesses.map(({ day, act, basis, reference, reason, isRefused, fields, times, role, area }) => ({
      day,
      act,
      basis,
      reference,
      reason,
      isRefused,
      fields,
      times,
      who: officeOf(role),
      areaName: area === null ? null : access.nameOfArea(area),
    }));
    return c.json({ accesses: told, jobs } satisfies Wire<typeof AccessesAnswer>);
  });

  routes.post(registerPaths.log, guard("audit.search-log"), async (c) => {
    const question = await bodyOf(c, LogRequest);
    const found = await searchLog(access.db, c.get("permission").actor, question);
    const names = await accountNames(access, [...new Set(found.flatMap((entry) => [entry.actor, ...accountsIn(entry)]))]);
    const entries = found.map((entry) => ({
      ...entry,
      actorName: names.get(entry.actor) ?? null,
      aboutNames: accountsIn(entry).flatMap((id) => names.get(id) ?? []),
    }));
    return c.json({ entries } satisfies Wire<typeof LogAnswer>);
  });
}

function emergencyRoutes(routes: Hono<Guarded>, { access, guard, fileOfNumber }: AccessRoutesDoor): void {
  routes.post(registerPaths.emergencies, guard("access.open-emergency"), async (c) => {
    const { actor, as, mayTryNumbers } = c.get("permission");
    const wish = { ...(await bodyOf(c, EmergencyRequest)), as, mayTryNumbers };
    const { id, subjectId, untilAt } = await openEmergency(access, actor, wish, fileOfNumber);
    return c.json({ id, fileId: subjectId, untilAt } satisfies Wire<typeof EmergencyAnswer>, 201);
  });

  routes.get(registerPaths.emergencies, guard("access.review-emergency"), async (c) => {
    const waiting = await unreviewedEmergencies(access, c.get("permission").actor);
    const names = await accountNames(access, [...new Set(waiting.map(({ accountId }) => accountId))]);
    const emergencies = waiting.map(({ id, accountId, subjectId, reason, role, area, fromAt, untilAt }) => ({
      id,
      accountId,
      name: names.get(accountId) ?? null,
      reason,
      role,
      area,
      fromAt,
      untilAt,
      fileId: subjectId,
    }));
    return c.json({ emergencies } satisfies Wire<typeof EmergenciesAnswer>);
  });

  routes.post(registerPaths.emergencyReview, guard("access.review-emergency"), async (c) => {
    await reviewEmergency(
      access,
      c.get("permission").actor,
      numberIn(c, accessErrors.emergencyNotFound),
      await bodyOf(c, EmergencyReviewBody),
    );
    return c.body(null, 204);
  });
}

function readingRoutes(routes: Hono<Guarded>, { access, guard }: AccessRoutesDoor): void {
  routes.get(registerPaths.readers, guard("access.list-readers"), async (c) => {
    const question = { ...queryOf(c, DaysQuery), limits: access.reading };
    const found = await unusualReaders(access, c.get("permission").actor, question);
    const names = await accountNames(access, [...new Set(found.map(({ accountId }) => accountId))]);
    const readers = found.map((reader) => ({ ...reader, name: names.get(reader.accountId) ?? null }));
    return c.json({ readers } satisfies Wire<typeof ReadersAnswer>);
  });

  routes.post(registerPaths.readingReason, guard("access.give-reason"), async (c) => {
    await giveReadingReason(access, c.get("permission").actor, (await bodyOf(c, ReadingReasonBody)).reason);
    return c.body(null, 204);
  });
}

/** Accounts that an entry is about, as it keeps them: `account:u_…`. */
function accountsIn({ fields }: Pick<LogLine, "fields">): readonly string[] {
  return fields.filter((field) => field.startsWith("account:")).map((field) => field.slice("account:".length));
}

/** The office that somebody acted for. Whoever acts for none stands at the machine itself. */
function officeOf(role: string | null): Wire<typeof AccessesAnswer>["accesses"][number]["who"] {
  const known = roles.find(({ id }) => id === role);
  return known ? { zh: known.zh, en: known.en } : { zh: "系统运行人员", en: "Whoever runs the system" };
}
