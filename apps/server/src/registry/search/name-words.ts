import { pinyin, polyphonic } from "pinyin-pro";
import { compoundSurnames } from "../identity/compound-surnames.ts";
import { nameDot } from "../identity/name-dot.ts";

/** What a name is found by. */
export type NameWords = {
  /** The name without marks between its parts: what a part of a name is looked for in. */
  readonly plain: string;
  /** Its characters and its pairs of neighbours. */
  readonly grams: readonly string[];
  /** Pinyin without tones from each character to the end, the usual reading first: `zhangxiaoming`, `xiaoming`, `ming`, and `zhangxm`. */
  readonly pinyin: readonly string[];
  /** First letters from each character to the end: `zxm`, `xm`, `m`. */
  readonly initials: readonly string[];
};

export function nameWords(name: string): NameWords {
  const plain = plainName(name);
  const readings = readingsOf(plain, nameDot.test(name));
  const surnameLength = compoundSurnames.has(Array.from(plain).slice(0, 2).join("")) ? 2 : 1;
  return {
    plain,
    grams: [...new Set([...Array.from(plain), ...pairsOf(plain)])],
    pinyin: [...new Set(readings.flatMap((syllables) => [...endsOf(syllables), surnameAndInitials(syllables, surnameLength)]))],
    initials: [...new Set(readings.flatMap((syllables) => endsOf(syllables.map((syllable) => syllable.charAt(0)))))],
  };
}

/**
 * A name as it is looked for. Dots between the parts of a name, spaces and selectors of a variant are left out, for people type them differently or not at all;
 * compatibility forms of characters become the usual ones.
 */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/[^\p{L}\p{Co}\p{N}]/gu, "")
    .toLowerCase();
}

/** The grams that a name must have to contain a part: of one character that character, of a longer part all its pairs. */
export function gramsOfPart(part: string): readonly string[] {
  return Array.from(part).length === 1 ? [part] : [...new Set(pairsOf(part))];
}

/** By code point: rare characters take two units of UTF-16, and half of one is nothing. */
function pairsOf(plain: string): readonly string[] {
  const characters = Array.from(plain);
  return characters.slice(1).map((character, index) => (characters[index] ?? "") + character);
}

/**
 * The syllables of a name in its usual reading, then with one character read otherwise: 单 is shan as a surname, and somebody will type dan. What has no reading,
 * such as a character too rare for the tables, is left out.
 */
function readingsOf(plain: string, hasParts: boolean): readonly (readonly string[])[] {
  const characters = Array.from(plain);
  const usual = usualReading(plain, characters, hasParts);
  const others = characters.flatMap((character, index) =>
    otherReadings(character, usual[index] ?? "").map((reading) => usual.with(index, reading)),
  );
  return [usual, ...others]
    .map((syllables) => syllables.map(plainSyllable).filter((syllable) => syllable !== ""))
    .filter((syllables) => syllables.length > 0);
}

/** Most names have characters of one reading only: those need not be looked for among words. */
function usualReading(plain: string, characters: readonly string[], hasParts: boolean): readonly string[] {
  const readings = characters.map(allReadings);
  if (readings.every(({ length }) => length === 1)) return readings.flat();
  // The first part of a name with a dot is a given name.
  return pinyin(plain, { toneType: "none", type: "array", v: true, surname: hasParts ? "off" : "head" });
}

function otherReadings(character: string, usual: string): readonly string[] {
  return allReadings(character).filter((reading) => plainSyllable(reading) !== plainSyllable(usual));
}

/** By character: there are a few thousand in names, and looking one up takes longer than all the rest of a name. */
const readingsByCharacter = new Map<string, readonly string[]>();

function allReadings(character: string): readonly string[] {
  const known = readingsByCharacter.get(character);
  if (known) return known;
  const readings = polyphonic(character, { toneType: "none", type: "array" })[0] ?? [];
  readingsByCharacter.set(character, readings);
  return readings;
}

/** Letters only; ü is written v, as on a keyboard. */
function plainSyllable(syllable: string): string {
  return /^[a-zü]+$/.test(syllable) ? syllable.replaceAll("ü", "v") : "";
}

function endsOf(syllables: readonly string[]): readonly string[] {
  return syllables.map((_, index) => syllables.slice(index).join(""));
}

function surnameAndInitials(syllables: readonly string[], surnameLength: number): string {
  return (
    syllables.slice(0, surnameLength).join("") +
    syllables
      .slice(surnameLength)
      .map((syllable) => syllable.charAt(0))
      .join("")
  );
}
