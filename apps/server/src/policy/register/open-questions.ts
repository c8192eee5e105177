import type { FactName, Text, Vocabulary } from "@huican/engine";
import type { PersonDecisions } from "./decide-person.ts";
import type { OfficialLists } from "../../registry/index.ts";

/** How an open fact is settled, cheapest first: a list that an authority keeps, a question to the person, somebody's judgement on the spot. */
type Settling =
  | { readonly how: "list"; readonly keptBy: Text }
  | { readonly how: "ask"; readonly question: Text }
  | { readonly how: "judge"; readonly question: Text };

/** A fact that the register does not know and that can still change an answer, with the benefits that wait for it. */
export type OpenQuestion = {
  readonly fact: FactName;
  readonly text: Text;
  readonly settling: Settling;
  readonly benefits: readonly { readonly pack: string; readonly benefit: string }[];
};

const costs: Readonly<Record<Settling["how"], number>> = { list: 1, ask: 2, judge: 4 };

/**
 * What is worth finding out about somebody, best first: what settles the most answers for the least trouble. The engine lists exactly the facts that can still change an
 * answer, so nothing is asked in vain.
 */
export function openQuestions(decided: readonly PersonDecisions[], vocabulary: Vocabulary, lists: OfficialLists): readonly OpenQuestion[] {
  const waiting = new Map<FactName, { readonly pack: string; readonly benefit: string }[]>();
  for (const { pack, decisions } of decided) {
    for (const { benefit, missing = [] } of decisions) {
      for (const fact of missing) {
        const benefits = waiting.get(fact) ?? [];
        benefits.push({ pack, benefit });
        waiting.set(fact, benefits);
      }
    }
  }
  return vocabulary.facts
    .flatMap(({ name, label, ask, officer }): readonly OpenQuestion[] => {
      const benefits = waiting.get(name);
      if (!benefits) return [];
      const keptBy = lists.keptBy(name);
      const question = ask ?? label;
      const settling: Settling = officer ? { how: "judge", question } : keptBy ? { how: "list", keptBy } : { how: "ask", question };
      return [{ fact: name, text: label, settling, benefits }];
    })
    .sort((a, b) => b.benefits.length / costs[b.settling.how] - a.benefits.length / costs[a.settling.how]);
}
