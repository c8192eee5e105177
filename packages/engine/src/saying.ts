import type { Relation } from "./ir.ts";
import { denied, type Text } from "./text.ts";
import { placeOfValue, type Fact, type Statement } from "./vocabulary.ts";

/** A value that a fact may have, as it reads in a sentence. */
export type Value = { readonly key: string; readonly text: Text; readonly alone?: Statement };

/** A yes or no as a statement: what the vocabulary has it say, or its label. */
export function yesNoText({ label, says }: Fact, isTrue: boolean): Text {
  return (isTrue ? says?.yes : says?.no) ?? (isTrue ? label : denied(label));
}

/** What a fact is called as a number, a sum or a day. */
export function nounOf({ label, says }: Fact): Text {
  return says?.noun ?? label;
}

/** The sentences of a fact with a place for its value. */
export function statementOf({ label, says }: Fact): Statement {
  const { yes, no } = says ?? {};
  return {
    yes: yes ?? { zh: `${label.zh}为…`, en: `${label.en}: …` },
    no: no ?? { zh: `${label.zh}不是“…”`, en: `${label.en}: not "…"` },
  };
}

/** The values of an enum as they read in a sentence. */
export function valuesOf({ values = [], says }: Fact): readonly Value[] {
  return values.map(({ key, text }) => {
    const alone = says?.alone?.[key];
    // Without a sentence of their own, values stand behind their fact's label as they are.
    const word = says?.words?.[key] ?? (says ? { zh: text.zh, en: inSentence(text.en) } : text);
    return { key, text: word, ...(alone && { alone }) };
  });
}

/** A sentence with its value: "is in …" and "primary school". */
export function filled({ zh, en }: Text, value: Text): Text {
  return { zh: zh.replace(placeOfValue, value.zh), en: en.replace(placeOfValue, value.en) };
}

/** A bound put where a sentence has its value: 家里有…名残疾人 becomes 家里至少有两名残疾人. */
export function bounded({ zh, en }: Text, rel: Relation, bound: Text, isCount: boolean): Text {
  const [before, less] = bounds[rel];
  const word = rel === "<" && isCount ? "fewer than " : less;
  return {
    zh: zh.replace(rel === ">=" ? /有?…/ : placeOfValue, (place) => `${before}${place.replace(placeOfValue, "")}${bound.zh}`),
    en: en.replace(placeOfValue, `${word}${bound.en}`),
  };
}

const bounds: Readonly<Record<Relation, readonly [string, string]>> = {
  "==": ["", ""],
  "!=": ["不是", "other than "],
  "<": ["不到", "less than "],
  "<=": ["不超过", "at most "],
  ">": ["超过", "more than "],
  ">=": ["至少", "at least "],
};

/** A day put where a sentence has its value: was born before 1 September 2010. */
export function dated({ zh, en }: Text, rel: Relation, day: Text): Text {
  const days: Readonly<Record<Relation, readonly [string, string]>> = {
    "==": [day.zh, `on ${day.en}`],
    "!=": [`${day.zh}以外`, `on another day than ${day.en}`],
    "<": [`${day.zh}之前`, `before ${day.en}`],
    "<=": [`${day.zh}或之前`, `on ${day.en} or before`],
    ">": [`${day.zh}之后`, `after ${day.en}`],
    ">=": [`${day.zh}或之后`, `on ${day.en} or after`],
  };
  return filled({ zh, en }, { zh: days[rel][0], en: days[rel][1] });
}

/** A title inside a sentence: without its capital, but for names that are written in capitals. */
export function inSentence(title: string): string {
  return /^(A |[A-Z][a-z])/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** A title without what it adds in brackets. */
export function withoutAddition({ zh, en }: Text): Text {
  return { zh: zh.replace(/（[^（）]*）$/, ""), en: en.replace(/ \([^()]*\)$/, "") };
}

/** A small number that names a tier or a level: 二 / 2. */
export function ordinalWord(number: number): Text {
  return { zh: "零一二三四五六七八九十".charAt(number) || String(number), en: String(number) };
}

/** A small number as a sentence writes it: 两 / two. */
export function countWord(count: number): Text {
  const zh = "零一两三四五六七八九十".charAt(count);
  const en = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][count];
  return zh && en && Number.isInteger(count) ? { zh, en } : { zh: String(count), en: String(count) };
}
