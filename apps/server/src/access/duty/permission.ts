import type { Actor, Occasion } from "../../platform/database/index.ts";
import type { Permission, Sight } from "../../platform/guard.ts";
import type { Emergency } from "../emergency/emergency-store.ts";
import type { Appointment } from "../role.ts";
import { otherFields, type AccessTable } from "./access-table.ts";

/** Somebody who is signed in, with what is theirs today. */
export type Duties = {
  readonly accountId: string;
  /** Appointments in force today. */
  readonly appointments: readonly Appointment[];
  /** Their own file, and those of whom they are guardian or representative. */
  readonly files: readonly number[];
  /** From where they act. */
  readonly origin: Pick<Occasion, "address" | "session">;
};

/** A permission before it is said in words whose it is. */
type Granted = Omit<Permission, "by">;

/**
 * What somebody may do with an act today, or null: they may not. The areas are those of the appointments that grant this act, and no other: who audits a district and visits
 * a village changes files in the village alone.
 */
export function permissionFor(table: AccessTable, act: string, { accountId, appointments, files, origin }: Duties): Granted | null {
  const rule = ruleOf(table, act);
  const granting = appointments.filter(({ role }) => [rule.area, rule.own, rule.everywhere, rule.system].some((named) => named.has(role)));
  const [first] = granting;
  if (!first) return null;
  const areas = granting.flatMap(({ role, area }) =>
    rule.everywhere.has(role) ? [""] : rule.area.has(role) && area !== null ? [area] : [],
  );
  const isOwn = granting.some(({ role }) => rule.own.has(role));
  const occasion: Occasion = { ...origin, basis: areas.length === 0 && isOwn ? "own" : "duty", ...asOf(first) };
  const actor: Actor = { id: accountId, areas: [...new Set(areas)], files: isOwn ? files : [], occasion };
  return { actor, as: { role: first.role, area: first.area }, sees: (field) => sightOf(table, field, granting), mayTryNumbers: true };
}

/** The same for a file that was opened in an emergency, if the act may be done with such a file: it and no other, as what it was opened. */
export function emergencyPermissionFor(
  table: AccessTable,
  act: string,
  { accountId, appointments, origin }: Duties,
  { id, subjectId, role, area, reason }: Pick<Emergency, "id" | "subjectId" | "role" | "area" | "reason">,
): Granted | null {
  const opener = appointments.find((appointment) => appointment.role === role && appointment.area === area);
  if (!opener || !ruleOf(table, act).emergency.has(role)) return null;
  const occasion: Occasion = { ...origin, basis: "emergency", reference: String(id), reason, role, area };
  const actor: Actor = { id: accountId, areas: [], files: [subjectId], occasion };
  return { actor, as: { role, area }, sees: (field) => sightOf(table, field, [opener]), mayTryNumbers: true };
}

function ruleOf({ acts }: AccessTable, act: string) {
  const rule = acts.get(act);
  if (!rule) throw new Error(`The table of duties has no act ${act}.`);
  return rule;
}

function asOf({ role, area }: Pick<Appointment, "role" | "area">): Pick<Occasion, "role" | "area"> {
  return { role, ...(area !== null && { area }) };
}

/** Of several appointments the one that sees least decides: what is shown of a file does not hang on which of them led there. */
function sightOf({ fields }: AccessTable, field: string, granting: readonly Pick<Appointment, "role">[]): Sight {
  const rule = fields.get(field) ?? fields.get(otherFields);
  const sights = granting.map(({ role }): Sight => (rule?.whole.has(role) ? "whole" : rule?.masked.has(role) ? "masked" : "nothing"));
  return (["nothing", "masked", "whole"] as const).find((sight) => sights.includes(sight)) ?? "nothing";
}
