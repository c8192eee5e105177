import {
  amountText,
  encode,
  factIndex,
  factText,
  isInputError,
  isWithin,
  parseDay,
  parseRegion,
  readFacts,
  shareBase,
  yearsBetween,
  type Benefit,
  type Decision,
  type Pack,
  type Text,
  type WorkedExample,
} from "@huican/engine";

/** A worked case told as the story of somebody: who they are, what they get, why. */
export type ExampleStory = {
  readonly outcome: WorkedExample["outcome"];
  readonly asOf: string;
  readonly name: Text | null;
  readonly who: readonly Text[];
  /** The sentence of whoever worked the case out. */
  readonly point: Text;
  readonly sum: Text | null;
  /** The condition that is not met. */
  readonly failing: Text | null;
};

/** The stories of a benefit. They are decided again here, so that a page can never say what the rules do not. */
export function exampleStories(pack: Pack, benefit: Benefit): readonly ExampleStory[] {
  return pack.compiled.examples
    .filter((example) => pack.benefit(example.benefit) === benefit)
    .flatMap((example) => story(pack, benefit, example) ?? []);
}

function story(pack: Pack, benefit: Benefit, example: WorkedExample): ExampleStory | null {
  const program = pack.on(parseDay(example.asOf) as number, example.parameters);
  if ("code" in program) return null;
  const facts = readFacts(pack.compiled.vocabulary, example.facts, example.missing);
  if (isInputError(facts)) return null;
  const decision = program.decide(facts, { benefits: [benefit.key], explain: true }).find(({ benefit: key }) => key === benefit.key);
  if (!decision || decision.outcome !== example.outcome) return null;
  const failing = decision.because?.find(({ result, soft }) => result === false && !soft);
  return {
    outcome: example.outcome,
    asOf: example.asOf,
    name: example.name,
    who: whoIs(pack, benefit, example),
    point: example.text,
    sum: decision.outcome === "eligible" ? sumText(pack, benefit, decision) : null,
    failing: failing ? { zh: failing.condition, en: failing.condition_en } : null,
  };
}

function sumText(pack: Pack, benefit: Benefit, { amount, payable }: Decision): Text | null {
  if (!amount || amount.kind === "none" || amount.kind === "unset") return null;
  const rate = amountText(amount, shareBase(pack.compiled, benefit));
  // What somebody is paid is news only where it depends on the bill, the months or the cases.
  const isPlain = amount.kind === "floor" || amount.kind === "range" || (amount.kind === "fixed" && payable === amount.yuan);
  if (typeof payable !== "number" || isPlain) return rate;
  const yuan = payable.toLocaleString("en-US");
  return { zh: `${rate.zh}，这一次是${yuan}元`, en: `${rate.en}; here ${yuan} yuan` };
}

/** The age, the home where it is elsewhere, and whatever the case is about. */
function whoIs(pack: Pack, benefit: Benefit, { facts, telling, asOf }: WorkedExample): readonly Text[] {
  const { vocabulary } = pack.compiled;
  const index = factIndex(vocabulary);
  const given = (name: string): unknown => {
    const [group = "", key = ""] = name.split(".");
    return facts[group]?.[key];
  };
  const age = ageOn(given("person.birth_date"), asOf);
  const read = new Set(
    benefit.conditions
      .flatMap((position) => pack.compiled.conditions[position])
      .flatMap((condition) => (condition && !condition.soft ? condition.facts : [])),
  );
  // What no condition reads is there for another benefit; a bill decides how much.
  const isTelling = (name: string) => name !== "person.birth_date" && (read.has(name) || name.startsWith("claim."));
  const told = telling.filter(isTelling).flatMap((name): Text[] => {
    const fact = vocabulary.facts[index.get(name) ?? -1];
    const value = fact ? encode(fact, given(name)) : null;
    return fact && typeof value === "number" && !Number.isNaN(value) ? [factText(fact, value, (region) => placeText(pack, region))] : [];
  });
  return [...(age === null ? [] : [age]), ...told].slice(0, mostTold);
}

/** More would be a form, not a story. */
const mostTold = 8;

function ageOn(birthDate: unknown, asOf: string): Text | null {
  const born = typeof birthDate === "string" ? parseDay(birthDate) : null;
  if (born === null) return null;
  const age = yearsBetween(born, parseDay(asOf) as number);
  return { zh: `${age}岁`, en: `aged ${age}` };
}

function placeText({ compiled }: Pack, region: number): Text {
  const own = parseRegion(compiled.region ?? "");
  const places = compiled.places.flatMap(({ code, text }) => {
    const outer = parseRegion(code);
    return outer !== null && isWithin(region, outer) ? [{ outer, text }] : [];
  });
  // The smallest place is the one that tells most.
  const text = places.sort((a, b) => b.outer - a.outer)[0]?.text;
  if (text) return { zh: `在${text.zh}`, en: `in ${text.en}` };
  if (own !== null && isWithin(region, own) && compiled.regionText)
    return { zh: `在${compiled.regionText.zh}`, en: `in ${compiled.regionText.en}` };
  return { zh: "在外地", en: "elsewhere" };
}
