import { afterAll, beforeAll, expect, test } from "vitest";
import { openPacks, type CompiledPack, type Pack, type Program } from "../src/index.ts";
import { byExplaining, byVector, differences, openDuckdb, openPostgres, somePeople, type Backend } from "./backends.ts";
import { condition, miniHead, miniMeasure, miniVocabulary, open, packOf, programOf } from "./mini-pack.ts";
import { compiled, documentIds } from "./real-packs.ts";

let databases: readonly Backend[];
beforeAll(async () => {
  databases = [await openDuckdb(), await openPostgres()];
});
afterAll(async () => {
  for (const database of databases) await database.close();
});

const seed = 500_106;
const peopleCount = 1000;

/** Leap days, turns of the year and ordinary days: rates, ages and expiries differ. */
const days = ["2020-02-29", "2020-06-30", "2020-12-31", "2023-12-31", "2024-02-29", "2025-01-01"];

/** The last three of the days on which a document is in force, and one on which it is not. */
function daysOf({ inForce }: CompiledPack): readonly string[] {
  const isInForce = (day: string) => (inForce.from ?? "") <= day && day <= (inForce.to ?? "9999");
  return [...days.filter(isInForce).slice(-3), ...days.filter((day) => !isInForce(day)).slice(-1)];
}

async function allDifferences(program: Program, statementOf: Program, count: number, from: number): Promise<readonly string[]> {
  const people = somePeople(program, from, count);
  const expected = byExplaining(program, people);
  const found = [...differences(program, expected, byVector(statementOf, people), "vector")];
  for (const { name, decide } of databases) found.push(...differences(program, expected, await decide(statementOf, people), name));
  return found;
}

test.each(documentIds.flatMap((id) => daysOf(compiled(id).pack).map((day) => [id, day] as const)))(
  `explain, vector, DuckDB and PostgreSQL answer alike for ${peopleCount} people: %s on %s`,
  async (id, day) => {
    const program = programOf(opened(compiled(id).pack), day, everythingOn(compiled(id).pack));
    expect(await allDifferences(program, program, peopleCount, seed), `seed ${seed}`).toEqual([]);
  },
  300_000,
);

test.each([
  ["a number with a multiple of another", "employer.disabled_employees * 1000 >= employer.employees * 16"],
  [
    "two sums of the same facts",
    "employer.disabled_employees >= 2 && employer.disabled_employees * 4 >= employer.employees && employer.employees >= 5",
  ],
  ["a falling sum", "employer.employees - employer.disabled_employees * 3 < 10 || employer.employees == 7"],
  ["a region in another", "within(person.home, person.work) && within(person.work, '500000')"],
  ["a region in another or in a third", "within(person.work, person.home) || within(person.home, '500106')"],
  ["a birth date read as a day and as an age", "person.birth_date >= '2010-01-01' && person.age >= 14"],
  ["one date after another", "disability.valid_until > person.birth_date && person.age < 30"],
  ["the heaviest level, and how many", "disability.level <= 2 && disability.multiple"],
  ["one of two ways", "(disability.poor ? disability.visual : disability.mental) == 1"],
])(
  "facts that are compared with each other are exact in every backend: %s",
  async (_, when) => {
    const program = programOf(packOf(when, `!(${when})`));
    expect(await allDifferences(program, program, 600, seed), `seed ${seed}`).toEqual([]);
  },
  60_000,
);

