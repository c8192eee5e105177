import { addYears, dayNumber, dayText } from "./calendar.ts";
import { writeCare, writeDailyLife } from "./care.ts";
import { writeCertificates } from "./certificate.ts";
import { hardshipPeriods, isInHardship, writeHardship, writePersonalHardship, type Hardship } from "./hardship.ts";
import { registrationSteps, type Home } from "./home.ts";
import type { KnownMember } from "./household-file.ts";
import type { Member } from "./household-plan.ts";
import { misspelt } from "./names.ts";
import type { RecordBook } from "./record-book.ts";
import { writeRehabilitation } from "./rehabilitation.ts";
import type { Fault } from "./sample-household.ts";
import { isStudent, writeSchooling, type SchoolPath } from "./schooling.ts";
import { writeInsurance, writeWork } from "./work.ts";

/** All that a person's records follow from. */
export type Subject = KnownMember & {
  readonly name: string;
  readonly path: SchoolPath;
  readonly home: Home;
  readonly hardship: Hardship;
  readonly others: readonly KnownMember[];
  readonly region: string;
  readonly fault: Fault | null;
  /** Whether everybody of the household is in the register. */
  readonly isComplete: boolean;
};

export function writePersonFile(book: RecordBook, subject: Subject): void {
  const { member, certificates, work, path, home, hardship, region, fault } = subject;
  const isPoor = isInHardship(hardship);
  const atSchool = isStudent(path, member.birth, book.today);
  writeIdentity(book, subject);
  writePlaces(book, subject);
  if (certificates && member.disability) writeCertificates(book, certificates, member.disability);
  // Whoever enters a whole household looks everybody up in the list of certificates.
  else if (subject.isComplete)
    book.tellForEver("certificate", "federation", [{ from: book.openedOn, body: { "certificate.status": "none" } }]);
  writeHardship(book, hardship, member.birth);
  writePersonalHardship(book, member, isPoor);
  writeFamily(book, subject);
  writeSchooling(book, member, path, region, isPoor);
  writeWork(book, member, work, atSchool, home.isRural);
  writeInsurance(book, member, work, atSchool);
  const isUnsupported = hardship.periods.some(({ scheme, to }) => scheme === "extreme_poverty_support" && to === null);
  writeCare(book, member, isUnsupported, atSchool);
  writeRehabilitation(book, member, region, fault);
  writeDailyLife(book, member, home, work, isPoor);
}

/** Birth and name, which everybody has from birth on; a few were written down wrongly at first, or have changed. */
function writeIdentity(book: RecordBook, { name, member, fault }: Subject): void {
  const { random } = book;
  const { birth, death } = member;
  const bornOn = (day: number) => ({ from: day, body: { "person.birth_date": dayText(day), "person.sex": member.sex } });
  // The file says a day that the identity number does not.
  if (fault === "birth-date-mismatch") book.tellForEver("birth", "police", [bornOn(birth - random.pick([1, 9, 10, 30, 365, 3652]))]);
  else if (random.chance(0.01))
    book.correct("birth", "police", bornOn(birth - random.pick([1, 2, 10, 30, 31, 365, 366, 730])), [bornOn(birth)]);
  else book.tellForEver("birth", "police", [bornOn(birth)]);

  const named = { from: recordedBirth(book), body: { name } };
  const before = { ...named, body: { name: misspelt(name) } };
  const lastDay = death ?? book.today;
  const changedOn = random.between(Math.max(birth + 2000, book.openedOn - 3000), lastDay);
  if (fault === null && random.chance(0.01)) book.correct("name", "police", before, [named]);
  else if (changedOn <= lastDay && random.chance(0.012)) book.tellForEver("name", "police", [before, { ...named, from: changedOn }]);
  else book.tellForEver("name", "police", [named]);
  if (death !== null) book.tellForEver("person.deceased", "police", [{ from: death, body: { "person.deceased": true } }]);
}

function writePlaces(book: RecordBook, { member, home, region }: Subject): void {
  const { random, today, openedOn } = book;
  book.tellForEver("hukou", "police", registrationSteps(home, recordedBirth(book)));
  const since = Math.max(openedOn, home.livesHereSince ?? 0, member.birth);
  if (random.chance(0.85)) {
    const visit = random.between(since, today);
    const now = { from: visit, body: { "person.residence_region": home.residence } };
    const hasMoved = visit > openedOn + 300 && random.chance(0.1);
    const before = { from: random.between(openedOn, visit - 200), body: { "person.residence_region": registeredAt(home, visit - 200) } };
    book.tell("person.residence_region", random.chance(0.85) ? "survey" : "officer", hasMoved ? [before, now] : [now]);
  }
  if (home.residenceOfPolice !== null) book.fact("person.residence_region", "police", random.between(since, today), home.residenceOfPolice);
  if (home.hasResidencePermit) book.fact("person.residence_permit_region", "police", random.between(since, today), region);
}

/** Name and registration begin with the recorded birth, which is not always the real one. */
function recordedBirth(book: RecordBook): number {
  return dayNumber(book.records.findLast(({ kind }) => kind === "birth")?.validFrom ?? "");
}

function registeredAt({ registrations }: Home, day: number): string {
  return registrations.findLast(({ from }) => from <= day)?.region ?? "";
}

/** What somebody is to others in hardship: only relatives in the register are known. That a parent or a child is disabled follows and is not recorded. */
function writeFamily(book: RecordBook, { member, others, hardship }: Subject): void {
  const { today, openedOn } = book;
  const period = hardshipPeriods(hardship)[0];
  const tell = (name: string, from: number, until?: number | null) => {
    const begin = Math.max(from, openedOn);
    if (begin <= today) book.fact(`person.${name}`, "federation", begin, true, until);
  };
  const parents = others.filter((other) => isParentOf(other.member, member));
  const holdingParent = parents.find(({ certificates }) => certificates !== null);
  const certifiedOn = holdingParent?.certificates?.issues[0]?.on ?? 0;
  if (holdingParent && period) {
    const from = Math.max(period.from, certifiedOn);
    tell("is_hardship_disabled_parents_child", from, period.to);
    const adultOn = addYears(member.birth, 18);
    if (adultOn > from) tell("is_minor_child_of_hardship_disabled", from, Math.min(adultOn, period.to ?? adultOn));
  }
  const spouse = others.find((other) => isCouple(other.member, member) && other.certificates !== null);
  if (spouse && period) tell("is_spouse_of_hardship_disabled", Math.max(period.from, spouse.certificates?.issues[0]?.on ?? 0), period.to);
}

function isCouple(one: Member, other: Member): boolean {
  return (one.relation === "head" && other.relation === "spouse") || (one.relation === "spouse" && other.relation === "head");
}

/** Head and spouse are the parents of children, and children those of grandchildren where there are any. */
export function isParentOf(parent: Member, child: Member): boolean {
  const isOlder = parent.birth < child.birth - 16 * 365;
  if (child.relation === "child") return isOlder && (parent.relation === "head" || parent.relation === "spouse");
  if (child.relation === "head" || child.relation === "spouse") return false;
  return child.relation === "grandchild" && parent.relation === "child" && isOlder;
}
