import { openPacks, type Pack } from "@huican/engine";

/**
 * Thirteen rules of the two documents that the peers have been given too. The peers get ages as plain numbers and regions as yes or no: easier
 * than what the engine works from.
 */
export const thirteenRules: Readonly<Record<string, readonly string[]>> = {
  "leshan-2023": ["nursing_subsidy_level_1", "nursing_subsidy_level_2", "hardship_living_subsidy"],
  "shapingba-2023": [
    "child_training_0_6_full",
    "child_transport_living_standard",
    "psychiatric_medication_aid",
    "cataract_surgery_subsidy",
    "inpatient_selfpay_aid",
    "startup_support_grant",
    "university_entry_aid_bachelor_plus",
    "university_study_living_aid",
    "digital_tv_fee_subsidy",
    "assessment_fee_hardship",
  ],
};

/** The packs with these rules only, so that every engine carries the same load. */
export function packsWithThirteen(packs: ReadonlyMap<string, Pack>): readonly Pack[] {
  return Object.entries(thirteenRules).map(([id, keys]) => {
    const pack = packs.get(id);
    if (!pack) throw new Error(`The bench needs the pack ${id}.`);
    const benefits = pack.compiled.benefits
      .filter((benefit) => keys.includes(benefit.key))
      .map((benefit) => ({ ...benefit, excludes: [] }));
    if (benefits.length !== keys.length) throw new Error(`${id} lacks one of the thirteen rules.`);
    return openPacks([{ ...pack.compiled, benefits, repeals: [] }]).get(id) as Pack;
  });
}

/** A person for all engines: every fact that the thirteen rules read, known. */
export type BenchPerson = {
  readonly age: number;
  readonly inShapingba: boolean;
  readonly valid: boolean;
  readonly visual: number;
  readonly hearing: number;
  readonly mental: number;
  readonly physical: number;
  readonly subsistence: boolean;
  readonly training: boolean;
  readonly designated: boolean;
  readonly medication: boolean;
  readonly cataract: boolean;
  readonly inpatient: boolean;
  readonly selfEmployed: boolean;
  readonly grantReceived: boolean;
  readonly stage: "none" | "undergraduate" | "junior_college";
  readonly entered: boolean;
  readonly entryAid: boolean;
  readonly coupleBlindOrDeaf: boolean;
};

export function benchPeople(count: number, random: () => number): readonly BenchPerson[] {
  const maybe = (share = 0.5) => random() < share;
  const level = () => (maybe(0.3) ? 1 + Math.floor(random() * 4) : 0);
  return Array.from({ length: count }, () => {
    const inShapingba = maybe();
    return {
      age: Math.floor(random() * 80),
      inShapingba,
      valid: maybe(0.8),
      visual: level(),
      hearing: level(),
      mental: level(),
      physical: level(),
      subsistence: maybe(),
      training: maybe(),
      designated: maybe(),
      medication: maybe(),
      cataract: maybe(0.2),
      inpatient: maybe(),
      selfEmployed: maybe(),
      grantReceived: maybe(0.2),
      stage: maybe() ? "none" : maybe() ? "undergraduate" : "junior_college",
      entered: maybe(),
      entryAid: maybe(0.2),
      coupleBlindOrDeaf: maybe(0.1),
    };
  });
}

/** The same person as the engine's callers describe one. */
export function factsOf(person: BenchPerson) {
  const region = person.inShapingba ? "500106" : "511102";
  return {
    person: { age: person.age, sex: "male", hukou_region: region, residence_region: region },
    certificate: { status: person.valid ? "valid" : "none" },
    disability: { visual: person.visual, hearing: person.hearing, mental: person.mental, physical: person.physical },
    hardship: { subsistence_allowance: person.subsistence },
    rehabilitation: {
      in_training: person.training,
      designated_institution: person.designated,
      institution_region: region,
      taking_medication: person.medication,
      has_need: person.training,
      inpatient_needed: person.inpatient,
    },
    diagnosis: { cataract_new: person.cataract, cataract: person.cataract },
    claim: { inpatient: person.inpatient, self_paid: 1000, fee: 100, assessment_kind: "first", assessment_result: "granted" },
    employment: {
      status: person.selfEmployed ? "self_employed" : "none",
      startup_grant_received: person.grantReceived,
      first_business: true,
    },
    education: { stage: person.stage, entered_this_academic_year: person.entered, entry_aid_this_year: person.entryAid },
    household: { couple_both_blind_or_deaf: person.coupleBlindOrDeaf, disabled_members: 1 },
  };
}
