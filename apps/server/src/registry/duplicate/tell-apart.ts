import { logAccess } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { checkedReason } from "../change/change-verbs.ts";
import { registryErrors } from "../errors.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import type { RegistryTools } from "../registry.ts";
import { duplicates } from "./duplicate-store.ts";

/**
 * 不是重复: says that two files are two people's, or takes that back. The search goes on finding them; the list shows them no more among those that wait for somebody.
 * @throws Refusal where one of both is not seen
 */
export async function tellApart(
  { registry }: Pick<RegistryTools, "registry">,
  actor: Actor,
  {
    ids: [one, two],
    areTwo,
    reason: typed,
  }: { readonly ids: readonly [number, number]; readonly areTwo: boolean; readonly reason: string },
): Promise<void> {
  const reason = checkedReason(typed);
  if (one === two) throw registryErrors.mergeOfOne();
  const [firstId, secondId] = one < two ? [one, two] : [two, one];
  await registry.db.as(actor, async (tx) => {
    for (const id of [firstId, secondId]) if ((await subjects.find(tx, id))?.kind !== "person") throw await unseenFile(tx, id);
    await duplicates.say(tx, { firstId, secondId }, { areTwo, reason });
    await logAccess(tx, {
      act: areTwo ? "registry.dismiss-duplicate" : "registry.reopen-duplicate",
      subjects: [firstId, secondId],
      fields: [],
    });
  });
}
