import type { MiddlewareHandler } from "hono";
import { acts, logAccess, type Act } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { Guard, Guarded, Permission } from "../../platform/guard.ts";
import type { Account } from "../account/account.ts";
import type { AccessDoor } from "../access-door.ts";
import { instant } from "../access.ts";
import { emergencies } from "../emergency/emergency-store.ts";
import { accessErrors } from "../errors.ts";
import { checkReading } from "../reading/check-reading.ts";
import { roles } from "../role.ts";
import type { SignedInEnv } from "../signed-in.ts";
import type { AccessTable } from "./access-table.ts";
import { dutiesOf } from "./duties-of.ts";
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
      const duties = dutiesOf(c.get("signedIn"));
      const opened = rule.emergency.size > 0 ? await openedFile(door, duties.accountId, Number(c.req.param("id"))) : undefined;
      const permission = (opened && emergencyPermissionFor(table, act, duties, opened)) ?? permissionFor(table, act, duties);
      if (!permission) {
        await logRefusal(door, act, duties);
        throw accessErrors.notAllowed();
      }
      const by = signature(door, c.get("signedIn").account, permission.as);
      c.set("permission", { ...permission, by, mayTryNumbers: await checkReading(door, act, permission.actor) });
      await next();
    };
    return guarded as unknown as MiddlewareHandler<Guarded>;
  };
}

/** `李敏（镇街经办，重庆市沙坪坝区渝碚路街道）`. */
function signature({ tools }: Pick<AccessDoor, "tools">, { displayName }: Account, { role, area }: Permission["as"]): string {
  const office = roles.find(({ id }) => id === role)?.zh ?? role;
  return `${displayName}（${area === null ? office : `${office}，${tools()?.nameOfArea(area) ?? area}`}）`;
}

function isAct(name: string): name is Act {
  return Object.hasOwn(acts, name);
}

/** What somebody tried though it is none of their duties; which file it was about is not looked at. */
async function logRefusal({ tools }: Pick<AccessDoor, "tools">, act: string, { accountId, origin }: Duties): Promise<void> {
  if (!isAct(act)) return;
  const actor: Actor = { id: accountId, areas: [], occasion: { ...origin, basis: "duty" } };
  await tools()?.db.as(actor, (tx) => logAccess(tx, { act, subjects: [], fields: [], outcome: "refused" }));
}

/** The emergency by which somebody may see a file just now. */
async function openedFile({ tools }: Pick<AccessDoor, "tools">, accountId: string, subjectId: number) {
  const access = tools();
  if (!access || !Number.isSafeInteger(subjectId)) return undefined;
  return access.db.as({ id: accountId, areas: [] }, (tx) =>
    emergencies.open(tx, access.cipher, { accountId, subjectId, at: instant(access) }),
  );
}
