import { addYears, dayIn, yearOf } from "./calendar.ts";
import { heaviestOf } from "./disability.ts";
import type { Home } from "./home.ts";
import type { Member } from "./household-plan.ts";
import { table } from "./random.ts";
import type { RecordBook } from "./record-book.ts";

const selfCareByLevel = [
  table(["none", 52], ["partial", 40], ["full", 8]),
  table(["none", 12], ["partial", 52], ["full", 36]),
  table(["partial", 18], ["full", 82]),
  table(["partial", 5], ["full", 95]),
];
const selfCareWithoutLevel = table(["partial", 6], ["full", 94]);

/** What a visitor finds about daily life, and the care that follows. */
export function writeCare(book: RecordBook, { role, birth, disability }: Member, isUnsupported: boolean, isStudent: boolean): void {
  if (role === "relative") return;
  const { random, today, openedOn } = book;
  const level = heaviestOf(disability);
  const age = (today - birth) / 365.25;
  const visit = random.between(Math.max(openedOn, today - 1100), today);
  const byLevel = selfCareByLevel[level - 1] ?? selfCareWithoutLevel;
  if (random.chance(0.72)) {
    const now = { from: visit, body: { "care.self_care": random.from(byLevel) } };
    const hasEarlier = visit > openedOn + 400 && random.chance(0.15);
    const earlier = { from: random.between(openedOn, visit - 300), body: { "care.self_care": "full" } };
    book.tell("care.self_care", "survey", hasEarlier ? [earlier, now] : [now]);
    // A relative at the counter often sees it otherwise.
    if (random.chance(0.03)) book.fact("care.self_care", "person", random.between(visit, today), random.pick(["none", "partial"]));
  }
  if (isUnsupported) {
    book.fact("care.no_income_source", "civil-affairs", visit, true);
    book.fact("care.no_capable_supporter", "civil-affairs", visit, true);
    book.fact("care.bottom_line_object", "officer", visit, true);
    if (random.chance(0.6)) book.fact("care.wants_centralised", "survey", visit, random.chance(0.3));
  } else if (random.chance(0.12)) book.fact("care.no_income_source", "survey", visit, level <= 2 && age > 16 && random.chance(0.3));
  if (level > 2 || age < 16 || isStudent) return;
  const needsCustody = (disability?.levels.intellectual ?? 0) + (disability?.levels.mental ?? 0) > 0 || level === 1;
  if (!needsCustody || age > 62) return;
  const isMet = random.chance(0.45);
  if (random.chance(0.4)) book.fact("care.custody_conditions_met", "officer", visit, isMet);
  if (!isMet) return;
  const began = random.between(Math.max(openedOn, addYears(birth, 16)), today);
  const ended = random.chance(0.25) ? random.between(began + 90, today) : null;
  const service = random.chance(0.45) ? "care.receives_day_care" : "care.receives_home_visits";
  if (random.chance(0.55) && began <= today) book.fact(service, "provider", began, true, ended);
  if (random.chance(0.01)) book.fact("care.guardian_unavailable", "person", today - random.between(5, 60), true);
}

/** Carers among relatives, the home, vehicles, and what few people are. */
export function writeDailyLife(book: RecordBook, member: Member, home: Home, work: string, isPoor: boolean): void {
  const { random, today, openedOn } = book;
  const { role, birth, disability, sex } = member;
  const age = (today - birth) / 365.25;
  const visit = random.between(Math.max(openedOn, today - 1500), today);
  const seen = (name: string, share: number, value: boolean = true) => {
    if (random.chance(share)) book.fact(name, "survey", visit, value);
  };
  if (role === "relative" && age >= 18) seen("care.family_carer", 0.35, random.chance(0.75));
  writeHousing(book, member, home, isPoor, visit);
  const onLegs = disability?.lowerLimb === true;
  if (onLegs && age >= 18 && age < 75) {
    if (random.chance(0.035)) book.fact("vehicle.motor_wheelchair", "federation", visit, true);
    if (random.chance(0.004)) {
      const passed = random.between(Math.max(openedOn, today - 700), today);
      const name = "vehicle.c5_licence_this_year";
      book.tell(name, "police", [{ from: passed, until: dayIn(yearOf(passed) + 1, 1, 1), body: { [name]: true } }]);
    }
  }
  if (age >= 20 && age < 70) seen("vehicle.own_car", 0.12, random.chance(work === "none" ? 0.12 : 0.4));
  if (age >= 20 && age < 70 && work !== "none") seen("vehicle.expressway_package", 0.006);
  if ((disability?.levels.visual ?? 9) === 1) seen("person.has_guide_dog", 0.004);
  if (role === "holder" && sex === "male" && age > 22 && random.chance(0.007))
    book.fact("person.disabled_service_member", "officer", visit, true);
  if (age >= 12 && age < 42) seen("sport.athlete", 0.004);
  if (age >= 14) {
    seen("culture.artist", 0.003);
    seen("culture.heritage_bearer", 0.001);
    seen("person.volunteer", 0.004);
  }
  if (age >= 25) seen("person.deputy", 0.0006);
}

function writeHousing(book: RecordBook, { disability, role }: Member, { isRural }: Home, isPoor: boolean, visit: number): void {
  const { random } = book;
  const housing = (name: string, share: number, value: boolean, source: "housing" | "survey" = "survey") => {
    if (random.chance(share)) book.fact(`housing.${name}`, source, visit, value);
  };
  housing("rural", 0.55, isRural && random.chance(0.92));
  if (isRural) housing("collective_member", 0.4, random.chance(0.93));
  if (isRural) housing("dangerous_new", 0.05, random.chance(0.25), "housing");
  else housing("rents_public_home", isPoor ? 0.6 : 0.15, random.chance(isPoor ? 0.4 : 0.1), "housing");
  if (isPoor) housing("housing_difficulty", 0.15, random.chance(0.4), "housing");
  if (role === "relative") return;
  const isHindered = disability?.lowerLimb === true || (disability?.levels.visual ?? 0) > 0;
  housing("accessibility_need", isHindered ? 0.4 : 0.08, random.chance(isHindered ? 0.5 : 0.15));
}
