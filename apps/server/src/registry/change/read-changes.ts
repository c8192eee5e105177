import type { Cipher } from "../../platform/cipher/index.ts";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { attachments, type Attachment } from "../attachment/attachment-store.ts";
import { registryErrors } from "../errors.ts";
import type { Registry } from "../registry.ts";
import { subjectNames } from "../search/name-store.ts";
import { relations } from "../household/relation-store.ts";
import { comparedParts, membersIn, type ComparedPart } from "./change.ts";
import { changeRequests, type ChangeLine, type ChangeQuestion, type ChangeRequest } from "./change-request-store.ts";
import { evidenceOf } from "./checked-change.ts";
import { found, justBefore, logChange, stateFor } from "./waiting-change.ts";

/** Requests for changes of files in the actor's areas, and how many there are. */
export async function listChanges(
  { db }: Registry,
  actor: Actor,
  question: ChangeQuestion,
): Promise<{ readonly lines: readonly ChangeLine[]; readonly count: number }> {
  return db.as(actor, async (tx) => {
    const listed = await changeRequests.list(tx, actor.id, question);
    const { lines } = listed;
    const fields = [...new Set(["name", "area", ...lines.flatMap(({ touches }) => touches)])];
    await logReading(tx, { act: "registry.list-changes", subjects: [...new Set(lines.map(({ subjectId }) => subjectId))], fields });
    return listed;
  });
}

/** A request with both versions of what it is about. */
export type ReadChange = {
  readonly line: ChangeLine;
  readonly parts: readonly ComparedPart[];
  /** Names of those whom its relations lead to or are of, and of the heads of households, as far as the actor sees their files. */
  readonly names: ReadonlyMap<number, string>;
  /** The documents that it names, without their content. */
  readonly evidence: readonly Attachment[];
};

/**
 * A request as it stands: while it waits against the file as it is now, afterwards against the file as it was before the decision.
 * @throws Refusal where there is no such request, or its file is not in the actor's areas
 */
export async function readChange({ db }: Registry, cipher: Cipher, actor: Actor, requestId: number): Promise<ReadChange> {
  return db.as(actor, async (tx) => {
    const request = await found(tx, cipher, requestId);
    const line = await changeRequests.line(tx, requestId);
    if (!line) throw registryErrors.changeNotFound();
    const parts = comparedParts(await stateBefore(tx, cipher, request), request.steps);
    const related = parts.flatMap(({ before, after }) =>
      [...before, ...after].flatMap(({ content }) => (content.of === "relation" ? [content] : [])),
    );
    const people = await subjectNames(tx, [...related.map(({ otherId }) => otherId), ...membersIn(request.steps)]);
    // A household is called by its head.
    const heads = await relations.heads(
      tx,
      related.flatMap(({ kind, otherId }) => (kind === "household" ? [otherId] : [])),
    );
    const names = new Map([...people, ...heads.map(({ id, name }) => [id, name] as const)]);
    const named = new Set([...request.evidence, ...evidenceOf(request.steps)]);
    const evidence = (await attachments.of(tx, [request.subjectId])).filter(({ id }) => named.has(id));
    await logChange(
      tx,
      "registry.see-change",
      request.subjectId,
      request.steps,
      [...people.keys(), ...heads.map(({ headId }) => headId)],
      evidence.length > 0 ? ["attachment"] : [],
    );
    return { line, parts, names, evidence };
  });
}

async function stateBefore(tx: Tx, cipher: Cipher, request: ChangeRequest) {
  const { decision } = request;
  if (!decision) return stateFor(tx, cipher, request);
  return stateFor(tx, cipher, request, decision.recordedAt === null ? decision.decidedAt : justBefore(decision.recordedAt));
}
