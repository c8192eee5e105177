import type { MiddlewareHandler } from "hono";
import type { Actor } from "./database/index.ts";

/** How much of a field somebody is shown. */
export type Sight = "whole" | "masked" | "nothing";

/** What a request may do: as whom it reaches the data, and what of them it is shown. */
export type Permission = {
  /** For this act alone: the areas and files are those on which somebody may do it. */
  readonly actor: Actor;
  /** The appointment that lets them: their role, and where. */
  readonly as: { readonly role: string; readonly area: string | null };
  /** Who acts, as a mark on what they take away says it: name, office and area. */
  readonly by: string;
  /** @param field a name of the table of duties, such as `phone`; of a fact the word before its dot */
  readonly sees: (field: string) => Sight;
  /** Whether they may search for another number: not after many that led to nobody, which could be tries at one that they are shown in a mask. */
  readonly mayTryNumbers: boolean;
};

export type Guarded = { readonly Variables: { readonly permission: Permission } };

/**
 * What stands before a door: lets through whoever may do the act, with their permission, and refuses everybody else.
 * @param act a name of the table of duties; one that it has not is a fault of ours
 */
export type Guard = (act: string) => MiddlewareHandler<Guarded>;
