import { reachableValues } from "../diagram/joint.ts";
import type { Nodes } from "../diagram/nodes.ts";
import { classOf, type Variable } from "../diagram/variable.ts";
import { evaluate } from "../evaluate.ts";
import { decode, type FactsInput, type FactValue } from "../facts.ts";
import type { Environment } from "../ir.ts";
import { isWithin } from "../region.ts";
import { filled, statementOf, valuesOf, yesNoText } from "../saying.ts";
import type { Text } from "../text.ts";
import type { Fact, FactName, Vocabulary } from "../vocabulary.ts";
import type { Places } from "./places.ts";

/** Somebody for whom two rules differ: the facts that matter, and those of them that are out of the ordinary in words. Between two places, `livesHere` are the facts that name whichever is looked at. */
export type ExamplePerson = { readonly facts: FactsInput; readonly text: Text; readonly livesHere: readonly string[] };

type Choice = { readonly variable: Variable; readonly position: number };

/** A diagram that holds both rules. */
export type BothRules = {
  readonly nodes: Nodes;
  readonly variables: readonly Variable[];
  readonly vocabulary: Vocabulary;
  readonly places: Places;
  readonly asOf: number;
};

/**
 * The most ordinary person on a way through a diagram to "true": as few facts as can be have another value than most people's.
 * @param telling the facts that are told even where they are ordinary: those that the difference is about
 * @returns null where nobody is
 */
export function examplePerson(rules: BothRules, root: number, telling: ReadonlySet<FactName>): ExamplePerson | null {
  const found = cheapest(rules, root);
  if (!found) return null;
  const { vocabulary, places } = rules;
  const values = new Map(found.together);
  for (const { variable, position } of found.choices) {
    const column = columnOf(variable);
    if (column !== null && !values.has(column)) values.set(column, valueOf(variable, position, rules));
  }
  const facts: Record<string, Record<string, FactValue>> = {};
  const livesHere: string[] = [];
  for (const [column, value] of values) {
    const fact = vocabulary.facts[column] as Fact;
    const [group = "", key = ""] = fact.name.split(".");
    const written = decode(fact, value);
    if (fact.type === "region" && places.isAnywhere(value)) livesHere.push(fact.name);
    else if (written !== null) (facts[group] ??= {})[key] = written;
  }
  const told = found.choices.flatMap((choice) => {
    const column = columnOf(choice.variable);
    const fact = column === null ? undefined : vocabulary.facts[column];
    const isUnusual = cost(choice, rules) >= 1;
    if (!fact || !(isUnusual || telling.has(fact.name) || telling.has(fact.insteadOf ?? ""))) return [];
    return [{ text: inWords(fact, values.get(column as number) as number, places), isUnusual }];
  });
  // A long list of what somebody has not hides what matters.
  const isShort = told.filter(({ isUnusual }) => !isUnusual).length <= mostOrdinary;
  const single = told.filter(({ isUnusual }) => isShort || isUnusual).map(({ text }) => text);
  const together = [...found.together].filter(([column]) => !found.choices.some(({ variable }) => columnOf(variable) === column));
  const all = [...single, ...together.map(([column, value]) => inWords(vocabulary.facts[column] as Fact, value, places))];
  const text = { zh: all.map(({ zh }) => zh).join("，"), en: all.map(({ en }) => en).join(", ") };
  if (all.length > 0) return { facts, text, livesHere };
  return { facts, text: told.length > 0 ? noneOfThese : nothingSpecial, livesHere };
}

const nothingSpecial: Text = { zh: "没有特别情况的人", en: "somebody without special circumstances" };

/** Somebody who differs only by what they have not, where that is a long list. */
const noneOfThese: Text = { zh: "上面说的情形都没有的人", en: "somebody with none of the circumstances above" };

/** How many ordinary facts are told of an example at most. */
const mostOrdinary = 3;

type Found = { readonly choices: readonly Choice[]; readonly together: ReadonlyMap<number, number> };

/** The cheapest way of all that are possible: facts that are compared with each other are tried in every way that the rules can tell apart. */
function cheapest(rules: BothRules, root: number): Found | null {
  const { nodes, variables, vocabulary } = rules;
  const asked = askedBelow(nodes, root);
  const joint = readTogether(asked.map((position) => variables[position] as Variable));
  const touching = asked.filter((position) => variables[position]?.facts.some((fact) => joint.includes(fact)));
  const read = touching.map((position) => variables[position] as Variable);
  const values = new Float64Array(vocabulary.facts.length).fill(Number.NaN);
  const env: Environment = { fact: (fact) => values[fact] ?? Number.NaN, param: () => Number.NaN, asOf: rules.asOf };
  const worlds = joint.length === 0 ? [[]] : reachableValues(joint, read, vocabulary, values, env);
  let best: (Found & { readonly cost: number }) | null = null;
  for (const world of worlds) {
    joint.forEach((fact, i) => (values[fact] = world[i] as number));
    const rest = touching.reduce((node, position, i) => {
      const variable = read[i] as Variable;
      return nodes.cofactorOf(node, position, classOf(variable, evaluate(variable.ir, env)));
    }, root);
    if (rest === 0) continue;
    const way = cheapestWay(rules, rest);
    if (!best || way.cost < best.cost) best = { ...way, together: new Map(joint.map((fact, i) => [fact, world[i] as number])) };
  }
  return best;
}

