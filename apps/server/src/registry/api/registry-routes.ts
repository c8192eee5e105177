import type { AttachedAnswer, AttachmentsAnswer, ChangeAnswer, RegisteredAnswer, RevealAnswer } from "@huican/contract";
import {
  attachmentNameHeader,
  AttachmentQuery,
  ChangeRequestBody,
  DecisionBody,
  ListRequest,
  MomentQuery,
  PersonRequest,
  ReasonBody,
  registerPaths,
  RevealBody,
  SearchRequest,
  type Wire,
} from "@huican/contract";
import { Hono, type Context } from "hono";
import type { Actor } from "../../platform/database/index.ts";
import type { Guard, Guarded } from "../../platform/guard.ts";
import { bodyOf, guardedApi, numberIn, queryOf } from "../../platform/guarded-api.ts";
import type { Logger } from "../../platform/log.ts";
import { attach } from "../attachment/attach.ts";
import { mostBytes } from "../attachment/attachment-content.ts";
import { listAttachments, readAttachment } from "../attachment/read-attachment.ts";
import { ownAreaList } from "../area/area-list.ts";
import type { ChangeStep } from "../change/change.ts";
import { changeEffect } from "../change/change-effect.ts";
import { askChange, askUndo, approveChange, refuseChange, withdrawChange } from "../change/change-verbs.ts";
import { registryErrors, registryStatuses } from "../errors.ts";
import type { Register } from "../installation/open-register.ts";
import { readPersonFile } from "../person/person-file.ts";
import { registerPerson, type NewPerson } from "../person/register-person.ts";
import { revealValue } from "../person/reveal-value.ts";
import { readTimeline } from "../person/timeline.ts";
import type { RegistryTools } from "../registry.ts";
import type { Filter } from "../search/filter.ts";
import { factOf } from "../search/list-order.ts";
import { listPeople } from "../search/list-people.ts";
import { searchPeople } from "../search/search-people.ts";
import { changeListRoutes } from "./change-list-routes.ts";
import type { ErasingTools } from "../request/complete-request.ts";
import { duplicateRoutes } from "./duplicate-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import { requestRoutes } from "./request-routes.ts";
import { householdRoutes } from "./household-routes.ts";
import { statisticRoutes } from "./statistic-routes.ts";
import { viewRoutes } from "./view-routes.ts";
import { shownAttachment, shownEffect, shownFile, shownLine, shownTimeline, seesFact } from "./shown.ts";

/** What the door needs: the register, the day, and who may do what. */
export type RegistryDoor = {
  readonly register: Pick<Register, "registry" | "cipher" | "kind">;
  readonly today: () => string;
  readonly guard: Guard;
  readonly log: Logger;
  /** What the holders of some accounts are called. */
  readonly accountNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Closes, in the same transaction, the accounts of people whose files are erased. */
  readonly closeAccounts: ErasingTools["closeAccounts"];
  /** So many people at most are exported at once; tests try fewer. */
  readonly mostExported?: number;
};

/** The register for whoever is signed in. Every route names the act that the table of duties grants. */
export function registryRoutes(door: RegistryDoor): Hono<Guarded> {
  const small = guardedApi(door.log, registryStatuses);
  readingRoutes(small, door);
  viewRoutes(small, door);
  changeListRoutes(small, door);
  householdRoutes(small, door);
  changeRoutes(small, door);
  duplicateRoutes(small, door);
  exportRoutes(small, door);
  statisticRoutes(small, door);
  requestRoutes(small, door);
  // Documents are larger than everything else that is sent. They stand first: a limit holds for all that comes behind it.
  return new Hono<Guarded>().route("/", attachmentRoutes(guardedApi(door.log, registryStatuses, mostBytes), door)).route("/", small);
}

function readingRoutes(routes: Hono<Guarded>, { register, today, guard }: RegistryDoor): void {
  const areas = ownAreaList();

  routes.post(registerPaths.search, guard("registry.search-people"), async (c) => {
    const { actor, sees, mayTryNumbers } = c.get("permission");
    const question = { ...(await bodyOf(c, SearchRequest)), today: today(), placesNamed: areas.placesNamed, mayTryNumbers };
    const { registry, cipher } = register;
    const { people, isCut, notUnderstood } = await searchPeople(registry, cipher, actor, question);
    return c.json({ people: people.map((person) => shownLine(person, sees, areas)), isCut, notUnderstood });
  });

  routes.post(registerPaths.list, guard("registry.list-people"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { day = today(), filters, order, skip, most } = await bodyOf(c, ListRequest);
    // Who may not be shown a fact does not learn it by asking for everybody who has it, or who comes first.
    const facts = [...filters.map(({ fact }) => fact), factOf(order)];
    if (facts.some((fact) => fact !== null && !seesFact(fact, sees))) throw registryErrors.filterNotShown();
    const question = { day, filters: filters as readonly Filter[], order, skip, most };
    const { people, count } = await listPeople(register.registry, actor, question);
    return c.json({ day, people: people.map((person) => shownLine(person, sees, areas)), count });
  });

  routes.get(registerPaths.person, guard("registry.read-file"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { asOf = today(), ...known } = queryOf(c, MomentQuery);
    const { registry, cipher } = register;
    const file = await readPersonFile(registry, cipher, actor, {
      id: numberIn(c, registryErrors.personNotFound),
      asOf,
      ...(known.knownAt && { knownAt: known.knownAt }),
    });
    return c.json(shownFile(file, registry, sees, areas));
  });

  routes.post(registerPaths.reveal, guard("registry.reveal-value"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { kind, reason } = await bodyOf(c, RevealBody);
    if (sees(kind) === "nothing") throw registryErrors.revealNotShown();
    const question = { id: numberIn(c, registryErrors.personNotFound), kind, reason, day: today() };
    const found = await revealValue(register.registry, register.cipher, actor, question);
    const values = found.map(({ text, validFrom, validTo }) => ({ text, validFrom, validTo }));
    return c.json({ values } satisfies Wire<typeof RevealAnswer>);
  });

  routes.get(registerPaths.timeline, guard("registry.read-timeline"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { registry } = register;
    return c.json(shownTimeline(await readTimeline(registry, actor, numberIn(c, registryErrors.personNotFound)), registry, sees));
  });
}

