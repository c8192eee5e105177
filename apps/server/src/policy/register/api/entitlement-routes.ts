import type { EntitlementsAnswer } from "@huican/contract";
import { MomentQuery, registerPaths, type Wire } from "@huican/contract";
import type { Because, Decision, Pack } from "@huican/engine";
import type { Hono } from "hono";
import type { Guard, Guarded, Permission } from "../../../platform/guard.ts";
import { guardedApi, numberIn, queryOf } from "../../../platform/guarded-api.ts";
import type { Logger } from "../../../platform/log.ts";
import { officialLists, readLaterFacts, readPersonFile, registryErrors, registryStatuses, type Register } from "../../../registry/index.ts";
import { changeEntitlementRoutes } from "./change-entitlement-routes.ts";
import { changesFor, decidePerson, packsFor } from "../decide-person.ts";
import { openQuestions } from "../open-questions.ts";

export type EntitlementDoor = {
  readonly packs: ReadonlyMap<string, Pack>;
  readonly register: Pick<Register, "registry" | "cipher" | "kind">;
  readonly today: () => string;
  readonly guard: Guard;
  readonly log: Logger;
};

/** So far ahead changes are told: to the same day next year, and whoever acts before it. */
const aheadDays = 400;

/** What the documents grant to one registered person, with reasons, what is worth finding out, and what changes next. */
export function entitlementRoutes({ packs, register, today, guard, log }: EntitlementDoor): Hono<Guarded> {
  const routes = guardedApi(log, registryStatuses);
  routes.get(registerPaths.entitlements, guard("policy.decide-person"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { asOf = today(), knownAt } = queryOf(c, MomentQuery);
    const { registry, cipher } = register;
    const file = await readPersonFile(registry, cipher, actor, {
      id: numberIn(c, registryErrors.personNotFound),
      asOf,
      ...(knownAt && { knownAt }),
    });
    const { facts, subject } = file;
    // What somebody is entitled to stands with the file that stayed.
    if (subject.mergedInto !== null && knownAt === undefined) throw registryErrors.fileMerged();
    const later = await readLaterFacts(registry, actor, file, aheadDays);
    const decided = packsFor(packs, facts).map((pack) => ({ pack, decided: decidePerson(pack, facts, asOf) }));
    const documents = decided.map(({ pack, decided: { decisions, ...stamp } }) => ({
      ...stamp,
      decisions: decisions.flatMap((decision) => (decision.outcome === "not_in_force" ? [] : [shownDecision(decision, sees)])),
      changes: changesFor(pack, facts, asOf, { days: aheadDays, later }).map(({ before, after, ...change }) => ({
        ...change,
        before: shownDecision(before, sees),
        after: shownDecision(after, sees),
      })),
    }));
    const questions = openQuestions(
      decided.map((each) => each.decided),
      registry.vocabulary,
      officialLists(registry.catalogue),
    );
    return c.json({ id: subject.id, asOf, documents, questions } satisfies Wire<typeof EntitlementsAnswer>);
  });
  changeEntitlementRoutes(routes, { packs, register, today, guard, log });
  return routes;
}

/** A decision without the reasons that rest on what the reader is not shown: the outcome stays. */
function shownDecision({ because, ...decision }: Decision, sees: Permission["sees"]): Decision {
  return because ? { ...decision, because: because.filter((reason) => isShown(reason, sees)) } : decision;
}

function isShown({ facts, any = [] }: Because, sees: Permission["sees"]): boolean {
  return Object.keys(facts).every((fact) => sees(fact.split(".")[0] ?? "") === "whole") && any.every((each) => isShown(each, sees));
}