/** The variables that are asked anywhere below a node. */
function askedBelow(nodes: Nodes, root: number): readonly number[] {
  const asked = new Set<number>();
  const seen = new Set<number>();
  const visit = (node: number): void => {
    if (node < 2 || seen.has(node)) return;
    seen.add(node);
    asked.add(nodes.variableOf(node));
    for (const child of nodes.childrenOf(node)) visit(child);
  };
  visit(root);
  return [...asked];
}

/** The facts that several variables read, or that one reads with others. */
function readTogether(variables: readonly Variable[]): readonly number[] {
  const read = variables.flatMap(({ facts }) => facts);
  const joint = variables.flatMap(({ facts }) =>
    facts.filter((fact) => facts.length > 1 || read.filter((other) => other === fact).length > 1),
  );
  return [...new Set(joint)].sort((a, b) => a - b);
}

/** The way to "true" that costs least. */
function cheapestWay(rules: BothRules, root: number): { readonly choices: readonly Choice[]; readonly cost: number } {
  const { nodes, variables } = rules;
  const best = new Map<number, { readonly cost: number; readonly position: number }>([
    [0, { cost: Number.POSITIVE_INFINITY, position: 0 }],
    [1, { cost: 0, position: 0 }],
  ]);
  const costOf = (node: number): number => {
    const known = best.get(node);
    if (known) return known.cost;
    const variable = variables[nodes.variableOf(node)] as Variable;
    let found = { cost: Number.POSITIVE_INFINITY, position: 0 };
    nodes.childrenOf(node).forEach((child, position) => {
      const sum = costOf(child) + cost({ variable, position }, rules);
      if (sum < found.cost) found = { cost: sum, position };
    });
    best.set(node, found);
    return found.cost;
  };
  const sum = costOf(root);
  const choices: Choice[] = [];
  for (let at = root; at > 1;) {
    const position = best.get(at)?.position ?? 0;
    choices.push({ variable: variables[nodes.variableOf(at)] as Variable, position });
    at = nodes.childrenOf(at)[position] ?? 0;
  }
  return { choices, cost: sum };
}

/** How far from ordinary a value is: nothing for the usual one. */
function cost({ variable, position }: Choice, rules: BothRules): number {
  const { vocabulary } = rules;
  const column = columnOf(variable);
  const fact = column === null ? undefined : vocabulary.facts[column];
  const usual = fact?.usual ?? fact?.closed ?? fact?.absent;
  if (fact?.type === "region") return isWithin(valueOf(variable, position, rules), rules.places.home) ? 0 : 2;
  // Grown up and not old, where nothing else is said.
  if (variable.ir.op === "years") return classOf(variable, 40) === position ? 0.5 : 1;
  if (fact?.name === "certificate.status") return classOf(variable, 1) === position ? 0 : 1;
  return usual !== undefined && classOf(variable, usual) === position ? 0 : 1;
}

/** The column of the fact that a variable reads plainly; that of an age for a birth date. */
function columnOf({ ir }: Variable): number | null {
  if (ir.op === "fact") return ir.fact;
  return ir.op === "years" ? (ir.orFact ?? null) : null;
}

/** A value of a class: an age of forty or a region here where that is one, else the least; of children from birth on the oldest, and the greatest below the first cut. */
function valueOf(variable: Variable, position: number, rules: BothRules): number {
  const ordinary = ordinaryOf(variable, rules);
  if (ordinary !== null && classOf(variable, ordinary) === position) return ordinary;
  const [from = null, to = null] = [variable.cuts[position - 1], variable.cuts[position]];
  const isFromBirth = variable.ir.op === "years" && from === 0 && to !== null;
  return from === null || isFromBirth ? (to ?? 0) - 1 : from;
}

function ordinaryOf({ ir }: Variable, { vocabulary, places }: BothRules): number | null {
  if (ir.op === "years") return 40;
  return ir.op === "fact" && vocabulary.facts[ir.fact]?.type === "region" ? places.home : null;
}

/** A level of disability; 0 is none of the category. */
function level({ zh, en }: Text, value: number): Text {
  const category = zh.replace(/等级$/, "");
  return value === 0
    ? { zh: `没有${category}`, en: `${en}: none` }
    : { zh: `${category}${"一二三四".charAt(value - 1)}级`, en: `${en}: ${value}` };
}

function inWords(fact: Fact, value: number, places: Places): Text {
  const { label } = fact;
  switch (fact.type) {
    case "bool":
      return yesNoText(fact, value === 1);
    case "enum": {
      const own = valuesOf(fact)[value];
      if (fact.says && own) return own.alone?.yes ?? filled(statementOf(fact).yes, own.text);
      const choice = fact.values?.[value]?.text ?? { zh: "", en: "" };
      return { zh: `${label.zh}：${choice.zh}`, en: `${label.en}: ${choice.en}` };
    }
    case "region": {
      const { zh, en } = places.text(value);
      return { zh: `${label.zh}${zh}`, en: `${label.en} ${en}` };
    }
    case "int":
      if (fact.name === "person.age") return { zh: `${value}岁`, en: `aged ${value}` };
      if (fact.name.startsWith("disability.")) return level(label, value);
      return { zh: `${label.zh}：${value}`, en: `${label.en}: ${value}` };
    case "money":
    case "date": {
      const written = String(decode(fact, value));
      return { zh: `${label.zh}：${written}`, en: `${label.en}: ${written}` };
    }
  }
}
