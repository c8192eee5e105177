import type { Actor } from "../../platform/database/index.ts";
import type { Permission, Sight } from "../../platform/guard.ts";
import type { Appointment } from "../role.ts";
import { otherFields, type AccessTable } from "./access-table.ts";

/** Somebody who is signed in, with what is theirs today. */
export type Duties = {
  readonly accountId: string;
  /** Appointments in force today. */
  readonly appointments: readonly Appointment[];
  /** Their own file, and those of whom they are guardian or representative. */
  readonly files: readonly number[];
};

/**
 * What somebody may do with an act today, or null: they may not. The areas are those of the appointments that grant this act, and no other: who audits a district and visits
 * a village changes files in the village alone.
 */
export function permissionFor(table: AccessTable, act: string, { accountId, appointments, files }: Duties): Permission | null {
  const rule = table.acts.get(act);
  if (!rule) throw new Error(`The table of duties has no act ${act}.`);
  const granting = appointments.filter(({ role }) => rule.area.has(role) || rule.own.has(role) || rule.system.has(role));
  if (granting.length === 0) return null;
  const areas = [...new Set(granting.flatMap(({ role, area }) => (rule.area.has(role) && area !== null ? [area] : [])))];
  const isOwn = granting.some(({ role }) => rule.own.has(role));
  const actor: Actor = { id: accountId, areas, files: isOwn ? files : [] };
  return { actor, sees: (field) => sightOf(table, field, granting) };
}

/** Of several appointments the one that sees least decides: what is shown of a file does not hang on which of them led there. */
function sightOf({ fields }: AccessTable, field: string, granting: readonly Appointment[]): Sight {
  const rule = fields.get(field) ?? fields.get(otherFields);
  const sights = granting.map(({ role }): Sight => (rule?.whole.has(role) ? "whole" : rule?.masked.has(role) ? "masked" : "nothing"));
  return (["nothing", "masked", "whole"] as const).find((sight) => sights.includes(sight)) ?? "nothing";
}
