import { Engine, type TopLevelCondition } from "json-rules-engine";
import type { BenchPerson } from "./thirteen-rules.ts";

type Test = { readonly fact: keyof BenchPerson; readonly operator: string; readonly value: unknown };

const is = (fact: keyof BenchPerson, value: unknown): Test => ({ fact, operator: "equal", value });
const not = (fact: keyof BenchPerson, value: unknown): Test => ({ fact, operator: "notEqual", value });
const least = (fact: keyof BenchPerson, value: number): Test => ({ fact, operator: "greaterThanInclusive", value });
const most = (fact: keyof BenchPerson, value: number): Test => ({ fact, operator: "lessThanInclusive", value });
const between = (fact: keyof BenchPerson, from: number, to: number) => ({ all: [least(fact, from), most(fact, to)] });

/** The heaviest level of the four categories is 1. */
const levelOne = { any: (["visual", "hearing", "mental", "physical"] as const).map((fact) => is(fact, 1)) };
const levelTwo = {
  all: [
    { any: (["visual", "hearing", "mental", "physical"] as const).map((fact) => is(fact, 2)) },
    ...(["visual", "hearing", "mental", "physical"] as const).map((fact) => not(fact, 1)),
  ],
};
/** A certificate implies its diagnoses. */
const diagnosedFull = { all: [is("valid", true), { any: [least("hearing", 1), least("physical", 1)] }] };
const diagnosed = {
  all: [is("valid", true), { any: (["visual", "hearing", "mental", "physical"] as const).map((fact) => least(fact, 1)) }],
};
const local = is("inShapingba", true);
const hardship = is("subsistence", true);

const rules: Readonly<Record<string, readonly object[]>> = {
  nursing_subsidy_level_1: [is("valid", true), levelOne],
  nursing_subsidy_level_2: [is("valid", true), levelTwo],
  hardship_living_subsidy: [is("valid", true), hardship],
  child_training_0_6_full: [local, between("age", 0, 6), is("training", true), diagnosedFull],
  child_transport_living_standard: [
    local,
    between("age", 0, 14),
    { any: [is("valid", true), { all: [most("age", 6), diagnosed] }] },
    is("training", true),
    is("designated", true),
    is("subsistence", false),
  ],
  psychiatric_medication_aid: [local, is("valid", true), least("mental", 1), is("medication", true)],
  cataract_surgery_subsidy: [local, is("cataract", true), hardship],
  inpatient_selfpay_aid: [local, is("valid", true), hardship, is("inpatient", true)],
  startup_support_grant: [local, is("valid", true), is("selfEmployed", true), is("grantReceived", false)],
  university_entry_aid_bachelor_plus: [local, is("valid", true), hardship, is("stage", "undergraduate"), is("entered", true)],
  university_study_living_aid: [local, is("valid", true), hardship, not("stage", "none"), is("entryAid", false)],
  digital_tv_fee_subsidy: [local, is("valid", true), is("coupleBlindOrDeaf", true)],
  assessment_fee_hardship: [local, hardship],
};

/** The thirteen rules in json-rules-engine, the most used rules engine of npm. */
export function jsonRulesEngine(): (person: BenchPerson) => Promise<ReadonlySet<string>> {
  const engine = new Engine();
  for (const [key, all] of Object.entries(rules))
    engine.addRule({ conditions: { all } as unknown as TopLevelCondition, event: { type: key } });
  return async (person) => {
    const { events } = await engine.run(person);
    return new Set(events.map((event) => event.type));
  };
}
