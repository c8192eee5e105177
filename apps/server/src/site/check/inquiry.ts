import {
  decode,
  encode,
  factIndex,
  isInputError,
  nextQuestion,
  parseDay,
  readFacts,
  withNoRegion,
  type Fact,
  type FactName,
  type Facts,
  type Pack,
  type Program,
  type Screen,
} from "@huican/engine";
import { followsFromAge } from "./ages.ts";
import type { Answer } from "./answer.ts";
import { documentsAt } from "./places.ts";
import { followsFrom, mayFollow, type Relative } from "./relatives.ts";
import type { Person, Visit } from "./visit.ts";

/** The answer of whoever has no such region: no residence permit. */
export const noRegion = "none";

/** Where somebody lives and is registered: asked first, on a page of its own, because it says which documents apply. */
export const placeFacts: readonly FactName[] = ["person.residence_region", "person.hukou_region"];

/** Groups of facts that all who live together share. */
const familyGroups: ReadonlySet<string> = new Set(["household", "housing"]);

/** 查询: one person of a visit, what is known of them, and the documents that apply: of the place where they live, and of the one where they are registered. */
export type Inquiry = {
  /** The place of the person in the visit, from 1. */
  readonly number: number;
  readonly person: Person;
  readonly programs: readonly Program[];
  /** Own answers, the family's, and what follows from relatives and from the age. */
  readonly answers: Readonly<Record<FactName, Answer>>;
  /** Facts that were answered, for this person or for the family. */
  readonly answered: ReadonlySet<FactName>;
  /** Those of the answers that nobody gave, and that are not shown as questions: they follow from the age today, or from what somebody lacks. */
  readonly unasked: readonly FactName[];
  /** Those of them that another day may change. */
  readonly byAge: readonly FactName[];
  readonly skipped: readonly FactName[];
  /** Facts that the answers for somebody else may still settle. */
  readonly held: readonly FactName[];
};

export function inquiriesOf(visit: Visit, packs: readonly Pack[], day: string): readonly Inquiry[] {
  const together = visit.people.map((person): Relative & { readonly person: Person } => ({
    person,
    relation: person.relation,
    answers: { ...(sharesHome(person) && visit.family.answers), ...person.answers },
  }));
  return together.map(({ person, relation, answers }, i) => {
    const places = placeFacts.flatMap((name) => answers[name] ?? []);
    const documents = new Set(places.flatMap((code) => documentsAt(packs, String(code))));
    const programs = [...documents].map((pack) => programOn(pack, day));
    const byAge = followsFromAge(answers, day);
    const byLack = followsFromLack(programs, answers);
    const isOpen = (name: FactName) => answers[name] === undefined;
    return {
      number: i + 1,
      person,
      programs,
      answers: { ...byAge, ...byLack, ...followsFrom(relation, together), ...answers },
      answered: new Set(Object.keys(answers)),
      unasked: Object.keys({ ...byAge, ...byLack }).filter(isOpen),
      byAge: Object.keys(byAge).filter(isOpen),
      skipped: [...(sharesHome(person) ? visit.family.skipped : []), ...person.skipped],
      held: mayFollow(relation, together),
    };
  });
}

/** Whoever was given a place of their own does not share the family's. */
function sharesHome({ answers }: Person): boolean {
  return placeFacts.every((name) => answers[name] === undefined);
}

/** What the vocabulary says nobody can have who lacks something else: a guide dog without a visual disability. */
function followsFromLack(programs: readonly Program[], answers: Inquiry["answers"]): Inquiry["answers"] {
  const follows: Record<FactName, Answer> = {};
  for (const { pack } of programs) {
    for (const fact of pack.compiled.vocabulary.facts) {
      const needed = fact.onlyWith === undefined ? undefined : factNamed(programs, fact.onlyWith);
      const answer = needed && answers[needed.name];
      if (!needed || answer === undefined || encode(needed, answer) !== needed.closed) continue;
      if (fact.closed !== undefined) follows[fact.name] = decode(fact, fact.closed) as Answer;
    }
  }
  return follows;
}

/** Whether a fact is kept once for all who live together. */
export function isFamilyFact(name: FactName): boolean {
  return placeFacts.includes(name) || familyGroups.has(name.split(".")[0] ?? "");
}

/** The date of birth comes first wherever it counts: it spares a child the questions about work, and nobody has to look it up. */
const birth = { screen: "person.about", fact: "person.birth_date" } as const;

