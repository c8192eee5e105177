import type { Text } from "../text.ts";
import { provinceNames } from "./region-name.ts";

/**
 * Whether a meaning only says again what a sentence says: nearly all of its characters, or of its words in English, stand there, and so do its numbers.
 * What denies, or joins by "and" where the sentence joins by "or", is never taken for a repetition.
 */
export function isRepetition(sentence: Text, meaning: Text): boolean {
  const isDeniedAlike = [sentence.zh, withoutBrackets(sentence.zh)].some((text) => denies(text) === denies(meaning.zh));
  if (!isDeniedAlike || isJoinedOtherwise(sentence.zh, meaning.zh)) return false;
  if (!numbers(meaning.zh).every((number) => sentence.zh.includes(number))) return false;
  const [zh, en] = [characters(meaning.zh), words(meaning.en)];
  const wordsThere = new Set(words(sentence.en));
  return share(zh, (character) => sentence.zh.includes(character)) >= nearlyAll || share(en, (word) => wordsThere.has(word)) >= nearlyAll;
}

const nearlyAll = 0.78;

function share<T>(parts: readonly T[], isThere: (part: T) => boolean): number {
  return parts.length === 0 ? 1 : parts.filter(isThere).length / parts.length;
}

/** The characters that carry meaning: without particles, and without the province of a place. */
function characters(zh: string): readonly string[] {
  const place = provinceNames.reduce((text, name) => text.replaceAll(name, ""), zh);
  return place.replaceAll(/[^一-鿿\d]|至少|[的了已在有是为所地或和并且等级一个经]/g, "").split("");
}

/** The words that carry meaning, without their endings. */
function words(en: string): readonly string[] {
  return (en.toLowerCase().match(/[a-z\d]+/g) ?? [])
    .filter((word) => !particles.has(word))
    .map((word) => word.replace(/(ies|es|s|ed|ing|ion|ment)$/, ""));
}

const particles = new Set(
  "a an the is are has have or and of in for by with to on at that who be been was it its their them as from which not does do had no".split(
    " ",
  ),
);

function numbers(zh: string): readonly string[] {
  return zh.match(/[\d.]+|[一二两三四五六七八九十](?=[、或]?[一二三四]*[级名档])/g) ?? [];
}

function denies(zh: string): boolean {
  return /[不没未无非]/.test(zh.replaceAll(/不超过|不少于|不低于/g, ""));
}

function withoutBrackets(zh: string): string {
  return zh.replaceAll(/（[^（）]*）/g, "");
}

function isJoinedOtherwise(sentence: string, meaning: string): boolean {
  const [isEither, isBoth] = [/[或、]/.test(sentence), /[且并和，]/.test(sentence)];
  return meaning.includes("并且") ? isEither && !isBoth && !/或/.test(meaning) : /或/.test(meaning) && isBoth && !isEither;
}
