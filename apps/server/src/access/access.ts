import type { Cipher } from "../platform/cipher/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Actor, Database } from "../platform/database/index.ts";

/** What signing in and appointing works with. */
export type AccessTools = { readonly db: Database; readonly cipher: Cipher; readonly clock: Clock };

/** Before somebody is signed in there is nobody: the job that finds out who it is has no area and sees no file. */
export const signInJob: Actor = { id: "sign-in", areas: [] };

/** Whoever stands at the machine itself, with its keys in reach: makes the first administrators, and helps where none can sign in. */
export const operator: Actor = { id: "operator", areas: [] };

/** The instant of a clock, as the database takes it. */
export function instant({ clock }: Pick<AccessTools, "clock">, laterSeconds = 0): string {
  return new Date(clock.now().getTime() + laterSeconds * 1000).toISOString();
}
