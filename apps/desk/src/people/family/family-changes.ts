import type { Text } from "@huican/engine";
import { dayText } from "../../text/day-text.ts";
import { tongueOf, type Tongue } from "../../text/use-text.ts";
import type { Household } from "../people-queries.ts";
import { ageOn } from "../fact-words.ts";

const [zh, en] = [tongueOf("zh"), tongueOf("en")];

/** What can change of a household, of relatives and of who acts for somebody. Each is asked for in the file of whoever it is about: a child's parents in the child's. */
export const familyKinds = ["joins", "leaves", "role", "head", "spouse", "parent", "related-no-more", "acts", "acts-no-more"] as const;
export type FamilyKind = (typeof familyKinds)[number];

export const householdRoles = ["head", "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "other"] as const;

export function familyKindText({ t }: Pick<Tongue, "t">, kind: FamilyKind): string {
  return {
    joins: t("加入另一户", "Joins another household"),
    leaves: t("离开这一户", "Leaves the household"),
    role: t("更正户内身份", "Correct what they are in the household"),
    head: t("换户主", "Change the head"),
    spouse: t("登记配偶", "Record a spouse"),
    parent: t("登记父母", "Record a parent"),
    "related-no-more": t("结束配偶、父母关系", "End what is recorded of a spouse or parent"),
    acts: t("增加监护人、代办人", "Add a guardian or representative"),
    "acts-no-more": t("结束监护、代办", "End a guardianship or representation"),
  }[kind];
}

/** Whether another person is picked for it, whose household is looked at too. */
export function isAboutAnother(kind: FamilyKind): boolean {
  return kind === "joins" || kind === "acts" || kind === "spouse" || kind === "parent";
}

/** Whether it ends something that is chosen among what is recorded. */
export function endsTie(kind: FamilyKind): kind is "acts-no-more" | "related-no-more" {
  return kind === "acts-no-more" || kind === "related-no-more";
}

/** What stands in the fields: file numbers, days and keys; never anybody's name. */
type Filled = Readonly<Record<string, string>>;

/** Who it is about, what is recorded of their household today, and the same of the other person, once somebody was picked. */
export type FamilyContext = {
  readonly ownId: number;
  readonly today: string;
  readonly own: Household;
  readonly other?: { readonly id: number; readonly household: Household } | undefined;
};

type Fault = Text & { readonly field: string };

/** What is wrong so far, field by field, in words. The server looks once more, and has the last word. */
export function familyFaults(kind: FamilyKind, filled: Filled, context: FamilyContext): readonly Fault[] {
  return [
    ...dayFaults(kind, filled, context),
    ...otherFaults(kind, filled, context),
    ...roleFaults(kind, filled, context),
    ...reasonFaults(filled),
  ];
}

function dayFaults(kind: FamilyKind, filled: Filled, context: FamilyContext): readonly Fault[] {
  // A parent is one for ever, and a role is corrected for all its days.
  if (kind === "role" || kind === "parent") return [];
  const from = filled["from"] ?? "";
  const fault = (text: Text): readonly Fault[] => [{ field: "from", ...text }];
  if (from === "") return fault({ zh: "请填写从哪天起。", en: "Say from which day on." });
  if (from < "1900-01-01") return fault({ zh: "请核对年份。", en: "Check the year." });
  const born = personIn(context.own, context.ownId)?.birthDate ?? null;
  if (born !== null && from < born) return fault({ zh: "这一天本人还没有出生。", en: "The person was not born on that day." });
  if ((kind === "joins" || kind === "leaves" || kind === "head" || kind === "spouse") && from > context.today)
    return fault({ zh: "这一天还没有到。", en: "That day is still to come." });
  const began =
    (endsTie(kind)
      ? tieTo(kind, context, filled)?.validFrom
      : kind === "joins" || kind === "leaves" || kind === "head"
        ? membershipOf(context)?.validFrom
        : null) ?? null;
  // Whoever was registered today, with a household of their own, may join another one today.
  if (kind === "joins" && began !== null && from < began)
    return fault({
      zh: `不能早于${dayText(zh, began)}：现在这一户从那天开始。`,
      en: `It cannot be before ${dayText(en, began)}, on which the present household began.`,
    });
  if (kind !== "joins" && began !== null && from <= began)
    return fault({
      zh: `要在${dayText(zh, began)}以后：现在这一条从那天开始。`,
      en: `It has to be after ${dayText(en, began)}, on which what holds now began.`,
    });
  const late = kind === "head" ? reroled(filled, context).find(({ validFrom }) => validFrom !== null && from < validFrom) : undefined;
  if (late?.validFrom)
    return fault({
      zh: `不能早于${dayText(zh, late.validFrom)}：有成员从那天起才在这一户。`,
      en: `It cannot be before ${dayText(en, late.validFrom)}, from which day a member is in the household.`,
    });
  return [];
}

function otherFaults(kind: FamilyKind, filled: Filled, context: FamilyContext): readonly Fault[] {
  const fault = (text: Text): readonly Fault[] => [{ field: "other", ...text }];
  if (kind === "leaves" || kind === "role")
    return membershipOf(context) ? [] : [{ field: "role", zh: "本人现在没有登记在哪一户。", en: "The person is in no household now." }];
  if (kind === "head") return newHeadFaults(filled, context);
  if (endsTie(kind)) return tieTo(kind, context, filled) ? [] : fault({ zh: "请选择是哪一位。", en: "Choose who it is." });
  const { other } = context;
  if (!other) return fault({ zh: "请查找并选择一个人。", en: "Search for somebody and choose them." });
  if (other.id === context.ownId) return fault({ zh: "不能选本人。", en: "It cannot be the person." });
  const them = personIn(other.household, other.id);
  if (them?.deceased) return fault({ zh: "这个人已经去世。", en: "This person has died." });
  if (kind === "joins") return joiningFaults(context);
  return kind === "spouse" || kind === "parent" ? relatingFaults(kind, context) : actingFaults(filled, context);
}

function newHeadFaults(filled: Filled, context: FamilyContext): readonly Fault[] {
  const fault = (text: Text): readonly Fault[] => [{ field: "other", ...text }];
  if (membershipOf(context)?.role !== "head")
    return fault({ zh: "本人不是户主。请在户主的档案里申请。", en: "The person is not the head. Ask for it in the head's file." });
  if (otherMembers(context).length === 0)
    return fault({ zh: "这一户没有别的成员可以当户主。", en: "There is no other member who could be the head." });
  const chosen = otherMembers(context).find(({ id }) => String(id) === filled["other"]);
  if (!chosen) return fault({ zh: "请选择新的户主。", en: "Choose the new head." });
  return personIn(context.own, chosen.id)?.deceased ? fault({ zh: "这个人已经去世。", en: "This person has died." }) : [];
}

function newRoleFaults(filled: Filled, context: FamilyContext): readonly Fault[] {
  // Before it is known who is the head, nobody is anything to them.
  if (!filled["other"] || membershipOf(context)?.role !== "head") return [];
  const former: Fault = { field: "role", zh: "请选择原户主是新户主的什么人。", en: "Choose what the former head is to the new one." };
  const kept = keptMembers(filled, context).map(({ id }): Fault => {
    const name = personIn(context.own, id)?.name ?? `№ ${id}`;
    return { field: roleField(id), zh: `请选择${name}是新户主的什么人。`, en: `Choose what ${name} is to the new head.` };
  });
  return [former, ...kept].filter(({ field }) => !filled[field]);
}

function relatingFaults(kind: "spouse" | "parent", { own, ownId, other }: FamilyContext): readonly Fault[] {
  const fault = (text: Text): readonly Fault[] => [{ field: "other", ...text }];
  if (!other) return [];
  const isTied = (subjectId: number, otherId: number) =>
    own.relations.some((each) => each.kind === kind && each.subjectId === subjectId && each.otherId === otherId);
  if (isTied(ownId, other.id) || (kind === "spouse" && isTied(other.id, ownId)))
    return fault({ zh: "已经登记了，不用再申请。", en: "It is recorded already." });
  if (kind === "spouse") {
    const hasSpouse = (household: Household, id: number) =>
      household.relations.some((each) => each.kind === "spouse" && (each.subjectId === id || each.otherId === id));
    if (hasSpouse(own, ownId))
      return fault({ zh: "本人已有配偶登记。请先结束原来的。", en: "A spouse of the person is recorded. End that first." });
    if (hasSpouse(other.household, other.id))
      return fault({ zh: "这个人已有配偶登记。请先结束原来的。", en: "A spouse of theirs is recorded. End that first." });
    return [];
  }
  if (isTied(other.id, ownId))
    return fault({ zh: "本人是这个人的父母，不能反过来。", en: "The person is their parent; it cannot be both ways." });
  const [born, theirs] = [personIn(own, ownId)?.birthDate ?? null, personIn(other.household, other.id)?.birthDate ?? null];
  if (born !== null && theirs !== null && theirs >= born)
    return fault({ zh: "父母要比子女先出生。", en: "A parent is born before the child." });
  return [];
}

function joiningFaults({ own, other }: FamilyContext): readonly Fault[] {
  const there = other?.household.householdId ?? null;
  if (there === null)
    return [{ field: "other", zh: "这个人没有登记在哪一户，没有户可以加入。", en: "This person is in no household that could be joined." }];
  if (there === own.householdId) return [{ field: "other", zh: "两个人已经在同一户。", en: "Both are in one household already." }];
  return [];
}

function actingFaults(filled: Filled, { own, ownId, other, today }: FamilyContext): readonly Fault[] {
  const fault = (text: Text): readonly Fault[] => [{ field: "other", ...text }];
  const isTied = (kind: string, subjectId: number, otherId: number) =>
    own.relations.some((each) => each.kind === kind && each.subjectId === subjectId && each.otherId === otherId);
  const as = filled["as"] ?? "";
  if (as === "") return [{ field: "as", zh: "请选择监护人还是代办人。", en: "Choose guardian or representative." }];
  if (!other) return [];
  if (isTied(as, ownId, other.id)) return fault({ zh: "已经登记了，不用再申请。", en: "It is recorded already." });
  if (isTied("guardian", other.id, ownId))
    return fault({ zh: "本人是这个人的监护人，不能反过来。", en: "The person is their guardian; it cannot be both ways." });
  const born = personIn(other.household, other.id)?.birthDate ?? null;
  if (born !== null && ageOn(born, today) < 18)
    return fault({ zh: "监护人、代办人要满18岁。", en: "A guardian or representative is 18 or older." });
  return [];
}

function roleFaults(kind: FamilyKind, filled: Filled, context: FamilyContext): readonly Fault[] {
  if (kind === "head") return newRoleFaults(filled, context);
  if (kind !== "joins" && kind !== "role") return [];
  const role = filled["role"] ?? "";
  const fault = (text: Text): readonly Fault[] => [{ field: "role", ...text }];
  if (role === "") return fault({ zh: "请选择和户主的关系。", en: "Choose what they are to the head." });
  const members = (kind === "joins" ? context.other?.household : context.own)?.members ?? [];
  if (kind === "role" && membershipOf(context)?.role === role) return fault({ zh: "现在登记的就是这个。", en: "It says so already." });
  if (role === "head" && members.some((each) => each.role === "head" && each.id !== context.ownId))
    return fault({
      zh: "这一户已有户主。请打开户主的档案，用“换户主”申请。",
      en: "The household has a head. Open the head's file and ask to change the head.",
    });
  return [];
}

function reasonFaults(filled: Filled): readonly Fault[] {
  if (Array.from((filled["reason"] ?? "").trim()).length >= 4) return [];
  return [{ field: "reason", zh: "请写明理由和依据，至少4个字。", en: "Give the reason and what shows it, in four characters or more." }];
}

/** What follows that one might not think of; it stops nobody. */
export function familyNotes(kind: FamilyKind, filled: Filled, context: FamilyContext): readonly Text[] {
  if (kind === "head") return headNotes(filled, context);
  if (kind !== "joins" && kind !== "leaves") return [];
  const membership = membershipOf(context);
  const others = context.own.members.filter(({ id }) => id !== context.ownId).length;
  const from = filled["from"] ?? "";
  const notes: Text[] = [];
  if (kind === "joins" && membership)
    notes.push({
      zh: `本人现在在另一户。从${from ? dayText(zh, from) : "那天"}起转到这一户，原来那一户到前一天为止：谁也不会同时在两户。`,
      en: `The person is in another household, and belongs to this one from ${from ? dayText(en, from) : "that day"}: nobody is in two at once.`,
    });
  if (membership?.role === "head" && others > 0)
    notes.push({
      zh: `本人是原来那一户的户主，那一户还有${others}人，要另定户主。`,
      en: `The person is the head of that household; ${others} stay there, who need another head.`,
    });
  if (kind === "leaves")
    notes.push({ zh: "离开以后本人不在任何一户，直到加入别的户。", en: "After that the person is in no household until they join one." });
  return notes;
}

function headNotes(filled: Filled, context: FamilyContext): readonly Text[] {
  const unseen = context.own.members.filter(({ id }) => personIn(context.own, id) === undefined).length;
  const notes: Text[] = [];
  if (filled["role"] === leaves)
    notes.push({
      zh: "原户主离开以后不在任何一户，直到加入别的户。",
      en: "The former head is then in no household until they join one.",
    });
  if (unseen > 0)
    notes.push({
      zh: `另有${unseen}位成员不在您的辖区，和户主的关系不会改，请联系当地更正。`,
      en: `${unseen} more members are outside your areas: what they are to the head stays as it is. Ask the office there to correct it.`,
    });
  return notes;
}

/** What a former head can become beside a relative of the new one: a member no more. */
export const leaves = "leaves";

/** The field of what a member is to the new head. */
export function roleField(id: number): string {
  return `role-${id}`;
}

/** Those of the household who could be its head: the others, as far as they are seen. */
export function otherMembers({ own, ownId }: FamilyContext): Household["members"] {
  return own.members.filter(({ id }) => id !== ownId && personIn(own, id) !== undefined);
}

/** Those who are neither the former head nor the new one: what they are to the new head has to be said. */
export function keptMembers(filled: Filled, context: FamilyContext): Household["members"] {
  return otherMembers(context).filter(({ id }) => String(id) !== filled["other"]);
}

/** Those of the others for whom a change of the head records something. */
function reroled(filled: Filled, context: FamilyContext): Household["members"] {
  return otherMembers(context).filter(({ id, role }) => (String(id) === filled["other"] ? "head" : filled[roleField(id)]) !== role);
}

type Step = Readonly<Record<string, unknown>> & { readonly of: "relation" };

/** The steps of the change, as the register takes them in the file of the person. */
export function familySteps(kind: FamilyKind, filled: Filled, context: FamilyContext): readonly Step[] {
  const from = filled["from"] ?? null;
  const membership = membershipOf(context);
  const { own, other } = context;
  // What a household register says is the word of the police; an officer only copies it.
  const member = { of: "relation", kind: "household", source: "police", from, to: null } as const;
  switch (kind) {
    case "joins":
      return other && other.household.householdId !== null
        ? [{ ...member, otherId: other.household.householdId, role: filled["role"] ?? null, holds: true }]
        : [];
    case "leaves":
      return own.householdId === null ? [] : [{ ...member, otherId: own.householdId, role: null, holds: false }];
    case "role":
      // Corrected for all its days, from its own source.
      return membership && own.householdId !== null
        ? [
            {
              ...member,
              source: membership.source,
              from: membership.validFrom,
              to: membership.validTo,
              otherId: own.householdId,
              role: filled["role"] ?? null,
              holds: true,
            },
          ]
        : [];
    case "head":
      return membership && own.householdId !== null
        ? [
            filled["role"] === leaves
              ? { ...member, to: membership.validTo, otherId: own.householdId, role: null, holds: false }
              : { ...member, to: membership.validTo, otherId: own.householdId, role: filled["role"] ?? null, holds: true },
            ...reroled(filled, context).map(({ id, validTo }) => ({
              ...member,
              to: validTo,
              otherId: own.householdId,
              memberId: id,
              role: String(id) === filled["other"] ? "head" : (filled[roleField(id)] ?? null),
              holds: true,
            })),
          ]
        : [];
    case "spouse":
      return other ? [{ of: "relation", kind, source: "officer", from, to: null, otherId: other.id, role: null, holds: true }] : [];
    case "parent":
      return other ? [{ of: "relation", kind, source: "officer", from: null, to: null, otherId: other.id, role: null, holds: true }] : [];
    case "acts":
      return other
        ? [{ of: "relation", kind: filled["as"], source: "officer", from, to: null, otherId: other.id, role: null, holds: true }]
        : [];
    case "acts-no-more":
    case "related-no-more": {
      const tie = tieTo(kind, context, filled);
      return tie
        ? [{ of: "relation", kind: tie.kind, source: tie.source, from, to: null, otherId: tie.otherId, role: tie.role, holds: false }]
        : [];
    }
  }
}

/** Who acts for the person now. */
function actingFor({ own, ownId }: Pick<FamilyContext, "own" | "ownId">): Household["relations"] {
  return own.relations.filter(({ kind, subjectId }) => subjectId === ownId && (kind === "guardian" || kind === "representative"));
}

/** What can be ended in the file of the person: who acts for them, or whom they have as spouse and parents. */
export function tiesToEnd(kind: "acts-no-more" | "related-no-more", context: Pick<FamilyContext, "own" | "ownId">): Household["relations"] {
  if (kind === "acts-no-more") return actingFor(context);
  return context.own.relations.filter((each) => each.subjectId === context.ownId && (each.kind === "spouse" || each.kind === "parent"));
}

/** As it stands in the field: `guardian 1234`. */
export function tieKey({ kind, otherId }: Household["relations"][number]): string {
  return `${kind} ${otherId}`;
}

function tieTo(
  kind: "acts-no-more" | "related-no-more",
  context: FamilyContext,
  filled: Filled,
): Household["relations"][number] | undefined {
  return tiesToEnd(kind, context).find((each) => tieKey(each) === filled["other"]);
}

function membershipOf({ own, ownId }: FamilyContext): Household["members"][number] | undefined {
  return own.members.find(({ id }) => id === ownId);
}

function personIn({ people }: Household, id: number): Household["people"][number] | undefined {
  return people.find((each) => each.id === id);
}
