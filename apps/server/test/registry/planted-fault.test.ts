import { decideCase, type Pack } from "@huican/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPacks } from "../../src/policy/index.ts";
import type { PersonHistory } from "../../src/registry/loading/history.ts";
import { sampleDistrict, type Fault } from "../../src/registry/sample/index.ts";
import { certificateDigits, current, nowOf, numbersWith, options, people, today } from "./sample-people.ts";

const byNumber = new Map(people.map((person) => [person.number, person]));
let packs: ReadonlyMap<string, Pack>;

beforeAll(async () => {
  const loaded = await loadPacks();
  if (!loaded.packs) throw new Error(JSON.stringify(loaded.faults));
  packs = loaded.packs;
});

describe("planted faults", () => {
  const every: readonly Fault[] = [
    "duplicate-spelling",
    "duplicate-identity",
    "expired-certificate",
    "dead-but-active",
    "wrong-certificate-code",
    "birth-date-mismatch",
    "old-region-code",
    "fifteen-digit-number",
    "missing-entitlement",
  ];

  test.each(every)("%s: at least five among 2,000 people", (fault) => {
    expect(numbersWith(fault).length).toBeGreaterThanOrEqual(5);
  });

  test("at least five of each with any other seed too", () => {
    for (const seed of [2, 77, 123_456]) {
      const planted = [...sampleDistrict({ ...options, seed })].flatMap(({ faults }) => faults);
      for (const fault of every) expect(planted.filter((one) => one.fault === fault).length, `${fault} ${seed}`).toBeGreaterThanOrEqual(5);
    }
  });

  test("a duplicate has another name and the same birth date, address and phone", () => {
    for (const [first, second] of [...pairsWith("duplicate-spelling"), ...pairsWith("duplicate-identity")]) {
      expect(first.name).not.toBe(second.name);
      expect(first.identityNumber.slice(6, 14)).toBe(second.identityNumber.slice(6, 14));
      expect([first.address, first.phone]).toEqual([second.address, second.phone]);
    }
    for (const [first, second] of pairsWith("duplicate-identity")) expect(first.identityNumber).toBe(second.identityNumber);
    for (const [first, second] of pairsWith("duplicate-spelling")) expect(first.identityNumber).not.toBe(second.identityNumber);
  });

  test("an expired certificate is still recorded as valid, and only where that is planted", () => {
    const isWrong = (person: PersonHistory) => {
      const body = nowOf(person, "certificate");
      return body?.["certificate.status"] === "valid" && String(body["certificate.expires_on"]) < "2025-10-01";
    };
    expect(people.filter(isWrong).map(({ number }) => number)).toEqual(numbersWith("expired-certificate").flat());
  });

  test("the dead who are active have a valid certificate and the allowance, and only they", () => {
    const isWrong = (person: PersonHistory) =>
      nowOf(person, "person.deceased") !== undefined &&
      nowOf(person, "hardship.subsistence_allowance")?.["hardship.subsistence_allowance"] === true;
    expect(people.filter(isWrong).map(({ number }) => number)).toEqual(numbersWith("dead-but-active").flat());
    for (const person of peopleWith("dead-but-active")) expect(nowOf(person, "certificate")?.["certificate.status"]).toBe("valid");
  });

  test("certificate numbers disagree with the levels where that is planted", () => {
    const isWrong = (person: PersonHistory) =>
      person.certificateNumber !== null &&
      person.certificateNumber.length >= 20 &&
      person.certificateNumber.slice(18, 20) !== certificateDigits(person);
    expect(people.filter(isWrong).map(({ number }) => number)).toEqual(numbersWith("wrong-certificate-code").flat());
  });

  test("birth dates disagree with the identity number where that is planted", () => {
    const isWrong = (person: PersonHistory) =>
      String(nowOf(person, "birth")?.["person.birth_date"]).replaceAll("-", "") !== person.identityNumber.slice(6, 14);
    expect(people.filter(isWrong).map(({ number }) => number)).toEqual(numbersWith("birth-date-mismatch").flat());
  });

  test("codes of the district are old, and numbers have 15 digits, where that is planted", () => {
    const isOld = ({ identityNumber }: PersonHistory) => !identityNumber.startsWith("990106");
    expect(people.filter(isOld).map(({ number }) => number)).toEqual(numbersWith("old-region-code").flat());
    const isShort = ({ certificateNumber }: PersonHistory) => certificateNumber !== null && certificateNumber.length === 17;
    expect(people.filter(isShort).map(({ number }) => number)).toEqual(numbersWith("fifteen-digit-number").flat());
  });

  test("a child without the aid that it should have is small, registered here, poor and in training", () => {
    for (const person of peopleWith("missing-entitlement")) {
      expect(Number(today.slice(0, 4)) - Number(person.identityNumber.slice(6, 10))).toBeLessThan(7);
      expect(String(nowOf(person, "hukou")?.["person.hukou_region"])).toMatch(/^500106/);
      expect(nowOf(person, "hardship.subsistence_allowance")).toEqual({ "hardship.subsistence_allowance": true });
      expect(nowOf(person, "rehabilitation-training")).toMatchObject({
        "rehabilitation.in_training": true,
        "rehabilitation.designated_institution": true,
      });
      expect(nowOf(person, "rehabilitation.receives_rehab_aid")).toEqual({ "rehabilitation.receives_rehab_aid": false });
    }
  });

  test("and the document of the district grants it the training subsidy", () => {
    const defaults = { pack: "shapingba-2023", missing: "closed", params: {}, explain: false } as const;
    for (const person of peopleWith("missing-entitlement")) {
      const answer = decideCase(
        packs,
        { ...defaults, benefits: ["child_training_0_6_full"] },
        { as_of: "2026-03-31", facts: factsOf(person) },
      );
      expect(answer, String(person.number)).toMatchObject({ decisions: [{ outcome: "eligible" }] });
    }
  });

  test("the engine reads what is known of anybody", () => {
    const defaults = { pack: "shapingba-2023", missing: "unknown", params: {}, explain: false } as const;
    for (const person of people)
      expect(decideCase(packs, defaults, { as_of: "2026-03-31", facts: factsOf(person) })).toHaveProperty("decisions");
  });
});

function peopleWith(fault: Fault): readonly PersonHistory[] {
  return numbersWith(fault).flatMap((numbers) => numbers.map((number) => byNumber.get(number) as PersonHistory));
}

function pairsWith(fault: Fault): readonly (readonly [PersonHistory, PersonHistory])[] {
  return numbersWith(fault).map(([first = 0, second = 0]) => [byNumber.get(first) as PersonHistory, byNumber.get(second) as PersonHistory]);
}

/** What holds of a person today, as the engine takes it. */
function factsOf(person: PersonHistory): Record<string, Record<string, unknown>> {
  const facts: Record<string, Record<string, unknown>> = {};
  const holding = current(person.records).filter(({ validFrom, validTo }) => validFrom <= today && (validTo ?? "9999") > today);
  for (const { body } of holding) {
    for (const [name, value] of Object.entries(body)) {
      const [group = "", key = ""] = name.split(".");
      if (key !== "") (facts[group] ??= {})[key] = value;
    }
  }
  return facts;
}
