import type { Certificates } from "./certificate.ts";
import { hardshipPeriods, type Hardship } from "./hardship.ts";
import type { Home } from "./home.ts";
import type { Member } from "./household-plan.ts";
import type { RecordBook, Step } from "./record-book.ts";
import type { WorkStatus } from "./work.ts";

/** A member with what the household's facts follow from. */
export type KnownMember = { readonly member: Member; readonly certificates: Certificates | null; readonly work: WorkStatus };

/**
 * What is recorded of the household as a whole. What follows from its members is not recorded; where somebody of the household is not in the register it does not follow.
 * @param completeOn the day on which the register knew every member; null where it does not
 */
export function writeHouseholdFile(
  book: RecordBook,
  members: readonly KnownMember[],
  hardship: Hardship,
  home: Home,
  completeOn: number | null,
): void {
  const { random, today } = book;
  const holders = members.flatMap(({ member, certificates }) => (certificates ? [{ member, certificates }] : []));
  if (completeOn !== null) book.tell("household", "police", [{ from: completeOn, body: { isComplete: true } }]);
  if (holders.length > 0) {
    if (completeOn === null) book.tell("household.disabled_members", "federation", countSteps(holders, book.openedOn, today));
    for (const { from, to } of hardshipPeriods(hardship)) {
      if (to === null || to > book.openedOn)
        book.fact("household.hardship_disabled", "federation", Math.max(from, book.openedOn), true, to);
    }
  }
  const visit = random.between(Math.max(book.openedOn, today - 1300), today);
  const seen = (name: string, share: number, value = true) => {
    if (random.chance(share)) book.fact(`household.${name}`, "survey", visit, value);
  };
  const isPoor = hardship.periods.some(({ to, scheme }) => to === null && scheme === "subsistence_allowance");
  const hasWork = members.some(({ work }) => work !== "none");
  // Of old people and spouses who are not in the register only a visitor knows.
  if (completeOn === null) {
    seen("elderly_and_disabled", 0.1, random.chance(0.7));
    seen("couple_both_blind_or_deaf", 0.02, random.chance(0.3));
  }
  if (!hasWork) seen("zero_employment", 0.06);
  seen("lost_only_child", 0.006);
  if (isPoor) seen("income_within_subsistence", 0.6);
  else seen("income_above_subsistence", 0.2);
  if (hasWork) seen("income_from_work", 0.1);
  if (holders.some(({ member }) => member.disability?.lowerLimb === true)) seen("accessibility_task_listed", 0.025);
  const adult = members.find(({ member, work }) => work === "none" && (today - member.birth) / 365.25 >= 18 && member.relation === "child");
  if (adult && !home.isRegisteredElsewhere) seen("supported_by_family", 0.3);
}

/** How many hold a certificate, from each day on which that changed. */
function countSteps(
  holders: readonly { readonly member: Member; readonly certificates: Certificates }[],
  openedOn: number,
  today: number,
): readonly Step[] {
  const changes = new Map<number, number>();
  const change = (day: number, by: number) => {
    const on = Math.max(day, openedOn);
    changes.set(on, (changes.get(on) ?? 0) + by);
  };
  for (const { member, certificates } of holders) {
    change(certificates.issues[0]?.on ?? today, 1);
    const endsOn = member.death ?? (certificates.ending?.status === "cancelled" ? certificates.ending.on : null);
    if (endsOn !== null) change(endsOn, -1);
  }
  let count = 0;
  return [...changes]
    .sort(([one], [other]) => one - other)
    .filter(([, by]) => by !== 0)
    .map(([from, by]) => ({ from, body: { "household.disabled_members": (count += by) } }));
}
