import type { CompiledPack } from "./compiled-pack.ts";
import { formatDay, parseDay, yearsBetween, type Day } from "./day.ts";
import type { Decision } from "./decision.ts";
import { classOf, type Variable } from "./diagram/variable.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { walk, type Ir } from "./ir.ts";
import type { Pack, ParametersInput } from "./pack.ts";
import type { Program } from "./program.ts";
import { factIndex } from "./vocabulary.ts";

/** A benefit whose answer becomes another on a day, if nothing but time passes. */
export type Change = {
  readonly day: Day;
  readonly benefit: string;
  readonly before: Decision;
  readonly after: Decision;
  /** The age that the person reaches on that day; null where it is no birthday or the birth date is not known. */
  readonly ageYears: number | null;
};

export type ChangesOptions = {
  /** Keys of the benefits to watch; all that fit the subject where left out. */
  readonly benefits?: readonly string[];
  readonly parameters?: ParametersInput;
  /** How far to look, in days. */
  readonly days: number;
  /** Facts that take the place of the first from a day on, in the order of the days: what is known beforehand, such as the birthdays of relatives. */
  readonly later?: readonly LaterFacts[];
};

/** @property day days since 1970-01-01 */
type LaterFacts = { readonly day: number; readonly facts: Facts };

/**
 * The first change of each benefit after a day, in the order of the days: birthdays, expiries, terms, dated rates. Found by solving the rules for time, not by
 * trying every day: an answer can only change where a term of time reaches a bound that some rule compares it with, or where the document itself changes.
 * @param from days since 1970-01-01
 */
export function changesAfter(pack: Pack, facts: Facts, from: number, options: ChangesOptions): readonly Change[] {
  const programOn = (day: number): Program => {
    const program = pack.on(day, options.parameters);
    if ("code" in program) throw new Error(program.message_en);
    return program;
  };
  const end = from + options.days;
  const stretches = stretchesOf(facts, from, end, options.later ?? []);
  const factsOn = (day: number) => stretches.findLast((stretch) => stretch.from <= day)?.facts ?? facts;
  const decideOn = (day: number) => programOn(day).decide(factsOn(day), options.benefits ? { benefits: options.benefits } : {});
  const first = new Map(decideOn(from).map((decision) => [decision.benefit, decision]));
  const changes = new Map<string, Change>();
  const turns = stretches.flatMap((stretch) => [
    stretch.from,
    ...turningDays(pack.compiled, stretch.facts, stretch.from, stretch.to, programOn),
  ]);
  for (const day of turns.slice(1)) {
    for (const after of decideOn(day)) {
      const before = first.get(after.benefit);
      if (!before || changes.has(after.benefit) || isSame(before, after)) continue;
      changes.set(after.benefit, {
        day: formatDay(day),
        benefit: after.benefit,
        before,
        after,
        ageYears: ageOn(pack.compiled, factsOn(day), day),
      });
    }
  }
  return [...changes.values()];
}

/** The days from `from` to `end`, cut where other facts begin. */
function stretchesOf(facts: Facts, from: number, end: number, later: readonly LaterFacts[]) {
  const starts = [{ day: from, facts }, ...later.filter(({ day }) => day > from && day <= end)];
  return starts.map((start, i) => ({ from: start.day, to: (starts[i + 1]?.day ?? end + 1) - 1, facts: start.facts }));
}

function isSame(a: Decision, b: Decision): boolean {
  return a.outcome === b.outcome && a.payable === b.payable && JSON.stringify(a.amount) === JSON.stringify(b.amount);
}

