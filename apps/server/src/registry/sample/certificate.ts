import { addYears, dayIn, dayText } from "./calendar.ts";
import { earlierLevelsOf, type Disability, type Levels } from "./disability.ts";
import type { Member } from "./household-plan.ts";
import { certificateDigitsOf, fifteenDigitsOf } from "./identity.ts";
import type { Random } from "./random.ts";
import type { RecordBook, Step } from "./record-book.ts";
import type { Fault } from "./sample-household.ts";

/** The certificates that somebody has had, each ending where the next begins, and what became of the last. */
export type Certificates = {
  readonly issues: readonly { readonly on: number; readonly levels: Levels }[];
  readonly ending: { readonly on: number; readonly status: "expired" | "frozen" | "cancelled" } | null;
};

/** Certificates of the second generation have been issued since 2009. */
const firstIssueYear = 2009;
const validYears = 10;

export function drawCertificates(random: Random, member: Member, disability: Disability, today: number, fault: Fault | null): Certificates {
  const { levels } = disability;
  const lastDay = member.death ?? today;
  if (fault === "expired-certificate") {
    return { issues: [{ on: addYears(today, -validYears) - random.between(200, 1200), levels }], ending: null };
  }
  const earliest = Math.max(dayIn(firstIssueYear, 1, 1), addYears(today, -17), member.birth + 500);
  const first = random.between(Math.min(earliest, lastDay - 20), lastDay - 20);
  const issues = [{ on: first, levels }];
  const changedOn = random.between(first + 200, lastDay - 20);
  if (changedOn < lastDay - 19 && random.chance(0.09)) {
    issues[0] = { on: first, levels: earlierLevelsOf(random, levels) };
    if (changedOn < addYears(first, validYears)) issues.push({ on: changedOn, levels });
  }
  return { issues: renewed(random, issues, lastDay, levels), ending: drawEnding(random, issues, member, today, fault) };
}

/** Adds the renewals that fell due; those who let it expire have no other issue. */
function renewed(random: Random, issues: { on: number; levels: Levels }[], lastDay: number, levels: Levels) {
  for (;;) {
    const expiry = addYears(issues.at(-1)?.on ?? 0, validYears) - 1;
    if (expiry >= lastDay || random.chance(0.05)) return issues;
    issues.push({ on: expiry - random.between(0, 90), levels });
  }
}

function drawEnding(
  random: Random,
  issues: readonly { readonly on: number }[],
  { death }: Member,
  today: number,
  fault: Fault | null,
): Certificates["ending"] {
  if (fault === "dead-but-active") return null;
  const last = issues.at(-1)?.on ?? 0;
  const cancelledOn = death === null ? null : death + random.between(10, 150);
  if (cancelledOn !== null && cancelledOn <= today) return { on: cancelledOn, status: "cancelled" };
  const expiredOn = addYears(last, validYears);
  if (expiredOn <= today) return { on: expiredOn, status: "expired" };
  if (fault !== null || death !== null || last > today - 200 || !random.chance(0.007)) return null;
  return { on: today - random.between(5, 150), status: random.chance(0.5) ? "frozen" : "cancelled" };
}

export function writeCertificates(book: RecordBook, { issues, ending }: Certificates, { lowerLimb, levels }: Disability): void {
  const random = book.random;
  const knowsIssue = random.chance(0.95);
  const knowsLimb = levels.physical === 0 || random.chance(0.88);
  const steps: Step[] = issues.map(({ on, levels }) => ({
    from: on,
    body: {
      "certificate.status": "valid",
      ...(knowsIssue ? { "certificate.issued_on": dayText(on) } : {}),
      "certificate.expires_on": dayText(addYears(on, validYears) - 1),
      "disability.visual": levels.visual,
      "disability.hearing": levels.hearing,
      "disability.speech": levels.speech,
      "disability.physical": levels.physical,
      "disability.intellectual": levels.intellectual,
      "disability.mental": levels.mental,
      ...(knowsLimb ? { "disability.lower_limb": lowerLimb } : {}),
    },
  }));
  const last = steps.at(-1);
  if (ending && last) steps.push({ from: ending.on, body: { ...last.body, "certificate.status": ending.status } });
  // Who has died keeps the certificate in the files: it is cancelled when somebody hears of it.
  book.tellForEver("certificate", "federation", steps);
}

/** The number on the certificate (残疾人证号); a copy issued after loss ends in B1, B2. */
export function certificateNumberOf(random: Random, identityNumber: string, levels: Levels, fault: Fault | null): string {
  const digits = certificateDigitsOf(levels);
  if (fault === "fifteen-digit-number") return fifteenDigitsOf(identityNumber) + digits;
  if (fault === "wrong-certificate-code") return identityNumber + otherDigits(random, digits);
  const copy = random.chance(0.03) ? (random.chance(0.15) ? "B2" : "B1") : "";
  return identityNumber + digits + copy;
}

function otherDigits(random: Random, digits: string): string {
  const [category = 1, level = 1] = Array.from(digits, Number);
  return random.chance(0.5) ? `${(category % 7) + 1}${level}` : `${category}${(level % 4) + 1}`;
}
