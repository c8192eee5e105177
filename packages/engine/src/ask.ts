import type { Program } from "./program.ts";
import type { Settler } from "./diagram/settler.ts";
import type { Facts } from "./facts.ts";
import { factIndex, type Fact, type FactName, type Screen } from "./vocabulary.ts";
import { classCount, classOf, type Variable } from "./diagram/variable.ts";

/** Who answers: a citizen is not asked what an officer has to judge. */
export type Audience = "citizen" | "officer";

export type AskOptions = {
  /** Keys of the benefits to settle; all that fit the subject where left out. */
  readonly benefits?: readonly string[];
  /** Facts that were asked and left unanswered: never asked again. */
  readonly skipped?: readonly FactName[];
  readonly audience?: Audience;
};

/** The next question: a screen, and those of its facts that can still change an answer. */
export type Question = {
  readonly screen: Screen;
  readonly facts: readonly FactName[];
  /** How many of the unsettled benefits the answer may change. */
  readonly touches: number;
  /** How many benefits are not settled yet. */
  readonly unsettled: number;
};

/** How likely the usual answer of a fact is taken to be. It steers the order of questions and nothing else. */
const usualShare = 0.85;

/** A page that concerns few counts a tenth: it has to settle ten times as much before it is asked, as most people would read it for nothing. */
const rareWeight = 0.1;

/**
 * The next best question: the screen that is expected to settle the most benefits, sensitive ones last; null where nothing that may be asked can
 * still change an answer. For every unsettled benefit the exact remaining diagram tells which answers settle it at once.
 */
export function nextQuestion(program: Program, facts: Facts, options: AskOptions = {}): Question | null {
  program.take(facts);
  const open = openBenefits(program, facts, options);
  const screens = candidateScreens(program, open, options);
  const weighed = ({ screen, variables }: Candidate) => (screen.rare ? rareWeight : 1) * scoreOf(program, variables, open);
  const scored = screens.map((candidate) => ({ ...candidate, score: weighed(candidate) }));
  scored.sort((a, b) => Number(a.isSensitive) - Number(b.isSensitive) || b.score - a.score || a.place - b.place);
  const [best] = scored;
  if (!best) return null;
  const touches = open.filter(({ missing }) => best.facts.some((fact) => missing.includes(fact))).length;
  return { screen: best.screen, facts: best.facts, touches, unsettled: open.length };
}

type OpenBenefit = { readonly remaining: number; readonly missing: readonly FactName[] };

function openBenefits(program: Program, facts: Facts, options: AskOptions): readonly OpenBenefit[] {
  return program.selected(facts, options.benefits).flatMap((position) => {
    if (!program.setting.inForce[position]) return [];
    const { outcome, remaining, missing } = program.settle(program.rulebook.benefitRoots[position] as number);
    return outcome === null ? [{ remaining, missing }] : [];
  });
}

type Candidate = {
  readonly screen: Screen;
  readonly facts: readonly FactName[];
  readonly variables: ReadonlySet<number>;
  readonly isSensitive: boolean;
  readonly place: number;
};

function candidateScreens(program: Program, open: readonly OpenBenefit[], options: AskOptions): readonly Candidate[] {
  const { vocabulary } = program.pack.compiled;
  const index = factIndex(vocabulary);
  const skipped = new Set(options.skipped);
  const missing = new Set(open.flatMap((benefit) => benefit.missing));
  const askable = (name: FactName) => {
    const fact = vocabulary.facts[index.get(name) ?? -1];
    return fact !== undefined && missing.has(name) && !skipped.has(name) && (options.audience === "officer" || !fact.officer);
  };
  return vocabulary.screens.flatMap((screen, place): Candidate[] => {
    const facts = screen.facts.filter(askable);
    if (facts.length === 0) return [];
    const columns = new Set(facts.map((name) => index.get(name) as number));
    const variables = new Set(
      program.rulebook.diagram.variables.flatMap((variable, i) => (variable.facts.some((column) => columns.has(column)) ? [i] : [])),
    );
    return [{ screen, facts, variables, isSensitive: facts.some((name) => vocabulary.facts[index.get(name) as number]?.sensitive), place }];
  });
}

/** The expected number of benefits that an answer settles, and a little for bringing the others nearer. */
function scoreOf(program: Program, variables: ReadonlySet<number>, open: readonly OpenBenefit[]): number {
  let score = 0;
  for (const { remaining, missing } of open) {
    if (remaining < 2) continue;
    let unsettled = 1;
    let touched = 0;
    for (const variable of variables) {
      if (!program.settler.asks(remaining, variable)) continue;
      touched++;
      unsettled *= 1 - settlingShare(program, remaining, variable);
    }
    if (touched > 0) score += 1 - unsettled + 0.01 * (touched / missing.length);
  }
  return score;
}

/** How likely the answer to one variable settles what remains of a benefit. */
function settlingShare(program: Program, remaining: number, variable: number): number {
  const definition = program.rulebook.diagram.variables[variable] as Variable;
  const fact = definition.facts.length === 1 ? program.pack.compiled.vocabulary.facts[definition.facts[0] as number] : undefined;
  let share = 0;
  for (let position = 0; position < classCount(definition); position++) {
    if (cofactorIsConstant(program.settler, remaining, variable, position)) share += likelihood(definition, fact, position);
  }
  return share;
}

/** Whether a remaining diagram becomes constant once a variable has a class. */
function cofactorIsConstant(settler: Settler, remaining: number, variable: number, position: number): boolean {
  const seen = new Map<number, 0 | 1 | null>();
  const constantOf = (node: number): 0 | 1 | null => {
    if (node < 2) return node as 0 | 1;
    const known = seen.get(node);
    if (known !== undefined) return known;
    let result: 0 | 1 | null;
    if (settler.variableOfRemaining(node) === variable) result = constantOf(settler.childOfRemaining(node, position));
    else if (!settler.asks(node, variable)) result = null;
    else result = sameConstant(settler, node, constantOf);
    seen.set(node, result);
    return result;
  };
  return constantOf(remaining) !== null;
}

function sameConstant(settler: Settler, node: number, constantOf: (node: number) => 0 | 1 | null): 0 | 1 | null {
  const first = constantOf(settler.childOfRemaining(node, 0));
  if (first === null) return null;
  for (let i = 1; i < settler.childrenOfRemaining(node); i++) if (constantOf(settler.childOfRemaining(node, i)) !== first) return null;
  return first;
}

function likelihood(variable: Variable, fact: Fact | undefined, position: number): number {
  const count = classCount(variable);
  if (fact?.usual === undefined) return 1 / count;
  return classOf(variable, fact.usual) === position ? usualShare : (1 - usualShare) / (count - 1);
}
