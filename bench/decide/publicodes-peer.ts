import Engine from "publicodes";
import { parse } from "yaml";
import type { BenchPerson } from "./thirteen-rules.ts";
import { thirteenRules } from "./thirteen-rules.ts";

/** The thirteen rules in publicodes, the rules engine of French public services. Names are the keys with spaces: it takes no underscores. */
const source = `
age: 0
inShapingba: non
valid: non
visual: 0
hearing: 0
mental: 0
physical: 0
subsistence: non
training: non
designated: non
medication: non
cataract: non
inpatient: non
selfEmployed: non
grantReceived: non
stage: "'none'"
entered: non
entryAid: non
coupleBlindOrDeaf: non

some level one:
  une de ces conditions: [visual = 1, hearing = 1, mental = 1, physical = 1]
some level two:
  une de ces conditions: [visual = 2, hearing = 2, mental = 2, physical = 2]
diagnosed full:
  toutes ces conditions:
    - valid
    - une de ces conditions: [hearing >= 1, physical >= 1]
diagnosed:
  toutes ces conditions:
    - valid
    - une de ces conditions: [visual >= 1, hearing >= 1, mental >= 1, physical >= 1]

nursing subsidy level 1:
  toutes ces conditions: [valid, some level one]
nursing subsidy level 2:
  toutes ces conditions: [valid, some level two, some level one = non]
hardship living subsidy:
  toutes ces conditions: [valid, subsistence]
child training 0 6 full:
  toutes ces conditions: [inShapingba, age >= 0, age <= 6, training, diagnosed full]
child transport living standard:
  toutes ces conditions:
    - inShapingba
    - age >= 0
    - age <= 14
    - une de ces conditions:
        - valid
        - toutes ces conditions: [age <= 6, diagnosed]
    - training
    - designated
    - subsistence = non
psychiatric medication aid:
  toutes ces conditions: [inShapingba, valid, mental >= 1, medication]
cataract surgery subsidy:
  toutes ces conditions: [inShapingba, cataract, subsistence]
inpatient selfpay aid:
  toutes ces conditions: [inShapingba, valid, subsistence, inpatient]
startup support grant:
  toutes ces conditions: [inShapingba, valid, selfEmployed, grantReceived = non]
university entry aid bachelor plus:
  toutes ces conditions: [inShapingba, valid, subsistence, "stage = 'undergraduate'", entered]
university study living aid:
  toutes ces conditions: [inShapingba, valid, subsistence, "stage != 'none'", entryAid = non]
digital tv fee subsidy:
  toutes ces conditions: [inShapingba, valid, coupleBlindOrDeaf]
assessment fee hardship:
  toutes ces conditions: [inShapingba, subsistence]
`;

/** Gives the person to the engine, which is not timed, and returns what evaluates the rules. */
export function publicodes(): (person: BenchPerson) => () => ReadonlySet<string> {
  const engine = new Engine(parse(source) as ConstructorParameters<typeof Engine>[0]);
  const keys = Object.values(thirteenRules).flat();
  return (person) => {
    const situation = Object.entries(person).map(([name, value]) => [
      name,
      typeof value === "boolean" ? (value ? "oui" : "non") : typeof value === "string" ? `'${value}'` : value,
    ]);
    engine.setSituation(Object.fromEntries(situation) as Parameters<typeof engine.setSituation>[0]);
    return () => new Set(keys.filter((key) => engine.evaluate(key.replaceAll("_", " ")).nodeValue === true));
  };
}