function attachmentRoutes(routes: Hono<Guarded>, { register: { registry, cipher }, today, guard }: RegistryDoor): Hono<Guarded> {
  routes.post(registerPaths.attachments, guard("registry.attach"), async (c) => {
    const { expiresOn } = queryOf(c, AttachmentQuery);
    const name = fileNameIn(c.req.header(attachmentNameHeader));
    const document = {
      subjectId: numberIn(c, registryErrors.personNotFound),
      name,
      content: Buffer.from(await c.req.arrayBuffer()),
      ...(expiresOn && { expiresOn }),
    };
    return c.json({ id: await attach({ registry, cipher, today }, actorOf(c), document) } satisfies Wire<typeof AttachedAnswer>, 201);
  });

  routes.get(registerPaths.attachments, guard("registry.list-attachments"), async (c) => {
    const { knownAt } = queryOf(c, MomentQuery.pick({ knownAt: true }));
    const found = await listAttachments(registry, actorOf(c), numberIn(c, registryErrors.personNotFound), knownAt);
    return c.json({ attachments: found.map(shownAttachment) } satisfies Wire<typeof AttachmentsAnswer>);
  });

  routes.get(registerPaths.attachment, guard("registry.read-attachment"), async (c) => {
    const { content, name, mediaType } = await readAttachment(registry, cipher, actorOf(c), numberIn(c, registryErrors.personNotFound));
    // Shown by no page of ours: a browser keeps it as a file and guesses no other type.
    return c.body(new Uint8Array(content), 200, {
      "content-type": mediaType,
      "x-content-type-options": "nosniff",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  });
  return routes;
}

/** What cannot be read is refused with the name itself, by the verb. */
function fileNameIn(header = ""): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return "";
  }
}

function changeRoutes(routes: Hono<Guarded>, { register, today, guard }: RegistryDoor): void {
  const tools = (): RegistryTools => {
    const { registry, cipher, kind } = register;
    return { registry, cipher, today, acceptsSynthetic: kind === "demo" };
  };
  const decision = async (c: Context<Guarded>) => ({
    actor: actorOf(c),
    id: numberIn(c, registryErrors.personNotFound),
    ...(await bodyOf(c, DecisionBody)),
  });

  routes.post(registerPaths.people, guard("registry.register-person"), async (c) => {
    const person = (await bodyOf(c, PersonRequest)) as NewPerson;
    return c.json((await registerPerson(tools(), actorOf(c), person)) satisfies Wire<typeof RegisteredAnswer>, 201);
  });

  routes.post(registerPaths.changes, guard("registry.ask-change"), async (c) => {
    const { steps, evidence, reason, seenAt } = await bodyOf(c, ChangeRequestBody);
    // The verb looks at every step itself.
    const change = {
      subjectId: numberIn(c, registryErrors.personNotFound),
      steps: steps as unknown as readonly ChangeStep[],
      evidence,
      reason,
      ...(seenAt && { seenAt }),
    };
    return c.json({ id: await askChange(tools(), actorOf(c), change) } satisfies Wire<typeof ChangeAnswer>, 201);
  });

  routes.get(registerPaths.effect, guard("registry.see-change"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { asOf } = queryOf(c, MomentQuery.pick({ asOf: true }));
    return c.json(shownEffect(await changeEffect(tools(), actor, numberIn(c, registryErrors.personNotFound), asOf), sees));
  });

  routes.post(registerPaths.approval, guard("registry.approve-change"), async (c) => {
    const { actor, id, reason } = await decision(c);
    await approveChange(tools(), actor, id, reason);
    return c.body(null, 204);
  });

  routes.post(registerPaths.refusal, guard("registry.refuse-change"), async (c) => {
    const { reason } = await bodyOf(c, ReasonBody);
    await refuseChange(tools(), actorOf(c), numberIn(c, registryErrors.personNotFound), reason);
    return c.body(null, 204);
  });

  routes.post(registerPaths.withdrawal, guard("registry.withdraw-change"), async (c) => {
    await withdrawChange(tools(), actorOf(c), numberIn(c, registryErrors.personNotFound));
    return c.body(null, 204);
  });

  routes.post(registerPaths.undo, guard("registry.ask-undo"), async (c) => {
    const { reason } = await bodyOf(c, ReasonBody);
    return c.json(
      { id: await askUndo(tools(), actorOf(c), numberIn(c, registryErrors.personNotFound), reason) } satisfies Wire<typeof ChangeAnswer>,
      201,
    );
  });
}

function actorOf(c: Context<Guarded>): Actor {
  return c.get("permission").actor;
}
