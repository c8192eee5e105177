import type { Fact, FactName, Text, Vocabulary } from "@huican/engine";
import { runErrors } from "./errors.ts";

/** A column of a file of people. */
export type FileColumn = { readonly name: string; readonly type: string };

/** A column that holds a fact, by its place in the file. */
export type FactColumn = { readonly column: FileColumn; readonly place: number; readonly fact: Fact };

/** Where a file has what the rules read. */
export type MatchedColumns = { readonly idPlace: number; readonly facts: readonly FactColumn[] };

/** Whether a column is the number of a person: `id`, or what our own workbooks call it. */
export function isIdColumn(name: string): boolean {
  return name.toLowerCase() === "id" || name === "编号";
}

export type ColumnOptions = {
  /** What to do about columns that are no facts. */
  readonly otherColumns: "refuse" | "ignore";
  /** What to do about facts that the rules read and the file lacks. */
  readonly missingColumns: "refuse" | "unknown";
};

/**
 * Matches the columns of a file with facts, by their names in the vocabulary or by their Chinese labels where those are unmistakable.
 * @param reads the facts that the rules read
 */
export function matchColumns(
  vocabulary: Vocabulary,
  columns: readonly FileColumn[],
  reads: readonly FactName[],
  options: ColumnOptions,
): MatchedColumns {
  const byName = factsByName(vocabulary);
  const placed = columns.map((column, place) => ({ column, place, isId: isIdColumn(column.name), fact: byName.get(column.name) }));
  const ids = placed.filter(({ isId }) => isId);
  const [id] = ids;
  if (!id) throw runErrors.noId();
  const matched = placed.flatMap(({ column, place, isId, fact }) => (fact && !isId ? [{ column, place, fact }] : []));
  const twice = matched.filter(({ fact }, i) => matched.some((other, j) => other.fact === fact && i !== j));
  if (ids.length > 1 || twice.length > 0) throw runErrors.columnTwice((ids.length > 1 ? ids : twice).map(shown));
  const derived = matched.filter(({ fact }) => fact.derived && !fact.insteadOf);
  if (options.otherColumns === "refuse") {
    const unknown = placed.filter(({ isId, fact }) => !isId && !fact);
    if (unknown.length > 0) throw runErrors.unknownColumns(unknown.map(shown));
    if (derived.length > 0) throw runErrors.derivedColumns(derived.map(shown));
  }
  const usable = matched.filter((match) => !derived.includes(match));
  const present = new Set(usable.map(({ fact }) => fact.name));
  const missing = reads.filter((name) => !present.has(name) && isNeeded(vocabulary, name, present));
  if (missing.length > 0 && options.missingColumns === "refuse") throw runErrors.missingColumns(missing);
  return { idPlace: id.place, facts: usable };
}

/** A column as a message may name it: by its place where it has no name, or where a person's number stands for one because the file has no head. */
function shown({ column, place }: { readonly column: FileColumn; readonly place: number }): Text {
  const isPlain = column.name !== "" && !/\d{11}/.test(column.name);
  return isPlain ? { zh: column.name, en: column.name } : { zh: `第${place + 1}列`, en: `column ${place + 1}` };
}

/** An age stands for a birth date; what an absent value means is fixed for some facts; and a certificate without a last day does not expire. */
function isNeeded(vocabulary: Vocabulary, name: FactName, present: ReadonlySet<FactName>): boolean {
  const fact = vocabulary.facts.find((candidate) => candidate.name === name);
  const isOptional = fact?.insteadOf !== undefined || fact?.absent !== undefined;
  const isReplaced = vocabulary.facts.some((other) => other.insteadOf === name && present.has(other.name));
  const isLastDay = vocabulary.facts.some(({ expiresWith }) => expiresWith?.fact === name);
  return !isOptional && !isReplaced && !isLastDay;
}

function factsByName(vocabulary: Vocabulary): ReadonlyMap<string, Fact> {
  const labels = new Map<string, Fact | null>();
  for (const fact of vocabulary.facts) labels.set(fact.label.zh, labels.has(fact.label.zh) ? null : fact);
  const unmistakable = [...labels].flatMap(([label, fact]) => (fact ? [[label, fact] as const] : []));
  return new Map([...unmistakable, ...vocabulary.facts.map((fact) => [fact.name, fact] as const)]);
}
