import { readPhone } from "../identity/phone.ts";
import { plainNumber } from "../identity/typed-number.ts";
import { gramsOfPart, plainName, type NameWords } from "./name-words.ts";

/** A word of a query. Somebody is found if every word fits them in one of its meanings; a word without any is not understood, which the page says. */
export type QueryWord = { readonly text: string; readonly meanings: readonly Meaning[] };

export type Meaning =
  /** A part of a name, and the grams that narrow the search before it is looked for. */
  | { readonly kind: "name"; readonly part: string; readonly grams: readonly string[] }
  /** The beginning of pinyin or of initials. */
  | { readonly kind: "pinyin"; readonly letters: string }
  /** A whole telephone number where it is known, and its last four digits. */
  | { readonly kind: "phone"; readonly number: string | null; readonly lastFour: string }
  | { readonly kind: "identity-number"; readonly number: string }
  | { readonly kind: "legacy-number"; readonly number: string }
  /** The first twenty characters: a reissue is the same certificate. */
  | { readonly kind: "certificate-number"; readonly core: string }
  /** Codes of areas and keys of zones. */
  | { readonly kind: "area"; readonly places: readonly string[] };

/** More than this nobody types; the rest is not read. */
const longestQuery = 100;

const parts = {
  // Numbers are typed in groups. A whole one is taken first, then what is between spaces.
  groupedNumber: /[+\d][\d\s().\p{Pd}]*(?:[xX]\s*\d?\s*\d?)?(?:\s*[bB]\d{1,2})?(?![A-Za-z\d])/uy,
  digits: /\d+/uy,
  letters: /\p{Script=Latin}[\p{Script=Latin}\p{M}'’\s]*/uy,
  characters: /[\p{Script=Han}\p{Co}][\p{Script=Han}\p{Co}\p{M}·•・‧∙⋅]*/uy,
};

/** What the text of a search box means. */
export function queryWords(query: string, placesNamed: (words: string) => readonly string[] = () => []): readonly QueryWord[] {
  const text = Array.from(query.normalize("NFKC")).slice(0, longestQuery).join("");
  const words: QueryWord[] = [];
  for (let at = 0; at < text.length;) {
    const number = textAt(parts.groupedNumber, text, at);
    const whole = number && wholeNumber(number);
    const digits = textAt(parts.digits, text, at);
    const letters = textAt(parts.letters, text, at);
    const characters = textAt(parts.characters, text, at);
    if (whole) words.push({ text: number.trim(), meanings: [whole] });
    else if (digits) words.push({ text: digits, meanings: meaningsOfDigits(digits) });
    else if (letters) words.push({ text: letters.trim(), meanings: meaningsOfLetters(letters) });
    else if (characters) words.push(...wordsOfCharacters(characters, placesNamed));
    at += ((whole && number) || digits || letters || characters || " ").length;
  }
  return words;
}

/** Whether a name is one that a meaning is about. */
export function fitsName(words: NameWords, meaning: Meaning): boolean {
  if (meaning.kind === "name") return words.plain.includes(meaning.part);
  if (meaning.kind !== "pinyin") return false;
  return [...words.pinyin, ...words.initials].some((word) => word.startsWith(meaning.letters));
}

function textAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** A number in full. Its check digit is not looked at: a wrongly registered one must be found as well. */
function wholeNumber(typed: string): Meaning | null {
  const number = plainNumber(typed);
  if (/^\d{17}[\dX]$/.test(number)) return { kind: "identity-number", number };
  if (/^\d{15}$/.test(number)) return { kind: "legacy-number", number };
  if (/^\d{17}[\dX]\d\d(B\d{1,2})?$/.test(number)) return { kind: "certificate-number", core: number.slice(0, 20) };
  const phone = readPhone(typed);
  return phone instanceof Error ? null : { kind: "phone", number: phone.number, lastFour: phone.lastFour };
}

/** The last four digits of a telephone number, or a landline without its area code. */
function meaningsOfDigits(digits: string): readonly Meaning[] {
  return [4, 7, 8].includes(digits.length) ? [{ kind: "phone", number: null, lastFour: digits.slice(-4) }] : [];
}

function meaningsOfLetters(typed: string): readonly Meaning[] {
  const letters = typed
    .toLowerCase()
    .normalize("NFD")
    .replaceAll("u\u0308", "v")
    .replaceAll(/[^a-z]/g, "")
    // As passports write ü; an n after a vowel may end a syllable, as in jianyu.
    .replaceAll(/(l|(?<![aeiouv])n)yu/g, "$1v");
  return letters === "" ? [] : [{ kind: "pinyin", letters }];
}

/** Characters are an area, a name, perhaps either; 沙坪坝区张明 is both, one after the other. */
function wordsOfCharacters(typed: string, placesNamed: (words: string) => readonly string[]): readonly QueryWord[] {
  const part = plainName(typed);
  const characters = Array.from(part);
  for (let length = characters.length; length > 2; length--) {
    const words = characters.slice(0, length).join("");
    // With the word for its kind it can only be an area.
    const places = /[省市区县镇乡]$|街道$/u.test(words) ? placesNamed(words) : [];
    const rest = characters.slice(length).join("");
    if (places.length > 0)
      return [{ text: words, meanings: [{ kind: "area", places }] }, ...(rest ? wordsOfCharacters(rest, placesNamed) : [])];
  }
  const places = placesNamed(part);
  const name: Meaning = { kind: "name", part, grams: gramsOfPart(part) };
  return [{ text: part, meanings: places.length > 0 ? [name, { kind: "area", places }] : [name] }];
}
