import type { Text } from "../text.ts";

/** A part of a rule in words: a statement, or statements of which all or one must hold. */
export type Phrase =
  | { readonly kind: "statement"; readonly text: Text; readonly choice?: Choice }
  | { readonly kind: "all" | "any"; readonly of: readonly Phrase[] };

/** A statement that some subject is one of several values, or none of them: two of one subject can be said as one. `all` are the values that there are, `every` what it is called to have any of them. */
export type Choice = {
  readonly subject: Text;
  readonly values: readonly Text[];
  readonly isNegative: boolean;
  readonly all?: readonly Text[];
  readonly every?: Text;
};

export function statement(zh: string, en: string): Phrase {
  return { kind: "statement", text: { zh, en } };
}

/** Several statements of one kind as one phrase: nested ones of the same kind are taken apart, choices about one subject are put together, repetitions dropped. */
export function together(kind: "all" | "any", parts: readonly Phrase[]): Phrase {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  const merged: Phrase[] = [];
  for (const part of flat) {
    const same = merged.findIndex((known) => mergeable(kind, known, part));
    const known = merged[same];
    if (known?.kind === "statement" && known.choice && part.kind === "statement" && part.choice) {
      merged[same] = chosen({ ...known.choice, values: [...known.choice.values, ...part.choice.values] });
    } else if (!merged.some((other) => said(other).zh === said(part).zh)) merged.push(part);
  }
  const [only] = merged;
  return merged.length === 1 && only ? only : { kind, of: merged };
}

/** "One of these" joins by or, "none of these" by and. */
function mergeable(kind: "all" | "any", left: Phrase, right: Phrase): boolean {
  if (left.kind !== "statement" || right.kind !== "statement" || !left.choice || !right.choice) return false;
  const isNegative = kind === "all";
  return (
    left.choice.subject.zh === right.choice.subject.zh && left.choice.isNegative === isNegative && right.choice.isNegative === isNegative
  );
}

/** A choice in words: 就读学段为小学或初中 / Stage: primary or junior secondary school. None of some is one of the others, where those are few. */
export function chosen(choice: Choice): Phrase {
  const { subject, isNegative, all = [] } = choice;
  const values = choice.values.filter((value, i) => choice.values.findIndex((other) => other.zh === value.zh) === i);
  const others = all.filter((value) => !values.some((named) => named.zh === value.zh));
  const isPositive = !isNegative || (others.length > 0 && others.length <= mostOthers);
  const named = isNegative && isPositive ? others : values;
  if (isPositive && choice.every && named.length === all.length)
    return { kind: "statement", text: choice.every, choice: { ...choice, values } };
  const zh = listed(
    named.map((value) => value.zh),
    "、",
    "或",
  );
  const en = listed(
    named.map((value) => value.en),
    ", ",
    " or ",
  );
  const text = {
    zh: isPositive ? `${subject.zh}为${zh}` : `${subject.zh}不是“${zh}”`,
    en: isPositive ? `${subject.en}: ${en}` : `${subject.en}: not "${en}"`,
  };
  return { kind: "statement", text, choice: { ...choice, values } };
}

/** How many values are named in place of those that are excluded. */
const mostOthers = 5;

/** A phrase as one sentence without its full stop. Groups inside groups stand in brackets. */
export function said(phrase: Phrase): Text {
  return written(phrase, 0);
}

function written(phrase: Phrase, depth: number): Text {
  if (phrase.kind === "statement") return phrase.text;
  const parts = phrase.of.map((part) => written(part, depth + 1));
  const isAll = phrase.kind === "all";
  const zh = isAll
    ? parts.map((part) => part.zh).join("，并且")
    : listed(
        parts.map((part) => part.zh),
        "、",
        "，或",
      );
  const en = isAll
    ? parts.map((part) => part.en).join(", and ")
    : listed(
        parts.map((part) => part.en),
        ", ",
        ", or ",
      );
  return depth === 0 ? { zh, en } : { zh: `（${zh}）`, en: `(${en})` };
}

function listed(parts: readonly string[], comma: string, last: string): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(comma)}${last}${parts.at(-1)}`;
}

/** Whether a meaning only says again what a sentence says: the same characters but for particles, brackets and the name of a province. */
export function isRepetition(sentence: Text, meaning: Text): boolean {
  const bare = ({ zh }: Text) => zh.replaceAll(/[^一-鿿\d]|[的了已在有是为所地或和]|等级|[^，、（]{2,3}(省|自治区)|重庆市/g, "");
  return bare(sentence).includes(bare(meaning)) || bare(meaning) === bare(sentence);
}
