import type { Amount } from "./amount.ts";
import type { FactValue } from "./facts.ts";
import type { FactName } from "./vocabulary.ts";

export type Outcome = "eligible" | "ineligible" | "unknown" | "not_in_force";

/** The answer for one benefit, as it crosses the wire. */
export type Decision = {
  readonly benefit: string;
  readonly ref?: string | undefined;
  readonly outcome: Outcome;
  readonly amount?: Amount | undefined;
  /** Yuan for this claim or period; null where an officer must set it or something is not known. Present when eligible. */
  readonly payable?: number | null | undefined;
  /** For an unknown outcome: exactly the unknown facts that can still change it, as best asked. */
  readonly missing?: readonly FactName[] | undefined;
  readonly refer?: true | undefined;
  readonly once_of?: string | undefined;
  readonly because?: readonly Because[] | undefined;
};

/** One condition with its result: null is not known yet. */
export type Because = {
  readonly condition: string;
  readonly condition_en: string;
  readonly result: boolean | null;
  readonly facts: Readonly<Record<FactName, FactValue | null>>;
  readonly source: string;
  /** Shown only; the outcome does not depend on it. */
  readonly soft?: true;
  /** The alternatives of an either-or qualification. */
  readonly any?: readonly Because[];
};

/**
 * What an explained decision rests on: the place among its conditions of the first that refuses, or of the first that is open where the outcome is unknown; the number
 * of conditions where none does so alone (the person has died, another benefit prevails, conditions contradict each other); null where nothing stands in the way.
 */
export function decidingCondition({ outcome, because = [] }: Decision): number | null {
  if (outcome === "eligible" || outcome === "not_in_force") return null;
  const place = because.findIndex(({ soft, result }) => !soft && (outcome === "ineligible" ? result === false : result !== true));
  return place === -1 ? because.length : place;
}
