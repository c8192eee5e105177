import type { Text } from "./text.ts";

/** `group.fact`, as in `person.birth_date`. */
export type FactName = string;

export type FactType = "bool" | "int" | "money" | "date" | "region" | "enum";

/** Where the value stands in what a fact says. */
export const placeOfValue = "…";

/** A statement and its denial. */
export type Statement = { readonly yes: Text; readonly no: Text };

/**
 * How a fact reads in a sentence about whoever has it: 享受低保 / has the subsistence allowance. Where a fact is not a yes or no, `…` is the place of its
 * value: 正在读… / is in ….
 */
export type Saying = {
  readonly yes?: Text;
  readonly no?: Text;
  /** A number, a sum or a date as a thing that others are compared with: 在职职工人数 / the number of employees. */
  readonly noun?: Text;
  /** The values of an enum in those sentences, where their own texts do not fit. */
  readonly words?: Readonly<Record<string, Text>>;
  /** Values with a statement of their own: 没有上学, denied 在校就读. */
  readonly alone?: Readonly<Record<string, Statement>>;
};

/**
 * One fact: one typed scalar, one column, one question. Inside the engine every value is a whole number: a yes/no is 0 or 1,
 * an enum the position of its value, money fen, a date days since 1970, a region a code of twelve digits.
 */
export type Fact = {
  readonly name: FactName;
  readonly type: FactType;
  readonly values?: readonly { readonly key: string; readonly text: Text }[];
  /** Least and greatest value of an int; null is open. */
  readonly range?: readonly [number | null, number | null];
  /** The value that an absent fact has where the caller says that the data is complete. */
  readonly closed?: number;
  /** The value that an absent fact has always. */
  readonly absent?: number;
  /** This fact may be given instead of another, from which it follows (the age instead of the birth date). */
  readonly insteadOf?: FactName;
  /** Computed, never given. */
  readonly derived?: true;
  /** When that date has passed, this fact has the value, whatever it says. */
  readonly expiresWith?: { readonly fact: FactName; readonly becomes: number };
  readonly label: Text;
  readonly says?: Saying;
  readonly ask?: Text;
  readonly help?: Text;
  readonly why?: Text;
  /** By far the commonest answer; helps to choose the next question. */
  readonly usual?: number;
  /** Nobody has this who lacks that other fact: what drives a motor wheelchair has a physical disability. It decides nothing; it spares questions. */
  readonly onlyWith?: FactName;
  readonly sensitive?: true;
  readonly officer?: true;
  /** Procedure (applying, being checked): decides nothing. */
  readonly procedure?: true;
  readonly screen?: string;
};

/** Facts that one page asks together, in order. */
export type Screen = {
  readonly key: string;
  readonly text: Text;
  readonly help?: Text;
  readonly why?: Text;
  readonly facts: readonly FactName[];
  /** What few people have to do with: asked late. */
  readonly rare?: true;
};

/** Every fact that a rule may name, in a fixed order: a fact's position is its column. */
export type Vocabulary = {
  readonly facts: readonly Fact[];
  readonly screens: readonly Screen[];
  readonly groups: readonly { readonly key: string; readonly text: Text }[];
};

const indexes = new WeakMap<Vocabulary, ReadonlyMap<FactName, number>>();

const groupIndexes = new WeakMap<Vocabulary, ReadonlyMap<string, ReadonlyMap<string, number>>>();

/** The column of each fact by its group and its name in the group. */
export function factGroups(vocabulary: Vocabulary): ReadonlyMap<string, ReadonlyMap<string, number>> {
  let groups = groupIndexes.get(vocabulary);
  if (!groups) {
    const made = new Map<string, Map<string, number>>(vocabulary.groups.map(({ key }) => [key, new Map()]));
    vocabulary.facts.forEach(({ name }, column) => {
      const [group = "", key = ""] = name.split(".");
      made.get(group)?.set(key, column);
    });
    groupIndexes.set(vocabulary, (groups = made));
  }
  return groups;
}

/** The column of each fact. */
export function factIndex(vocabulary: Vocabulary): ReadonlyMap<FactName, number> {
  let index = indexes.get(vocabulary);
  if (!index) indexes.set(vocabulary, (index = new Map(vocabulary.facts.map((fact, i) => [fact.name, i]))));
  return index;
}
