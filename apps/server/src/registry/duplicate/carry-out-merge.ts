import type { Text } from "@huican/engine";
import type { Tx } from "../../platform/database/index.ts";
import { differenceTo, slicesOf, type Content, type FileState } from "../change/change.ts";
import { keepInStep } from "../change/keep-in-step.ts";
import { partText } from "../change/part-texts.ts";
import type { Slice } from "../change/timeslice.ts";
import { stateOf } from "../change/waiting-change.ts";
import { registryErrors } from "../errors.ts";
import { relations } from "../household/relation-store.ts";
import { sealedValues } from "../identity/sealed-value-store.ts";
import { subjects } from "../person/subject-store.ts";
import { records } from "../record/record-store.ts";
import type { RegistryTools } from "../registry.ts";
import { refreshSnapshot } from "../snapshot/snapshot-store.ts";
import { changedParts, leadingTo, partsOf, taking, withoutEvidence, type PartKey } from "./merged-files.ts";
import { merges, type MergeRequest } from "./merge-store.ts";

/** Merges two files: the one that stays takes its parts, whoever belongs to the other belongs to it, and the other says nothing more for itself. */
export async function carryOutMerge(tx: Tx, tools: RegistryTools, request: MergeRequest, why: string | null): Promise<void> {
  const { cipher, today } = tools;
  const { survivorId, otherId, takes, reason } = request;
  const pointing = await takeFiles(tx, request);
  const survivor = await stateOf(tx, cipher, survivorId);
  const other = await stateOf(tx, cipher, otherId);
  await refuseOvertaken(tx, tools, request, { survivor, other });
  // First: from here on two files may have one number.
  await merges.decide(tx, request.id, { outcome: "approved", reason: why });
  const after = taking(partsOf(survivor, otherId), withoutEvidence(partsOf(other, survivorId)), takes);
  await write(tx, tools, survivorId, { state: survivor, after, reason });
  // After it: whoever has the other as guardian gets one who is as old as the file that stays then says.
  for (const id of pointing) {
    const own = await relationsOf(tx, id);
    if (id !== survivorId) await write(tx, tools, id, { state: own, after: leadingTo(own.relations, id, otherId, survivorId), reason });
  }
  for (const id of [otherId, ...pointing]) await refreshSnapshot(tx, id, today());
  await keepInStep(tx, survivorId, today());
}

/**
 * Takes both files and those of everybody who is related to one of them.
 * @returns whose relations lead to the file that goes
 * @throws Refusal where somebody else decided meanwhile, or one of these files is in no area of the actor
 */
export async function takeFiles(tx: Tx, { id, survivorId, otherId }: MergeRequest): Promise<readonly number[]> {
  const related = await Promise.all([survivorId, otherId].map((file) => relations.of(tx, file)));
  await subjects.take(tx, survivorId, [otherId, ...related.flat().flatMap((each) => [each.subjectId, each.otherId])]);
  if ((await merges.find(tx, id))?.decision) throw registryErrors.mergeDecided();
  const { ids, hidden } = await merges.pointingTo(tx, otherId);
  if (hidden > 0) throw registryErrors.mergeRelatedElsewhere();
  return ids;
}

/** @throws Refusal where one of both files says something else by now than when the request was made */
export async function refuseOvertaken(
  tx: Tx,
  { registry, cipher }: RegistryTools,
  { survivorId, otherId, survivorSeenAt, otherSeenAt }: MergeRequest,
  { survivor, other }: { readonly survivor: FileState; readonly other: FileState },
): Promise<void> {
  const changed = [
    ...changedParts(partsOf(await stateOf(tx, cipher, survivorId, survivorSeenAt), otherId), partsOf(survivor, otherId)),
    ...changedParts(partsOf(await stateOf(tx, cipher, otherId, otherSeenAt), survivorId), partsOf(other, survivorId)),
  ];
  if (changed.length > 0) throw registryErrors.mergeOvertaken(changed.map((part): Text => partText(registry, kindOf(part))));
}

/** Of a file its own relations alone. */
export async function relationsOf(tx: Tx, id: number, knownAt?: string): Promise<FileState> {
  const own = (await relations.of(tx, id, knownAt)).filter(({ subjectId }) => subjectId === id);
  return { records: [], values: [], relations: own };
}

/** Makes a file say something else. What it says of the other file of the pair is in neither, and ends. */
export async function write(
  tx: Tx,
  { registry, cipher }: RegistryTools,
  id: number,
  { state, after, reason }: { readonly state: FileState; readonly after: readonly Slice<Content>[]; readonly reason: string },
): Promise<void> {
  const change = differenceTo(slicesOf(state), after, reason);
  if (isSomething(change.records)) await records.replace(tx, registry.catalogue, id, change.records);
  if (isSomething(change.values)) await sealedValues.replace(tx, cipher, id, change.values);
  if (isSomething(change.relations)) await relations.replace(tx, id, change.relations);
}

function kindOf(part: PartKey): string {
  return part.slice(part.indexOf(":") + 1);
}

function isSomething({ close, add }: { readonly close: readonly unknown[]; readonly add: readonly unknown[] }): boolean {
  return close.length + add.length > 0;
}
