import type { MiddlewareHandler } from "hono";
import { acts, logAccess, type Act } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { Guard, Guarded, Permission } from "../../platform/guard.ts";
import type { Account } from "../account/account.ts";
import type { AccessDoor, OpenAccess } from "../access-door.ts";
import { instant } from "../access.ts";
import { notOpenYet } from "../door/problems.ts";
import { emergencies, type Emergency } from "../emergency/emergency-store.ts";
import { accessErrors } from "../errors.ts";
import { checkReading, countsReading } from "../reading/check-reading.ts";
import { readings, type OwnReading } from "../reading/reading-store.ts";
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
      const access = door.tools();
      if (!access) return notOpenYet(c);
      const subjectId = rule.emergency.size > 0 ? Number(c.req.param("id")) : undefined;
      const { opened, reading } = await lookedUp(access, duties.accountId, subjectId, countsReading(act));
      const permission = (opened && emergencyPermissionFor(table, act, duties, opened)) ?? permissionFor(table, act, duties);
      if (!permission) {
        await logRefusal(access, act, duties);
        throw accessErrors.notAllowed();
      }
      const by = signature(access, c.get("signedIn").account, permission.as);
      c.set("permission", { ...permission, by, mayTryNumbers: await checkReading(access, act, permission.actor, reading) });
      await next();
    };
    return guarded as unknown as MiddlewareHandler<Guarded>;
  };
}

/** `李敏（镇街经办，重庆市沙坪坝区渝碚路街道）`. */
function signature({ nameOfArea }: OpenAccess, { displayName }: Account, { role, area }: Permission["as"]): string {
  const office = roles.find(({ id }) => id === role)?.zh ?? role;
  return `${displayName}（${area === null ? office : `${office}，${nameOfArea(area)}`}）`;
}

function isAct(name: string): name is Act {
  return Object.hasOwn(acts, name);
}

/** What somebody tried though it is none of their duties; which file it was about is not looked at. */
async function logRefusal({ db }: OpenAccess, act: string, { accountId, origin }: Duties): Promise<void> {
  if (!isAct(act)) return;
  const actor: Actor = { id: accountId, areas: [], occasion: { ...origin, basis: "duty" } };
  await db.as(actor, (tx) => logAccess(tx, { act, subjects: [], fields: [], outcome: "refused" }));
}

/** In one look: the emergency by which somebody may see a file just now, and how much they have read, where either matters. */
async function lookedUp(
  { db, cipher, clock }: OpenAccess,
  accountId: string,
  subjectId: number | undefined,
  isReadingCounted: boolean,
): Promise<{ readonly opened?: Emergency | undefined; readonly reading?: OwnReading }> {
  const file = Number.isSafeInteger(subjectId) ? subjectId : undefined;
  if (file === undefined && !isReadingCounted) return {};
  return db.as({ id: accountId, areas: [] }, async (tx) => ({
    ...(file !== undefined && { opened: await emergencies.open(tx, cipher, { accountId, subjectId: file, at: instant({ clock }) }) }),
    ...(isReadingCounted && { reading: await readings.own(tx) }),
  }));
}
