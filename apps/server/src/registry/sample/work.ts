import { addYears } from "./calendar.ts";
import { heaviestOf } from "./disability.ts";
import type { Member } from "./household-plan.ts";
import { table, type Random } from "./random.ts";
import type { RecordBook } from "./record-book.ts";

export type WorkStatus = "none" | "employed" | "self_employed" | "flexible";

const urbanWork = table<WorkStatus>(["employed", 52], ["flexible", 36], ["self_employed", 12]);
const ruralWork = table<WorkStatus>(["employed", 30], ["flexible", 61], ["self_employed", 9]);

/** What somebody lives by, which insurance and housing follow. */
export function drawWork(
  random: Random,
  { disability, birth, sex }: Member,
  isStudent: boolean,
  isRural: boolean,
  today: number,
): WorkStatus {
  const age = (today - birth) / 365.25;
  if (age < 16 || isStudent) return "none";
  const level = heaviestOf(disability);
  const byLevel = level === 1 ? 0.06 : level === 2 ? 0.18 : level === 3 ? 0.38 : level === 4 ? 0.5 : 0.75;
  const mind = (disability?.levels.intellectual ?? 0) + (disability?.levels.mental ?? 0) > 0 ? 0.5 : 1;
  const byAge = age < 20 ? 0.5 : age < (sex === "male" ? 60 : 55) ? 1 : age < 70 && isRural ? 0.35 : age < 66 ? 0.15 : 0.02;
  return random.chance(byLevel * mind * byAge) ? random.from(isRural ? ruralWork : urbanWork) : "none";
}

export function writeWork(book: RecordBook, member: Member, status: WorkStatus, isStudent: boolean, isRural: boolean): void {
  const { random, today, openedOn } = book;
  const adultOn = addYears(member.birth, 16);
  if (adultOn > today) return;
  const age = (today - member.birth) / 365.25;
  const isOfAge = age < 60;
  const from = Math.max(adultOn, openedOn);
  const visit = random.between(from, today);
  const level = heaviestOf(member.disability);
  if (random.chance(isOfAge ? 0.72 : 0.25)) {
    book.fact(
      "employment.work_capacity",
      "survey",
      visit,
      status !== "none" || random.chance(level <= 1 ? 0.08 : level === 2 ? 0.3 : isOfAge ? 0.8 : 0.2),
    );
  }
  // Few are ever asked whether they want to work.
  if (isOfAge && status === "none" && random.chance(0.35))
    book.fact("employment.willing", "survey", visit, random.chance(level <= 2 ? 0.25 : 0.55));
  if (isOfAge ? random.chance(0.85) : status !== "none") writeStatus(book, status, from);
  if (isOfAge && !isStudent && member.role === "holder" && random.chance(status === "none" ? 0.16 : 0.05)) {
    book.fact("employment.difficulty_recognised", "human-resources", visit, true);
  }
  writeBusiness(book, status, from);
  writePosts(book, member, status, isOfAge && !isStudent, visit);
  if (isRural && isOfAge) writeFarming(book, status, visit);
}

function writeStatus(book: RecordBook, status: WorkStatus, from: number): void {
  const { random, today } = book;
  const now = { from: random.between(from, today - 15), body: { "employment.status": status } };
  const before = status === "none" ? (random.chance(0.7) ? "flexible" : "employed") : "none";
  const hasBefore = now.from > from + 100 && random.chance(0.3);
  const steps = hasBefore ? [{ from: random.between(from, now.from - 60), body: { "employment.status": before } }, now] : [now];
  book.tell("employment.status", "human-resources", steps);
  // What people say of themselves is not always what the insurance knows.
  if (random.chance(0.03))
    book.fact("employment.status", "person", random.between(now.from, today), status === "none" ? "flexible" : "none");
}

