import type { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import { plainNumber } from "./typed-number.ts";

/** A telephone number of the mainland in one form: `13800001234`, `023-65400000`. */
export type Phone = { readonly number: string; readonly kind: "mobile" | "landline"; readonly lastFour: string };

/** Beijing (010) and the large cities (02x) have three digits, all others four (03xx to 09xx). */
const landline = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/;

/** The number that was typed, or why it is none. */
export function readPhone(typed: string): Phone | Refusal {
  const digits = plainNumber(typed)
    .replaceAll(/[()]/g, "")
    .replace(/^(?:\+|00)86/, "")
    .replace(/^86(?=1\d{10}$)/, "");
  if (/^1[3-9]\d{9}$/.test(digits)) return { number: digits, kind: "mobile", lastFour: digits.slice(-4) };
  // After the code of the country the 0 of an area code is left out.
  const match = landline.exec(digits) ?? (/^\s*(?:[+＋]|00)/.test(typed) ? landline.exec(`0${digits}`) : null);
  if (!match) return registryErrors.phone();
  return { number: `${match[1]}-${match[2]}`, kind: "landline", lastFour: digits.slice(-4) };
}
