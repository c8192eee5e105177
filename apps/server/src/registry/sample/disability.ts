import { table, type Random, type Table } from "./random.ts";

/** In the order of the certificate number: 1 is visual, 6 mental. */
export const categories = ["visual", "hearing", "speech", "physical", "intellectual", "mental"] as const;
export type Category = (typeof categories)[number];

/** The level of each category, 0 where there is none; 1 is the heaviest. */
export type Levels = Readonly<Record<Category, number>>;

export type Disability = {
  readonly levels: Levels;
  readonly lowerLimb: boolean;
  /** Autism counts as mental on the certificate. */
  readonly autism: boolean;
};

/*
 * Shares here and in the files beside this one are general knowledge of what registers of certificate holders look like in China (many old people, half of the
 * disabilities physical, intellectual disability and autism in the young, hearing and sight in the old), rounded. They are no statistics of any district.
 */

type Kind = Category | "multiple";

const kindsByAge: readonly (readonly [below: number, kinds: Table<Kind>])[] = [
  [15, kinds(5, 10, 4, 22, 33, 19, 7)],
  [35, kinds(6, 9, 2, 35, 30, 14, 4)],
  [60, kinds(9, 7, 1, 53, 10, 16, 4)],
  [75, kinds(13, 14, 1, 57, 3, 8, 4)],
  [200, kinds(18, 26, 1, 46, 1, 3, 5)],
];

function kinds(...weights: readonly number[]): Table<Kind> {
  return table(...[...categories, "multiple" as const].map((kind, place): [Kind, number] => [kind, weights[place] ?? 0]));
}

const levelsOf: Readonly<Record<Category, Table<number>>> = {
  visual: levels(26, 13, 17, 44),
  hearing: levels(20, 22, 32, 26),
  speech: levels(20, 22, 28, 30),
  physical: levels(6, 20, 33, 41),
  intellectual: levels(9, 28, 34, 29),
  mental: levels(8, 49, 31, 12),
};

function levels(...weights: readonly number[]): Table<number> {
  return table(...weights.map((weight, place): [number, number] => [place + 1, weight]));
}

const togetherInTheYoung = table<readonly Category[]>(
  [["intellectual", "speech"], 40],
  [["physical", "intellectual"], 35],
  [["speech", "mental"], 12],
  [["hearing", "speech"], 8],
  [["physical", "speech", "intellectual"], 5],
);

const togetherInTheOld = table<readonly Category[]>(
  [["visual", "hearing"], 30],
  [["hearing", "physical"], 25],
  [["speech", "physical"], 25],
  [["visual", "physical"], 12],
  [["physical", "mental"], 6],
  [["visual", "hearing", "physical"], 2],
);

/** What somebody who has reached an age is disabled in. */
export function drawDisability(random: Random, ageYears: number): Disability {
  const kind = random.from((kindsByAge.find(([below]) => ageYears < below) ?? kindsByAge[0])?.[1] as Table<Kind>);
  const present = kind === "multiple" ? random.from(ageYears < 40 ? togetherInTheYoung : togetherInTheOld) : [kind];
  return disabilityOf(random, present, ageYears);
}

export function disabilityOf(random: Random, present: readonly Category[], ageYears: number): Disability {
  const drawn: Record<Category, number> = { visual: 0, hearing: 0, speech: 0, physical: 0, intellectual: 0, mental: 0 };
  for (const category of present) drawn[category] = random.from(levelsOf[category]);
  // The very old are more often confined to bed.
  if (drawn.physical > 1 && ageYears >= 80 && random.chance(0.3)) drawn.physical--;
  return {
    levels: drawn,
    lowerLimb: drawn.physical > 0 && random.chance(0.72),
    autism: drawn.mental > 0 && ageYears < 25 && random.chance(ageYears < 15 ? 0.95 : 0.6),
  };
}

/** The heaviest level; 9 where there is no disability, lighter than any. */
export function heaviestOf(disability: Disability | null): number {
  if (!disability) return 9;
  return Math.min(...categories.map((category) => disability.levels[category] || 9));
}

/** The levels as they were assessed before: one category a level lighter or heavier. */
export function earlierLevelsOf(random: Random, levels: Levels): Levels {
  const category = random.pick(categories.filter((category) => levels[category] > 0));
  const level = levels[category];
  const earlier = level === 4 ? 3 : level === 1 || random.chance(0.7) ? level + 1 : level - 1;
  return { ...levels, [category]: earlier };
}
