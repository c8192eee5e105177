import { registerPaths, type MeAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import { today } from "../../platform/clock.ts";
import type { Guarded } from "../../platform/guard.ts";
import { dutiesOf } from "../duty/duties-of.ts";
import { grantedActs } from "../duty/granted-acts.ts";
import { sessionLimits } from "../session/session.ts";
import type { SignedInEnv } from "../signed-in.ts";
import type { AccessRoutesDoor } from "./access-routes.ts";
import { shownOffice } from "./office-words.ts";

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
      appointments: appointments.map((appointment) => ({
        ...shownOffice(access, appointment),
        isForAnother: appointment.actingFor !== undefined,
      })),
      acts: grantedActs(table, duties),
      files: [...duties.files],
      session: { endsAt: session.endsAt, idleSeconds: sessionLimits.idleSeconds },
    } satisfies Answer);
  });
}
