import { describe, expect, test } from "vitest";
import { changesAfter, formatDay, openPacks, parseDay, readFacts, isInputError, type Facts, type Pack } from "../src/index.ts";
import { generatePeople } from "../src/generate.ts";
import { compiled, documentIds } from "./real-packs.ts";

const packs = openPacks(documentIds.map((id) => compiled(id).pack));

function packNamed(id: string): Pack {
  const pack = packs.get(id);
  if (!pack) throw new Error(id);
  return pack;
}

function factsOf(pack: Pack, input: unknown, missing: "unknown" | "closed" = "unknown"): Facts {
  const facts = readFacts(pack.compiled.vocabulary, input, missing);
  if (isInputError(facts)) throw new Error(facts.message_en);
  return facts;
}

function decideOn(pack: Pack, facts: Facts, day: number) {
  const program = pack.on(day);
  if ("code" in program) throw new Error(program.message_en);
  return program.decide(facts);
}

/** The first day on which each benefit's answer differs, by trying every day. */
function byTrying(pack: Pack, facts: Facts, from: number, days: number): Record<string, string> {
  const answer = (decision: ReturnType<typeof decideOn>[number]) => JSON.stringify([decision.outcome, decision.amount, decision.payable]);
  const first = new Map(decideOn(pack, facts, from).map((decision) => [decision.benefit, answer(decision)]));
  const found: Record<string, string> = {};
  for (let day = from + 1; day <= from + days; day++)
    for (const decision of decideOn(pack, facts, day))
      if (found[decision.benefit] === undefined && answer(decision) !== first.get(decision.benefit))
        found[decision.benefit] = formatDay(day);
  return found;
}

describe("what changes as time passes", () => {
  test.each(documentIds)("in %s the days found by solving are those found by trying every day", (id) => {
    const pack = packNamed(id);
    const start = pack.compiled.inForce.from;
    const from = (parseDay(start ?? "2023-01-01") as number) + 40;
    const program = pack.on(from);
    if ("code" in program) throw new Error(program.message_en);
    const people = generatePeople(program, { seed: 20_261_125, unknown: 0.03, usual: 0.6 });
    let changes = 0;
    for (let i = 0; i < 30; i++) {
      const facts = factsOf(pack, people.next().value);
      const solved = changesAfter(pack, facts, from, { days: 460 });
      expect(Object.fromEntries(solved.map(({ benefit, day }) => [benefit, day]))).toEqual(byTrying(pack, facts, from, 460));
      changes += solved.length;
    }
    expect(changes).toBeGreaterThan(0);
  });

  test("a child in training changes its line on the seventh birthday, and is told the age", () => {
    const pack = packNamed("shapingba-2023");
    const facts = factsOf(
      pack,
      {
        person: { birth_date: "2020-05-20", hukou_region: "500106", residence_region: "500106" },
        certificate: { status: "valid" },
        disability: { hearing: 1 },
        hardship: { subsistence_allowance: true },
        rehabilitation: { in_training: true, designated_institution: true, institution_region: "500106" },
      },
      "closed",
    );
    const changes = changesAfter(pack, facts, parseDay("2024-06-01") as number, { days: 20 * 366 });
    const early = changes.find(({ benefit }) => benefit === "child_training_0_6_full");
    const late = changes.find(({ benefit }) => benefit === "child_training_7_14_full");
    expect([early?.day, early?.ageYears, early?.before.outcome, early?.after.outcome]).toEqual(["2027-05-20", 7, "eligible", "ineligible"]);
    expect([late?.day, late?.ageYears, late?.before.outcome, late?.after.outcome]).toEqual(["2027-05-20", 7, "ineligible", "eligible"]);
  });

  test("a certificate that expires ends what rests on it the day after, and a dated rate changes on its day", () => {
    const pack = packNamed("leshan-2023");
    const facts = factsOf(
      pack,
      {
        person: { birth_date: "1980-01-01", hukou_region: "511102", residence_region: "511102" },
        certificate: { status: "valid", expires_on: "2026-03-31" },
        disability: { physical: 1 },
      },
      "closed",
    );
    const from = parseDay("2023-11-01") as number;
    const changes = changesAfter(pack, facts, from, { days: 3 * 366, benefits: ["nursing_subsidy_level_1"] });
    const [rate] = changes;
    expect(rate && [rate.day, rate.before.outcome, rate.after.outcome]).toEqual(["2024-01-01", rate?.before.outcome, "eligible"]);
    const later = changesAfter(pack, facts, parseDay("2025-06-01") as number, { days: 3 * 366, benefits: ["nursing_subsidy_level_1"] });
    expect(later.map(({ day, after }) => [day, after.outcome])).toEqual([["2026-04-01", "ineligible"]]);
  });
});
