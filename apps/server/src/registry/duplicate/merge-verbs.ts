import { logAccess, type Act } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { checkedReason } from "../change/change-verbs.ts";
import { stateOf } from "../change/waiting-change.ts";
import { registryErrors } from "../errors.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import type { RegistryTools } from "../registry.ts";
import { carryOutMerge } from "./carry-out-merge.ts";
import { carryOutUnmerge } from "./carry-out-unmerge.ts";
import { partsOf, type PartKey } from "./merged-files.ts";
import { merges, type MergeRequest } from "./merge-store.ts";

export type NewMerge = {
  /** The file that stays, and the one that goes into it. */
  readonly survivorId: number;
  readonly otherId: number;
  /** The parts that the file that stays takes from the other; all others it keeps. */
  readonly takes: readonly PartKey[];
  readonly reason: string;
  /** Both files as they were compared were known then; as they are now where nothing is said. */
  readonly survivorSeenAt?: string;
  readonly otherSeenAt?: string;
};

/**
 * Asks for two files to be merged, part by part; another person approves it.
 * @returns the number of the request
 * @throws Refusal where one of both is not seen, is merged already, has no such part, or a request about one of them waits
 */
export async function askMerge({ registry, cipher }: RegistryTools, actor: Actor, asked: NewMerge): Promise<number> {
  const reason = checkedReason(asked.reason);
  const { survivorId, otherId, takes } = asked;
  if (survivorId === otherId) throw registryErrors.mergeOfOne();
  return registry.db.as(actor, async (tx) => {
    for (const id of [survivorId, otherId]) if ((await subjects.find(tx, id))?.kind !== "person") throw await unseenFile(tx, id);
    const parts = partsOf(await stateOf(tx, cipher, otherId), survivorId);
    if (takes.some((part) => !parts.has(part))) throw registryErrors.mergeParts();
    await log(tx, "registry.ask-merge", asked);
    return merges.add(tx, {
      survivorId,
      otherId,
      undoes: null,
      takes,
      reason,
      survivorSeenAt: asked.survivorSeenAt ?? (await subjects.lastChange(tx, survivorId)),
      otherSeenAt: asked.otherSeenAt ?? (await subjects.lastChange(tx, otherId)),
    });
  });
}

/**
 * Asks for a merge to be undone: both files become what they were. What was changed since stays with the file that stayed, but for the parts that are said to go with the other.
 * @param requestId the request on which they were merged
 * @returns the number of the new request
 */
export async function askUnmerge(
  { registry }: RegistryTools,
  actor: Actor,
  requestId: number,
  { takes, reason: typed, survivorSeenAt }: Pick<NewMerge, "takes" | "reason" | "survivorSeenAt">,
): Promise<number> {
  const reason = checkedReason(typed);
  return registry.db.as(actor, async (tx) => {
    const merge = await foundMerge(tx, requestId);
    if (merge.undoes !== null || merge.decision?.outcome !== "approved") throw registryErrors.noMergeToUndo();
    const { survivorId, otherId } = merge;
    await log(tx, "registry.ask-unmerge", { survivorId, otherId, takes });
    return merges.add(tx, {
      survivorId,
      otherId,
      undoes: requestId,
      takes,
      reason,
      survivorSeenAt: survivorSeenAt ?? (await subjects.lastChange(tx, survivorId)),
      otherSeenAt: await subjects.lastChange(tx, otherId),
    });
  });
}

/**
 * Approves a merge or its undoing and carries it out, at once and whole.
 * @throws Refusal where the approver asked for it, it was decided already, or one of both files says something else by now
 */
export async function approveMerge(tools: RegistryTools, actor: Actor, requestId: number, typed: string | null = null): Promise<void> {
  const reason = typed === null ? null : checkedReason(typed);
  await tools.registry.db.as(actor, async (tx) => {
    const request = await undecidedMerge(tx, requestId);
    if (request.askedBy === actor.id) throw registryErrors.ownMerge();
    await log(tx, "registry.approve-merge", request);
    if (request.undoes === null) await carryOutMerge(tx, tools, request, reason);
    else await carryOutUnmerge(tx, tools, { request, undone: await foundMerge(tx, request.undoes) }, reason);
  });
}

export async function refuseMerge({ registry }: RegistryTools, actor: Actor, requestId: number, typed: string): Promise<void> {
  const reason = checkedReason(typed);
  await registry.db.as(actor, async (tx) => {
    const request = await undecidedMerge(tx, requestId);
    if (request.askedBy === actor.id) throw registryErrors.ownMerge();
    await merges.decide(tx, requestId, { outcome: "refused", reason });
    await log(tx, "registry.refuse-merge", request);
  });
}

export async function withdrawMerge({ registry }: RegistryTools, actor: Actor, requestId: number): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    const request = await undecidedMerge(tx, requestId);
    if (request.askedBy !== actor.id) throw registryErrors.foreignMerge();
    await merges.decide(tx, requestId, { outcome: "withdrawn", reason: null });
    await log(tx, "registry.withdraw-merge", request);
  });
}

/** @throws Refusal where there is no such request, or the actor does not see both files */
export async function foundMerge(tx: Tx, requestId: number): Promise<MergeRequest> {
  const request = await merges.find(tx, requestId);
  if (!request) throw registryErrors.mergeNotFound();
  return request;
}

async function undecidedMerge(tx: Tx, requestId: number): Promise<MergeRequest> {
  const request = await foundMerge(tx, requestId);
  if (request.decision) throw registryErrors.mergeDecided();
  return request;
}

async function log(
  tx: Tx,
  act: Act,
  { survivorId, otherId, takes }: Pick<MergeRequest, "survivorId" | "otherId" | "takes">,
): Promise<void> {
  await logAccess(tx, { act, subjects: [survivorId, otherId], fields: takes.map((part) => part.slice(part.indexOf(":") + 1)) });
}
