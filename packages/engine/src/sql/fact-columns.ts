import type { MissingMode } from "../facts.ts";
import type { Fact, FactName, Vocabulary } from "../vocabulary.ts";
import type { Dialect } from "./dialect.ts";
import { dateLiteral, enumKeys } from "./expression.ts";

/** Where facts are found and what an absent one means. */
export type FactSource = {
  readonly vocabulary: Vocabulary;
  readonly dialect: Dialect;
  readonly asOf: number;
  readonly missing: MissingMode;
  /** The facts that the table has; all where null. */
  readonly present: ReadonlySet<FactName> | null;
};

/** A fact as it was given, null where it was not: what a claim's counts and bills are read from. */
export function givenColumn(source: FactSource, position: number): string {
  const fact = source.vocabulary.facts[position] as Fact;
  return plain(source, fact);
}

/** A fact in its own type with its fixed meanings: what an absent value stands for, and when it expires. A region becomes a number of twelve digits. */
export function knownColumn(source: FactSource, position: number): string {
  const fact = source.vocabulary.facts[position];
  // An unset parameter has a column after the last fact, and nobody knows it.
  if (!fact) return "cast(null as bigint)";
  const absent = fact.absent ?? (source.missing === "closed" ? fact.closed : undefined);
  const value = absent === undefined ? plain(source, fact) : `coalesce(${plain(source, fact)}, ${literal(fact, absent)})`;
  const until = source.vocabulary.facts.find(({ name }) => name === fact.expiresWith?.fact);
  if (!fact.expiresWith || !until || !isPresent(source, until.name)) return value;
  const hasExpired = `${column(source, until)} < ${dateLiteral(source.asOf)}`;
  return `case when ${hasExpired} then ${literal(fact, fact.expiresWith.becomes)} else ${value} end`;
}

function plain(source: FactSource, fact: Fact): string {
  const { dialect } = source;
  if (!isPresent(source, fact.name)) return `cast(null as ${fact.type === "region" ? "bigint" : dialect.types[fact.type]})`;
  const name = column(source, fact);
  return fact.type === "region" ? `case when ${name} = 'none' then -1 else cast(rpad(${name}, 12, '0') as bigint) end` : name;
}

function column({ dialect }: FactSource, fact: Fact): string {
  return `p.${dialect.quoted(fact.name)}`;
}

function isPresent({ present }: FactSource, name: FactName): boolean {
  return present === null || present.has(name);
}

/** A value of the engine in the type of its fact's column. */
function literal(fact: Fact, value: number): string {
  switch (fact.type) {
    case "bool":
      return String(value === 1);
    case "enum":
      return enumKeys(fact)[value] ?? "null";
    case "date":
      return dateLiteral(value);
    case "int":
    case "money":
    case "region":
      return String(value);
  }
}
