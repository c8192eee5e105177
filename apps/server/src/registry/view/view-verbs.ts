import { logAccess } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { ownAreaList } from "../area/area-list.ts";
import { registryErrors } from "../errors.ts";
import type { Registry } from "../registry.ts";
import { checkedView, partsOfName, type ListView, type SharedView } from "./list-view.ts";
import { listViews } from "./list-view-store.ts";

/** So many views somebody shares at most: what nobody uses any more is taken back. */
const mostOfOne = 50;

/** 共享名单 that the actor sees: of the areas where they work and of those around them, their own, and those that they may remove. No file is read. */
export async function sharedViews({ db }: Registry, actor: Actor): Promise<readonly SharedView[]> {
  return db.as(actor, (tx) => listViews.seen(tx));
}

/**
 * Shares a view for an area: its name, conditions, columns and order, and nobody's name.
 * @param area the beginning of its codes, within the actor's own
 * @returns its number
 * @throws Refusal where it could be about somebody, the actor does not work there, has one of this name, or has shared very many
 */
export async function shareView({ db, vocabulary }: Registry, actor: Actor, area: string, view: ListView): Promise<number> {
  if (!actor.areas.some((own) => area.startsWith(own))) throw registryErrors.viewArea();
  const checked = checkedView(vocabulary, isPlace, view);
  return db.as(actor, async (tx) => {
    await checkNameIsNobodys(tx, checked);
    if ((await listViews.countOf(tx, actor.id)) >= mostOfOne) throw registryErrors.viewsTooMany();
    await log(tx, checked);
    return listViews.add(tx, area, checked);
  });
}

/**
 * Renames a shared view and sets its conditions, columns and order anew.
 * @throws Refusal as for sharing, or where there is none of the actor's
 */
export async function changeView({ db, vocabulary }: Registry, actor: Actor, id: number, view: ListView): Promise<void> {
  const checked = checkedView(vocabulary, isPlace, view);
  await db.as(actor, async (tx) => {
    await checkNameIsNobodys(tx, checked);
    await log(tx, checked);
    if (!(await listViews.change(tx, id, checked))) throw registryErrors.viewNotFound();
  });
}

/** Takes a shared view back: nobody sees it any more; copies that others took are theirs. @throws Refusal where there is none of the actor's */
export async function withdrawView({ db }: Registry, actor: Actor, id: number): Promise<void> {
  await db.as(actor, async (tx) => {
    await logAccess(tx, { act: "registry.withdraw-view", subjects: [], fields: [] });
    if (!(await listViews.remove(tx, id))) throw registryErrors.viewNotFound();
  });
}

/**
 * Removes a shared view whose maker works there no more, so that what nobody can change does not stay for ever. The log keeps whose it was.
 * @throws Refusal where there is none in the actor's areas, or its maker still works there
 */
export async function removeLeftView({ db }: Registry, actor: Actor, id: number): Promise<void> {
  await db.as(actor, async (tx) => {
    const maker = await listViews.removeLeft(tx, id);
    if (maker === null) throw registryErrors.viewNotLeft();
    await logAccess(tx, { act: "registry.remove-left-view", subjects: [], fields: [`account:${maker}`] });
  });
}

function isPlace(code: string): boolean {
  return ownAreaList().nameOf(code) !== null;
}

async function checkNameIsNobodys(tx: Tx, { name }: ListView): Promise<void> {
  if (await listViews.isSomebodysName(tx, partsOfName(name))) throw registryErrors.viewName();
}

async function log(tx: Tx, { filters }: ListView): Promise<void> {
  await logAccess(tx, { act: "registry.share-view", subjects: [], fields: [...new Set(filters.map(({ fact }) => fact))] });
}
