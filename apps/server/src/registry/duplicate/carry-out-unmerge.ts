import type { Tx } from "../../platform/database/index.ts";
import { slicesOf, type Content, type FileState } from "../change/change.ts";
import { keepInStep } from "../change/keep-in-step.ts";
import { setOver } from "../change/timeslice.ts";
import { justBefore, stateOf } from "../change/waiting-change.ts";
import { registryErrors } from "../errors.ts";
import { refreshSnapshot } from "../snapshot/snapshot-store.ts";
import type { RegistryTools } from "../registry.ts";
import { refuseOvertaken, relationsOf, takeFiles, write } from "./carry-out-merge.ts";
import {
  partKeys,
  partsOf,
  saysSame,
  taking,
  unmergePlan,
  withoutEvidence,
  type FileParts,
  type PartKey,
  type UnmergePlan,
} from "./merged-files.ts";
import { merges, type MergeRequest } from "./merge-store.ts";

/** The file that stayed: just before a merge, right after it, and now. */
export type SurvivorStates = {
  readonly before: FileParts;
  readonly merged: FileParts;
  readonly now: FileParts;
  readonly plan: UnmergePlan;
};

const birth: PartKey = "record:birth";

/** @throws an error where the merge was never carried out */
export async function survivorStates(
  tx: Tx,
  cipher: RegistryTools["cipher"],
  { survivorId, otherId, decision }: Pick<MergeRequest, "survivorId" | "otherId" | "decision">,
): Promise<SurvivorStates> {
  const mergedAt = decision?.recordedAt ?? "";
  const parts = async (knownAt?: string) => partsOf(await stateOf(tx, cipher, survivorId, knownAt), otherId);
  const [before, merged, now] = [await parts(justBefore(mergedAt)), await parts(mergedAt), await parts()];
  return { before, merged, now, plan: unmergePlan(before, merged, now) };
}

/** Undoes a merge: what it changed is as it was before, what was changed since goes where the request says, and the other file stands for itself again. */
export async function carryOutUnmerge(
  tx: Tx,
  tools: RegistryTools,
  { request, undone }: { readonly request: MergeRequest; readonly undone: MergeRequest },
  why: string | null,
): Promise<void> {
  const { cipher, today } = tools;
  const { survivorId, otherId, reason } = request;
  const mergedAt = undone.decision?.recordedAt ?? "";
  await takeFiles(tx, request);
  const led = await merges.ledBy(tx, otherId, mergedAt);
  if (led === null) throw registryErrors.mergeRelatedElsewhere();
  const survivor = await stateOf(tx, cipher, survivorId);
  const other = await stateOf(tx, cipher, otherId);
  await refuseOvertaken(tx, tools, request, { survivor, other });
  const { before, now, plan } = await survivorStates(tx, cipher, undone);
  const goes = plan.later.filter((part) => request.takes.includes(part));
  // Before the other file stands for itself: the number that it has is in the one that stayed until then.
  const restored = [...plan.restored, ...goes];
  await write(tx, tools, survivorId, {
    state: survivor,
    after: taking(
      now,
      before,
      restored.filter((part) => part !== birth),
    ),
    reason,
  });
  await merges.decide(tx, request.id, { outcome: "approved", reason: why });
  await write(tx, tools, otherId, {
    state: other,
    after: [...taking(partsOf(other, survivorId), withoutEvidence(now), goes), ...relationsTo(other, survivorId)],
    reason,
  });
  for (const id of led) {
    if (id === survivorId) await relateAgain(tx, tools, undone, { later: plan.later, reason });
    else await leadBack(tx, tools, id, { mergedAt, reason });
  }
  // After those who have the other as guardian were led back: the one that stayed may be too young for it again.
  if (restored.includes(birth)) {
    const state = await stateOf(tx, cipher, survivorId);
    const after = [...taking(partsOf(state, otherId), before, [birth]), ...relationsTo(state, otherId)];
    await write(tx, tools, survivorId, { state, after, reason });
  }
  for (const id of led) await refreshSnapshot(tx, id, today());
  // Last, for whoever approves may see a file no more once it lies elsewhere.
  await keepInStep(tx, otherId, today());
  await keepInStep(tx, survivorId, today());
}

/** What the file that stayed said of the other before the merge, of those kinds that nobody changed since. */
async function relateAgain(
  tx: Tx,
  tools: RegistryTools,
  { survivorId, otherId, decision }: MergeRequest,
  { later, reason }: { readonly later: readonly PartKey[]; readonly reason: string },
): Promise<void> {
  const state = await relationsOf(tx, survivorId);
  const before = await relationsOf(tx, survivorId, justBefore(decision?.recordedAt ?? ""));
  const again = relationsTo(before, otherId).filter(({ content }) => !later.includes(`relation:${content.kind}`));
  const settings = again.map(({ slot, from, to, content }) => ({ slot, from, to, content }));
  await write(tx, tools, survivorId, { state, after: settings.reduce(setOver<Content>, slicesOf(state)), reason });
}

/** What a third file said of its relations before a merge led them elsewhere, of those kinds that nobody changed since. */
async function leadBack(
  tx: Tx,
  tools: RegistryTools,
  id: number,
  { mergedAt, reason }: { readonly mergedAt: string; readonly reason: string },
): Promise<void> {
  const parts = async (knownAt?: string) => partsOf(await relationsOf(tx, id, knownAt), id);
  const [before, merged, now] = [await parts(justBefore(mergedAt)), await parts(mergedAt), await parts()];
  const unchanged: readonly PartKey[] = partKeys(before, merged).filter((part) => saysSame(merged, now, part));
  await write(tx, tools, id, { state: await relationsOf(tx, id), after: taking(now, before, unchanged), reason });
}

/** What a file says of the other of the pair is no part that is merged: it stays as it is. */
function relationsTo(state: FileState, otherId: number) {
  return slicesOf(state).filter(({ content }) => content.of === "relation" && content.otherId === otherId);
}
