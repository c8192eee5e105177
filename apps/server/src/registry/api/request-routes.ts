import {
  registerPaths,
  RequestBody,
  RequestCompletionBody,
  RequestDecisionBody,
  RequestWithdrawalBody,
  type AskedRequestAnswer,
  type OpenRequestsAnswer,
  type RequestCompletionAnswer,
  type RequestsAnswer,
  type Wire,
} from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded, Permission } from "../../platform/guard.ts";
import { bodyOf, numberIn } from "../../platform/guarded-api.ts";
import { streamOf } from "../../platform/workbook/index.ts";
import { registryErrors } from "../errors.ts";
import { completeRequest, type ErasingTools } from "../request/complete-request.ts";
import { isOverdue, stateOfRequest, type DataRequest, type RequestOutcome, type RequestStep } from "../request/data-request.ts";
import { groundOf, groundsFor } from "../request/grounds.ts";
import {
  askRequest,
  decideRequest,
  readRequests,
  unfinishedRequests,
  withdrawRequest,
  type ReadRequest,
} from "../request/request-verbs.ts";
import { takeCopy } from "../request/take-copy.ts";
import { copyWorkbook } from "./copy-workbook.ts";
import type { RegistryDoor } from "./registry-routes.ts";

type Sees = Permission["sees"];

/** Whoever reads a copy for longer than this holds up others. */
const mostMs = 15 * 60_000;

/** 个人信息请求: asked for, decided, carried out. */
export function requestRoutes(routes: Hono<Guarded>, { register, today, guard, closeAccounts }: RegistryDoor): void {
  const { registry, cipher } = register;
  const tools: ErasingTools = { registry, cipher, today, closeAccounts };

  routes.post(registerPaths.requests, guard("registry.ask-request"), async (c) => {
    const { actor } = c.get("permission");
    const { asker, channel, receivedOn = today(), ...body } = await bodyOf(c, RequestBody);
    const request = { subjectId: numberIn(c, registryErrors.personNotFound), ...body };
    // Of one's own file, or of whom one represents: it comes in as it is sent.
    const came = isOwn(actor)
      ? { asker: askerOf(asker, actor.occasion?.role), channel: "online" as const, receivedOn: today(), basis: basisOf(request.basis) }
      : { asker, channel, receivedOn, basis: request.basis };
    return c.json({ id: await askRequest(tools, actor, { ...request, ...came }) } satisfies Wire<typeof AskedRequestAnswer>, 201);
  });

  routes.get(registerPaths.requests, guard("registry.see-requests"), async (c) => {
    const { actor, sees } = c.get("permission");
    const requests = await readRequests(tools, actor, numberIn(c, registryErrors.personNotFound));
    const isTold = !isOwn(actor);
    return c.json({ requests: requests.map((request) => shownRequest(request, today(), sees, isTold)) } satisfies Wire<
      typeof RequestsAnswer
    >);
  });

  routes.get(registerPaths.openRequests, guard("registry.list-requests"), async (c) => {
    const requests = await unfinishedRequests(registry, c.get("permission").actor);
    return c.json({ requests: requests.map((request) => lineOf(request, today(), true)) } satisfies Wire<typeof OpenRequestsAnswer>);
  });

  routes.post(registerPaths.requestDecision, guard("registry.decide-request"), async (c) => {
    await decideRequest(
      tools,
      c.get("permission").actor,
      numberIn(c, registryErrors.requestNotFound),
      await bodyOf(c, RequestDecisionBody),
    );
    return c.body(null, 204);
  });

  routes.post(registerPaths.requestWithdrawal, guard("registry.withdraw-request"), async (c) => {
    const { reason } = await bodyOf(c, RequestWithdrawalBody);
    await withdrawRequest(tools, c.get("permission").actor, numberIn(c, registryErrors.requestNotFound), reason);
    return c.body(null, 204);
  });

  routes.post(registerPaths.requestCompletion, guard("registry.complete-request"), async (c) => {
    const id = numberIn(c, registryErrors.requestNotFound);
    const done = await completeRequest(tools, c.get("permission").actor, id, await bodyOf(c, RequestCompletionBody));
    const deletion = done && { how: done.how, eraseFrom: done.eraseFrom };
    return c.json({ deletion } satisfies Wire<typeof RequestCompletionAnswer>);
  });

  routes.post(registerPaths.requestCopy, guard("registry.take-copy"), async (c) => {
    const { actor, sees, by } = c.get("permission");
    const copy = await takeCopy(tools, actor, numberIn(c, registryErrors.requestNotFound));
    return c.body(
      streamOf(copyWorkbook(copy, registry, { sees, by }), mostMs, () => {}),
      200,
      {
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "x-content-type-options": "nosniff",
        "content-disposition": `attachment; filename="copy-${copy.requestId}.xlsx"; filename*=UTF-8''${encodeURIComponent(`个人信息副本-${copy.requestId}.xlsx`)}`,
      },
    );
  });
}

function isOwn({ areas }: Permission["actor"]): boolean {
  return areas.length === 0;
}

/** A representative never asks as the person, and a citizen as nobody else but the guardian or representative that they are. */
function askerOf(said: DataRequest["asker"], role: string | undefined): DataRequest["asker"] {
  if (role === "representative") return said === "guardian" ? "guardian" : "representative";
  return said === "near-relative" || said === "office" ? "person" : said;
}

/** What makes them a representative stands in the file. */
function basisOf(said: string | null): string {
  return said ?? "档案中登记的监护或代办关系";
}

function lineOf(request: DataRequest, today: string, isTold: boolean) {
  const { id, subjectId, kind, asker, channel, receivedOn, dueOn, enteredAt, enteredBy } = request;
  return {
    id,
    fileId: subjectId,
    kind,
    asker,
    channel,
    receivedOn,
    dueOn,
    enteredAt,
    state: stateOfRequest(request),
    isOverdue: isOverdue(request, today),
    enteredBy: isTold ? enteredBy : null,
  };
}

/** What somebody says may tell of their health: whoever is shown no diagnosis reads none of it. */
function shownRequest(request: ReadRequest, today: string, sees: Sees, isTold: boolean): Wire<typeof RequestsAnswer>["requests"][number] {
  const wordsOf = (step: number | null) =>
    sees("diagnosis") === "whole" ? (request.words.find(({ stepId }) => stepId === step)?.text ?? null) : null;
  const shownStep = ({ id, by, ground, ...step }: RequestStep) => ({
    ...step,
    ground: ground === null ? null : shownGround(ground),
    words: wordsOf(id),
    by: isTold ? by : null,
  });
  const groundsOf = (outcome: RequestOutcome) => groundsFor(request.kind, outcome).map(({ key }) => shownGround(key));
  const grounds = { granted: groundsOf("granted"), "granted-in-part": groundsOf("granted-in-part"), refused: groundsOf("refused") };
  return {
    ...lineOf(request, today, isTold),
    words: wordsOf(null),
    steps: request.steps.map(shownStep),
    grounds: stateOfRequest(request) === "waiting" && isTold ? grounds : null,
  };
}

/** A ground that an earlier version of the program knew is told by its name. */
function shownGround(key: string) {
  const { text, source } = groundOf(key) ?? { text: { zh: key, en: key }, source: { zh: "", en: "" } };
  return { key, text, source };
}
