import { dayText } from "./calendar.ts";
import { categories, type Levels } from "./disability.ts";

export type Sex = "male" | "female";

/** No province has this number (GB/T 2260 ends at 82): whatever begins with it belongs to nobody. */
const nobodysProvince = "99";

/** 99 and the four digits that tell the district: 500106 becomes 990106. */
export function sampleRegionOf(region: string): string {
  return nobodysProvince + region.slice(2);
}

/** What the district is said to have been called before: invented, as its numbers are. */
export function formerSampleRegionOf(region: string): string {
  return `${nobodysProvince}9${region.slice(3)}`;
}

const firstDay = -25_567; // 1900-01-01

/** Hands out identity numbers (公民身份号码, GB 11643), none twice. */
export class IdentityNumbers {
  readonly #given: Uint16Array;

  constructor(today: number) {
    this.#given = new Uint16Array((today - firstDay + 2) * 2);
  }

  next(region: string, birth: number, sex: Sex): string {
    const slot = (birth - firstDay) * 2 + Number(sex === "male");
    const given = this.#given[slot] ?? 0;
    if (given >= 500) throw new RangeError(`more than 500 people of one sex born on ${dayText(birth)}`);
    this.#given[slot] = given + 1;
    // 73 has no divisor in common with 500, so that every sequence comes once before any comes again.
    const sequence = ((given * 73 + (((birth % 500) + 500) % 500) * 131) % 500) * 2 + Number(sex === "male");
    const digits = region + dayText(birth).replaceAll("-", "") + String(sequence).padStart(3, "0");
    return digits + checkDigitOf(digits);
  }
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function checkDigitOf(digits: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * (digits.charCodeAt(place) - 48), 0);
  return "10X98765432".charAt(sum % 11);
}

/** The fifteen digits that the number had before 1999: no century, no check digit. */
export function fifteenDigitsOf(identityNumber: string): string {
  return identityNumber.slice(0, 6) + identityNumber.slice(8, 17);
}

/** Category and level as the certificate number ends: 7 for several categories, and the heaviest level. */
export function certificateDigitsOf(levels: Levels): string {
  const present = categories.filter((category) => levels[category] > 0);
  const category = present.length > 1 ? 7 : categories.indexOf(present[0] ?? "physical") + 1;
  return `${category}${Math.min(...present.map((category) => levels[category]))}`;
}
