import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { relations } from "../household/relation-store.ts";
import { sealedValues } from "../identity/sealed-value-store.ts";
import { subjects } from "../person/subject-store.ts";
import { countingOn, factsOn, holdsOn, type RegistryRecord } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import type { Registry } from "../registry.ts";
import { keepName } from "../search/name-store.ts";
import { refreshSnapshot } from "../snapshot/snapshot-store.ts";
import { applyChange, checkSteps, overtakenSteps, recordsAfter, undoing, type ChangeStep, type FileState } from "./change.ts";
import { changeRequests, type ChangeRequest } from "./change-request-store.ts";

/** What the verbs of changes need: the register, its keys, and the day. */
export type ChangeTools = { readonly registry: Registry; readonly cipher: Cipher; readonly today: () => string };

export type NewChange = {
  readonly subjectId: number;
  readonly steps: readonly ChangeStep[];
  readonly reason: string;
  /** The instant as of which the asker saw the file; now where none is said. */
  readonly seenAt?: string;
};

/**
 * Asks for a change of a file; another person approves it.
 * @returns the number of the request
 * @throws Refusal where a step says something that cannot be kept, or the file is not in the actor's areas
 */
export async function askChange(
  { registry, cipher }: ChangeTools,
  actor: Actor,
  { subjectId, steps, reason, seenAt }: NewChange,
): Promise<number> {
  if (steps.length === 0 || steps.length > mostSteps) throw registryErrors.noSteps();
  if (reason.trim() === "" || reason.length > 500) throw registryErrors.changeReason();
  checkSteps(steps, registry.catalogue.kinds, registry.vocabulary);
  return registry.db.as(actor, async (tx) => {
    if (!(await subjects.find(tx, subjectId))) throw registryErrors.personNotFound();
    return changeRequests.add(tx, cipher, { subjectId, steps, reason: reason.trim(), seenAt: seenAt ?? (await now(tx)) });
  });
}

const mostSteps = 50;

/** What a change would do: the facts that the rules read, on a day, before and after it. */
export type ChangeEffect = {
  readonly day: string;
  readonly before: ReturnType<typeof factsOn>;
  readonly after: ReturnType<typeof factsOn>;
  /** The steps over whose days somebody else changed the file since the request. */
  readonly overtaken: readonly ChangeStep[];
};

export async function changeEffect(
  { registry, cipher, today }: ChangeTools,
  actor: Actor,
  requestId: number,
  day = today(),
): Promise<ChangeEffect> {
  return registry.db.as(actor, async (tx) => {
    const request = await found(tx, cipher, requestId);
    const state = await stateOf(tx, cipher, request.subjectId);
    const seen = await stateOf(tx, cipher, request.subjectId, request.seenAt);
    const household = await householdRecords(tx, state, day);
    const { steps } = request;
    return {
      day,
      before: factsOn([...state.records, ...household], day),
      after: factsOn([...recordsAfter(state, steps, registry.catalogue.kinds), ...household], day),
      overtaken: overtakenSteps(seen, state, steps),
    };
  });
}

/**
 * Approves a change and records it, at once and whole.
 * @throws Refusal where the approver asked for it, it was decided already, or the file says something else by now over the days that it touches
 */
export async function approveChange(tools: ChangeTools, actor: Actor, requestId: number, reason: string | null = null): Promise<void> {
  const { registry, cipher, today } = tools;
  await registry.db.as(actor, async (tx) => {
    const request = await undecided(tx, cipher, requestId);
    if (request.askedBy === actor.id) throw registryErrors.ownChange();
    const { subjectId, steps } = request;
    await subjects.take(tx, subjectId);
    const state = await stateOf(tx, cipher, subjectId);
    const overtaken = overtakenSteps(await stateOf(tx, cipher, subjectId, request.seenAt), state, steps);
    if (overtaken.length > 0)
      throw registryErrors.overtaken(overtaken.map(({ kind }) => registry.catalogue.kinds.get(kind)?.text ?? { zh: kind, en: kind }));
    const change = applyChange(state, steps, request.reason);
    await records.replace(tx, registry.catalogue, subjectId, change.records);
    await sealedValues.replace(tx, cipher, subjectId, change.values);
    await relations.replace(tx, subjectId, change.relations);
    await changeRequests.decide(tx, requestId, { outcome: "approved", reason, recordedAt: await recordingAt(tx) });
    await keepInStep(tx, subjectId, today());
  });
}

