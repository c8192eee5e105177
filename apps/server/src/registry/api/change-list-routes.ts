import { ChangesQuery, registerPaths, type ChangeDetail, type ChangesAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { numberIn, queryOf } from "../../platform/guarded-api.ts";
import { listChanges, readChange } from "../change/read-changes.ts";
import { registryErrors } from "../errors.ts";
import { readers } from "./readers.ts";
import type { RegistryDoor } from "./registry-routes.ts";
import { officersOf, shownChange, shownChangeLine } from "./shown-change.ts";

/** Requests for changes: which wait and which were decided, and one of them with both versions. */
export function changeListRoutes(routes: Hono<Guarded>, door: RegistryDoor): void {
  const { register, guard } = door;
  const { registry, cipher } = register;
  const readerOf = readers(door);

  routes.get(registerPaths.changeList, guard("registry.list-changes"), async (c) => {
    const permission = c.get("permission");
    const { lines, count } = await listChanges(registry, permission.actor, queryOf(c, ChangesQuery));
    const reader = await readerOf(permission, lines.flatMap(officersOf));
    return c.json({ changes: lines.map((line) => shownChangeLine(line, reader)), count } satisfies Wire<typeof ChangesAnswer>);
  });

  routes.get(registerPaths.change, guard("registry.see-change"), async (c) => {
    const permission = c.get("permission");
    const change = await readChange(registry, cipher, permission.actor, numberIn(c, registryErrors.changeNotFound));
    const reader = await readerOf(permission, officersOf(change.line));
    return c.json(shownChange(change, reader) satisfies Wire<typeof ChangeDetail>);
  });
}
