import { today } from "../../platform/clock.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { operator, type AccessTools } from "../access.ts";
import { accessErrors } from "../errors.ts";
import type { Role } from "../role.ts";
import { appointments } from "./appointment-store.ts";

/**
 * Whoever gives or takes rights holds the duty to, by an appointment that this program wrote. The database has looked before: at rows alone, which somebody may have put there.
 * @param roles of which one is enough
 * @throws Refusal where they do not; what was done in the transaction is undone
 */
export async function checkDuty(tx: Tx, tools: AccessTools, actor: Actor, ...roles: readonly Role["id"][]): Promise<void> {
  if (actor.id === operator.id) return;
  const held = await appointments.inForce(tx, tools.cipher, actor.id, today(tools.clock));
  if (!held.some((appointment) => roles.includes(appointment.role))) throw accessErrors.notAllowed();
}
