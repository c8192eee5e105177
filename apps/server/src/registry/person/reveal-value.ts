import { logAccess } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import type { SealedKind } from "../identity/sealed-value.ts";
import { sealedValues, type OpenedValue } from "../identity/sealed-value-store.ts";
import { holdsOn } from "../record/record.ts";
import type { Registry } from "../registry.ts";
import { subjects, unseenFile } from "./subject-store.ts";

/** Which number, telephone, account or address of whom, on which day, and why. */
export type RevealQuestion = { readonly id: number; readonly kind: SealedKind; readonly day: string; readonly reason: string };

/**
 * 凭理由查看: shows whole what a mask hides. Whoever does it says why, and the person reads that in their own log.
 * @throws Refusal where the reason says nothing, or the file is not the actor's to see, which is logged
 */
export async function revealValue(
  { db }: Pick<Registry, "db">,
  cipher: Cipher,
  actor: Actor,
  { id, kind, day, reason }: RevealQuestion,
): Promise<readonly OpenedValue[]> {
  const why = checkedReason(reason);
  const occasion = { basis: "duty", ...actor.occasion, reason: why } as const;
  const values = await db.as({ ...actor, occasion }, async (tx) => {
    const isSeen = (await subjects.find(tx, id))?.kind === "person";
    const outcome = isSeen ? "done" : "refused";
    await logAccess(tx, { act: "registry.reveal-value", subjects: [id], fields: isSeen ? [kind] : [], outcome });
    return isSeen ? await sealedValues.of(tx, cipher, id) : unseenFile(tx, id);
  });
  if (values instanceof Refusal) throw values;
  return values.filter((value) => value.kind === kind && holdsOn(value, day));
}

function checkedReason(typed: string): string {
  const reason = typed.trim();
  // A number of somebody in the reason would stand in the log, where no mask hides it.
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{4,100}$/u.test(reason) || /\d{8}/.test(reason)) throw registryErrors.revealReason();
  return reason;
}
