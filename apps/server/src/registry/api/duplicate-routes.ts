import {
  DecisionBody,
  DuplicatesQuery,
  MergeBody,
  ReasonBody,
  registerPaths,
  UnmergeBody,
  type ComparisonAnswer,
  type DuplicatesAnswer,
  type MergeAnswer,
  type MergeDetail,
  type Wire,
} from "@huican/contract";
import type { Context, Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { bodyOf, numberIn, queryOf } from "../../platform/guarded-api.ts";
import type { PartKey } from "../duplicate/merged-files.ts";
import { approveMerge, askMerge, askUnmerge, refuseMerge, withdrawMerge } from "../duplicate/merge-verbs.ts";
import { compareFiles, listDuplicates, readMerge } from "../duplicate/read-duplicates.ts";
import { tellApart } from "../duplicate/tell-apart.ts";
import { registryErrors } from "../errors.ts";
import type { RegistryTools } from "../registry.ts";
import { readers } from "./readers.ts";
import type { RegistryDoor } from "./registry-routes.ts";
import { officersOfMerge, officersOfPair, shownComparison, shownMerge, shownPair } from "./shown-duplicate.ts";

/** Duplicates: pairs that may be one person's, two files side by side, and merging them by one person with another's approval. */
export function duplicateRoutes(routes: Hono<Guarded>, door: RegistryDoor): void {
  readingRoutes(routes, door);
  mergingRoutes(routes, door);
}

function readingRoutes(routes: Hono<Guarded>, door: RegistryDoor): void {
  const { register, today, guard } = door;
  const { registry, cipher } = register;
  const readerOf = readers(door);

  routes.get(registerPaths.duplicates, guard("registry.list-duplicates"), async (c) => {
    const permission = c.get("permission");
    const { pairs, count, searchedOn } = await listDuplicates(registry, permission.actor, {
      ...queryOf(c, DuplicatesQuery),
      today: today(),
    });
    const reader = await readerOf(permission, pairs.flatMap(officersOfPair));
    return c.json({ pairs: pairs.map((pair) => shownPair(pair, reader)), count, searchedOn } satisfies Wire<typeof DuplicatesAnswer>);
  });

  routes.get(registerPaths.comparison, guard("registry.compare-files"), async (c) => {
    const permission = c.get("permission");
    const compared = await compareFiles(registry, cipher, permission.actor, { ids: pairIn(c), today: today() });
    const reader = await readerOf(permission, officersOfPair(compared.pair));
    return c.json(shownComparison(compared, reader) satisfies Wire<typeof ComparisonAnswer>);
  });

  routes.get(registerPaths.merge, guard("registry.see-merge"), async (c) => {
    const permission = c.get("permission");
    const merge = await readMerge(registry, cipher, permission.actor, { id: numberIn(c, registryErrors.mergeNotFound), today: today() });
    return c.json(shownMerge(merge, await readerOf(permission, officersOfMerge(merge))) satisfies Wire<typeof MergeDetail>);
  });
}

function mergingRoutes(routes: Hono<Guarded>, { register: { registry, cipher }, today, guard }: RegistryDoor): void {
  const tools: RegistryTools = { registry, cipher, today };
  const actorOf = (c: Context<Guarded>) => c.get("permission").actor;
  const mergeIn = (c: Context<Guarded>) => numberIn(c, registryErrors.mergeNotFound);

  routes.post(registerPaths.tellApart, guard("registry.dismiss-duplicate"), async (c) => {
    await tellApart(tools, actorOf(c), { ids: pairIn(c), areTwo: true, ...(await bodyOf(c, ReasonBody)) });
    return c.body(null, 204);
  });

  routes.post(registerPaths.takeBack, guard("registry.reopen-duplicate"), async (c) => {
    await tellApart(tools, actorOf(c), { ids: pairIn(c), areTwo: false, ...(await bodyOf(c, ReasonBody)) });
    return c.body(null, 204);
  });

  routes.post(registerPaths.merges, guard("registry.ask-merge"), async (c) => {
    const { survivorSeenAt, otherSeenAt, takes, ...merge } = await bodyOf(c, MergeBody);
    const seen = { ...(survivorSeenAt && { survivorSeenAt }), ...(otherSeenAt && { otherSeenAt }) };
    const id = await askMerge(tools, actorOf(c), { ...merge, ...seen, takes: takes as readonly PartKey[] });
    return c.json({ id } satisfies Wire<typeof MergeAnswer>, 201);
  });

  routes.post(registerPaths.unmerge, guard("registry.ask-unmerge"), async (c) => {
    const { takes, reason, survivorSeenAt } = await bodyOf(c, UnmergeBody);
    const undoing = { takes: takes as readonly PartKey[], reason, ...(survivorSeenAt && { survivorSeenAt }) };
    return c.json({ id: await askUnmerge(tools, actorOf(c), mergeIn(c), undoing) } satisfies Wire<typeof MergeAnswer>, 201);
  });

  routes.post(registerPaths.mergeApproval, guard("registry.approve-merge"), async (c) => {
    const { reason } = await bodyOf(c, DecisionBody);
    await approveMerge(tools, actorOf(c), mergeIn(c), reason);
    return c.body(null, 204);
  });

  routes.post(registerPaths.mergeRefusal, guard("registry.refuse-merge"), async (c) => {
    const { reason } = await bodyOf(c, ReasonBody);
    await refuseMerge(tools, actorOf(c), mergeIn(c), reason);
    return c.body(null, 204);
  });

  routes.post(registerPaths.mergeWithdrawal, guard("registry.withdraw-merge"), async (c) => {
    await withdrawMerge(tools, actorOf(c), mergeIn(c));
    return c.body(null, 204);
  });
}

/** Numbers of two files, which tell nothing of whose they are. */
function pairIn(c: Context<Guarded>): readonly [number, number] {
  return [numberIn(c, registryErrors.personNotFound), numberIn(c, registryErrors.personNotFound, "other")];
}
