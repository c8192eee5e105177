import { beforeAll, describe, expect, test } from "vitest";
import { huican, jsonLines } from "./huican.ts";

/**
 * Invented families with every sum that the document owes them, in yuan, worked out by hand from its text. The test holds the
 * whole list, so a sum too many is as much a failure as one that is missing.
 */
type Member = {
  readonly who: string;
  readonly pack: string;
  readonly as_of: string;
  readonly facts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly receives: Readonly<Record<string, number>>;
};

const shapingba = { hukou_region: "500106", residence_region: "500106" };
const qianwei = { hukou_region: "511123", residence_region: "511123" };

const members: readonly Member[] = [
  // 一家: a blind couple on the subsistence allowance, Shapingba.
  {
    who: "blind husband, in hospital, 2,000 yuan of the bill his own, a television fee of 180",
    pack: "shapingba-2023",
    as_of: "2024-06-01",
    facts: {
      person: { ...shapingba, birth_date: "1970-02-01", sex: "male" },
      certificate: { status: "valid" },
      disability: { visual: 1 },
      hardship: { subsistence_allowance: true },
      household: { couple_both_blind_or_deaf: true, disabled_members: 2 },
      claim: { inpatient: true, self_paid: 2000, fee: 180 },
    },
    // 三(四)9: 80 % of his own part; 三(四)14: not above 150 yuan.
    receives: { inpatient_selfpay_aid: 1600, digital_tv_fee_subsidy: 150 },
  },
  {
    who: "his blind wife, whose prolonged stay in hospital left her with 20,000 yuan",
    pack: "shapingba-2023",
    as_of: "2024-06-01",
    facts: {
      person: { ...shapingba, birth_date: "1972-09-01", sex: "female" },
      certificate: { status: "valid" },
      disability: { visual: 1 },
      hardship: { subsistence_allowance: true },
      household: { couple_both_blind_or_deaf: true, disabled_members: 2 },
      claim: { inpatient: true, self_paid: 20000 },
    },
    // 三(四)9: 80 % would be 16,000; the year's limit is 10,000. The television fee is asked for once, by her husband.
    receives: { inpatient_selfpay_aid: 10000 },
  },
  // 二家: a deaf girl registered in Guizhou, and a cousin registered in the district.
  {
    who: "deaf girl of six from Guizhou with a residence permit of the district",
    pack: "shapingba-2023",
    as_of: "2024-06-01",
    facts: {
      person: { birth_date: "2018-02-01", hukou_region: "520102", residence_region: "500106", residence_permit_region: "500106" },
      diagnosis: { hearing: true },
      rehabilitation: { in_training: true, designated_institution: true, institution_region: "500106" },
      claim: { months: 6 },
    },
    // 三(一)3: training for those who live here; transport only for those registered here.
    receives: { child_training_0_6_full: 20000 },
  },
  {
    who: "boy of ten with an intellectual disability on the subsistence allowance, ten months of training in Chongqing",
    pack: "shapingba-2023",
    as_of: "2024-06-01",
    facts: {
      person: { ...shapingba, birth_date: "2014-03-01" },
      certificate: { status: "valid" },
      disability: { intellectual: 2 },
      hardship: { subsistence_allowance: true },
      rehabilitation: { in_training: true, designated_institution: true, institution_region: "500106" },
      claim: { months: 10 },
    },
    // 三(一)3: 20,000 yuan a year, and 500 yuan a month as his home is poor, instead of 400.
    receives: { child_training_7_14_full: 20000, child_transport_living_hardship: 5000 },
  },
  // 三家: a disabled farmer, his blind mother, and a son who goes to college, Qianwei.
  {
    who: "blind grandmother of the first level, twelve months of 2024",
    pack: "leshan-2023",
    as_of: "2024-12-31",
    facts: {
      person: { ...qianwei, birth_date: "1950-05-05", sex: "female" },
      certificate: { status: "valid" },
      disability: { visual: 1 },
      claim: { months: 12 },
    },
    // (一)4: at least 110 yuan a month from 2024.
    receives: { nursing_subsidy_level_1: 1320 },
  },
  {
    who: "the same grandmother in 2025",
    pack: "leshan-2023",
    as_of: "2025-12-31",
    facts: {
      person: { ...qianwei, birth_date: "1950-05-05", sex: "female" },
      certificate: { status: "valid" },
      disability: { visual: 1 },
      claim: { months: 12 },
    },
    // (一)4: 120 yuan a month in 2025.
    receives: { nursing_subsidy_level_1: 1440 },
  },
  {
    who: "son of a hardship disabled farmer, a first-year undergraduate in Chengdu",
    pack: "leshan-2023",
    as_of: "2024-09-10",
    facts: {
      person: { ...qianwei, birth_date: "2006-02-01", is_hardship_disabled_parents_child: true },
      education: { stage: "undergraduate", entered_this_academic_year: true, school_region: "510100" },
    },
    // (三)12: as a disabled student of the same stage.
    receives: { disabled_child_oneoff_undergraduate: 5000 },
  },
];

describe("three families receive what the documents say, and nothing else", () => {
  let answers: readonly Record<string, unknown>[];

  beforeAll(async () => {
    const lines = members.map(({ who, pack, as_of, facts }) => JSON.stringify({ id: who, pack, as_of, missing: "closed", facts }));
    const { stdout, status } = await huican(["decide"], `${lines.join("\n")}\n`);
    if (status !== 0) throw new Error(`Every family is to be decided, but the command ended with ${status}.`);
    answers = jsonLines(stdout);
  });

  test.each(members.map((member) => [member.who, member] as const))("%s", (who, member) => {
    const decisions = answers.find((answer) => answer["id"] === who)?.["decisions"] as readonly {
      readonly benefit: string;
      readonly payable?: number | null;
    }[];
    const money = decisions.filter(({ payable }) => typeof payable === "number");
    expect(Object.fromEntries(money.map(({ benefit, payable }) => [benefit, payable]))).toEqual(member.receives);
  });
});
