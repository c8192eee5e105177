import type { Fact, FactName } from "@huican/engine";
import { isLevel, problemWith, type Answer } from "./answer.ts";
import type { Tongue } from "../frame/language.ts";

/** A form as it was sent: names with one text, or with several where boxes were ticked. */
export type SentForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A problem with one field, or with a whole checklist. */
export type Problem = { readonly field: string; readonly message: string };

/** What a page of questions was answered. */
export type FormAnswers = {
  readonly answers: Readonly<Record<FactName, Answer>>;
  /** Facts that the visitor does not know. */
  readonly unknown: readonly FactName[];
  readonly problems: readonly Problem[];
};

/** The value of "I do not know" in a choice. */
export const notKnown = "?";
/** The field of a checklist that says that nothing or that nothing more is known. */
export const checklistField = "checklist";

/** Several yes/no facts on one page are one list to tick. */
export function isChecklist(facts: readonly Fact[]): boolean {
  return facts.length > 1 && facts.every((fact) => fact.type === "bool");
}

export function readForm(tongue: Tongue, facts: readonly Fact[], form: SentForm): FormAnswers {
  return isChecklist(facts) ? readChecklist(tongue, facts, form) : readFields(tongue, facts, form);
}

/** A ticked box is yes. An empty one is no once the visitor has ticked anything or said "none of these"; it stays open after "not sure about the rest". */
function readChecklist({ t }: Tongue, facts: readonly Fact[], form: SentForm): FormAnswers {
  const ticked = facts.filter((fact) => form[fact.name] !== undefined);
  const rest = facts.filter((fact) => form[fact.name] === undefined).map((fact) => fact.name);
  const answers = Object.fromEntries(ticked.map((fact) => [fact.name, true]));
  const ends = [form[checklistField]].flat().filter((value) => value !== undefined);
  if (ends.includes(notKnown)) return { answers, unknown: rest, problems: [] };
  if (ticked.length > 0 && ends.includes("none")) {
    return {
      answers,
      unknown: [],
      problems: [
        {
          field: checklistField,
          message: t(
            "您勾选了具体的项，又选了“以上都没有”，请只保留一种。",
            "You ticked some of the list and also none of these. Please keep one of the two.",
          ),
        },
      ],
    };
  }
  if (ticked.length === 0 && ends.length === 0) {
    return {
      answers,
      unknown: [],
      problems: [
        {
          field: checklistField,
          message: t(
            "请勾选符合的项，或者勾选“以上都没有”或“其余的不清楚”。",
            'Please tick what applies, or "None of these", or "Not sure about the rest".',
          ),
        },
      ],
    };
  }
  return { answers: { ...answers, ...Object.fromEntries(rest.map((name) => [name, false])) }, unknown: [], problems: [] };
}

function readFields(tongue: Tongue, facts: readonly Fact[], form: SentForm): FormAnswers {
  const answers: Record<FactName, Answer> = {};
  const unknown: FactName[] = [];
  const problems: Problem[] = [];
  const left = leftEmpty(facts, form);
  for (const fact of facts) {
    const answer = readField(fact, form) ?? left[fact.name] ?? null;
    if (answer === notKnown) unknown.push(fact.name);
    else if (answer === null) problems.push({ field: fact.name, message: missingText(tongue, fact) });
    else {
      const problem = problemWith(tongue, fact, answer);
      if (problem === null) answers[fact.name] = answer;
      else problems.push({ field: fact.name, message: problem });
    }
  }
  return { answers, unknown, problems };
}

/**
 * A certificate names the kinds of disability that somebody has. Once one is chosen, the kinds left empty are those that it does not name: six
 * times "none" would be typed for nothing.
 */
function leftEmpty(facts: readonly Fact[], form: SentForm): Readonly<Record<FactName, Answer>> {
  const levels = facts.filter(isLevel);
  const chosen = levels.filter((fact) => Number(readField(fact, form)) > 0).map(({ name }) => name);
  if (chosen.length === 0) return {};
  const none = Object.fromEntries(levels.map(({ name }) => [name, 0]));
  // Whether it is a leg or an arm is asked of physical disability only.
  return chosen.includes("disability.physical") ? none : { ...none, "disability.lower_limb": false };
}

function missingText({ t, say }: Tongue, fact: Fact): string {
  return t(
    `“${say(fact.label)}”还没有回答。不清楚的话，请选“不知道”。`,
    `"${say(fact.label)}" has no answer yet. If you are not sure, choose "I do not know".`,
  );
}

/** An answer, `?` where the visitor does not know, null where nothing was said. */
function readField(fact: Fact, form: SentForm): Answer | null {
  const text = (name: string) => ([form[name]].flat()[0] ?? "").trim();
  if (form[`${fact.name}.unknown`] !== undefined) return notKnown;
  if (fact.type === "date") {
    const [year, month, dayOfMonth] = ["year", "month", "day"].map((part) => toPlainDigits(text(`${fact.name}.${part}`)));
    if (!year && !month && !dayOfMonth) return null;
    return `${year}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
  }
  const written = text(fact.name);
  if (written === "") return null;
  if (written === notKnown) return notKnown;
  if (fact.type === "bool") return written === "yes" ? true : written === "no" ? false : written;
  if (fact.type === "int" || fact.type === "money") {
    const digits = toPlainDigits(written).replaceAll(/[,，\s元]/g, "");
    return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : written;
  }
  return written;
}

/** Full-width digits, as Chinese keyboards type them, are digits. */
function toPlainDigits(text: string): string {
  return text.replaceAll(/[０-９]/g, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) - 0xfee0)).replaceAll("．", ".");
}
