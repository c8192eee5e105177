import type { FactName, Text } from "@huican/engine";
import type { Answer } from "./answer.ts";

/** Who may be asked about in one visit; each stands for one person. */
export const relations = [
  { key: "self", text: { zh: "我自己", en: "Myself" } },
  { key: "spouse", text: { zh: "我的丈夫或妻子", en: "My husband or wife" } },
  { key: "child", text: { zh: "我的孩子", en: "My child" } },
  { key: "second_child", text: { zh: "我的另一个孩子", en: "Another child of mine" } },
  { key: "father", text: { zh: "我的父亲", en: "My father" } },
  { key: "mother", text: { zh: "我的母亲", en: "My mother" } },
  { key: "relative", text: { zh: "另一位家人", en: "Another relative" } },
] as const satisfies readonly { readonly key: string; readonly text: Text }[];

export type Relation = (typeof relations)[number]["key"];

/** What one person has answered, as far as it says something about the others. */
export type Relative = { readonly relation: Relation; readonly answers: Readonly<Record<FactName, Answer>> };

const parentsOf: Readonly<Partial<Record<Relation, readonly Relation[]>>> = {
  self: ["father", "mother"],
  child: ["self", "spouse"],
  second_child: ["self", "spouse"],
};
const childrenOf: Readonly<Partial<Record<Relation, readonly Relation[]>>> = {
  self: ["child", "second_child"],
  spouse: ["child", "second_child"],
  father: ["self"],
  mother: ["self"],
};
const spouseOf: Readonly<Partial<Record<Relation, Relation>>> = { self: "spouse", spouse: "self", father: "mother", mother: "father" };

export function relationText(relation: Relation): Text {
  return relations.find(({ key }) => key === relation)?.text ?? { zh: "", en: "" };
}

/** Facts about a person that follow from what was answered for the relatives, so that nothing is asked twice. */
export function followsFrom(relation: Relation, people: readonly Relative[]): Readonly<Record<FactName, Answer>> {
  const parents = people.filter((person) => parentsOf[relation]?.includes(person.relation));
  const children = people.filter((person) => childrenOf[relation]?.includes(person.relation));
  const couple = people.filter((person) => person.relation === relation || person.relation === spouseOf[relation]);
  const facts: Record<FactName, Answer> = {};
  if (parents.some(isCertified)) facts["person.is_disabled_parents_child"] = true;
  // Only where both parents are here does the answer "no" follow.
  else if (parents.length === 2 && parents.every(isKnownUncertified)) facts["person.is_disabled_parents_child"] = false;
  if (children.some(isCertified)) facts["person.has_disabled_child"] = true;
  if (couple.length === 2 && couple.every(isSensesKnown)) facts["household.couple_both_blind_or_deaf"] = couple.every(isBlindOrDeaf);
  return facts;
}

/** Facts that may still follow from what a relative has not been asked yet: asked last. */
export function mayFollow(relation: Relation, people: readonly Relative[]): readonly FactName[] {
  const waits = (relatives: readonly Relation[] | undefined) =>
    people.some((person) => relatives?.includes(person.relation) && person.answers["certificate.status"] === undefined);
  const couple = people.filter((person) => person.relation === relation || person.relation === spouseOf[relation]);
  return [
    ...(waits(parentsOf[relation]) ? ["person.is_disabled_parents_child", "person.is_hardship_disabled_parents_child"] : []),
    ...(waits(childrenOf[relation]) ? ["person.has_disabled_child"] : []),
    ...(couple.length === 2 && !couple.every(isSensesKnown) ? ["household.couple_both_blind_or_deaf"] : []),
  ];
}

function isCertified({ answers }: Pick<Relative, "answers">): boolean {
  return answers["certificate.status"] === "valid";
}

function isKnownUncertified({ answers }: Relative): boolean {
  return answers["certificate.status"] !== undefined && !isCertified({ answers });
}

function isSensesKnown(person: Relative): boolean {
  const { answers } = person;
  return isKnownUncertified(person) || (answers["disability.visual"] !== undefined && answers["disability.hearing"] !== undefined);
}

/** As the question about such couples explains itself: level 1 or 2. */
function isBlindOrDeaf({ answers }: Relative): boolean {
  const isSevere = (level: Answer | undefined) => level === 1 || level === 2;
  return isCertified({ answers }) && (isSevere(answers["disability.visual"]) || isSevere(answers["disability.hearing"]));
}
