import type { Tx } from "../../platform/database/index.ts";
import { attachments } from "../attachment/attachment-store.ts";
import { registryErrors } from "../errors.ts";
import type { IdentityNumberOptions } from "../identity/identity-number.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import { records } from "../record/record-store.ts";
import type { Registry, RegistryTools } from "../registry.ts";
import { relations, type Relation } from "../household/relation-store.ts";
import { applyChange, recordsAfter, type ChangeStep, type FileState } from "./change.ts";
import { checkCertificateNumbers, checkedSteps } from "./check-steps.ts";
import { tried } from "./tried.ts";
import { refuseUnseenMembers, stateFor, takeFiles } from "./waiting-change.ts";

/**
 * The steps of a change as they can be kept, and what the file says before.
 * @throws Refusal where a step says something that cannot be kept, or the file is not in the actor's areas
 */
export async function checkedChange(
  tx: Tx,
  tools: RegistryTools,
  subjectId: number,
  asked: readonly ChangeStep[],
  evidence: readonly number[] = [],
): Promise<{ readonly steps: readonly ChangeStep[]; readonly state: FileState }> {
  const { registry, cipher } = tools;
  const subject = await subjects.find(tx, subjectId);
  if (!subject) throw await unseenFile(tx, subjectId);
  const options = numbersOf(tools);
  const steps = checkedSteps(registry, asked, { subject: subject.kind, ...options });
  await checkOthers(tx, subjectId, steps);
  await refuseUnseenMembers(tx, steps);
  await checkEvidence(tx, subjectId, [...evidence, ...evidenceOf(steps)]);
  const state = await stateFor(tx, cipher, { subjectId, steps });
  checkMembers(subjectId, steps, state);
  checkCertificateNumbers(steps, recordsAfter(state, steps, registry.catalogue.kinds), options);
  await checkFamily(tx, registry, { subjectId, steps, state });
  return { steps, state };
}

/**
 * Whether the database would take what a change says of a family as things are: it sees the whole household, guardians and wards, also where the actor does not.
 * @throws Refusal where it would not
 */
export async function checkFamily(
  tx: Tx,
  { catalogue }: Registry,
  { subjectId, steps, state }: { readonly subjectId: number; readonly steps: readonly ChangeStep[]; readonly state: FileState },
): Promise<void> {
  const concerning = steps.filter(({ of, kind }) => of === "relation" || kind === "birth");
  if (concerning.length === 0) return;
  await tried(tx, async () => {
    await takeFiles(tx, subjectId, steps);
    const change = applyChange(state, concerning, "");
    await records.replace(tx, catalogue, subjectId, change.records);
    await relations.replace(tx, subjectId, change.relations);
  });
}

/** @throws Refusal where somebody is to belong to a file of another sort, to none, or to themselves */
async function checkOthers(tx: Tx, subjectId: number, steps: readonly ChangeStep[]): Promise<void> {
  for (const step of steps) {
    if (step.of !== "relation" || !step.holds) continue;
    const kind = await subjects.kindOf(tx, step.otherId);
    if (step.otherId === subjectId || kind !== (step.kind === "household" ? "household" : "person")) throw registryErrors.foreignRelation();
  }
}

/** @throws Refusal where a step is about somebody else's membership who does not live in one household with the person on its first day */
function checkMembers(subjectId: number, steps: readonly ChangeStep[], { relations: own, members = [] }: FileState): void {
  for (const step of steps) {
    if (step.of !== "relation" || step.memberId === undefined) continue;
    const { memberId, otherId, from } = step;
    const lives = ({ kind, otherId: householdId, validFrom, validTo }: Relation) =>
      kind === "household" &&
      householdId === otherId &&
      (validFrom === null || (from !== null && validFrom <= from)) &&
      (validTo === null || from === null || from < validTo);
    const isMember = members.some((membership) => membership.subjectId === memberId && lives(membership));
    if (memberId === subjectId || !isMember || !own.some(lives)) throw registryErrors.notAMember();
  }
}

/** The documents that single steps name. */
export function evidenceOf(steps: readonly ChangeStep[]): readonly number[] {
  return steps.flatMap((step) => (step.of === "record" && step.evidenceId !== undefined ? [step.evidenceId] : []));
}

/** @throws Refusal where evidence is in another file, or in none: it is attached before the change is asked for */
async function checkEvidence(tx: Tx, subjectId: number, ids: readonly number[]): Promise<void> {
  const own = new Set((await attachments.of(tx, [subjectId])).map(({ id }) => id));
  if (!ids.every((id) => own.has(id))) throw registryErrors.foreignEvidence();
}

function numbersOf({ today, acceptsSynthetic = false }: RegistryTools): IdentityNumberOptions {
  return { today: today(), acceptsSynthetic };
}
