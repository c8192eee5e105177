import {
  changesAfter,
  isInputError,
  isWithin,
  parseDay,
  parseRegion,
  readFacts,
  type Change,
  type Decision,
  type Facts,
  type FactsInput,
  type Pack,
} from "@huican/engine";

/** What one document gives a person on a day, with reasons; and what changes if nothing but time passes. */
export type PersonDecisions = {
  readonly pack: string;
  readonly version: string;
  readonly hash: string;
  readonly asOf: string;
  readonly decisions: readonly Decision[];
};

/** A person's facts from a day on. */
type LaterFactsOf = { readonly day: string; readonly facts: FactsInput };

/** The documents that may concern somebody: of where they are registered, live or hold a permit. */
export function packsFor(packs: ReadonlyMap<string, Pack>, facts: FactsInput): readonly Pack[] {
  const { hukou_region, residence_region, residence_permit_region } = facts["person"] ?? {};
  const regions = [hukou_region, residence_region, residence_permit_region].flatMap((code) =>
    typeof code === "string" ? (parseRegion(code) ?? []) : [],
  );
  return [...packs.values()].filter(({ compiled }) => {
    const own = compiled.region === null ? null : parseRegion(compiled.region);
    return own !== null && regions.some((region) => isWithin(region, own));
  });
}

/** Decides a registered person: facts that the register does not hold are unknown, never "no". */
export function decidePerson(pack: Pack, facts: FactsInput, asOf: string): PersonDecisions {
  const { compiled } = pack;
  const program = pack.on(dayOf(asOf));
  if ("code" in program) throw new Error(program.message_en);
  const decisions = program.decide(factsOf(pack, facts), { explain: true });
  return { pack: pack.id, version: compiled.version, hash: compiled.hash, asOf, decisions };
}

/**
 * The next change of each benefit within some days: birthdays, expiries, terms, dated rates, found by solving the rules for time.
 * @param later what becomes of the facts on days that are known beforehand (`readLaterFacts`)
 */
export function changesFor(
  pack: Pack,
  facts: FactsInput,
  asOf: string,
  { days, later = [] }: { readonly days: number; readonly later?: readonly LaterFactsOf[] },
): readonly Change[] {
  const onDays = later.map((known) => ({ day: dayOf(known.day), facts: factsOf(pack, known.facts) }));
  return changesAfter(pack, factsOf(pack, facts), dayOf(asOf), { days, later: onDays });
}

function factsOf(pack: Pack, input: FactsInput): Facts {
  const facts = readFacts(pack.compiled.vocabulary, input, "unknown");
  // The register checks every value when it is recorded.
  if (isInputError(facts)) throw new Error(`A recorded fact does not fit the vocabulary: ${facts.path} ${facts.code}`);
  return facts;
}

function dayOf(asOf: string): number {
  const day = parseDay(asOf);
  if (day === null) throw new Error("The day is checked at the door.");
  return day;
}
