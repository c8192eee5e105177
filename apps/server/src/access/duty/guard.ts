import type { MiddlewareHandler } from "hono";
import type { Guard, Guarded } from "../../platform/guard.ts";
import { accessErrors } from "../errors.ts";
import type { SignedInEnv } from "../signed-in.ts";
import type { AccessTable } from "./access-table.ts";
import { permissionFor } from "./permission.ts";

/**
 * The one place where the program asks whether somebody may do something; row security is the second fence. It stands behind `signedIn`.
 * @throws Error for an act that the table has not: no route starts without a rule
 */
export function dutyGuard(table: AccessTable): Guard {
  return (act): MiddlewareHandler<Guarded> => {
    if (!table.acts.has(act)) throw new Error(`The table of duties has no act ${act}.`);
    const guarded: MiddlewareHandler<SignedInEnv & Guarded> = async (c, next) => {
      const { account, appointments, actor } = c.get("signedIn");
      const permission = permissionFor(table, act, { accountId: account.id, appointments, files: actor.files ?? [] });
      if (!permission) throw accessErrors.notAllowed();
      c.set("permission", { ...permission, actor: { ...permission.actor, ...(actor.occasion && { occasion: actor.occasion }) } });
      await next();
    };
    return guarded as unknown as MiddlewareHandler<Guarded>;
  };
}
