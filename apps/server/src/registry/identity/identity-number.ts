import { parseDay } from "@huican/engine";
import type { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import { provincePrefixes, provincesOf, syntheticPrefix } from "./province-prefix.ts";
import { plainNumber } from "./typed-number.ts";

/** A citizen's identity number (公民身份号码, GB 11643-1999) and what it says. */
export type IdentityNumber = {
  readonly number: string;
  readonly birthDate: string;
  readonly sex: "male" | "female";
  /** The six digits of the place that gave it: the code of then, perhaps of a place that is no more. */
  readonly regionCode: string;
  /** Where that place is, by the first two digits; more than one where a province was divided. */
  readonly provinces: readonly string[];
  readonly isSynthetic: boolean;
};

export type IdentityNumberOptions = {
  /** Nobody is born after it. */
  readonly today: string;
  /** Sample people are welcome: numbers that begin with 99. */
  readonly acceptsSynthetic?: boolean;
};

/** An old number (15位旧号), which is only ever an alias, and the one of 18 that it became. */
export type LegacyNumber = { readonly legacyNumber: string; readonly identity: IdentityNumber };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The number that was typed, or why it is none. */
export function readIdentityNumber(typed: string, options: IdentityNumberOptions): IdentityNumber | Refusal {
  const number = plainNumber(typed);
  if (/^\d{15}$/.test(number)) return registryErrors.identityNumberLegacy();
  if (!/^\d{17}[\dX]$/.test(number)) return registryErrors.identityNumberForm();
  const prefix = number.slice(0, 2);
  const isSynthetic = prefix === syntheticPrefix;
  if (isSynthetic && !options.acceptsSynthetic) return registryErrors.identityNumberSynthetic();
  if (!isSynthetic && !Object.hasOwn(provincePrefixes, prefix)) return registryErrors.identityNumberRegion();
  const birthDate = dayOf(number.slice(6, 14));
  if (birthDate === null) return registryErrors.identityNumberBirthDate();
  if (birthDate > options.today) return registryErrors.identityNumberFuture();
  if (checkCharacter(number.slice(0, 17)) !== number.charAt(17)) return registryErrors.identityNumberChecksum();
  return {
    number,
    birthDate,
    sex: Number(number.charAt(16)) % 2 === 1 ? "male" : "female",
    regionCode: number.slice(0, 6),
    provinces: provincesOf(prefix, birthDate),
    isSynthetic,
  };
}

/** An old number of 15 digits with the one it became. It has no check digit, so a slip of the pen passes: never more than an alias. */
export function readLegacyNumber(typed: string, options: IdentityNumberOptions): LegacyNumber | Refusal {
  const legacyNumber = plainNumber(typed);
  if (!/^\d{15}$/.test(legacyNumber)) return registryErrors.legacyNumberForm();
  // They were given to people born in the twentieth century, whose two digits they left out.
  const first17 = `${legacyNumber.slice(0, 6)}19${legacyNumber.slice(6)}`;
  const identity = readIdentityNumber(first17 + checkCharacter(first17), options);
  return identity instanceof Error ? identity : { legacyNumber, identity };
}

/** The old number that somebody with this number may have had, or null for people who are too young. */
export function legacyNumberOf(identityNumber: string): string | null {
  return identityNumber.slice(6, 8) === "19" ? identityNumber.slice(0, 6) + identityNumber.slice(8, 17) : null;
}

/** The check character of the first 17 digits: 0 to 9, or X for ten. */
export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17.charAt(place)), 0);
  return "10X98765432".charAt(sum % 11);
}

function dayOf(digits: string): string | null {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return parseDay(day) !== null && /^(18|19|20)/.test(day) ? day : null;
}