export async function refuseChange({ registry, cipher }: ChangeTools, actor: Actor, requestId: number, reason: string): Promise<void> {
  if (reason.trim() === "" || reason.length > 500) throw registryErrors.changeReason();
  await registry.db.as(actor, async (tx) => {
    const request = await undecided(tx, cipher, requestId);
    if (request.askedBy === actor.id) throw registryErrors.ownChange();
    await changeRequests.decide(tx, requestId, { outcome: "refused", reason: reason.trim(), recordedAt: null });
  });
}

export async function withdrawChange({ registry, cipher }: ChangeTools, actor: Actor, requestId: number): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    const request = await undecided(tx, cipher, requestId);
    if (request.askedBy !== actor.id) throw registryErrors.foreignChange();
    await changeRequests.decide(tx, requestId, { outcome: "withdrawn", reason: null, recordedAt: null });
  });
}

/**
 * Asks to undo an approved change: a change of its own that brings back what the file said before, over the days that it touched. Like every change it needs a second
 * person, and it is refused where somebody changed the same days since.
 * @returns the number of the new request
 */
export async function askUndo({ registry, cipher }: ChangeTools, actor: Actor, requestId: number, reason: string): Promise<number> {
  if (reason.trim() === "" || reason.length > 500) throw registryErrors.changeReason();
  return registry.db.as(actor, async (tx) => {
    const { subjectId, steps, decision } = await found(tx, cipher, requestId);
    if (decision?.outcome !== "approved" || decision.recordedAt === null) throw registryErrors.nothingToUndo();
    const before = await stateOf(tx, cipher, subjectId, justBefore(decision.recordedAt));
    return changeRequests.add(tx, cipher, {
      subjectId,
      steps: undoing(before, steps),
      reason: reason.trim(),
      seenAt: decision.recordedAt,
      undoes: requestId,
    });
  });
}

async function found(tx: Tx, cipher: Cipher, requestId: number): Promise<ChangeRequest> {
  const request = await changeRequests.find(tx, cipher, requestId);
  if (!request) throw registryErrors.changeNotFound();
  return request;
}

async function undecided(tx: Tx, cipher: Cipher, requestId: number): Promise<ChangeRequest> {
  const request = await found(tx, cipher, requestId);
  if (request.decision) throw registryErrors.changeDecided();
  return request;
}

async function stateOf(tx: Tx, cipher: Cipher, subjectId: number, knownAt?: string): Promise<FileState> {
  const related = await relations.of(tx, subjectId, knownAt);
  return {
    records: await records.of(tx, [subjectId], knownAt),
    values: await sealedValues.of(tx, cipher, subjectId, knownAt),
    relations: related.filter((relation) => relation.subjectId === subjectId),
  };
}

async function householdRecords(tx: Tx, state: FileState, day: string): Promise<readonly RegistryRecord[]> {
  const household = state.relations.find((relation) => relation.kind === "household" && holdsOn(relation, day));
  return household ? records.of(tx, [household.otherId]) : [];
}

/** What is found and counted by today's state follows a change: the areas that answer for the file, the name, the snapshot. */
async function keepInStep(tx: Tx, subjectId: number, today: string): Promise<void> {
  const counting = countingOn(await records.of(tx, [subjectId]), today);
  const said = (kind: string, fact: string) => counting.get(kind)?.[0]?.body[fact];
  const [hukou, residence] = [said("hukou", "person.hukou_region"), said("person.residence_region", "person.residence_region")];
  const area = hukou ?? residence;
  if (typeof area === "string") {
    await subjects.setAreas(tx, subjectId, { area, otherArea: typeof residence === "string" && residence !== area ? residence : null });
  }
  const name = said("name", "name");
  if (typeof name === "string") await keepName(tx, subjectId, name);
  await refreshSnapshot(tx, subjectId, today);
}

async function now(tx: Tx): Promise<string> {
  return (await sql<{ at: string }>`select clock_timestamp() as at`.execute(tx)).rows[0]?.at ?? "";
}

async function recordingAt(tx: Tx): Promise<string> {
  return (await sql<{ at: string }>`select registry.recording_at() as at`.execute(tx)).rows[0]?.at ?? "";
}

/** The last instant before another, to the microsecond that the database keeps. */
function justBefore(instant: string): string {
  const [seconds = "", fraction = ""] = instant.replace("Z", "").split(".");
  const micros = BigInt(Date.parse(`${seconds}Z`)) * 1_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6)) - 1n;
  return `${new Date(Number(micros / 1_000n)).toISOString().slice(0, 19)}.${String(micros % 1_000_000n).padStart(6, "0")}Z`;
}
