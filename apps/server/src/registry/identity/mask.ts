import { certificateCore } from "./certificate-number.ts";
import { compoundSurnames } from "./compound-surnames.ts";
import { nameDot } from "./name-dot.ts";

/** Masks (遮盖) as notices of governments use them. What has an unexpected form shows nothing at all. */

/** `35*************123`: the province and the last three. */
export function maskedIdentityNumber(number: string): string {
  return /^(\d{15}|\d{17}[\dX])$/.test(number) ? number.slice(0, 2) + "*".repeat(number.length - 5) + number.slice(-3) : hidden(number);
}

/** `******************43B1`: category, level and reissue; the identity number inside is never shown. */
export function maskedCertificateNumber(number: string): string {
  if (!/^\d{17}[\dX]\d\d(B\d+)?$/.test(number)) return hidden(number);
  const identityLength = certificateCore(number).length - 2;
  return "*".repeat(identityLength) + number.slice(identityLength);
}

/** `138****1234`, `023-****1234`. */
export function maskedPhone(number: string): string {
  const landline = /^(0\d{2,3}-)(\d{3,4})(\d{4})$/.exec(number);
  if (landline) return `${landline[1]}${"*".repeat(landline[2]?.length ?? 0)}${landline[3]}`;
  return /^\d{11}$/.test(number) ? `${number.slice(0, 3)}****${number.slice(-4)}` : hidden(number);
}

/** `****1234`: how many digits an account has says which bank it is, so the stars do not tell. */
export function maskedBankAccount(number: string): string {
  return /^\d{12,30}$/.test(number) ? `****${number.slice(-4)}` : hidden(number);
}

/**
 * `张*`, `张*明`, `欧阳*`, `阿***·**提`: the surname, and the last character where others stand between. Somebody finds themselves in a list; nobody else learns a
 * name from it.
 */
export function maskedName(name: string): string {
  const characters = charactersOf(name.trim());
  const letters = characters.filter((character) => !nameDot.test(character)).length;
  // A name of one character would be shown whole.
  if (letters < 2) return "*".repeat(characters.length);
  const shown = letters > 2 && compoundSurnames.has(characters.slice(0, 2).join("")) ? 2 : 1;
  const showsLast = letters > shown + 1;
  return characters
    .map((character, index) => {
      const isShown = index < shown || (showsLast && index === characters.length - 1);
      return isShown || nameDot.test(character) ? character : "*";
    })
    .join("");
}

/** What a reader sees as one character: rare ones take two units of UTF-16, and a variant of a form a selector behind it. */
const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });

function charactersOf(name: string): readonly string[] {
  return Array.from(segmenter.segment(name), ({ segment }) => segment);
}

function hidden(text: string): string {
  return text === "" ? "" : "****";
}
