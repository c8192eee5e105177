import { factIndex, type Fact, type Vocabulary } from "../vocabulary.ts";

/** A fact that two versions of the vocabulary understand as different things, so that no rule about it can be compared. */
export class UnlikeFacts extends Error {
  readonly fact: string;

  constructor(fact: string) {
    super(`The fact "${fact}" has another type in the other version of the vocabulary.`);
    this.name = "UnlikeFacts";
    this.fact = fact;
  }
}

/** Where the facts of one version of the vocabulary, and the values of its enums, stand in a shared one. */
export type Translation = { readonly fact: (fact: number) => number; readonly value: (fact: number, value: number) => number };

/** Two versions of the vocabulary as one: that of the right side, and behind it what only the left side has. */
export class SharedVocabulary {
  readonly vocabulary: Vocabulary;

  /** @throws {UnlikeFacts} where a fact has two types */
  constructor(left: Vocabulary, right: Vocabulary) {
    const before = factIndex(left);
    const after = factIndex(right);
    const shared = right.facts.map((fact) => {
      const column = before.get(fact.name);
      return column === undefined ? fact : withValuesOf(fact, left.facts[column] as Fact);
    });
    this.vocabulary = { ...right, facts: [...shared, ...left.facts.filter(({ name }) => !after.has(name))] };
  }

  /** The way into this vocabulary from one of the two. */
  from({ facts }: Vocabulary): Translation {
    const index = factIndex(this.vocabulary);
    const columns = facts.map(({ name }) => index.get(name) as number);
    const values = facts.map((fact, i) => {
      const keys = this.vocabulary.facts[columns[i] as number]?.values?.map(({ key }) => key) ?? [];
      return fact.values?.map(({ key }) => keys.indexOf(key));
    });
    return { fact: (fact) => columns[fact] as number, value: (fact, value) => values[fact]?.[value] ?? value };
  }
}

function withValuesOf(fact: Fact, other: Fact): Fact {
  if (fact.type !== other.type) throw new UnlikeFacts(fact.name);
  if (!fact.values || !other.values) return fact;
  const keys = fact.values.map(({ key }) => key);
  return { ...fact, values: [...fact.values, ...other.values.filter(({ key }) => !keys.includes(key))] };
}
