import { ChangeTrialBody, MomentQuery, registerPaths, type ChangeEntitlementsAnswer, type Wire } from "@huican/contract";
import type { Decision, FactsInput, Pack } from "@huican/engine";
import type { Context, Hono } from "hono";
import type { Guarded } from "../../../platform/guard.ts";
import { bodyOf, numberIn, queryOf } from "../../../platform/guarded-api.ts";
import {
  changeEffect,
  registryErrors,
  stepTexts,
  trialEffect,
  type ChangeEffect,
  type ChangeStep,
  type RegistryTools,
} from "../../../registry/index.ts";
import { decidePerson, packsFor } from "../decide-person.ts";
import type { EntitlementDoor } from "./entitlement-routes.ts";

type Answer = Wire<typeof ChangeEntitlementsAnswer>;
type Compared = Pick<Answer["people"][number], "compared" | "benefits">;

/** 对待遇的影响: what a change that waits would grant or take away, before anybody approves it. */
export function changeEntitlementRoutes(routes: Hono<Guarded>, { packs, register, today, guard }: EntitlementDoor): void {
  routes.get(registerPaths.changeEntitlements, guard("registry.see-change"), async (c) => {
    const { actor } = c.get("permission");
    const { asOf } = queryOf(c, MomentQuery.pick({ asOf: true }));
    return c.json(shownEffect(c, await changeEffect(tools(), actor, numberIn(c, registryErrors.changeNotFound), asOf)));
  });

  routes.post(registerPaths.changeTrial, guard("registry.see-change"), async (c) => {
    const { actor } = c.get("permission");
    const { steps, seenAt } = await bodyOf(c, ChangeTrialBody);
    const subjectId = numberIn(c, registryErrors.personNotFound);
    // The verb looks at every step itself.
    const change = { subjectId, steps: steps as unknown as readonly ChangeStep[], ...(seenAt && { seenAt }) };
    return c.json(shownEffect(c, await trialEffect(tools(), actor, change)));
  });

  function tools(): RegistryTools {
    const { registry, cipher, kind } = register;
    return { registry, cipher, today, acceptsSynthetic: kind === "demo" };
  }

  function shownEffect(c: Context<Guarded>, { day, people, overtaken }: ChangeEffect): Answer {
    const { sees } = c.get("permission");
    return {
      day,
      people: people.map(({ id, name, before, after }) => ({
        id,
        name: sees("name") === "whole" ? name : null,
        ...compared(packs, day, before, after),
      })),
      overtaken: [...stepTexts(register.registry, overtaken)],
    };
  }
}

/** Every benefit of every document that concerns the person before or after, and those whose answer is another. */
function compared(packs: ReadonlyMap<string, Pack>, day: string, before: FactsInput, after: FactsInput): Compared {
  const concerned = [...new Set([...packsFor(packs, before), ...packsFor(packs, after)])];
  const benefits = concerned.flatMap((pack) => {
    const then = new Map(decidePerson(pack, before, day).decisions.map((decision) => [decision.benefit, decision]));
    return decidePerson(pack, after, day).decisions.flatMap((decision) => {
      const was = then.get(decision.benefit);
      return was ? [{ pack, was: shown(was), is: shown(decision), benefit: decision.benefit }] : [];
    });
  });
  const changed = benefits.filter(({ was, is }) => was.outcome !== is.outcome || was.payable !== is.payable);
  return {
    compared: benefits.length,
    benefits: changed.map(({ pack, was, is, benefit }) => ({
      pack: pack.id,
      packText: pack.compiled.text,
      benefit,
      text: pack.compiled.benefits.find(({ key }) => key === benefit)?.text ?? { zh: benefit, en: benefit },
      before: was,
      after: is,
    })),
  };
}

function shown({ outcome, payable = null }: Decision): Answer["people"][number]["benefits"][number]["before"] {
  return { outcome, payable };
}
