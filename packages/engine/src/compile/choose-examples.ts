import type { WorkedExample } from "../compiled-pack.ts";
import type { WorkedCase } from "./worked-case.ts";

/** How many cases of each outcome readers are shown of one benefit. */
const most = { eligible: 2, ineligible: 2, unknown: 0 } as const;

type Outcome = WorkedExample["outcome"];

/**
 * The worked cases that tell a reader most: of each benefit the first that grants it, and then those whose sentence is said of the fewest other benefits. "Not for those
 * registered elsewhere" is true of nearly all of them.
 */
export function chooseExamples(cases: readonly WorkedCase[]): readonly WorkedExample[] {
  const all = cases.flatMap(examplesOf);
  const timesSaid = new Map<string, number>();
  for (const { text } of all) timesSaid.set(text.zh, (timesSaid.get(text.zh) ?? 0) + 1);
  return Map.groupBy(all, ({ benefit }) => benefit)
    .values()
    .toArray()
    .flatMap((own) => (["eligible", "ineligible", "unknown"] as const).flatMap((outcome) => mostTelling(own, outcome, timesSaid)));
}

function mostTelling(own: readonly WorkedExample[], outcome: Outcome, timesSaid: ReadonlyMap<string, number>): readonly WorkedExample[] {
  const fitting = own.filter((example) => example.outcome === outcome);
  const first = outcome === "eligible" ? fitting.slice(0, 1) : [];
  const others = fitting.slice(first.length).sort((a, b) => (timesSaid.get(a.text.zh) ?? 0) - (timesSaid.get(b.text.zh) ?? 0));
  return [...first, ...others].slice(0, most[outcome]);
}

/** What a case says of each benefit. One that names several counts as said several times: its sentence is about none of them alone. */
function examplesOf({ text, name, asOf, missing, facts, telling, params, expect }: WorkedCase): readonly WorkedExample[] {
  return expect.flatMap(({ benefit, fields }) => {
    const outcome = fields["outcome"];
    // That the dead receive nothing tells a reader nothing about this benefit.
    if (telling.includes("person.deceased")) return [];
    if (outcome !== "eligible" && outcome !== "ineligible" && outcome !== "unknown") return [];
    return [{ benefit, text, name, asOf, outcome, missing, facts, telling, parameters: params }];
  });
}
