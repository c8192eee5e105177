import { logAccess } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { changeRequests } from "../change/change-request-store.ts";
import { keepInStep } from "../change/keep-in-step.ts";
import { registryErrors } from "../errors.ts";
import type { RegistryTools } from "../registry.ts";
import { refreshSnapshot } from "../snapshot/snapshot-store.ts";
import type { DataRequest } from "./data-request.ts";
import { dataRequests, requestWords } from "./data-request-store.ts";
import { erasures, type Deletion } from "./erasure-store.ts";
import { checkedWords, grantedRequest, logRequest } from "./request-verbs.ts";

/** What erasing needs besides: the accounts of erased people lie in another module, and go in the same transaction. */
export type ErasingTools = RegistryTools & { readonly closeAccounts: (tx: Tx) => Promise<void> };

/** With what a request is carried out: a correction by a change, an explanation by words. */
export type CompletedWith = { readonly changeId: number | null; readonly words: string | null };

/**
 * Carries out what was granted. A correction is carried out once the change is approved that it names here; a deletion at once, by another than decided it; the lifting of a
 * restriction at once, by another than asked for it; a copy is given by `takeCopy`.
 * @returns what a deletion did; null for the others
 * @throws Refusal where it is not granted, done already, or carried out otherwise
 */
export async function completeRequest(
  tools: ErasingTools,
  actor: Actor,
  id: number,
  { changeId, words }: CompletedWith,
): Promise<Pick<Deletion, "how" | "eraseFrom"> | null> {
  return tools.registry.db.as(actor, async (tx) => {
    const request = await grantedRequest(tx, id);
    switch (request.kind) {
      case "copy":
        throw registryErrors.requestOtherwise();
      case "correction":
        await nameChange(tx, tools, request, changeId);
        return null;
      case "explanation":
        await explain(tx, tools, request, words);
        return null;
      case "deletion":
        if (request.steps.some(({ what, by }) => what === "decided" && by === actor.id)) throw registryErrors.ownDecision();
        return carryOutDeletion(tx, tools, request.id);
      case "resumption":
        if (request.enteredBy === actor.id) throw registryErrors.ownResumption();
        await liftRestriction(tx, tools, request.id);
        return null;
    }
  });
}

async function nameChange(tx: Tx, { cipher }: RegistryTools, request: DataRequest, changeId: number | null): Promise<void> {
  const change = changeId === null ? undefined : await changeRequests.find(tx, cipher, changeId);
  if (change?.subjectId !== request.subjectId) throw registryErrors.requestChange();
  const outcome = change.decision?.outcome ?? null;
  if (outcome === "refused" || outcome === "withdrawn") throw registryErrors.requestChange();
  await dataRequests.step(tx, request.id, { what: "change-named", changeId: change.id });
  // Otherwise the approval says so, in its own transaction.
  if (outcome === "approved") await dataRequests.step(tx, request.id, { what: "carried-out", how: "corrected" });
  await logRequest(tx, "registry.complete-request", request);
}

async function explain(tx: Tx, { cipher }: RegistryTools, request: DataRequest, words: string | null): Promise<void> {
  const text = checkedWords(words ?? "");
  const stepId = await dataRequests.step(tx, request.id, { what: "carried-out", how: "explained" });
  await requestWords.add(tx, cipher, { requestId: request.id, stepId, subjectId: request.subjectId, text });
  await logRequest(tx, "registry.complete-request", request);
}

/** 恢复处理: the file is seen, found and counted again from this transaction on. Snapshots of days before stay as they were known then: without it. */
async function liftRestriction(tx: Tx, { today }: RegistryTools, requestId: number): Promise<void> {
  const { files, concerned } = await erasures.resume(tx, requestId);
  await logAccess(tx, { act: "registry.resume-file", subjects: files, fields: [] });
  for (const id of concerned) await refreshSnapshot(tx, id, today());
  for (const id of files) await keepInStep(tx, id, today());
}

/** Restricts or erases, in the transaction of whoever does it: all of it, or the file is as it was. */
export async function carryOutDeletion(tx: Tx, { closeAccounts, today }: ErasingTools, requestId: number): Promise<Deletion> {
  const deletion = await erasures.carryOut(tx, requestId);
  await logAccess(tx, {
    act: deletion.how === "erased" ? "registry.erase-file" : "registry.restrict-file",
    subjects: deletion.files,
    fields: [],
  });
  await keepOthersInStep(tx, deletion, today());
  await closeAccounts(tx);
  return deletion;
}

/**
 * What follows from a household and from relatives follows no more from whoever is gone. They themselves are looked at too: where a snapshot is being filled just now, whoever
 * fills it is told to leave them out.
 */
export async function keepOthersInStep(tx: Tx, { files, concerned }: Pick<Deletion, "files" | "concerned">, today: string): Promise<void> {
  for (const id of [...files, ...concerned]) await refreshSnapshot(tx, id, today);
}
