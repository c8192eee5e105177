import { addYears, dayIn, yearOf } from "./calendar.ts";
import { categories, type Category, type Disability } from "./disability.ts";
import type { Member } from "./household-plan.ts";
import type { RecordBook } from "./record-book.ts";
import type { Fault } from "./sample-household.ts";

/** Diagnoses, training and needs. */
export function writeRehabilitation(book: RecordBook, member: Member, region: string, fault: Fault | null): void {
  const { disability, role, birth } = member;
  if (!disability || role === "relative") return;
  writeDiagnoses(book, member, disability);
  const age = (book.today - birth) / 365.25;
  if (age < 15.5) writeTraining(book, member, disability, region, fault);
  writeNeeds(book, disability, age);
}

function writeDiagnoses(book: RecordBook, { role, birth }: Member, { levels, autism }: Disability): void {
  const { random, today, openedOn } = book;
  const age = (today - birth) / 365.25;
  const from = Math.max(birth + 60, openedOn - random.between(10, 200));
  const found = (name: string, on = from) => book.fact(`diagnosis.${name}`, "health", Math.min(on, today), true);
  if (autism) found("autism");
  // What the certificate states is a diagnosis too and need not be recorded once more.
  if (role === "diagnosed") for (const category of categories) if (levels[category] > 0) foundIn(category);
  if (age < 7 && random.chance(0.04)) found("suspected");
  if (age < 40) return;
  if (levels.visual > 0 ? random.chance(0.22) : random.chance(age > 65 ? 0.02 : 0.003)) {
    found("cataract", today - random.between(20, 1500));
    if (random.chance(0.12)) {
      const name = "diagnosis.cataract_new";
      const year = yearOf(today);
      book.tell(name, "health", [{ from: dayIn(year, 1, 1), until: dayIn(year + 1, 1, 1), body: { [name]: true } }]);
    }
  }
  if (random.chance(0.035)) found("major_disease", today - random.between(20, 1200));

  function foundIn(category: Category): void {
    if (category === "visual") found(levels.visual <= 2 ? "blindness" : "low_vision");
    else if (category !== "mental" || !autism) found(category);
  }
}

function writeTraining(
  book: RecordBook,
  { birth, role }: Member,
  { levels, autism }: Disability,
  region: string,
  fault: Fault | null,
): void {
  const { random, today, openedOn } = book;
  const isPlanted = fault === "missing-entitlement";
  const age = (today - birth) / 365.25;
  const isTrainable = autism || levels.hearing + levels.speech + levels.physical + levels.intellectual > 0;
  const share = age < 7 ? 0.72 : role === "holder" ? 0.4 : 0.55;
  if (!isPlanted && !(isTrainable && random.chance(share))) return;
  const last = Math.min(today - 20, addYears(birth, 15) - 30);
  const began = Math.min(last, Math.max(openedOn, birth + 300) + random.between(0, isPlanted ? 200 : 1200));
  const turns15 = addYears(birth, 15);
  const stopped = !isPlanted && random.chance(age < 7 ? 0.12 : 0.4) ? random.between(began + 60, today) : turns15;
  const isDesignated = isPlanted || random.chance(0.88);
  const isElsewhere = !isPlanted && random.chance(0.15);
  const body = {
    "rehabilitation.in_training": true,
    "rehabilitation.designated_institution": isDesignated,
    "rehabilitation.institution_region": isElsewhere ? `${region.slice(0, 4)}${region.endsWith("05") ? "06" : "05"}` : region,
  };
  book.tell("rehabilitation-training", "provider", [
    { from: began, body },
    { from: stopped, body: { "rehabilitation.in_training": false } },
  ]);
  const aid = "rehabilitation.receives_rehab_aid";
  if (isPlanted) book.fact(aid, "federation", began, false);
  else if (isDesignated && random.chance(0.82)) {
    const granted = Math.min(today, began + random.between(10, 60));
    if (granted < stopped) book.fact(aid, "federation", granted, true, stopped);
    if (random.chance(0.6)) book.fact("rehabilitation.diagnosis_subsidy_received", "federation", granted, random.chance(0.75));
  }
}

function writeNeeds(book: RecordBook, { levels, lowerLimb }: Disability, age: number): void {
  const { random, today, openedOn } = book;
  const visit = random.between(Math.max(openedOn, today - 900), today);
  if (random.chance(0.45)) book.fact("rehabilitation.has_need", "survey", visit, random.chance(age < 15 ? 0.85 : 0.4));
  const usesDevices = lowerLimb || levels.hearing > 0 || levels.visual > 0;
  if (random.chance(0.55)) book.fact("rehabilitation.device_needed", "survey", visit, random.chance(usesDevices ? 0.45 : 0.08));
  if (levels.mental === 0 || age < 14) return;
  if (random.chance(0.8)) {
    const now = { from: random.between(openedOn, visit), body: { "rehabilitation.taking_medication": random.chance(0.74) } };
    book.tell("rehabilitation.taking_medication", "survey", [now]);
  }
  if (random.chance(0.15))
    book.fact("rehabilitation.inpatient_needed", "health", today - random.between(5, 300), random.chance(0.45), null);
}
