import { filled, type Value } from "../saying.ts";
import type { Text } from "../text.ts";
import type { Statement } from "../vocabulary.ts";
import { aged, type Ages } from "./ages.ts";

/** A part of a rule in words: a statement, or statements of which all or one must hold. */
export type Phrase = Said | { readonly kind: "all" | "any"; readonly of: readonly Phrase[] };

type Said = {
  readonly kind: "statement";
  readonly text: Text;
  readonly choice?: Choice;
  readonly ages?: Ages;
  /** Several clauses by itself: among others it stands in brackets. */
  readonly isLong?: true;
};

/** A statement that a fact is one of several values, or none of them: two about one fact can be said as one. `all` are the values that there are, where they can be counted. */
export type Choice = {
  readonly subject: string;
  readonly says: Statement;
  readonly values: readonly Value[];
  readonly isNegative: boolean;
  readonly all: readonly Value[];
};

export function statement(zh: string, en: string): Phrase {
  return { kind: "statement", text: { zh, en } };
}

/** A statement of several clauses. */
export function longStatement(zh: string, en: string): Phrase {
  return { kind: "statement", text: { zh, en }, isLong: true };
}

/** Several statements of one kind as one phrase: nested ones of the same kind are taken apart, choices about one fact and bounds of one age are put together, repetitions dropped. */
export function together(kind: "all" | "any", parts: readonly Phrase[]): Phrase {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  const found: Phrase[] = [];
  for (const part of flat) {
    const place = found.findIndex((known) => merged(kind, known, part) !== null);
    const whole = merged(kind, found[place], part);
    if (whole) found[place] = whole;
    else if (!found.some((other) => said(other).zh === said(part).zh)) found.push(part);
  }
  const [only] = found;
  return found.length === 1 && only ? only : { kind, of: found };
}

/** Two statements as one; null where they stay two. */
function merged(kind: "all" | "any", left: Phrase | undefined, right: Phrase): Phrase | null {
  if (left?.kind !== "statement" || right.kind !== "statement") return null;
  if (left.choice && right.choice) return mergedChoice(kind, left.choice, right.choice);
  return kind === "all" && left.ages && right.ages ? mergedAges(left.ages, right.ages) : null;
}

/** "One of these" joins by or, "none of these" by and. */
function mergedChoice(kind: "all" | "any", left: Choice, right: Choice): Phrase | null {
  const isNegative = kind === "all";
  const isSame = left.subject === right.subject && left.isNegative === isNegative && right.isNegative === isNegative;
  return isSame ? chosen({ ...left, values: [...left.values, ...right.values] }) : null;
}

/** A least and a greatest age are a band. */
function mergedAges(left: Ages, right: Ages): Phrase | null {
  if (left.from !== null && left.below === null && right.from === null) return ageStatement({ from: left.from, below: right.below });
  if (left.from === null && right.from !== null && right.below === null) return ageStatement({ from: right.from, below: left.below });
  return null;
}

export function ageStatement(ages: Ages): Phrase {
  return { kind: "statement", text: aged(ages), ages };
}

/** A choice in words: 正在读小学或初中 / is in primary or junior secondary school. None of some is one of the others, where those are few. */
export function chosen(choice: Choice): Phrase {
  const { says, isNegative, all } = choice;
  const values = choice.values.filter(({ key }, i) => choice.values.findIndex((other) => other.key === key) === i);
  const others = all.filter(({ key }) => !values.some((named) => named.key === key));
  const [named, excluded] = isNegative ? [others, values] : [values, others];
  const isPositive = !isNegative || (named.length > 0 && named.length <= mostOthers);
  const listing = isPositive ? named : values;
  const text =
    (named.length === 1 ? named[0]?.alone?.yes : undefined) ??
    (excluded.length === 1 ? excluded[0]?.alone?.no : undefined) ??
    filled(isPositive ? says.yes : says.no, oneOf(listing.map((value) => value.text)));
  return { kind: "statement", text, choice: { ...choice, values } };
}

/** How many values are named in place of those that are excluded. */
const mostOthers = 5;

/** 小学、初中或高中 / primary, junior or senior school. */
function oneOf(texts: readonly Text[]): Text {
  const [zh, en] = [texts.map((text) => text.zh), texts.map((text) => text.en)];
  return { zh: listed(zh, "、", "或"), en: listed(en, ", ", " or ") };
}

/** A phrase as one sentence without its full stop. Groups inside groups stand in brackets. */
export function said(phrase: Phrase): Text {
  return written(phrase, 0);
}

function written(phrase: Phrase, depth: number): Text {
  if (phrase.kind === "statement") return phrase.isLong && depth > 0 ? inBrackets(phrase.text, depth) : phrase.text;
  const parts = phrase.of.map((part) => written(part, depth + 1));
  const [zh, en] = [parts.map((part) => part.zh), parts.map((part) => part.en)];
  if (phrase.kind === "all") {
    const all = { zh: zh.join("，并且"), en: en.join(", and ") };
    return depth === 0 ? all : inBrackets(all, depth);
  }
  const list = { zh: listed(zh, "、", "，或"), en: listed(en, ", ", ", or ") };
  const any = depth === 0 ? list : inBrackets(list, depth);
  return { zh: withOneVerb(zh, verbs.zh) ?? any.zh, en: withOneVerb(en, verbs.en) ?? any.en };
}

/** Alternatives of one verb, said once: 享受低保或特困供养. Null where they have not, and where they deny: "not this or that" would say less. */
function withOneVerb(parts: readonly string[], { all, comma, last, never }: Verbs): string | null {
  const verb = all.find((candidate) => parts.every((part) => part.startsWith(candidate) && !never.test(part)));
  if (!verb) return null;
  return `${verb}${listed(
    parts.map((part) => part.slice(verb.length)),
    comma,
    last,
  )}`;
}

type Verbs = { readonly all: readonly string[]; readonly comma: string; readonly last: string; readonly never: RegExp };

const verbs: Readonly<Record<keyof Text, Verbs>> = {
  zh: { all: ["诊断为", "享受", "患有", "参加", "属于", "有", "是"], comma: "、", last: "或", never: /[或、，；]|^有?[没不]/ },
  en: {
    all: ["is diagnosed with ", "is in the medical insurance of ", "has ", "owns "],
    comma: ", ",
    last: " or ",
    never: /, | or |^has (no|not|nobody|nothing|been|had|met|paid|lost)\b/,
  },
};

/** Brackets inside brackets are of another shape in Chinese. */
function inBrackets({ zh, en }: Text, depth: number): Text {
  return { zh: depth % 2 === 1 ? `（${zh}）` : `〔${zh}〕`, en: `(${en})` };
}

function listed(parts: readonly string[], comma: string, last: string): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(comma)}${last}${parts.at(-1)}`;
}
