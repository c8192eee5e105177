import { addYears, dayIn, yearOf } from "./calendar.ts";
import { heaviestOf } from "./disability.ts";
import type { Member } from "./household-plan.ts";
import { table, type Random } from "./random.ts";
import type { RecordBook, Step } from "./record-book.ts";

/** From which age, in full years on 1 September, somebody is in which stage. */
export type SchoolPath = readonly { readonly fromAge: number; readonly stage: string; readonly placement: string }[];

const placementsByLevel = [
  table(["home_teaching", 42], ["special_school", 48], ["special_class", 5], ["inclusive", 5]),
  table(["special_school", 52], ["inclusive", 28], ["special_class", 12], ["home_teaching", 8]),
  table(["inclusive", 64], ["special_school", 20], ["special_class", 9], ["ordinary", 7]),
  table(["inclusive", 66], ["ordinary", 30], ["special_school", 4]),
];
const placementsWithoutLevel = table(["inclusive", 35], ["ordinary", 65]);

const afterJunior = table(["senior_high", 42], ["vocational_high", 30], ["secondary_vocational", 28]);
const afterSenior = table(["undergraduate", 38], ["junior_college", 26], ["higher_vocational", 36]);

/** How somebody goes through school; nothing where school is not known or not attended. */
export function drawSchoolPath(random: Random, { role, disability }: Member): SchoolPath {
  const level = heaviestOf(disability);
  const attends = level === 1 ? 0.7 : level === 2 ? 0.88 : 0.97;
  if (!random.chance(attends)) return [];
  const placement = role === "relative" ? "ordinary" : random.from(placementsByLevel[level - 1] ?? placementsWithoutLevel);
  const path = [
    { fromAge: 6, stage: "primary", placement },
    { fromAge: 12, stage: "junior_secondary", placement },
  ];
  if (random.chance(0.78))
    path.unshift({ fromAge: 3, stage: "preschool", placement: placement === "home_teaching" ? "inclusive" : placement });
  const goesOn = level <= 1 ? 0.2 : level === 2 ? 0.42 : level === 3 ? 0.62 : 0.85;
  if (!random.chance(goesOn)) return [...path, { fromAge: 15, stage: "none", placement: "none" }];
  const later = placement === "special_school" ? "special_school" : "ordinary";
  path.push({ fromAge: 15, stage: random.from(afterJunior), placement: later });
  if (!random.chance(goesOn * 0.7)) return [...path, { fromAge: 18, stage: "none", placement: "none" }];
  const higher = random.from(afterSenior);
  path.push({ fromAge: 18, stage: higher, placement: "ordinary" });
  const isLonger = higher === "undergraduate";
  if (isLonger && random.chance(0.12)) path.push({ fromAge: 22, stage: "postgraduate", placement: "ordinary" });
  return [...path, { fromAge: path.at(-1)?.fromAge === 22 ? 25 : isLonger ? 22 : 21, stage: "none", placement: "none" }];
}

function partAt(path: SchoolPath, birth: number, schoolYear: number) {
  const start = dayIn(schoolYear, 9, 1);
  return path.findLast(({ fromAge }) => addYears(birth, fromAge) <= start);
}

/** The last 1 September. */
function schoolYearOf(day: number): number {
  const year = yearOf(day);
  return day >= dayIn(year, 9, 1) ? year : year - 1;
}

export function isStudent(path: SchoolPath, birth: number, today: number): boolean {
  return (partAt(path, birth, schoolYearOf(today))?.stage ?? "none") !== "none";
}

export function writeSchooling(book: RecordBook, { birth }: Member, path: SchoolPath, region: string, isPoor: boolean): void {
  const { random, today, openedOn } = book;
  if (path.length === 0) return;
  const now = schoolYearOf(today);
  const lastAge = path.at(-1)?.fromAge ?? 0;
  const knowsBoarding = random.chance(0.8);
  const boards = random.chance(0.3);
  const schoolRegion = random.chance(0.9) ? region : `${region.slice(0, 4)}${region.endsWith("05") ? "06" : "05"}`;
  const steps: Step[] = [];
  for (let year = schoolYearOf(openedOn); year <= now; year++) {
    const part = partAt(path, birth, year);
    const start = dayIn(year, 9, 1);
    // That somebody has left school is recorded once and is no news later.
    if (!part || (part.stage === "none" && addYears(birth, lastAge + 1) <= start)) continue;
    const body =
      part.stage === "none"
        ? { "education.stage": "none", "education.placement": "none" }
        : {
            "education.stage": part.stage,
            "education.placement": part.placement,
            ...(knowsBoarding ? { "education.boarding": boards && part.fromAge >= 6 && part.placement !== "home_teaching" } : {}),
            "education.school_region": schoolRegion,
          };
    steps.push({ from: start, body, until: dayIn(year + 1, 9, 1) });
  }
  // A school year of which nothing was heard is a gap, and believable.
  const isHeardOf = steps.map(() => random.chance(0.97));
  book.tell(
    "schooling",
    "education",
    steps.filter((_, place) => isHeardOf[place]),
  );
  writeAids(book, birth, path, now, isPoor);
}

function writeAids(book: RecordBook, birth: number, path: SchoolPath, now: number, isPoor: boolean): void {
  const { random, today } = book;
  const part = partAt(path, birth, now);
  if (!part || part.stage === "none") return;
  const [start, end] = [dayIn(now, 9, 1), dayIn(now + 1, 9, 1)];
  const tell = (name: string, share: number, value: boolean, from = start, until = end) => {
    if (random.chance(share) && from <= today) book.tell(name, "education", [{ from, until, body: { [name]: value } }]);
  };
  const isNew = partAt(path, birth, now - 1) !== part;
  tell("education.entered_this_academic_year", 0.75, isNew);
  if (isPoor) tell("hardship.student_hardship", 0.7, true);
  if (part.fromAge < 15) return;
  const year = yearOf(today);
  tell("education.entry_aid_this_year", 0.5, isNew && random.chance(0.4), dayIn(year, 1, 1), dayIn(year + 1, 1, 1));
  tell("education.stage_aid_received", 0.5, random.chance(0.3));
}
