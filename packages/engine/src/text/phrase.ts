import type { Text } from "../text.ts";

/** A part of a rule in words: a statement, or statements of which all or one must hold. */
export type Phrase =
  | { readonly kind: "statement"; readonly text: Text; readonly choice?: Choice }
  | { readonly kind: "all" | "any"; readonly of: readonly Phrase[] };

/** A statement that some subject is one of several values: two of one subject can be said as one. */
export type Choice = { readonly subject: Text; readonly values: readonly Text[]; readonly isNegative: boolean };

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

/** A choice in words: 就读学段为小学或初中 / Stage: primary or junior secondary school. */
export function chosen(choice: Choice): Phrase {
  const { subject, values, isNegative } = choice;
  const distinct = values.filter((value, i) => values.findIndex((other) => other.zh === value.zh) === i);
  const zh = `${subject.zh}${isNegative ? "不是" : "为"}${listed(
    distinct.map((value) => value.zh),
    "、",
    "或",
  )}`;
  const en = `${subject.en}: ${isNegative ? "not " : ""}${listed(
    distinct.map((value) => value.en),
    ", ",
    " or ",
  )}`;
  return { kind: "statement", text: { zh, en }, choice: { ...choice, values: distinct } };
}

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
  const bare = ({ zh }: Text) => zh.replaceAll(/[^一-鿿\d]|[的了已在有是为所地]|[^，、（]{2,3}(省|自治区)|重庆市/g, "");
  return bare(sentence).includes(bare(meaning)) || bare(meaning) === bare(sentence);
}
