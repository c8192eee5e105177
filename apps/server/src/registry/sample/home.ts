import { addYears } from "./calendar.ts";
import { Random, table, type Table } from "./random.ts";
import type { Step } from "./record-book.ts";

/** Where a household is registered, over time, and where it lives. */
export type Home = {
  /** From a day on; the first holds from whenever a member was born. */
  readonly registrations: readonly Registration[];
  readonly isRural: boolean;
  /** Where it lives now: a township of the district, or another district. */
  readonly residence: string;
  /** What the police believe, where they believe something else than was found on a visit. */
  readonly residenceOfPolice: string | null;
  readonly isRegisteredElsewhere: boolean;
  readonly hasResidencePermit: boolean;
  /** Since when, for those who came from elsewhere. */
  readonly livesHereSince: number | null;
};

type Registration = { readonly from: number; readonly region: string; readonly type: "urban" | "rural" };

/** Townships of a district by how many people live in them; the same seed makes the same ones large. */
export function townshipTable(townships: readonly string[], seed: number): Table<string> {
  const random = new Random(seed, -1);
  return table(...townships.map((code): [string, number] => [code, 0.25 + 3 * random.next() ** 2]));
}

/** Districts from which people come or to which they go. */
const otherRegions = [
  "500105",
  "500107",
  "500108",
  "500112",
  "500113",
  "500151",
  "510104",
  "510802",
  "511002",
  "511602",
  "520302",
  "530602",
  "422801",
];

export type Surroundings = { readonly region: string; readonly townships: Table<string>; readonly today: number };

export function drawHome(random: Random, { region, townships, today }: Surroundings): Home {
  const township = random.from(townships);
  const isRegisteredElsewhere = random.chance(0.03);
  const isRural = random.chance(isTown(township) ? 0.66 : 0.09);
  const type = isRural ? "rural" : "urban";
  const registeredNow = isRegisteredElsewhere ? elsewhere(random, region) : township;
  const past = drawMoves(random, { region, townships, today });
  const registrations = [...past, { from: Number.NEGATIVE_INFINITY, region: registeredNow, type } as const].map(
    (move, place, all): Registration => ({
      from: place === 0 ? Number.NEGATIVE_INFINITY : (all[place - 1]?.from ?? 0),
      region: move.region,
      type: move.type,
    }),
  );
  const residence =
    isRegisteredElsewhere || random.chance(0.85) ? township : random.chance(0.85) ? random.from(townships) : elsewhere(random, region);
  return {
    registrations,
    isRural,
    residence,
    residenceOfPolice: random.chance(0.03) ? random.from(townships) : random.chance(0.3) ? residence : null,
    isRegisteredElsewhere,
    hasResidencePermit: isRegisteredElsewhere && random.chance(0.75),
    livesHereSince: isRegisteredElsewhere ? addYears(today, -random.between(1, 9)) : null,
  };
}

/** Where the household was registered before, each with the day on which it left. */
function drawMoves(random: Random, { region, townships, today }: Surroundings): Registration[] {
  const tenYearsAgo = addYears(today, -10);
  const moves = random.chance(0.14) ? (random.chance(0.12) ? 2 : 1) : 0;
  const leftOn = Array.from({ length: moves }, () => random.between(tenYearsAgo, today - 5)).sort((a, b) => a - b);
  return leftOn.map((from) => ({
    from,
    region: random.chance(0.25) ? elsewhere(random, region) : random.from(townships),
    type: random.chance(0.4) ? "rural" : "urban",
  }));
}

/** The registration of somebody born on a day, as steps without a gap. */
export function registrationSteps({ registrations }: Home, birth: number): readonly Step[] {
  const first = registrations.findLastIndex(({ from }) => from <= birth);
  return registrations.slice(first).map(({ from, region, type }) => ({
    from: Math.max(from, birth),
    body: { "person.hukou_region": region, "person.hukou_type": type },
  }));
}

function elsewhere(random: Random, region: string): string {
  return random.pick(otherRegions.filter((other) => other !== region));
}

/** Codes of streets end in 001 to 099, those of towns and townships are greater. */
function isTown(township: string): boolean {
  return Number(township.slice(6)) >= 100;
}