/** The days after `from`, up to `end`, on which an answer can change, in order. */
function turningDays(pack: CompiledPack, facts: Facts, from: number, end: number, programOn: (day: number) => Program): readonly number[] {
  const days = new Set<number>();
  const add = (day: number) => {
    if (day > from && day <= end) days.add(day);
  };
  for (const day of documentDays(pack)) add(day);
  for (const day of expiryDays(pack, facts)) add(day);
  // Between two days of the document one set of rules holds; in it each term of time runs one way.
  const bounds = [from, ...[...days].sort((a, b) => a - b), end + 1];
  for (let i = 0; i + 1 < bounds.length; i++) {
    const [start, next] = [bounds[i] as number, bounds[i + 1] as number];
    const program = programOn(start);
    for (const term of termsOfTime(pack, program)) classChanges(term, facts, program, start, next - 1, add);
  }
  return [...days].sort((a, b) => a - b);
}

/** Days on which the document itself changes: benefits begin or end, rates and parameters change. */
function documentDays(pack: CompiledPack): readonly number[] {
  const periods = [
    pack.inForce,
    ...pack.benefits.flatMap((benefit) => [benefit.inForce, ...benefit.amounts]),
    ...pack.parameters.flatMap((parameter) => parameter.values),
  ];
  return periods.flatMap(({ from, to }) => [
    ...(from === null ? [] : [parseDay(from) as number]),
    ...(to === null ? [] : [(parseDay(to) as number) + 1]),
  ]);
}

/** The day after each expiry that is known. */
function expiryDays({ vocabulary }: CompiledPack, { values }: Facts): readonly number[] {
  const index = factIndex(vocabulary);
  return vocabulary.facts.flatMap(({ expiresWith }) => {
    const day = expiresWith ? (values[index.get(expiresWith.fact) ?? -1] ?? Number.NaN) : Number.NaN;
    return Number.isNaN(day) ? [] : [day + 1];
  });
}

/** A term that time moves, and the values at which a rule tells it apart. */
type TimeTerm = { readonly ir: Ir; readonly classOf: (value: number) => number };

function termsOfTime(pack: CompiledPack, program: Program): readonly TimeTerm[] {
  const cut = program.rulebook.diagram.variables
    .filter(({ ir }) => readsTheDay(ir))
    .map((variable: Variable): TimeTerm => ({ ir: variable.ir, classOf: (value) => classOf(variable, value) }));
  // Amounts are not in the diagram: what they read of time counts at every step.
  const whole: TimeTerm[] = [];
  for (const { when, formula } of pack.benefits.flatMap((benefit) => benefit.amounts))
    for (const ir of [when, formula])
      if (ir) walk(ir, (part) => isSpan(part) && readsTheDay(part) && whole.push({ ir: part, classOf: (value) => value }));
  return [...cut, ...whole];
}

function isSpan({ op }: Ir): boolean {
  return op === "years" || op === "months" || op === "days";
}

function readsTheDay(ir: Ir): boolean {
  let found = false;
  walk(ir, ({ op }) => {
    if (op === "as_of") found = true;
  });
  return found;
}

/** Halves the days until each change of class is found. */
function classChanges(term: TimeTerm, facts: Facts, program: Program, from: number, to: number, add: (day: number) => void): void {
  const fact = (column: number) => facts.values[column] ?? Number.NaN;
  const classOn = (asOf: number) => term.classOf(evaluate(term.ir, { fact, param: program.setting.param, asOf }));
  const search = (low: number, lowClass: number, high: number, highClass: number): void => {
    // Unknown stays unknown, whatever the day.
    if (lowClass === highClass || Number.isNaN(lowClass) || Number.isNaN(highClass)) return;
    if (high - low === 1) return add(high);
    const middle = (low + high) >> 1;
    const middleClass = classOn(middle);
    search(low, lowClass, middle, middleClass);
    search(middle, middleClass, high, highClass);
  };
  if (to > from) search(from, classOn(from), to, classOn(to));
}

/** The age reached on a day, where that day is a birthday. */
function ageOn({ vocabulary }: CompiledPack, { values }: Facts, day: number): number | null {
  const birthday = values[factIndex(vocabulary).get("person.birth_date") ?? -1] ?? Number.NaN;
  if (Number.isNaN(birthday)) return null;
  const age = yearsBetween(birthday, day);
  return age > yearsBetween(birthday, day - 1) ? age : null;
}
