import { logAccess, logReading, type Act } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { readFactsOf } from "../person/person-facts.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import type { Registry, RegistryTools } from "../registry.ts";
import { stateOfRequest, type DataRequest, type RequestOutcome } from "./data-request.ts";
import { dataRequests, requestWords, type NewDataRequest, type RequestWords } from "./data-request-store.ts";
import { groundsFor } from "./grounds.ts";

/** A request as it comes in: what they say, and what shows that somebody may ask for another. */
export type AskedRequest = NewDataRequest & { readonly says: string; readonly basis: string | null };

export type Decision = { readonly outcome: RequestOutcome; readonly ground: string | null; readonly reason: string | null };

/** A request with what was said, opened. */
export type ReadRequest = DataRequest & { readonly words: readonly RequestWords[] };

/**
 * Takes a request down. From here on it has its day.
 * @returns its number
 * @throws Refusal where it does not say what is asked or on which basis, a near relative asks for somebody alive, or the file is not in the actor's areas
 */
export async function askRequest({ registry, cipher, today }: RegistryTools, actor: Actor, asked: AskedRequest): Promise<number> {
  const { subjectId, kind, asker } = asked;
  const says = checkedWords(asked.says);
  const basis = asker === "person" ? null : checkedBasis(asked.basis);
  return registry.db.as(actor, async (tx) => {
    await checkAskable(tx, asked);
    if (asker === "near-relative" && !(await isDead(tx, registry, subjectId, today()))) throw registryErrors.relativeOfTheLiving();
    const id = await dataRequests.add(tx, asked);
    const text = basis === null ? says : `${says}\n\n${basis}`;
    await requestWords.add(tx, cipher, { subjectId, requestId: id, stepId: null, text });
    await logAccess(tx, { act: "registry.ask-request", subjects: [subjectId], fields: [kind] });
    return id;
  });
}

/**
 * Decides a request.
 * @throws Refusal where the actor entered it, it is decided or withdrawn already, or the ground is none for this outcome
 */
export async function decideRequest(
  { registry, cipher }: RegistryTools,
  actor: Actor,
  id: number,
  { outcome, ground, reason }: Decision,
): Promise<void> {
  await registry.db.as(actor, async (tx) => {
    const request = await found(tx, id);
    if (request.enteredBy === actor.id) throw registryErrors.ownRequest();
    const allowed = groundsFor(request.kind, outcome);
    const needed = outcome !== "granted" || request.kind === "deletion" || request.kind === "resumption";
    if (needed ? !allowed.some(({ key }) => key === ground) : ground !== null) throw registryErrors.requestGround();
    // Why something is shown again that its owner had set aside is always said in words.
    const maySayNothing = outcome === "granted" && request.kind !== "resumption";
    const said = maySayNothing && reason === null ? null : checkedWords(reason ?? "");
    const stepId = await dataRequests.step(tx, id, { what: "decided", outcome, ground });
    await keepWords(tx, cipher, request, stepId, said);
    await logRequest(tx, "registry.decide-request", request);
  });
}

/** Takes a request back before it is decided: the person themselves, or an officer whom they told. @throws Refusal where it is decided already */
export async function withdrawRequest(
  { registry, cipher }: RegistryTools,
  actor: Actor,
  id: number,
  reason: string | null = null,
): Promise<void> {
  const said = reason === null ? null : checkedWords(reason);
  await registry.db.as(actor, async (tx) => {
    const request = await found(tx, id);
    const stepId = await dataRequests.step(tx, id, { what: "withdrawn" });
    await keepWords(tx, cipher, request, stepId, said);
    await logRequest(tx, "registry.withdraw-request", request);
  });
}

/** Every request about a file with what was said, whatever became of the file. @throws Refusal where the actor does not answer for it */
export async function readRequests(
  { registry: { db }, cipher }: Pick<RegistryTools, "registry" | "cipher">,
  actor: Actor,
  subjectId: number,
): Promise<readonly ReadRequest[]> {
  return db.as(actor, async (tx) => {
    if ((await subjects.stateOf(tx, subjectId)) === null) throw registryErrors.personNotFound();
    const [requests, words] = [await dataRequests.of(tx, subjectId), await requestWords.of(tx, cipher, subjectId)];
    await logReading(tx, { act: "registry.see-requests", subjects: [subjectId], fields: [] });
    return requests.map((request) => ({ ...request, words: words.filter(({ requestId }) => requestId === request.id) }));
  });
}

/** What waits for a decision or is to be carried out, in the actor's areas, without what was said; what is due first comes first. */
export async function unfinishedRequests({ db }: Registry, actor: Actor, most = 500): Promise<readonly DataRequest[]> {
  return db.as(actor, async (tx) => {
    const requests = await dataRequests.unfinished(tx, most);
    const files = [...new Set(requests.map(({ subjectId }) => subjectId))];
    await logReading(tx, { act: "registry.list-requests", subjects: files, fields: [] });
    return requests;
  });
}

/** A restriction is lifted where there is one; everything else is asked of a file that is in use. */
async function checkAskable(tx: Tx, { subjectId, kind, asker }: AskedRequest): Promise<void> {
  const isResumption = kind === "resumption";
  if (asker === (isResumption ? "near-relative" : "office")) throw registryErrors.requestAsker();
  const state = await subjects.stateOf(tx, subjectId);
  if (state === null || (await subjects.kindOf(tx, subjectId)) !== "person") throw registryErrors.personNotFound();
  if (isResumption && state === "kept") throw registryErrors.notRestricted();
  if (state !== (isResumption ? "restricted" : "kept")) throw await unseenFile(tx, subjectId);
}

/** @throws Refusal where there is no such request, or the actor does not answer for its file */
export async function found(tx: Tx, id: number): Promise<DataRequest> {
  const request = await dataRequests.find(tx, id);
  if (!request) throw registryErrors.requestNotFound();
  return request;
}

/** @throws Refusal where it was not granted, or nothing is left to do */
export async function grantedRequest(tx: Tx, id: number): Promise<DataRequest> {
  const request = await found(tx, id);
  const state = stateOfRequest(request);
  if (state === "waiting" || state === "refused") throw registryErrors.requestNotGranted();
  if (state === "withdrawn") throw registryErrors.requestWithdrawn();
  if (state !== "granted") throw registryErrors.requestDone();
  return request;
}

export async function logRequest(tx: Tx, act: Act, { subjectId, kind }: Pick<DataRequest, "subjectId" | "kind">): Promise<void> {
  await logAccess(tx, { act, subjects: [subjectId], fields: [kind] });
}

/** What somebody says, as it is kept: 1 to 2,000 characters. */
export function checkedWords(typed: string): string {
  const words = typed.trim();
  if (words === "" || words.length > 2_000 || !words.isWellFormed() || words.includes("\0")) throw registryErrors.requestWords();
  return words;
}

function checkedBasis(typed: string | null): string {
  const basis = (typed ?? "").trim();
  if (basis.length < 2 || basis.length > 200 || !basis.isWellFormed() || /\p{Cc}/u.test(basis)) throw registryErrors.requestBasis();
  return basis;
}

async function isDead(tx: Tx, { catalogue }: Registry, subjectId: number, today: string): Promise<boolean> {
  return (await readFactsOf(tx, catalogue, subjectId, today)).facts["person"]?.["deceased"] === true;
}

async function keepWords(
  tx: Tx,
  cipher: RegistryTools["cipher"],
  { id, subjectId }: DataRequest,
  stepId: number,
  text: string | null,
): Promise<void> {
  if (text !== null) await requestWords.add(tx, cipher, { requestId: id, stepId, subjectId, text });
}
