import { logAccess } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { requestErrors } from "../../platform/errors.ts";
import { instant, type AccessTools } from "../access.ts";
import { checkedReason } from "./checked-reason.ts";
import { accessErrors } from "../errors.ts";
import type { Appointment } from "../role.ts";
import { emergencies, type Emergency } from "./emergency-store.ts";

/** A file is open for so long: an emergency that lasts is a case for the office there. */
const openSeconds = 3_600;

/** So many in a day are emergencies; more are a habit, which the security administrator should hear of. */
const mostInADay = 10;

/** Finds the file of a number, wherever it lies. Emergencies begin with the person's card: nobody looks around by name. */
export type FileOfNumber = (number: string) => Promise<number | null>;

export type EmergencyWish = {
  /** An identity or certificate number. */
  readonly number: string;
  readonly reason: string;
  /** The appointment that lets them do so. */
  readonly as: Pick<Appointment, "role" | "area">;
  /** Whether they may try another number. */
  readonly mayTryNumbers: boolean;
};

/**
 * Opens one file outside somebody's areas to them. The person sees it in their own log, and the audit administrator reviews it.
 * @returns the emergency, whose `subjectId` is the file
 * @throws Refusal where no file has this number, the reason says nothing, or there were too many
 */
export async function openEmergency(
  tools: AccessTools,
  actor: Actor,
  { number, reason, as, mayTryNumbers }: EmergencyWish,
  fileOfNumber: FileOfNumber,
): Promise<Emergency> {
  const why = checkedReason(reason, accessErrors.emergencyReason);
  const [fromAt, untilAt] = [instant(tools), instant(tools, openSeconds)];
  const isTooMany = await tools.db.as(
    actor,
    async (tx) => (await emergencies.countSince(tx, actor.id, instant(tools, -86_400))) >= mostInADay,
  );
  if (isTooMany) throw accessErrors.tooManyEmergencies(mostInADay);
  const subjectId = mayTryNumbers ? await fileOfNumber(number) : null;
  if (subjectId === null) {
    // That somebody asked is kept too: whoever tries numbers would else learn, unseen, who is in the register and who is not.
    const fields = mayTryNumbers ? [] : ["number"];
    await tools.db.as(actor, (tx) => logAccess(tx, { act: "access.open-emergency", subjects: [], fields, outcome: "refused" }));
    throw mayTryNumbers ? accessErrors.noFileOfNumber() : requestErrors.tooManyNumbers();
  }
  return tools.db.as(actor, async (tx) => {
    const id = await emergencies.add(tx, tools.cipher, {
      accountId: actor.id,
      subjectId,
      reason: why,
      role: as.role,
      area: as.area ?? "",
      fromAt,
      untilAt,
    });
    await logAccess(tx, { act: "access.open-emergency", subjects: [subjectId], fields: [] });
    return (await emergencies.find(tx, id)) as Emergency;
  });
}

/** What waits for a review. */
export async function unreviewedEmergencies({ db }: AccessTools, actor: Actor): Promise<readonly Emergency[]> {
  return db.as(actor, (tx) => emergencies.unreviewed(tx));
}

/**
 * Says whether an emergency was one.
 * @throws Refusal where there is none of this number, it was reviewed, or the reviewer opened it
 */
export async function reviewEmergency(
  tools: AccessTools,
  actor: Actor,
  id: number,
  { finding, words }: { readonly finding: "justified" | "unjustified"; readonly words: string | null },
): Promise<void> {
  const said = words?.trim() || null;
  if (finding === "unjustified" && said === null) throw accessErrors.findingNeedsWords();
  await tools.db.as(actor, async (tx) => {
    const emergency = await emergencies.find(tx, id);
    if (!emergency) throw accessErrors.emergencyNotFound();
    if (emergency.accountId === actor.id) throw accessErrors.ownEmergency();
    if (emergency.review) throw accessErrors.emergencyReviewed();
    await emergencies.review(tx, id, { finding, words: said, at: instant(tools) });
    await logAccess(tx, { act: "access.review-emergency", subjects: [emergency.subjectId], fields: [] });
  });
}
