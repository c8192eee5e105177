import type { Context, MiddlewareHandler } from "hono";
import type { Guard, Guarded, Permission } from "../../platform/guard.ts";
import type { AccessDoor } from "../access-door.ts";
import { instant } from "../access.ts";
import { emergencies } from "../emergency/emergency-store.ts";
import { accessErrors } from "../errors.ts";
import type { SignedInEnv } from "../signed-in.ts";
import type { AccessTable } from "./access-table.ts";
import { emergencyPermissionFor, permissionFor, type Duties } from "./permission.ts";

/**
 * The one place where the program asks whether somebody may do something; row security is the second fence. It stands behind `signedIn`.
 * @throws Error for an act that the table has not: no route starts without a rule
 */
export function dutyGuard(table: AccessTable, door: Pick<AccessDoor, "tools">): Guard {
  return (act): MiddlewareHandler<Guarded> => {
    const rule = table.acts.get(act);
    if (!rule) throw new Error(`The table of duties has no act ${act}.`);
    const guarded: MiddlewareHandler<SignedInEnv & Guarded> = async (c, next) => {
      const duties = dutiesOf(c);
      const opened = rule.emergency.size > 0 ? await openedFile(door, duties.accountId, Number(c.req.param("id"))) : undefined;
      const permission = (opened && emergencyPermissionFor(table, act, duties, opened)) ?? permissionFor(table, act, duties);
      if (!permission) throw accessErrors.notAllowed();
      c.set("permission", permission satisfies Permission);
      await next();
    };
    return guarded as unknown as MiddlewareHandler<Guarded>;
  };
}

function dutiesOf(c: Context<SignedInEnv & Guarded>): Duties {
  const { account, appointments, actor, session } = c.get("signedIn");
  return { accountId: account.id, appointments, files: actor.files ?? [], origin: { address: session.address, session: session.id } };
}

/** The emergency by which somebody may see a file just now. */
async function openedFile({ tools }: Pick<AccessDoor, "tools">, accountId: string, subjectId: number) {
  const access = tools();
  if (!access || !Number.isSafeInteger(subjectId)) return undefined;
  return access.db.as({ id: accountId, areas: [] }, (tx) => emergencies.open(tx, accountId, subjectId, instant(access)));
}