/** The next page to ask, and for whom; null where nothing that may be asked can still change an answer. */
export function nextPage(inquiries: readonly Inquiry[]): { readonly inquiry: Inquiry; readonly screen: string } | null {
  // What may follow from a relative's answers is asked only after all relatives have been asked about.
  for (const isHeldBack of [true, false]) {
    for (const inquiry of inquiries) {
      if (isBirthOpen(inquiry)) return { inquiry, screen: birth.screen };
      const skipped = isHeldBack ? [...inquiry.skipped, ...inquiry.held] : inquiry.skipped;
      for (const program of inquiry.programs) {
        const question = nextQuestion(program, factsFor(program, inquiry.answers), { benefits: personalBenefits(program.pack), skipped });
        if (question) return { inquiry, screen: question.screen.key };
      }
    }
  }
  return null;
}

function isBirthOpen({ programs, answers, skipped }: Inquiry): boolean {
  if (answers[birth.fact] !== undefined || skipped.includes(birth.fact)) return false;
  return programs.some((program) => openFacts(program, answers).includes(birth.fact));
}

/** A page of questions for somebody: the facts that can matter to them, those already answered included; null where there is none. */
export function askedOn(inquiry: Inquiry, key: string): { readonly screen: Screen; readonly facts: readonly Fact[] } | null {
  const screen = screenNamed(inquiry.programs, key);
  if (!screen) return null;
  const others = Object.fromEntries(Object.entries(inquiry.answers).filter(([name]) => !screen.facts.includes(name)));
  const open = new Set(inquiry.programs.flatMap((program) => openFacts(program, others)));
  const isKnown = (name: FactName) => inquiry.answered.has(name) || inquiry.skipped.includes(name);
  const facts = screen.facts
    .filter((name) => !placeFacts.includes(name) && !inquiry.unasked.includes(name) && (open.has(name) || isKnown(name)))
    .flatMap((name) => factNamed(inquiry.programs, name) ?? [])
    .filter((fact) => !fact.officer);
  if (facts.length === 0) return null;
  // While there is anything else to ask on the page, what may still follow from relatives waits.
  const waits = ({ name }: Fact) => inquiry.held.includes(name) && !isKnown(name);
  const isAnythingElseOpen = facts.some((fact) => !waits(fact) && !isKnown(fact.name));
  return { screen, facts: isAnythingElseOpen ? facts.filter((fact) => !waits(fact)) : facts };
}

/** How many benefits have no outcome yet. */
export function countOpen({ programs, answers }: Inquiry): number {
  return programs.reduce((count, program) => count + decideFor(program, answers).filter(({ outcome }) => outcome === "unknown").length, 0);
}

function openFacts(program: Program, answers: Inquiry["answers"]): readonly FactName[] {
  return decideFor(program, answers).flatMap(({ missing }) => missing ?? []);
}

function decideFor(program: Program, answers: Inquiry["answers"]) {
  return program.decide(factsFor(program, answers), { benefits: personalBenefits(program.pack) });
}

/** Answers as the engine reads them. What an earlier vocabulary asked, and this one does not know or allow, is left out. */
export function factsFor({ pack }: Program, answers: Inquiry["answers"]): Facts {
  const { vocabulary } = pack.compiled;
  const index = factIndex(vocabulary);
  const groups: Record<string, Record<string, unknown>> = { person: { deceased: false } };
  const none: string[] = [];
  for (const [name, answer] of Object.entries(answers)) {
    const fact = vocabulary.facts[index.get(name) ?? -1];
    if (!fact || fact.derived) continue;
    if (fact.type === "region" && answer === noRegion) none.push(name);
    else if (typeof encode(fact, answer) === "number") {
      const [group = "", key = ""] = name.split(".");
      (groups[group] ??= {})[key] = answer;
    }
  }
  const facts = readFacts(vocabulary, groups, "unknown");
  if (isInputError(facts)) throw new Error(`A kept answer does not fit the vocabulary: ${facts.code} ${facts.path}`);
  return withNoRegion(vocabulary, facts, none);
}

/** The keys of the benefits for people: those of employers and institutions are not part of a personal visit. */
export function personalBenefits(pack: Pack): readonly string[] {
  let keys = keysOfPersonal.get(pack);
  if (!keys) {
    keys = pack.benefits.filter(({ subject }) => subject === "person" || subject === "household").map(({ key }) => key);
    keysOfPersonal.set(pack, keys);
  }
  return keys;
}

const keysOfPersonal = new WeakMap<Pack, readonly string[]>();

export function factNamed(programs: readonly Program[], name: FactName): Fact | undefined {
  for (const { pack } of programs) {
    const { vocabulary } = pack.compiled;
    const fact = vocabulary.facts[factIndex(vocabulary).get(name) ?? -1];
    if (fact) return fact;
  }
  return undefined;
}

export function screenNamed(programs: readonly Program[], key: string): Screen | undefined {
  return programs.flatMap(({ pack }) => pack.compiled.vocabulary.screens.find((screen) => screen.key === key) ?? [])[0];
}

function programOn(pack: Pack, day: string): Program {
  const program = pack.on(parseDay(day) as number);
  if ("code" in program) throw new Error(program.message_en);
  return program;
}
