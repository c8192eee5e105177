import { createHash } from "node:crypto";
import { encode, factIndex, type Vocabulary } from "@huican/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPacks } from "../../src/policy/index.ts";
import { recordKinds, type RecordKind } from "../../src/registry/record/record-kind.ts";
import { sources } from "../../src/registry/record/source.ts";
import type { PersonHistory, RecordHistory } from "../../src/registry/loading/history.ts";
import { sampleDistrict, type SampleHousehold } from "../../src/registry/sample/index.ts";
import { certificateDigits, current, faults, households, nowOf, numbersWith, options, people, today } from "./sample-people.ts";

const everyRecord = [...households.flatMap(({ records }) => records), ...people.flatMap(({ records }) => records)];

let vocabulary: Vocabulary;
let kinds: ReadonlyMap<string, RecordKind>;

beforeAll(async () => {
  const loaded = await loadPacks();
  const [pack] = loaded.packs?.values() ?? [];
  if (!loaded.packs || !pack) throw new Error(JSON.stringify(loaded.faults));
  vocabulary = pack.compiled.vocabulary;
  kinds = new Map(recordKinds(vocabulary).map((kind) => [kind.key, kind]));
});

/** Records of each kind and source, by the day from which they hold. */
function linesOf(records: readonly RecordHistory[]): ReadonlyMap<string, readonly RecordHistory[]> {
  const lines = Map.groupBy(records, ({ kind, source }) => `${kind} ${source}`);
  for (const line of lines.values()) line.sort((one, other) => one.validFrom.localeCompare(other.validFrom));
  return lines;
}

const hashOf = (made: Iterable<SampleHousehold>) =>
  createHash("sha256")
    .update(JSON.stringify([...made]))
    .digest("hex");

describe("the same people again", () => {
  test("the same seed gives the same bytes, another seed other people", () => {
    const few = { ...options, people: 400 };
    expect(hashOf(sampleDistrict(few))).toBe(hashOf(sampleDistrict(few)));
    expect(hashOf(sampleDistrict({ ...few, seed: 2 }))).not.toBe(hashOf(sampleDistrict(few)));
  });

  test.each([1, 2, 37, 2000])("%s people are exactly that many, numbered from 1", (count) => {
    const made = [...sampleDistrict({ ...options, people: count, seed: 5 })].flatMap(({ members }) => members);
    expect(made.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, place) => place + 1));
  });

  test("more people are the same people and others after them", () => {
    const households = [...sampleDistrict({ ...options, people: 1000 })];
    const few = [...sampleDistrict({ ...options, people: 100 })].slice(0, -1);
    expect(households.slice(0, few.length)).toEqual(few);
  });
});

