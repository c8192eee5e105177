import { parseDay, type Fact, type FactName, type Vocabulary } from "@huican/engine";
import { sql, type RawBuilder } from "kysely";
import { codePrefix } from "../area/code-prefix.ts";
import { registryErrors } from "../errors.ts";

/** One condition of a list: a fact of the vocabulary, or the age, held against a value. Unknown is a choice of its own: it is neither. */
export type Filter =
  | { readonly fact: FactName; readonly is: "known" | "unknown" }
  | { readonly fact: FactName; readonly is: "equal" | "not-equal" | "at-least" | "at-most"; readonly value: boolean | number | string }
  | { readonly fact: FactName; readonly is: "among"; readonly values: readonly string[] }
  /** A region that lies in another, of twelve, nine or six digits. */
  | { readonly fact: FactName; readonly is: "within"; readonly value: string };

/**
 * What is true of everybody of a day whom every filter fits, over `registry.snapshot t`.
 * @throws Refusal where a filter cannot be
 */
export function fitting({ facts }: Vocabulary, day: string, filters: readonly Filter[]): RawBuilder<unknown> {
  const byName = new Map(facts.map((fact) => [fact.name, fact]));
  const conditions = filters.map((filter) => {
    const fact = byName.get(filter.fact);
    if (!fact || !canFilter(fact, filter)) throw registryErrors.filter();
    return conditionOf(fact, filter, day);
  });
  return sql.join([sql`t.as_of = ${day}`, ...conditions], sql` and `);
}

const ordered: ReadonlySet<Fact["type"]> = new Set(["int", "money", "date"]);

function canFilter(fact: Fact, filter: Filter): boolean {
  if (fact.derived)
    return fact.name === "person.age" && (filter.is === "at-least" || filter.is === "at-most") && typeof filter.value === "number";
  switch (filter.is) {
    case "known":
    case "unknown":
      return true;
    case "within":
      return fact.type === "region";
    case "among":
      return fact.type === "enum";
    case "at-least":
    case "at-most":
      return ordered.has(fact.type) && fitsType(fact, filter.value);
    case "equal":
    case "not-equal":
      return fitsType(fact, filter.value);
  }
}

function fitsType(fact: Fact, value: boolean | number | string): boolean {
  if (fact.type === "bool") return typeof value === "boolean";
  if (fact.type === "int" || fact.type === "money") return Number.isSafeInteger(value);
  return typeof value === "string" && (fact.type !== "date" || parseDay(value) !== null);
}

function conditionOf(fact: Fact, filter: Filter, day: string): RawBuilder<unknown> {
  if (fact.name === "person.age" && "value" in filter) return byAge(filter.is, Number(filter.value), day);
  const column = sql`t.${sql.id(fact.name)}`;
  switch (filter.is) {
    case "known":
      return sql`${column} is not null`;
    case "unknown":
      return sql`${column} is null`;
    case "within":
      return sql`${column} ^@ ${codePrefix(filter.value)}`;
    case "among":
      return sql`${column} = any (${filter.values}::text[])`;
    case "equal":
      return sql`${column} = ${given(filter.value)}`;
    case "not-equal":
      return sql`${column} <> ${given(filter.value)}`;
    case "at-least":
      return sql`${column} >= ${given(filter.value)}`;
    case "at-most":
      return sql`${column} <= ${given(filter.value)}`;
  }
}

/** A number may be greater than its column holds: it is compared all the same. */
function given(value: boolean | number | string): RawBuilder<unknown> {
  return typeof value === "number" ? sql`${value}::bigint` : sql`${value}`;
}

/** Nobody is older, and no day is too early for the database. */
const mostYears = 200;

/**
 * Full years: somebody turns fifteen on the birthday itself, whoever was born on 29 February on 1 March in other years. Told by the day of birth, which is compared for everybody
 * in a quarter of the time that an age takes to be worked out.
 */
function byAge(is: Filter["is"], years: number, day: string): RawBuilder<unknown> {
  const bornBy = (age: number) =>
    sql`(select (${day}::date - make_interval(years => ${Math.min(Math.max(age, -mostYears), mostYears)}::int))::date)`;
  const born = sql`t."person.birth_date"`;
  return is === "at-least" ? sql`${born} <= ${bornBy(Math.ceil(years))}` : sql`${born} > ${bornBy(Math.floor(years) + 1)}`;
}
