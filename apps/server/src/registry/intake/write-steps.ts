import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { applyChange, overtakenSteps, undoing, type ChangeStep, type FileDifference, type FileState } from "../change/change.ts";
import { keepInStep, recordingAt } from "../change/keep-in-step.ts";
import { justBefore, stateOf } from "../change/waiting-change.ts";
import { registryErrors } from "../errors.ts";
import { relations } from "../household/relation-store.ts";
import { sealedValues } from "../identity/sealed-value-store.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import { records } from "../record/record-store.ts";
import type { RegistryTools } from "../registry.ts";
import { subjectNames } from "../search/name-store.ts";

/** Which of a file steps have written, over which days, without what they said. */
export type TouchedPart = Pick<ChangeStep, "of" | "kind" | "source" | "from" | "to"> & { readonly otherId?: number };

/** Something that is about to be written into a file by a verb of another module, which has looked at who may, and logs it in the same transaction. */
export type FileWriting = { readonly file: TakenFile; readonly steps: readonly ChangeStep[]; readonly reason: string };

/** The file of a person that is taken until the end of the transaction, with all that steps can touch. */
export type TakenFile = { readonly id: number; readonly version: number; readonly name: string | null; readonly state: FileState };

/**
 * Takes the file of a person until the end of the transaction.
 * @param others files that steps will relate it to
 * @returns null where it is not seen, or was found to be somebody else's
 */
export async function takeFile(tx: Tx, cipher: Cipher, id: number, others: readonly number[] = []): Promise<TakenFile | null> {
  const subject = await subjects.take(tx, id, others);
  if (subject?.kind !== "person" || subject.mergedInto !== null) return null;
  const name = (await subjectNames(tx, [id])).get(id) ?? null;
  return { id, version: subject.version, name, state: await stateOf(tx, cipher, id) };
}

/**
 * Writes steps into a file, at once and whole. What is found by the file's name and areas is brought in step by {@link settleFile}, which comes last: after it whoever
 * writes may see the file no more.
 * @param steps as `checkedSteps` gives them
 * @returns when it was recorded
 * @throws Refusal where the database would not take it
 */
export async function writeSteps(
  tx: Tx,
  tools: RegistryTools,
  { file, steps, reason }: FileWriting,
): Promise<{ readonly recordedAt: string; readonly touched: readonly TouchedPart[] }> {
  await keep(tx, tools, file.id, applyChange(file.state, steps, reason));
  return { recordedAt: await recordingAt(tx), touched: steps.map(touchedPart) };
}

/**
 * Brings what is found and counted by today's state in step with a file that was written to. Numbers and addresses are found by themselves: nothing else follows from them.
 * @param steps what was written, or taken back
 */
export async function settleFile(
  tx: Tx,
  { today }: RegistryTools,
  subjectId: number,
  steps: readonly Pick<ChangeStep, "of">[],
): Promise<void> {
  if (steps.some(({ of }) => of !== "value")) await keepInStep(tx, subjectId, today());
}

/** Makes a file of somebody who has none, and one of a household, with nothing in them yet. */
export async function makeFile(
  tx: Tx,
  areas: { readonly area: string; readonly otherArea: string | null },
): Promise<{ readonly id: number; readonly householdId: number }> {
  const householdId = await subjects.add(tx, { kind: "household", ...areas });
  return { id: await subjects.add(tx, { kind: "person", ...areas }), householdId };
}

/** Steps that were written once, and when; and whether the file was made by them. */
export type WrittenSteps = {
  readonly subjectId: number;
  readonly touched: readonly TouchedPart[];
  readonly recordedAt: string;
  readonly wasMade: boolean;
  readonly reason: string;
};

/**
 * Takes back what was written: the file says again what it said before, over the days that were touched. A file that was made by it says nothing any more, and its number is
 * free again; what was believed of it meanwhile stays recorded, as everything does.
 * @returns false, and does nothing, where somebody has changed the same since, or a file that was made by it at all
 * @throws Refusal where the file is not seen
 */
export async function takeBackSteps(tx: Tx, tools: RegistryTools, written: WrittenSteps): Promise<boolean> {
  const { cipher } = tools;
  const { subjectId, recordedAt, wasMade, reason } = written;
  const steps = written.touched.map(stepOver);
  const others = steps.flatMap((step) => (step.of === "relation" ? [step.otherId] : []));
  // Read first: taking the file is no change of it.
  const lastChange = await subjects.lastChange(tx, subjectId);
  if (!(await subjects.take(tx, subjectId, others))) throw await unseenFile(tx, subjectId);
  const now = await stateOf(tx, cipher, subjectId);
  if (overtakenSteps(await stateOf(tx, cipher, subjectId, recordedAt), now, steps).length > 0) return false;
  if (wasMade && lastChange > recordedAt) return false;
  const before = await stateOf(tx, cipher, subjectId, justBefore(recordedAt));
  await keep(tx, tools, subjectId, applyChange(now, undoing(before, steps), reason));
  if (wasMade) await forgetName(tx, subjectId);
  return true;
}

async function keep(
  tx: Tx,
  { registry, cipher }: Pick<RegistryTools, "registry" | "cipher">,
  subjectId: number,
  { records: said, values, relations: related }: FileDifference,
): Promise<void> {
  if (said.add.length + said.close.length > 0) await records.replace(tx, registry.catalogue, subjectId, said);
  if (values.add.length + values.close.length > 0) await sealedValues.replace(tx, cipher, subjectId, values);
  if (related.add.length + related.close.length > 0) await relations.replace(tx, subjectId, related);
}

async function forgetName(tx: Tx, subjectId: number): Promise<void> {
  await sql`delete from registry.name_sound where subject_id = ${subjectId}`.execute(tx);
  await sql`delete from registry.name_entry where subject_id = ${subjectId}`.execute(tx);
}

function touchedPart(step: ChangeStep): TouchedPart {
  const { of, kind, source, from, to } = step;
  return { of, kind, source, from, to, ...(step.of === "relation" && { otherId: step.otherId }) };
}

/** A step over the same days, of which only what it is about counts. */
function stepOver({ of, kind, source, from, to, otherId }: TouchedPart): ChangeStep {
  if (of === "record") return { of, kind, source, from, to, body: null };
  const part = { source, from, to };
  if (of === "value") return { of, kind: kind as Extract<ChangeStep, { of: "value" }>["kind"], ...part, text: null };
  if (otherId === undefined) throw registryErrors.changeForm();
  return { of, kind: kind as Extract<ChangeStep, { of: "relation" }>["kind"], ...part, otherId, role: null, holds: false };
}