test("amounts of every kind are the same fen in every backend", async () => {
  const amounts = [
    "{kind: fixed, yuan: 400, per: month}",
    "{kind: fixed, yuan: 0.35, per: day}",
    "{kind: floor, min: 110, per: month}",
    "{kind: range, min: 600, max: 1200, per: year}",
    "{kind: share, share: 0.333, base: claim.self_paid, max: 3000}",
    "{kind: share, share: 0.6, base: param.minimum, per: month}",
    "{kind: share, share: 0.6, base: param.nothing, per: month}",
    "{kind: unset, per: month}",
    "{kind: computed, formula: 'stepped(claim.months, [3, 6], [yuan(100), yuan(200), yuan(300)])'}",
    "{kind: computed, formula: 'sliding(claim.self_paid, [1000, 5000], [0, 0.5, 0.755])', max: 2000}",
    "{kind: computed, formula: 'max(yuan(100), min(claim.self_paid, claim.paid_this_year) * 0.105)'}",
    "{kind: computed, formula: 'disability.poor ? yuan(50) * claim.months * 0.5 : yuan(10) * floor(employer.employees * 0.016)'}",
    "[{when: \"person.birth_date < '2000-01-01'\", kind: fixed, yuan: 90, per: month}, {when: disability.poor, kind: none}, {kind: fixed, yuan: 70, per: month}]",
  ];
  const limits = "limits: {months_per_year: 10, yuan_per_month: 300, yuan_per_year: 1500, yuan_lifetime: 2500},";
  const benefits = Object.fromEntries(
    amounts.flatMap((amount, i) => [
      [`a${i}`, `subject: person, amount: ${amount}, conditions: []`],
      [`l${i}`, `subject: person, ${amount.includes("max") ? "" : limits} amount: ${amount}, conditions: []`],
    ]),
  );
  const parameters = `parameters:
  minimum: {zh: 标准, en: Standard, type: money, per: year, source: 一, values: [{value: 1000.01, source: 一}]}
  nothing: {zh: 标准, en: Standard, type: money, per: year, source: 一, values: []}
`;
  const pack = open([...miniVocabulary, ...miniHead(parameters, Object.keys(benefits)), miniMeasure(benefits)]);
  const program = programOf(pack, "2024-06-01", { "rate.a7": 60.5 });
  expect(await allDifferences(program, program, 2000, seed), `seed ${seed}`).toEqual([]);
});

test("a figure that the district has not set is open in every backend", async () => {
  const benefits = {
    b0: `subject: person, amount: {kind: none}, conditions: [${condition("claim.self_paid <= param.limit")}]`,
    b1: `subject: person, amount: {kind: none}, conditions: [${condition("claim.months >= param.months && claim.months > 2")}]`,
  };
  const parameters = `parameters:
  limit: {zh: 上限, en: Limit, type: money, source: 一, values: []}
  months: {zh: 月数, en: Months, type: int, source: 一, values: []}
`;
  const pack = open([...miniVocabulary, ...miniHead(parameters, Object.keys(benefits)), miniMeasure(benefits)]);
  for (const params of [{}, { limit: 1000, months: 3 }]) {
    const program = programOf(pack, "2024-06-01", params);
    expect(await allDifferences(program, program, 600, seed), JSON.stringify(params)).toEqual([]);
  }
});

test("one operator flipped shows in every backend", async () => {
  const condition = "disability.visual <= 2 && (disability.poor || within(person.home, '500106')) && person.age >= 60";
  const right = programOf(packOf(condition));
  expect(await allDifferences(right, right, 300, seed)).toEqual([]);
  for (const flipped of [
    condition.replace("<=", "<"),
    condition.replace("&& (", "|| ("),
    condition.replace("||", "&&"),
    condition.replace(">= 60", "> 60"),
    condition.replace("within", "!within"),
    condition.replace("disability.poor", "!disability.poor"),
  ]) {
    const found = await allDifferences(right, programOf(packOf(flipped)), 300, seed);
    for (const name of ["vector", "DuckDB", "PostgreSQL"])
      expect(
        found.some((difference) => difference.includes(`but ${name}`)),
        `${flipped} in ${name}`,
      ).toBe(true);
  }
});

/** What is off until a district wants it is compared all the same. */
function everythingOn(pack: CompiledPack): Readonly<Record<string, boolean>> {
  return Object.fromEntries(pack.benefits.filter(({ isSwitch }) => isSwitch).map(({ key }) => [`enabled.${key}`, true]));
}

function opened(pack: CompiledPack): Pack {
  return openPacks([pack]).get(pack.id) as Pack;
}
