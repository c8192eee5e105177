import type { Pack, Program } from "@huican/engine";
import { parseDay, findPack, inputError, type Day } from "@huican/engine";
import { today, type Clock } from "../../platform/clock.ts";
import { apiErrors } from "./errors.ts";

/** What the endpoints of the API answer from. */
export type ApiParts = { readonly packs: ReadonlyMap<string, Pack>; readonly clock: Clock };

/** What every answer about a pack says of it. */
type Stamp = { readonly pack: string; readonly version: string; readonly hash: string; readonly as_of: Day };

/** A pack as it stands on a day. */
export type PackOnDay = { readonly pack: Pack; readonly program: Program; readonly asOf: Day; readonly stamp: Stamp };

/** @throws ProblemRefusal where an address names a pack that there is none of */
export function packAt({ packs }: ApiParts, id: string): Pack {
  const pack = findPack(packs, id);
  if ("code" in pack) throw apiErrors.noSuchPlace(pack);
  return pack;
}

/** The pack that an address names, on the day that it names, or today in China. */
export function packOnDay(parts: ApiParts, id: string, asOf: Day = today(parts.clock)): PackOnDay {
  const pack = packAt(parts, id);
  const day = parseDay(asOf);
  if (day === null) throw apiErrors.ofInput(inputError.badDate("as_of"));
  const program = pack.on(day);
  if ("code" in program) throw new Error(program.message_en);
  return { pack, program, asOf, stamp: { pack: pack.id, version: pack.compiled.version, hash: pack.compiled.hash, as_of: asOf } };
}

/** The position of the benefit that an address names. */
export function benefitAt(pack: Pack, keyOrRef: string): number {
  const benefit = pack.benefit(keyOrRef);
  if (!benefit) throw apiErrors.noSuchPlace(inputError.unknownBenefit(keyOrRef));
  return pack.benefits.indexOf(benefit);
}
