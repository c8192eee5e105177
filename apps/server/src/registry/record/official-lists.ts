import type { FactName, Text } from "@huican/engine";
import type { RecordCatalogue } from "./record-store.ts";
import { sourceOf } from "./source.ts";

/** Who keeps the official list of which facts: there one looks before one asks anybody. */
export type OfficialLists = { readonly keptBy: (fact: FactName) => Text | null };

export function officialLists({ kinds }: RecordCatalogue): OfficialLists {
  const keepers = new Map<FactName, Text>();
  for (const { facts, authorities } of kinds.values()) {
    const [first] = authorities;
    // What a federation's own officer or a provider says is no list that could be looked up.
    if (first && first !== "officer" && first !== "provider") for (const fact of facts) keepers.set(fact, sourceOf(first).text);
  }
  return { keptBy: (fact) => keepers.get(fact) ?? null };
}