describe("numbers", () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const isValid = (number: string) =>
    /^\d{17}[\dX]$/.test(number) &&
    "10X98765432".charAt(weights.reduce((sum, weight, place) => sum + weight * Number(number[place]), 0) % 11) === number[17];

  test("the check is that of GB 11643", () => {
    expect(isValid("11010519491231002X")).toBe(true);
    expect(isValid("440524188001010014")).toBe(true);
    expect(isValid("440524188001010015")).toBe(false);
  });

  test("every identity number has its check digit, tells the sex, and begins with 99, which no real one does", () => {
    for (const person of people) {
      expect(person.identityNumber).toMatch(/^99/);
      expect(isValid(person.identityNumber), person.identityNumber).toBe(true);
      const sex = nowOf(person, "birth")?.["person.sex"];
      expect(Number(person.identityNumber[16]) % 2, person.identityNumber).toBe(sex === "male" ? 1 : 0);
    }
    expect(people.some(({ identityNumber }) => identityNumber.endsWith("X"))).toBe(true);
  });

  test("no identity number is given twice but where that is planted", () => {
    const planted = new Set(numbersWith("duplicate-identity").map(([, second]) => second));
    const numbers = people.filter(({ number }) => !planted.has(number)).map(({ identityNumber }) => identityNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test("a certificate number is the identity number, category and level, and B1 or B2 on a copy", () => {
    const planted = new Set(
      faults.filter(({ fault }) => fault === "wrong-certificate-code" || fault === "fifteen-digit-number").flatMap(({ people }) => people),
    );
    let copies = 0;
    for (const person of people) {
      if (person.certificateNumber === null || planted.has(person.number)) continue;
      expect(person.certificateNumber).toMatch(/^\d{17}[\dX][1-7][1-4](B[12])?$/);
      expect(person.certificateNumber.slice(0, 18)).toBe(person.identityNumber);
      expect(person.certificateNumber.slice(18, 20)).toBe(certificateDigits(person));
      if (person.certificateNumber.includes("B")) copies++;
    }
    expect(copies).toBeGreaterThan(10);
  });

  test("phones are of machines and accounts of no bank", () => {
    for (const { phone, bankAccount } of people) {
      if (phone !== null) expect(phone).toMatch(/^1400\d{7}$/);
      if (bankAccount !== null) expect(bankAccount).toMatch(/^0000\d{15}$/);
    }
  });

  test("names have one surname or two characters of it, a middle dot, or characters that old software cannot write", () => {
    const names = people.map(({ name }) => name);
    expect(names.every((name) => /^[\p{Script=Han}·]{2,}$/u.test(name))).toBe(true);
    expect(names.filter((name) => name.includes("·")).length).toBeGreaterThan(5);
    expect(names.some((name) => Array.from(name).some((character) => (character.codePointAt(0) ?? 0) > 0xffff))).toBe(true);
    const leshan = [...sampleDistrict({ ...options, region: "511133", townships: ["511133100"], people: 300 })].flatMap(
      ({ members }) => members,
    );
    expect(leshan.filter(({ name }) => name.includes("·")).length).toBeGreaterThan(80);
  });
});

describe("records", () => {
  test("every record is of a known kind and source and says facts of its kind, with values of the vocabulary", () => {
    const index = factIndex(vocabulary);
    const known = new Set<string>(sources.map(({ key }) => key));
    for (const { kind, source, body } of everyRecord) {
      const described = kinds.get(kind);
      expect(described, kind).toBeDefined();
      expect(known.has(source), source).toBe(true);
      for (const [name, value] of Object.entries(body)) {
        if (described?.details.includes(name)) continue;
        expect(described?.facts, kind).toContain(name);
        const fact = vocabulary.facts[index.get(name) ?? -1];
        expect(typeof (fact && encode(fact, value)), `${name} = ${String(value)}`).toBe("number");
      }
    }
  });

  test("people have records of people, households those of households", () => {
    expect(new Set(households.flatMap(({ records }) => records).map(({ kind }) => kinds.get(kind)?.subject))).toEqual(
      new Set(["household"]),
    );
    expect(new Set(people.flatMap(({ records }) => records).map(({ kind }) => kinds.get(kind)?.subject))).toEqual(new Set(["person"]));
  });

  test("nothing is known before it happened or after today, and no version is replaced before it is known", () => {
    for (const record of everyRecord) {
      expect(record.validTo === null || record.validTo > record.validFrom, JSON.stringify(record)).toBe(true);
      expect(record.recordedOn >= record.validFrom && record.recordedOn <= today, JSON.stringify(record)).toBe(true);
      if (record.replacedOn !== undefined)
        expect(record.replacedOn > record.recordedOn && record.replacedOn <= today, JSON.stringify(record)).toBe(true);
    }
  });

  test("what is believed now never overlaps within a kind and source", () => {
    for (const subject of [...households, ...people]) {
      for (const [line, records] of linesOf(current(subject.records))) {
        records.slice(1).forEach((record, place) => {
          const before = records[place]?.validTo ?? "9999";
          expect(before <= record.validFrom, `${line} of ${subject.number}: ${before} and ${record.validFrom}`).toBe(true);
        });
      }
    }
  });

  test("what was believed on any earlier day never overlapped either", () => {
    for (const subject of people.slice(0, 400)) {
      const days = new Set(subject.records.flatMap(({ recordedOn, replacedOn }) => [recordedOn, replacedOn ?? recordedOn]));
      for (const day of days) {
        const believed = subject.records.filter(({ recordedOn, replacedOn }) => recordedOn <= day && (replacedOn ?? "9999") > day);
        for (const line of linesOf(believed).values()) {
          for (let place = 1; place < line.length; place++) {
            expect(
              (line[place - 1]?.validTo ?? "9999") <= (line[place]?.validFrom ?? ""),
              `${subject.number} ${line[place]?.kind} ${day}`,
            ).toBe(true);
          }
        }
      }
    }
  });

  test("name, birth and registration hold from birth on without a gap", () => {
    for (const person of people) {
      const birth = nowOf(person, "birth")?.["person.birth_date"];
      for (const kind of ["name police", "birth police", "hukou police"]) {
        const line = linesOf(current(person.records)).get(kind) ?? [];
        expect(line[0]?.validFrom, `${kind} of ${person.number}`).toBe(birth);
        expect(line.at(-1)?.validTo, `${kind} of ${person.number}`).toBeNull();
        line.slice(1).forEach((record, place) => expect(record.validFrom).toBe(line[place]?.validTo));
      }
      expect(nowOf(person, "name")).toEqual({ name: person.name });
    }
  });

  test("there are corrections, late news, moves, changed levels and sources that disagree", () => {
    const corrected = people.filter(({ records }) => records.some(({ kind, replacedOn }) => kind === "birth" && replacedOn !== undefined));
    expect(corrected.length).toBeGreaterThan(5);
    const news = everyRecord.filter(
      ({ validFrom, kind }) => validFrom > "2017-01-01" && kind !== "name" && kind !== "birth" && kind !== "hukou",
    );
    const late = news.filter(({ validFrom, recordedOn }) => Date.parse(recordedOn) - Date.parse(validFrom) > 90 * 86_400_000);
    expect(late.length / news.length).toBeGreaterThan(0.03);
    expect(share(people, ({ records }) => current(records).filter(({ kind }) => kind === "hukou").length > 1)).toBeGreaterThan(0.06);
    const levels = (record: RecordHistory) =>
      Object.entries(record.body)
        .filter(([name]) => name.startsWith("disability."))
        .join();
    const changed = people.filter(({ records }) => new Set(records.filter(({ kind }) => kind === "certificate").map(levels)).size > 1);
    expect(changed.length).toBeGreaterThan(50);
    const disagreeing = people.filter(({ records }) => {
      const places = current(records).filter(({ kind, validTo }) => kind === "person.residence_region" && validTo === null);
      return (
        new Set(places.map(({ source }) => source)).size > 1 && new Set(places.map(({ body }) => body["person.residence_region"])).size > 1
      );
    });
    expect(disagreeing.length).toBeGreaterThan(15);
  });

  test("whoever has died has nothing but the certificate that goes on", () => {
    const planted = new Set(numbersWith("dead-but-active").flat());
    const lasting = new Set(["name", "birth", "hukou", "certificate", "person.deceased"]);
    for (const person of people) {
      const died = person.records.find(({ kind }) => kind === "person.deceased")?.validFrom;
      if (died === undefined || planted.has(person.number)) continue;
      const after = current(person.records).filter(({ kind, validTo }) => !lasting.has(kind) && (validTo ?? "9999") > died);
      expect(after, String(person.number)).toEqual([]);
    }
  });
});

describe("what the district looks like", () => {
  const age = (person: PersonHistory) => Number(today.slice(0, 4)) - Number(person.identityNumber.slice(6, 10));
  const holders = people.filter(({ certificateNumber }) => certificateNumber !== null);
  const certificate = (person: PersonHistory) => nowOf(person, "certificate") ?? {};
  const category = (person: PersonHistory) => Number(certificateDigits(person)[0]);
  const says = (name: string, value: boolean | string) => (person: PersonHistory) => nowOf(person, name)?.[name] === value;

  test.each<[string, number, number, () => number]>([
    ["certificate holders", 0.84, 0.92, () => share(people, (person) => person.certificateNumber !== null)],
    ["60 and older, of the holders", 0.38, 0.52, () => share(holders, (person) => age(person) >= 60)],
    ["under 18, of the holders", 0.03, 0.12, () => share(holders, (person) => age(person) < 18)],
    ["men", 0.47, 0.58, () => share(people, (person) => Number(person.identityNumber[16]) % 2 === 1)],
    ["physical, of the holders", 0.44, 0.56, () => share(holders, (person) => category(person) === 4)],
    ["hearing, of the holders", 0.08, 0.16, () => share(holders, (person) => category(person) === 2)],
    ["visual, of the holders", 0.07, 0.15, () => share(holders, (person) => category(person) === 1)],
    ["multiple, of the holders", 0.02, 0.07, () => share(holders, (person) => category(person) === 7)],
    ["levels 1 and 2, of the holders", 0.28, 0.48, () => share(holders, (person) => Number(certificateDigits(person)[1]) <= 2)],
    ["subsistence allowance", 0.07, 0.14, () => share(people, says("hardship.subsistence_allowance", true))],
    ["extreme poverty", 0.004, 0.03, () => share(people, says("hardship.extreme_poverty_support", true))],
    [
      "registered in another district",
      0.015,
      0.08,
      () => share(people, (person) => !String(nowOf(person, "hukou")?.["person.hukou_region"]).startsWith("500106")),
    ],
    ["with a residence permit", 0.01, 0.04, () => share(people, (person) => nowOf(person, "person.residence_permit_region") !== undefined)],
    [
      "employed in some way, from 25 to 49",
      0.15,
      0.5,
      () =>
        share(
          people.filter((person) => age(person) >= 25 && age(person) < 50),
          (person) => !["none", undefined].includes(nowOf(person, "employment.status")?.["employment.status"] as string),
        ),
    ],
    [
      "not asked whether they want to work, from 25 to 49",
      0.5,
      0.9,
      () =>
        share(
          people.filter((person) => age(person) >= 25 && age(person) < 50),
          (person) => nowOf(person, "employment.willing") === undefined,
        ),
    ],
    [
      "at school, from 8 to 13",
      0.7,
      1,
      () =>
        share(
          people.filter((person) => age(person) >= 8 && age(person) < 14),
          (person) => (nowOf(person, "schooling")?.["education.stage"] ?? "none") !== "none",
        ),
    ],
    [
      "in training, under 7",
      0.3,
      0.9,
      () =>
        share(
          people.filter((person) => age(person) < 7),
          (person) => nowOf(person, "rehabilitation-training")?.["rehabilitation.in_training"] === true,
        ),
    ],
    ["died", 0.02, 0.09, () => share(people, (person) => nowOf(person, "person.deceased") !== undefined)],
    ["with a phone", 0.88, 0.97, () => share(people, (person) => person.phone !== null)],
  ])("%s: between %s and %s", (_, least, greatest, measured) => {
    expect(measured()).toBeGreaterThanOrEqual(least);
    expect(measured()).toBeLessThanOrEqual(greatest);
  });

  test("intellectual disability is of the young, hearing and sight of the old; mental goes with no lower limb", () => {
    const meanAge = (wanted: number) => mean(holders.filter((person) => category(person) === wanted).map(age));
    expect(meanAge(5)).toBeLessThan(45);
    expect(meanAge(1)).toBeGreaterThan(meanAge(5) + 15);
    expect(meanAge(2)).toBeGreaterThan(meanAge(5) + 15);
    for (const person of holders.filter((person) => category(person) === 6))
      expect(certificate(person)["disability.lower_limb"]).not.toBe(true);
  });

  test("hardship is the household's, and heavier where disability is", () => {
    const poor = says("hardship.subsistence_allowance", true);
    const severe = holders.filter((person) => Number(certificateDigits(person)[1]) <= 2);
    const light = holders.filter((person) => Number(certificateDigits(person)[1]) > 2);
    expect(share(severe, poor)).toBeGreaterThan(share(light, poor));
    for (const { members } of households.filter(({ members }) => members.length > 1)) {
      const living = members.filter((person) => nowOf(person, "person.deceased") === undefined);
      expect(new Set(living.map(poor)).size).toBeLessThanOrEqual(1);
    }
  });

  test("households have one member to five, one head, guardians among them, and some have several disabled people", () => {
    const sizes = households.map(({ members }) => members.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
    expect(share(sizes, (size) => size >= 3)).toBeGreaterThan(0.005);
    const several = households.filter(({ members }) => members.filter(({ certificateNumber }) => certificateNumber !== null).length > 1);
    expect(several.length / households.length).toBeGreaterThan(0.04);
    for (const { members } of households) {
      const numbers = new Set(members.map(({ number }) => number));
      expect(members.filter(({ relationToHead }) => relationToHead === "head").length).toBeLessThanOrEqual(1);
      for (const { guardian, number } of members) if (guardian !== null) expect(numbers.has(guardian) && guardian !== number).toBe(true);
    }
  });

  test("nobody is in school before three, and stages follow one another", () => {
    const order = ["preschool", "primary", "junior_secondary"];
    for (const person of people) {
      const stages = (linesOf(current(person.records)).get("schooling education") ?? [])
        .map(({ body }) => order.indexOf(String(body["education.stage"])))
        .filter((place) => place >= 0);
      expect(stages).toEqual([...stages].sort());
    }
  });
});

function share<T>(all: readonly T[], isCounted: (one: T) => boolean): number {
  return all.filter(isCounted).length / all.length;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
