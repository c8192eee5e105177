import { registerBase } from "@huican/contract";
import type { Pack } from "@huican/engine";
import { Hono } from "hono";
import { dutyGuard, readAccessTable, signedIn, type AccessDoor } from "./access/index.ts";
import { today, type Clock } from "./platform/clock.ts";
import type { Logger } from "./platform/log.ts";
import { entitlementRoutes } from "./policy/register/api/index.ts";
import { registryRoutes } from "./registry/api/index.ts";
import type { Register } from "./registry/index.ts";

export type StaffParts = {
  readonly register: Pick<Register, "registry" | "cipher" | "kind">;
  readonly packs: ReadonlyMap<string, Pack>;
  readonly access: AccessDoor;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Everything for whoever is signed in, as a table of contents. It is loaded once the register is open: whoever asks for a public page waits for none of it. */
export function staffRoutes({ register, packs, access, clock, log }: StaffParts): Hono {
  const door = { register, packs, today: () => today(clock), guard: dutyGuard(readAccessTable()), log };
  const routes = new Hono().basePath(registerBase);
  routes.use(signedIn(access, "problem"));
  routes.route("/", registryRoutes(door));
  routes.route("/", entitlementRoutes(door));
  return routes;
}
