import type { Actor } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { relations } from "../household/relation-store.ts";
import { sealedValues } from "../identity/sealed-value-store.ts";
import { subjects } from "../person/subject-store.ts";
import { records } from "../record/record-store.ts";
import type { RegistryTools } from "../registry.ts";
import { applyChange, membersIn, overtakenSteps, ownSteps, undoing, type ChangeStep } from "./change.ts";
import { checkedChange, checkFamily } from "./checked-change.ts";
import { stepTexts } from "./part-texts.ts";
import { changeRequests } from "./change-request-store.ts";
import { keepInStep, recordingAt } from "./keep-in-step.ts";
import { found, justBefore, logChange, refuseUnseenMembers, stateFor, stateOf, taken, undecided } from "./waiting-change.ts";

export type NewChange = {
  readonly subjectId: number;
  readonly steps: readonly ChangeStep[];
  /** Documents of the file that show it; a record that names none of its own is kept with the first. */
  readonly evidence?: readonly number[];
  readonly reason: string;
  /** The file as the asker saw it was known then (`PersonFile.seenAt`); as it is now where nothing is said. */
  readonly seenAt?: string;
};

/**
 * Asks for a change of a file; another person approves it.
 * @returns the number of the request
 * @throws Refusal where a step says something that cannot be kept, or the file is not in the actor's areas
 */
export async function askChange(
  tools: RegistryTools,
  actor: Actor,
  { subjectId, steps: asked, evidence = [], reason, seenAt }: NewChange,
): Promise<number> {
  const { registry, cipher } = tools;
  const why = checkedReason(reason);
  return registry.db.as(actor, async (tx) => {
    const { steps, state } = await checkedChange(tx, tools, subjectId, withEvidence(asked, evidence), evidence);
    await logChange(tx, "registry.ask-change", subjectId, steps);
    const members = membersIn(steps);
    if (members.length > 0 && seenAt !== undefined) {
      // What is known from here on is what was known of all of them: first that the asker has seen the file as it is.
      const overtaken = overtakenSteps(await stateOf(tx, cipher, subjectId, seenAt), state, ownSteps(steps));
      if (overtaken.length > 0) throw registryErrors.overtaken(stepTexts(registry, overtaken));
    }
    const seen = members.length === 0 && seenAt !== undefined ? seenAt : await subjects.lastChange(tx, subjectId, ...members);
    return changeRequests.add(tx, cipher, { subjectId, steps, evidence, reason: why, seenAt: seen });
  });
}

function withEvidence(steps: readonly ChangeStep[], [first]: readonly number[]): readonly ChangeStep[] {
  return steps.map((step) => (step.of === "record" && step.body !== null && first !== undefined ? { evidenceId: first, ...step } : step));
}

/**
 * Approves a change and records it, at once and whole.
 * @throws Refusal where the approver asked for it, it was decided already, or the file says something else by now over the days that it touches
 */
export async function approveChange(tools: RegistryTools, actor: Actor, requestId: number, reason: string | null = null): Promise<void> {
  const { registry, cipher, today } = tools;
  const why = reason === null ? null : checkedReason(reason);
  await registry.db.as(actor, async (tx) => {
    const request = await taken(tx, cipher, requestId);
    if (request.askedBy === actor.id) throw registryErrors.ownChange();
    const { subjectId, steps } = request;
    await refuseUnseenMembers(tx, steps);
    const state = await stateFor(tx, cipher, request);
    const overtaken = overtakenSteps(await stateFor(tx, cipher, request, request.seenAt), state, steps);
    if (overtaken.length > 0) throw registryErrors.overtaken(stepTexts(registry, overtaken));
    const change = applyChange(state, steps, request.reason);
    await records.replace(tx, registry.catalogue, subjectId, change.records);
    await sealedValues.replace(tx, cipher, subjectId, change.values);
    await relations.replace(tx, subjectId, change.relations);
    await changeRequests.decide(tx, requestId, { outcome: "approved", reason: why, recordedAt: await recordingAt(tx) });
    await logChange(tx, "registry.approve-change", subjectId, steps);
    for (const id of [...membersIn(steps), subjectId]) await keepInStep(tx, id, today());
  });
}

export async function refuseChange({ registry, cipher }: RegistryTools, actor: Actor, requestId: number, reason: string): Promise<void> {
  const why = checkedReason(reason);
  await registry.db.as(actor, async (tx) => {
    const request = await undecided(tx, cipher, requestId);
    if (request.askedBy === actor.id) throw registryErrors.ownChange();
    await changeRequests.decide(tx, requestId, { outcome: "refused", reason: why, recordedAt: null });
    await logChange(tx, "registry.refuse-change", request.subjectId, request.steps);
  });
}

export async function withdrawChange({ registry, cipher }: RegistryTools, actor: Actor, requestId: number): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    const request = await undecided(tx, cipher, requestId);
    if (request.askedBy !== actor.id) throw registryErrors.foreignChange();
    await changeRequests.decide(tx, requestId, { outcome: "withdrawn", reason: null, recordedAt: null });
    await logChange(tx, "registry.withdraw-change", request.subjectId, request.steps);
  });
}

/**
 * Asks to undo an approved change: a change of its own that brings back what the file said before, over the days that it touched. Like every change it needs a second
 * person, and it is refused where somebody changed the same days since.
 * @returns the number of the new request
 */
export async function askUndo({ registry, cipher }: RegistryTools, actor: Actor, requestId: number, reason: string): Promise<number> {
  const why = checkedReason(reason);
  return registry.db.as(actor, async (tx) => {
    const { subjectId, steps, decision } = await found(tx, cipher, requestId);
    if (decision?.outcome !== "approved" || decision.recordedAt === null) throw registryErrors.nothingToUndo();
    await refuseUnseenMembers(tx, steps);
    const before = await stateFor(tx, cipher, { subjectId, steps }, justBefore(decision.recordedAt));
    const undone = undoing(before, steps);
    await checkFamily(tx, registry, { subjectId, steps: undone, state: await stateFor(tx, cipher, { subjectId, steps }) });
    await logChange(tx, "registry.ask-undo", subjectId, steps);
    return changeRequests.add(tx, cipher, {
      subjectId,
      steps: undone,
      reason: why,
      seenAt: decision.recordedAt,
      undoes: requestId,
    });
  });
}

/** @throws Refusal where nothing is said, or too much */
export function checkedReason(typed: string): string {
  const reason = typed.trim();
  if (reason === "" || reason.length > 500 || !reason.isWellFormed() || reason.includes("\0")) throw registryErrors.changeReason();
  return reason;
}
