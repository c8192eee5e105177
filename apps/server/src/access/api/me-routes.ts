import { registerPaths, type MeAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import { today } from "../../platform/clock.ts";
import type { Guarded } from "../../platform/guard.ts";
import type { OpenAccess } from "../access-door.ts";
import type { KeptAppointment } from "../appointment/appointment-store.ts";
import { dutiesOf } from "../duty/duties-of.ts";
import { grantedActs } from "../duty/granted-acts.ts";
import { sessionLimits } from "../session/session.ts";
import type { SignedInEnv } from "../signed-in.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";
import { roleText, sectionText } from "./office-words.ts";

type Answer = Wire<typeof MeAnswer>;

/** 我是谁: what a client needs to know of whoever is signed in, so that it offers nothing that would be refused. */
export function meRoutes(routes: Hono<Guarded>, { access, guard, table }: AccessRoutesDoor): void {
  const signedInRoutes = routes as unknown as Hono<SignedInEnv & Guarded>;
  signedInRoutes.get(registerPaths.me, guard("access.read-own-duties"), (c) => {
    const { account, appointments, session } = c.get("signedIn");
    const duties = dutiesOf(c.get("signedIn"));
    return c.json({
      accountId: account.id,
      displayName: account.displayName,
      kind: access.kind,
      today: today(access.clock),
      appointments: appointments.map((appointment) => shownAppointment(appointment, access)),
      acts: grantedActs(table, duties),
      files: [...duties.files],
      session: { endsAt: session.endsAt, idleSeconds: sessionLimits.idleSeconds },
    } satisfies Answer);
  });
}

function shownAppointment(
  { id, role, section, area, until, actingFor }: KeptAppointment,
  access: OpenAccess,
): Answer["appointments"][number] {
  return {
    id,
    role,
    roleText: roleText(role),
    sectionText: sectionText(section),
    area,
    areaName: area === null ? null : access.nameOfArea(area),
    until,
    isForAnother: actingFor !== undefined,
  };
}
