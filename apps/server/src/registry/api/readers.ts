import type { Permission } from "../../platform/guard.ts";
import { ownAreaList } from "../area/area-list.ts";
import type { RegistryDoor } from "./registry-routes.ts";

/** How to learn who reads what is told of a request, and the names of those who had to do with it. */
export function readers({ register: { registry }, accountNames }: RegistryDoor) {
  const areas = ownAreaList();
  return async ({ actor, sees }: Permission, officers: readonly string[]) => ({
    sees,
    areas,
    registry,
    officers: await accountNames([...new Set(officers)]),
    readerId: actor.id,
  });
}
