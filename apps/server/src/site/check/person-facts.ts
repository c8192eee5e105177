import { encode, factIndex, isInputError, readFacts, withNoRegion, type Fact, type Facts, type Pack } from "@huican/engine";
import type { Visit } from "./visit.ts";

/** The answer of whoever has no such region: no residence permit. */
export const noRegion = "none";

/** A visitor's answers as the engine reads them. What an earlier vocabulary asked, and this one does not know or allow, is left out. */
export function factsOf(pack: Pack, visit: Visit): Facts {
  const { vocabulary } = pack.compiled;
  const index = factIndex(vocabulary);
  const groups: Record<string, Record<string, unknown>> = { person: { deceased: false } };
  const none: string[] = [];
  for (const [name, answer] of Object.entries(visit.answers)) {
    const fact = vocabulary.facts[index.get(name) ?? -1];
    if (!fact || fact.derived) continue;
    if (fact.type === "region" && answer === noRegion) none.push(name);
    else if (typeof encode(fact, answer) === "number") {
      const [group = "", key = ""] = name.split(".");
      (groups[group] ??= {})[key] = answer;
    }
  }
  const facts = readFacts(vocabulary, groups, "unknown");
  if (isInputError(facts)) throw new Error(`A kept answer does not fit the vocabulary: ${facts.code} ${facts.path}`);
  return withNoRegion(vocabulary, facts, none);
}

/** The keys of the benefits for people: those of employers and institutions are not part of a personal visit. */
export function personalBenefits(pack: Pack): readonly string[] {
  return pack.benefits.filter((benefit) => benefit.subject === "person" || benefit.subject === "household").map((benefit) => benefit.key);
}

export function factNamed(pack: Pack, name: string): Fact | undefined {
  return pack.compiled.vocabulary.facts[factIndex(pack.compiled.vocabulary).get(name) ?? -1];
}