function writeBusiness(book: RecordBook, status: WorkStatus, from: number): void {
  if (status !== "self_employed") return;
  const { random, today } = book;
  const registeredOn = random.between(Math.max(from, today - 2200), today - 30);
  book.fact("employment.first_business", "person", registeredOn, random.chance(0.85));
  const askedOn = random.between(registeredOn, today);
  book.fact("employment.business_months", "survey", askedOn, Math.floor((askedOn - registeredOn) / 30.44));
  if (random.chance(0.6)) book.fact("employment.startup_grant_received", "federation", registeredOn, random.chance(0.45));
}

function writePosts(book: RecordBook, { disability, role }: Member, status: WorkStatus, isOfAge: boolean, visit: number): void {
  const { random } = book;
  const seen = (name: string, share: number, value: boolean | string = true) => {
    if (random.chance(share)) book.fact(name, "survey", visit, value);
  };
  const visual = disability?.levels.visual ?? 0;
  if (isOfAge && visual > 0 && status !== "none") seen("employment.blind_massage", visual <= 2 ? 0.55 : 0.12);
  if (status === "flexible") {
    seen("employment.flexible_qualified", 0.3, random.chance(0.7));
    seen("employment.social_insurance_paid", 0.45, random.chance(0.5));
    seen("employment.platform_work", 0.12);
  }
  if (status === "employed" && role === "holder") {
    seen("employment.public_welfare_post", 0.08);
    seen("employment.grassroots_role", 0.02, random.chance(0.2) ? "township_specialist" : "village_commissioner");
    seen(
      "employment.service_role",
      0.004,
      random.pick(["special_education_teacher", "sign_or_braille_translator", "accessibility_supervisor"]),
    );
  }
}

function writeFarming(book: RecordBook, status: WorkStatus, visit: number): void {
  const { random } = book;
  if (random.chance(0.25)) book.fact("employment.farming_willing", "survey", visit, random.chance(0.4));
  if (status !== "flexible") return;
  if (random.chance(0.5)) book.fact("employment.small_farmer", "rural-affairs", visit, true);
  if (random.chance(0.02)) book.fact("employment.large_farm", "rural-affairs", visit, true);
}

/** Insurance follows work: through an employer, or as a resident. */
export function writeInsurance(book: RecordBook, { birth }: Member, status: WorkStatus, isStudent: boolean): void {
  const { random, today, openedOn } = book;
  const age = (today - birth) / 365.25;
  const from = Math.max(openedOn, addYears(birth, status === "none" ? 0 : 16));
  if (from > today) return;
  const enrolled = random.between(from, Math.max(from, today - 60));
  // Whoever has retired from a job stays in the scheme of employees.
  const isEmployee = status === "employed" || (age >= 58 && random.chance(0.28)) || (status !== "none" && random.chance(0.1));
  const tell = (name: string, share: number, value: boolean | number) => {
    if (random.chance(share))
      book.fact(`insurance.${name}`, name.includes("medical") ? "medical-insurance" : "human-resources", enrolled, value);
  };
  tell("resident_medical", 0.85, !isEmployee && random.chance(0.97));
  tell("employee_medical", isEmployee ? 0.85 : 0.2, isEmployee);
  if (!isEmployee) tell("medical_tier", 0.7, random.chance(0.82) ? 1 : 2);
  if (isEmployee && age < 60) {
    tell("employee_pension", 0.8, true);
    tell("unemployment", 0.6, status === "employed");
    tell("work_injury", 0.6, status === "employed");
  }
  if (status === "flexible" || status === "self_employed") tell("employee_pension_self_paid", 0.4, random.chance(0.35));
  if (age >= 16 && !isEmployee && !isStudent && random.chance(0.75)) {
    const [start, end] = [addYears(birth, 16), addYears(birth, 60)];
    const name = "insurance.resident_pension_payable";
    const since = Math.max(start, enrolled);
    if (since < end)
      book.tell(name, "human-resources", [
        { from: since, until: end, body: { [name]: true } },
        { from: end, body: { [name]: false } },
      ]);
  }
}
