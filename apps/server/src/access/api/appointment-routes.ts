import {
  AppointmentBody,
  AppointmentEndBody,
  DelegationBody,
  HandoverBody,
  LeaveBody,
  registerPaths,
  type AppointedAreasAnswer,
  type AppointmentAnswer,
  type ColleaguesAnswer,
  type LeaveAnswer,
  type RolesAnswer,
  type Wire,
} from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { bodyOf, numberIn } from "../../platform/guarded-api.ts";
import { appointedAreas, colleaguesOf } from "../account/accounts-seen.ts";
import { appoint, delegate, endAppointment, handOver, leave } from "../appointment/appointment-verbs.ts";
import { accessErrors } from "../errors.ts";
import { digitsOf, roles } from "../role.ts";
import { accountIn } from "./account-routes.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";
import { officeText } from "./office-words.ts";

/** 任职: given, ended and handed over by the security administrator; handed on for some days (代理、离岗) by whoever holds one. */
export function appointmentRoutes(routes: Hono<Guarded>, { access, guard }: AccessRoutesDoor): void {
  routes.get(registerPaths.roles, guard("access.see-accounts"), (c) => {
    const shown = roles.map(({ id, zh, en, levels, sections: desks = [] }) => ({
      id,
      text: { zh, en },
      levels: levels.map((level) => ({ level, digits: digitsOf(level) })),
      sections: desks.map((desk) => ({ id: desk.id, text: { zh: desk.zh, en: desk.en } })),
    }));
    return c.json({ roles: shown } satisfies Wire<typeof RolesAnswer>);
  });

  routes.get(registerPaths.appointedAreas, guard("access.see-areas"), async (c) => {
    const counts = await appointedAreas(access, c.get("permission").actor);
    return c.json({ areas: [...counts].map(([area, count]) => ({ area, count })) } satisfies Wire<typeof AppointedAreasAnswer>);
  });

  routes.post(registerPaths.accountAppointments, guard("access.appoint"), async (c) => {
    const appointment = { accountId: accountIn(c), ...(await bodyOf(c, AppointmentBody)) };
    return c.json({ id: await appoint(access, c.get("permission").actor, appointment) } satisfies Wire<typeof AppointmentAnswer>, 201);
  });

  routes.post(registerPaths.appointmentEnd, guard("access.appoint"), async (c) => {
    const { from } = await bodyOf(c, AppointmentEndBody);
    await endAppointment(access, c.get("permission").actor, numberIn(c, accessErrors.appointmentNotFound), from);
    return c.body(null, 204);
  });

  routes.post(registerPaths.appointmentHandover, guard("access.appoint"), async (c) => {
    const wish = { id: numberIn(c, accessErrors.appointmentNotFound), ...(await bodyOf(c, HandoverBody)) };
    return c.json({ id: await handOver(access, c.get("permission").actor, wish) } satisfies Wire<typeof AppointmentAnswer>, 201);
  });

  routes.post(registerPaths.delegation, guard("access.delegate"), async (c) => {
    const { area, ...wish } = await bodyOf(c, DelegationBody);
    const id = numberIn(c, accessErrors.appointmentNotFound);
    const given = await delegate(access, c.get("permission").actor, { id, ...wish, ...(area !== undefined && { area }) });
    return c.json({ id: given } satisfies Wire<typeof AppointmentAnswer>, 201);
  });

  routes.post(registerPaths.leave, guard("access.delegate"), async (c) => {
    const ids = await leave(access, c.get("permission").actor, await bodyOf(c, LeaveBody));
    return c.json({ ids: [...ids] } satisfies Wire<typeof LeaveAnswer>, 201);
  });

  routes.get(registerPaths.colleagues, guard("access.delegate"), async (c) => {
    const found = await colleaguesOf(access, c.get("permission").actor);
    const colleagues = found.map(({ id, displayName, appointments }) => ({
      id,
      displayName,
      offices: appointments.map((appointment) => officeText(access, appointment)),
    }));
    return c.json({ colleagues } satisfies Wire<typeof ColleaguesAnswer>);
  });
}
