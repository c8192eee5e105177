import type { Fact, Vocabulary } from "@huican/engine";
import { registryErrors } from "../errors.ts";
import { fitting, type Filter } from "../search/filter.ts";
import { plainName } from "../search/name-words.ts";
import type { ListOrder } from "../search/list-order.ts";

/** 名单的条件、列和排序, under a name. */
export type ListView = {
  readonly name: string;
  readonly filters: readonly Filter[];
  /** Columns beside the name, by the names of the contract. */
  readonly columns: readonly string[];
  readonly order: ListOrder;
};

/** 共享名单: one that colleagues see. */
export type SharedView = ListView & {
  readonly id: number;
  /** The beginning of the codes of the area that it is shared for. */
  readonly area: string;
  readonly sharedBy: string;
  /** Whether its maker works there no more. */
  readonly isLeft: boolean;
  readonly changedAt: string;
};

/**
 * A view as it may be shared: nothing in it is about somebody. A condition is a choice from a list, a place that is known, a bound or a small number; a name or an identity
 * number fits in none of them, and a single day, as of a birth, is refused.
 * @param isPlace whether a code is that of an area
 * @throws Refusal where a filter cannot be, or could be about somebody
 */
export function checkedView(vocabulary: Vocabulary, isPlace: (code: string) => boolean, { name: typed, ...view }: ListView): ListView {
  const name = typed.normalize("NFKC").trim().replaceAll(/\s+/g, " ");
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{1,30}$/u.test(name) || /\d(?:[\s.-]?\d){6}/.test(name.replaceAll(/\d{4}-\d{1,2}-\d{1,2}/g, "")))
    throw registryErrors.viewName();
  // Whatever is no filter at all is told as in any list.
  fitting(vocabulary, "2000-01-01", view.filters);
  const facts = new Map(vocabulary.facts.map((fact) => [fact.name, fact]));
  const isOfMany = view.filters.every((filter) => {
    const fact = facts.get(filter.fact);
    return fact !== undefined && couldFitMany(fact, filter, isPlace) && !isOneDay(fact, view.filters);
  });
  if (!isOfMany) throw registryErrors.viewAboutSomebody();
  return { ...view, name };
}

function couldFitMany({ type, values = [] }: Fact, filter: Filter, isPlace: (code: string) => boolean): boolean {
  const isValue = (given: unknown) => values.some(({ key }) => key === given);
  if (filter.is === "among") return filter.values.every(isValue);
  if (!("value" in filter)) return true;
  switch (type) {
    case "bool":
      return true;
    case "enum":
      return isValue(filter.value);
    case "region":
      return isPlace(String(filter.value));
    case "int":
    case "money":
      return Math.abs(Number(filter.value)) <= (type === "int" ? greatestCount : greatestFen);
    case "date":
      return filter.is !== "equal" && filter.is !== "not-equal";
  }
}

// The shortest number of a person, a telephone's, has eleven digits.
const greatestCount = 99_999;
const greatestFen = 999_999_999;

/** From a day to the same day. */
function isOneDay({ name, type }: Fact, filters: readonly Filter[]): boolean {
  const bound = (is: Filter["is"]) =>
    filters.flatMap((filter) => (filter.fact === name && filter.is === is && "value" in filter ? [filter.value] : []));
  return type === "date" && bound("at-least").some((day) => bound("at-most").some((other) => other <= day));
}

/** What of a view's name could be the name of somebody: each word of it, and every part of three to six characters. */
export function partsOfName(name: string): readonly string[] {
  const words = name
    .split(/[^\p{L}\p{N}·]+/u)
    .map(plainName)
    .filter((word) => Array.from(word).length > 1);
  const parts = words.flatMap((word) => {
    const characters = Array.from(word);
    return [3, 4, 5, 6].flatMap((length) =>
      Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, at) => characters.slice(at, at + length).join("")),
    );
  });
  return [...new Set([...words, ...parts])];
}
