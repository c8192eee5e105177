import type { Fact, FactName, Vocabulary } from "@huican/engine";
import { runErrors } from "./errors.ts";

/** A column of a file of people. */
export type FileColumn = { readonly name: string; readonly type: string };

/** A column that holds a fact. */
export type FactColumn = { readonly column: FileColumn; readonly fact: Fact };

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
): readonly FactColumn[] {
  if (!columns.some(({ name }) => name === "id")) throw runErrors.noId();
  const byName = factsByName(vocabulary);
  const others = columns.filter(({ name }) => name !== "id");
  const matched = others.flatMap((column) => {
    const fact = byName.get(column.name.trim());
    return fact ? [{ column, fact }] : [];
  });
  const unknown = others.filter((column) => !byName.has(column.name.trim()));
  const derived = matched.filter(({ fact }) => fact.derived && !fact.insteadOf);
  if (options.otherColumns === "refuse") {
    if (unknown.length > 0) throw runErrors.unknownColumns(unknown.map(({ name }) => name));
    if (derived.length > 0) throw runErrors.derivedColumns(derived.map(({ column }) => column.name));
  }
  const usable = matched.filter((match) => !derived.includes(match));
  const present = new Set(usable.map(({ fact }) => fact.name));
  const missing = reads.filter((name) => !present.has(name) && isNeeded(vocabulary, name, present));
  if (missing.length > 0 && options.missingColumns === "refuse") throw runErrors.missingColumns(missing);
  return usable;
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
