import { registerPaths, ViewBody, ViewRequest, type SharedAnswer, type ViewsAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded, Permission } from "../../platform/guard.ts";
import { bodyOf, numberIn } from "../../platform/guarded-api.ts";
import { registryErrors } from "../errors.ts";
import type { Filter } from "../search/filter.ts";
import { factOf } from "../search/list-order.ts";
import type { ListView, SharedView } from "../view/list-view.ts";
import { changeView, removeLeftView, sharedViews, shareView, withdrawView } from "../view/view-verbs.ts";
import { readers } from "./readers.ts";
import type { RegistryDoor } from "./registry-routes.ts";
import { seesFact } from "./shown.ts";

/** Lists that colleagues share: those that one may use, and one's own to be shared, changed and taken back. */
export function viewRoutes(routes: Hono<Guarded>, door: RegistryDoor): void {
  const { registry } = door.register;
  const readerOf = readers(door);

  // Whoever makes lists is told the views whose every fact they may filter by; of the others, not even the name.
  routes.get(registerPaths.views, door.guard("registry.list-people"), async (c) => {
    const permission = c.get("permission");
    const views = (await sharedViews(registry, permission.actor)).filter((view) =>
      factsOf(view).every((fact) => seesFact(fact, permission.sees)),
    );
    const { areas, officers, readerId } = await readerOf(
      permission,
      views.map(({ sharedBy }) => sharedBy),
    );
    const told = views.map(({ sharedBy, ...view }) => ({
      ...view,
      areaName: areas.nameOf(view.area) ?? null,
      sharedBy: { name: officers.get(sharedBy) ?? null, isMe: sharedBy === readerId },
    }));
    return c.json({ views: told as Wire<typeof ViewsAnswer>["views"] } satisfies Wire<typeof ViewsAnswer>);
  });

  routes.post(registerPaths.views, door.guard("registry.share-view"), async (c) => {
    const permission = c.get("permission");
    const { area, ...view } = await bodyOf(c, ViewRequest);
    return c.json(
      { id: await shareView(registry, permission.actor, area, viewOf(view, permission)) } satisfies Wire<typeof SharedAnswer>,
      201,
    );
  });

  routes.post(registerPaths.view, door.guard("registry.share-view"), async (c) => {
    const permission = c.get("permission");
    const id = numberIn(c, registryErrors.viewNotFound);
    await changeView(registry, permission.actor, id, viewOf(await bodyOf(c, ViewBody), permission));
    return c.body(null, 204);
  });

  routes.post(registerPaths.viewWithdrawal, door.guard("registry.share-view"), async (c) => {
    await withdrawView(registry, c.get("permission").actor, numberIn(c, registryErrors.viewNotFound));
    return c.body(null, 204);
  });

  routes.post(registerPaths.viewRemoval, door.guard("registry.remove-left-view"), async (c) => {
    await removeLeftView(registry, c.get("permission").actor, numberIn(c, registryErrors.viewNotFound));
    return c.body(null, 204);
  });
}

/** @throws Refusal where whoever shares it may not filter by it themselves */
function viewOf(view: Wire<typeof ViewBody>, { sees }: Permission): ListView {
  const asked = { ...view, filters: view.filters as readonly Filter[] };
  if (factsOf(asked).some((fact) => !seesFact(fact, sees))) throw registryErrors.filterNotShown();
  return asked;
}

function factsOf({ filters, order }: Pick<SharedView, "filters" | "order">): readonly string[] {
  const sortedBy = factOf(order);
  return [...filters.map(({ fact }) => fact), ...(sortedBy === null ? [] : [sortedBy])];
}
