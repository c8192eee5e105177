import type { AccessTable } from "./access-table.ts";
import { permissionFor, type Duties } from "./permission.ts";

/** An act that somebody may do today: where, and what of a file they are shown while they do it. */
export type GrantedAct = {
  readonly act: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly areas: readonly string[];
  readonly isOwn: boolean;
  readonly whole: readonly string[];
  readonly masked: readonly string[];
};

/** All that the table of duties grants somebody today. The guard asks the same table by the same function, so that what is offered is what is let through. */
export function grantedActs(table: AccessTable, duties: Duties): readonly GrantedAct[] {
  const fields = [...table.fields.keys()];
  return [...table.acts].flatMap(([act, { zh, en, own }]) => {
    const permission = permissionFor(table, act, duties);
    if (!permission) return [];
    const shown = (sight: "whole" | "masked") => fields.filter((field) => permission.sees(field) === sight);
    const isOwn = duties.appointments.some(({ role }) => own.has(role));
    return [{ act, text: { zh, en }, areas: permission.actor.areas, isOwn, whole: shown("whole"), masked: shown("masked") }];
  });
}
