import { sql, type RawBuilder } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import { logAccess, logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { requestErrors } from "../../platform/errors.ts";
import { codePrefix } from "../area/code-prefix.ts";
import { blindOf, tailOf } from "../identity/sealed-value.ts";
import type { Registry } from "../registry.ts";
import { personLines, shownInLine, type PersonLine } from "./person-line.ts";
import { queryWords, type Meaning, type QueryWord } from "./query-words.ts";

export type SearchQuestion = {
  readonly query: string;
  /** The day whose state is told. */
  readonly today: string;
  readonly most: number;
  /** Codes of the areas that some words name. */
  readonly placesNamed?: (words: string) => readonly string[];
  /** False for whoever has searched for too many numbers that led to nobody. */
  readonly mayTryNumbers?: boolean;
};

export type SearchAnswer = {
  readonly people: readonly PersonLine[];
  /** Whether there are more than are told. */
  readonly isCut: boolean;
  /** Words of the query that mean nothing here. */
  readonly notUnderstood: readonly string[];
};

/** So many people that one word fits are looked at; a query that fits more has to be said more closely. */
const mostCandidates = 2_000;

/**
 * People by name or a part of it, pinyin or its first letters, identity or certificate number, a telephone or its last four digits, and area; every word must fit.
 * @throws Refusal for a number where no more may be tried
 */
export async function searchPeople(
  { db }: Registry,
  cipher: Cipher,
  actor: Actor,
  { query, today, most, placesNamed, mayTryNumbers = true }: SearchQuestion,
): Promise<SearchAnswer> {
  const words = queryWords(query, placesNamed);
  const understood = words.filter(({ meanings }) => meanings.length > 0);
  const notUnderstood = words.filter(({ meanings }) => meanings.length === 0).map(({ text }) => text);
  if (understood.length === 0) return { people: [], isCut: false, notUnderstood };
  const numbers = numberKinds(understood);
  if (numbers.length > 0 && !mayTryNumbers) {
    await db.as(actor, (tx) => logAccess(tx, { act: "registry.search-people", subjects: [], fields: numbers, outcome: "refused" }));
    throw requestErrors.tooManyNumbers();
  }
  const condition = sql.join(
    understood.map((word) => fits(cipher, word)),
    sql` and `,
  );
  const fitting = sql`(
    select s.id from registry.subject s join registry.name_entry n on n.subject_id = s.id
    where s.kind = 'person' and s.merged_into is null and ${condition}
    order by n.pinyin, n.plain, s.id limit ${most + 1})`;
  return db.as(actor, async (tx) => {
    const found = await personLines(tx, fitting, today);
    const people = found.slice(0, most);
    // A number that leads to nobody is counted: it could be a try at one that is shown in a mask.
    const fields = people.length === 0 && numbers.length > 0 ? numbers : shownInLine;
    await logReading(tx, { act: "registry.search-people", subjects: people.map(({ id }) => id), fields });
    return { people, isCut: found.length > most, notUnderstood };
  });
}

/** Which kinds of numbers a query names. */
function numberKinds(words: readonly QueryWord[]): readonly string[] {
  const kinds = words.flatMap(({ meanings }) => meanings.map(({ kind }) => (kind === "legacy-number" ? "identity-number" : kind)));
  return [...new Set(kinds)].filter((kind) => kind === "identity-number" || kind === "certificate-number" || kind === "phone");
}

/** The people whom a word fits in one of its meanings. */
function fits(cipher: Cipher, { meanings }: QueryWord): RawBuilder<unknown> {
  return sql`(${sql.join(
    meanings.map((meaning) => fitsMeaning(cipher, meaning)),
    sql` or `,
  )})`;
}

function fitsMeaning(cipher: Cipher, meaning: Meaning): RawBuilder<unknown> {
  switch (meaning.kind) {
    case "name":
      return sql`s.id = any (array(select registry.find_names(${meaning.part}, ${meaning.grams}::text[], null, ${mostCandidates})))`;
    case "pinyin":
      return sql`s.id = any (array(select registry.find_names(null, null, ${meaning.letters}, ${mostCandidates})))`;
    case "phone":
      return meaning.number === null
        ? withValue(sql`v.kind = 'phone' and v.tail = ${tailOf(cipher, meaning.lastFour)}`)
        : withValue(sql`v.kind = 'phone' and v.blind = ${blindOf(cipher, "phone", meaning.number)}`);
    case "identity-number":
    case "legacy-number":
      return withValue(sql`v.kind = 'identity-number' and v.blind = ${blindOf(cipher, "identity-number", meaning.number)}`);
    case "certificate-number":
      return withValue(sql`v.kind = 'certificate-number' and v.blind = ${blindOf(cipher, "certificate-number", meaning.core)}`);
    case "area": {
      // A zone has no code that a file could lie in.
      const places = meaning.places.filter((place) => /^\d/.test(place)).map(codePrefix);
      return sql`(s.area ^@ any (${places}::text[]) or s.other_area ^@ any (${places}::text[]))`;
    }
  }
}

function withValue(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  // What stands in a file that was merged into another leads to that one.
  return sql`s.id = any (array(
    select coalesce(held.merged_into, held.id) from registry.sealed_value v join registry.subject held on held.id = v.subject_id
    where ${condition} and upper_inf(v.recorded)))`;
}
