import { logAccess, type Act } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { relations } from "../household/relation-store.ts";
import { sealedValues } from "../identity/sealed-value-store.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import { records } from "../record/record-store.ts";
import { membersIn, type ChangeStep, type FileState } from "./change.ts";
import { changeRequests, type ChangeRequest } from "./change-request-store.ts";

/** @throws Refusal where there is no such request, or its file is not in the actor's areas */
export async function found(tx: Tx, cipher: Cipher, requestId: number): Promise<ChangeRequest> {
  const request = await changeRequests.find(tx, cipher, requestId);
  if (!request) throw registryErrors.changeNotFound();
  return request;
}

/** @throws Refusal where it was decided already */
export async function undecided(tx: Tx, cipher: Cipher, requestId: number): Promise<ChangeRequest> {
  const request = await found(tx, cipher, requestId);
  if (request.decision) throw registryErrors.changeDecided();
  return request;
}

/** A request whose file is taken: whoever else decides it at this moment has to wait, and then finds it decided. */
export async function taken(tx: Tx, cipher: Cipher, requestId: number): Promise<ChangeRequest> {
  const { subjectId, steps } = await undecided(tx, cipher, requestId);
  await takeFiles(tx, subjectId, steps);
  return undecided(tx, cipher, requestId);
}

/** Takes a file that a change is about, and those that it has to do with. */
export async function takeFiles(tx: Tx, subjectId: number, steps: readonly ChangeStep[]): Promise<void> {
  const related = (await relations.of(tx, subjectId)).map((relation) => relation.otherId);
  const asked = steps.flatMap((step) => (step.of === "relation" ? [step.otherId] : []));
  await subjects.take(tx, subjectId, [...related, ...asked, ...membersIn(steps)]);
}

/** @throws Refusal where the file of somebody whom steps name beside its subject is not in the actor's areas */
export async function refuseUnseenMembers(tx: Tx, steps: readonly ChangeStep[]): Promise<void> {
  for (const id of membersIn(steps)) if (!(await subjects.find(tx, id))) throw await unseenFile(tx, id);
}

/** What the file says now, or said as known at an instant, as far as a change can touch it. */
export async function stateOf(tx: Tx, cipher: Cipher, subjectId: number, knownAt?: string): Promise<FileState> {
  const related = await relations.of(tx, subjectId, knownAt);
  return {
    records: await records.of(tx, [subjectId], knownAt),
    values: await sealedValues.of(tx, cipher, subjectId, knownAt),
    relations: related.filter((relation) => relation.subjectId === subjectId),
  };
}

/** The same for a change: with the memberships of others of the household that it is about. */
export async function stateFor(
  tx: Tx,
  cipher: Cipher,
  { subjectId, steps }: Pick<ChangeRequest, "subjectId" | "steps">,
  knownAt?: string,
): Promise<FileState> {
  const related = await Promise.all(membersIn(steps).map((id) => relations.of(tx, id, knownAt)));
  const members = membersIn(steps).flatMap((id, i) =>
    (related[i] ?? []).filter(({ kind, subjectId: whose }) => kind === "household" && whose === id),
  );
  return { ...(await stateOf(tx, cipher, subjectId, knownAt)), members };
}

/** Logs what is done with a change: whose file it is about, and what of it. */
export async function logChange(
  tx: Tx,
  act: Act,
  subjectId: number,
  steps: readonly ChangeStep[],
  others: readonly number[] = [],
  more: readonly string[] = [],
): Promise<void> {
  const about = [...new Set([subjectId, ...membersIn(steps), ...others])];
  await logAccess(tx, { act, subjects: about, fields: [...new Set([...steps.map(({ kind }) => kind), ...more])] });
}

/** The last instant before another, to the microsecond that the database keeps. */
export function justBefore(instant: string): string {
  const [seconds = "", fraction = ""] = instant.replace("Z", "").split(".");
  const micros = BigInt(Date.parse(`${seconds}Z`)) * 1_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6)) - 1n;
  return `${new Date(Number(micros / 1_000n)).toISOString().slice(0, 19)}.${String(micros % 1_000_000n).padStart(6, "0")}Z`;
}
