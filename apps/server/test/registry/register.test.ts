import { factIndex, isInputError, readFacts } from "@huican/engine";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { decidePerson, registerStatement } from "../../src/policy/register/index.ts";
import { fillSnapshot, readPersonFile, searchPeople, listPeople, ownAreaList } from "../../src/registry/index.ts";
import { readHousehold } from "../../src/registry/household/read-household.ts";
import type { PersonLine } from "../../src/registry/search/person-line.ts";
import { openSampleRegister, testCipher, today, type SampleRegister } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const desk: Actor = { id: "desk", areas: ["500106"] };
const everywhere: Actor = { id: "job", areas: [""] };
const people = 1_000;
const seed = 500_106;

describe.each(engines)(`a sample register of ${people} people, seed ${seed}, in %s`, (engine) => {
  let register: SampleRegister;
  const every = () => register.households.flatMap(({ members }) => members);

  beforeAll(async () => {
    register = await openSampleRegister(engine, people, seed);
  });
  afterAll(() => register.close());

  const file = (id: number, asOf = today, knownAt?: string) =>
    readPersonFile(register.registry, testCipher, everywhere, { id, asOf, ...(knownAt === undefined ? {} : { knownAt }) });

  test("everybody of the sample has a file, found by the whole name and by the number", async () => {
    expect(every().length).toBeGreaterThanOrEqual(people);
    for (const person of every().filter((_, i) => i % 97 === 0)) {
      const byName = await searchPeople(register.registry, testCipher, everywhere, { query: person.name, today, most: 200 });
      expect(
        byName.people.map(({ id }) => id),
        person.name,
      ).toContain(register.idOf(person.number));
      const byNumber = await searchPeople(register.registry, testCipher, everywhere, { query: person.identityNumber, today, most: 10 });
      expect(byNumber.people.map(({ id }) => id)).toContain(register.idOf(person.number));
    }
  });

  test("a search finds by a part of the name, by pinyin, by first letters, by the last four digits of a telephone and by street, all at once", async () => {
    const person = every().find(({ phone, name }) => phone !== null && Array.from(name).length === 3);
    if (!person?.phone) throw new Error("The sample has somebody with a telephone.");
    const id = register.idOf(person.number);
    const { area } = (await file(id)).subject;
    const found = async (query: string) =>
      (
        await searchPeople(register.registry, testCipher, everywhere, { query, today, most: 500, placesNamed: ownAreaList().placesNamed })
      ).people.map((line) => line.id);
    expect(await found(Array.from(person.name).slice(1).join(""))).toContain(id);
    expect(await found(person.phone.slice(-4))).toContain(id);
    const street = ownAreaList().areas.find(({ code }) => code === area.slice(0, 9))?.name;
    if (street) expect(await found(`${person.name} ${street}`)).toContain(id);
    expect(await found(`${person.name} ${person.phone.slice(-4)}`)).toEqual([id]);
    expect(await found("%")).toEqual([]);
    expect(await found("_")).toEqual([]);
    expect(await found("' or true --")).toEqual([]);
  });

  test("the snapshot says of everybody what their file says, today, on a day in the past, and as known then", async () => {
    for (const [asOf, knownAt] of [
      [today, undefined],
      ["2023-03-01", undefined],
      ["2023-03-01", "2023-06-01T00:00:00Z"],
      ["2019-09-01", "2026-01-01T00:00:00Z"],
    ] as const) {
      await register.registry.db.asOwner((tx) => fillSnapshot(register.registry.db, tx, asOf, knownAt ?? null));
      const { rows } = await register.registry.db.as(everywhere, (tx) =>
        sql<Record<string, unknown>>`select * from registry.snapshot where as_of = ${asOf} order by subject_id`.execute(tx),
      );
      expect(rows.length).toBe(every().length);
      for (const row of rows.filter((_, i) => i % 23 === 0)) {
        const { facts } = await file(Number(row["subject_id"]), asOf, knownAt);
        const said = Object.fromEntries(
          Object.entries(facts).flatMap(([group, members]) => Object.entries(members).map(([name, value]) => [`${group}.${name}`, value])),
        );
        const kept = Object.fromEntries(Object.entries(row).filter(([name, value]) => name.includes(".") && value !== null));
        expect(kept, `person ${String(row["subject_id"])} as of ${asOf}`).toEqual(said);
      }
    }
    await register.registry.db.asOwner((tx) => fillSnapshot(register.registry.db, tx, today));
  });

  test("the rules on a person's file and the rules on the snapshot decide the same, for everybody and all that Shapingba grants", async () => {
    const pack = register.packs.get("shapingba-2023");
    if (!pack) throw new Error("The pack is there.");
    const program = pack.on(dayNumber(today));
    if ("code" in program) throw new Error(program.message_en);
    const { rows } = await register.registry.db.as(everywhere, (tx) =>
      sql.raw<Record<string, unknown>>(registerStatement(program, register.registry, today)).execute(tx),
    );
    expect(rows.length).toBe(every().length);
    let compared = 0;
    for (const row of rows.filter((_, i) => i % 5 === 0)) {
      const { facts } = await file(Number(row["id"]));
      for (const { benefit, outcome, payable } of decidePerson(pack, facts, today).decisions) {
        expect(row[benefit], `person ${String(row["id"])}, ${benefit}`).toBe(outcome);
        if (outcome === "eligible")
          expect(row[`${benefit}.payable`] ?? null).toBe(payable === null || payable === undefined ? null : Math.round(payable * 100));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(5_000);
  });

  test("a filter by age takes whoever has completed so many years, and whose birth is unknown never", async () => {
    const counted = async (is: "at-least" | "at-most", value: number) =>
      (await listPeople(register.registry, everywhere, { day: today, filters: [{ fact: "person.age", is, value }], skip: 0, most: 1 }))
        .count;
    const { rows } = await register.registry.db.as(everywhere, (tx) =>
      sql<{ age: number; people: number }>`
        select extract(year from age(as_of, "person.birth_date"))::int as age, count(*) as people from registry.snapshot
        where as_of = ${today} and "person.birth_date" is not null group by 1`.execute(tx),
    );
    const people = (fits: (age: number) => boolean) => rows.filter(({ age }) => fits(age)).reduce((sum, each) => sum + each.people, 0);
    expect(rows.length).toBeGreaterThan(50);
    for (const years of [0, 1, 15, 59.5, 60, 100, 4_000_000_000, -3]) {
      expect(await counted("at-least", years), `at least ${years}`).toBe(people((age) => age >= years));
      expect(await counted("at-most", years), `at most ${years}`).toBe(people((age) => age <= years));
    }
  });

  test("a household tells of everybody in it what their own files say, today, on a day that keeps no snapshot, and as known then", async () => {
    let compared = 0;
    for (const [asOf, knownAt] of [
      [today, undefined],
      ["2022-10-07", undefined],
      ["2022-10-07", "2023-01-01T00:00:00Z"],
    ] as const)
      for (const { number } of every().filter((_, i) => i % 40 === 0)) {
        const question = { id: register.idOf(number), asOf, today, ...(knownAt && { knownAt }) };
        for (const line of (await readHousehold(register.registry, everywhere, question)).people) {
          const { facts, name } = await file(line.id, asOf, knownAt);
          expect(line, `person ${line.id} as of ${asOf}`).toMatchObject({
            name: name ?? line.name,
            birthDate: facts["person"]?.["birth_date"] ?? null,
            sex: facts["person"]?.["sex"] ?? null,
            certificateStatus: facts["certificate"]?.["status"] ?? null,
            deceased: facts["person"]?.["deceased"] ?? false,
          });
          compared++;
        }
      }
    expect(compared).toBeGreaterThan(100);
  });

  test("a list keeps to its filters, counts all that fit, and tells them page by page", async () => {
    const question = {
      day: today,
      filters: [
        { fact: "person.age", is: "at-least", value: 60 },
        { fact: "certificate.status", is: "among", values: ["valid"] },
        { fact: "disability.physical", is: "at-least", value: 1 },
      ],
      most: 20,
    } as const;
    const first = await listPeople(register.registry, everywhere, { ...question, skip: 0 });
    const second = await listPeople(register.registry, everywhere, { ...question, skip: 20 });
    expect(first.count).toBeGreaterThan(40);
    expect(second.count).toBe(first.count);
    expect(first.people).toHaveLength(20);
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(40);
    for (const { id } of first.people) {
      const { facts } = await file(id);
      expect(facts["certificate"]?.["status"]).toBe("valid");
      expect(facts["disability"]?.["physical"]).toBeGreaterThanOrEqual(1);
      expect(String(facts["person"]?.["birth_date"]) <= "1966-11-25").toBe(true);
    }
  });

  test.each(["sex", "birth", "area", "certificate", "id"] as const)(
    "a list by %s goes on over its pages, and backwards is the reverse",
    async (by) => {
      const question = { day: today, filters: [{ fact: "certificate.status", is: "among", values: ["valid"] }], most: 60 } as const;
      const of = async (isDescending: boolean) => {
        const ask = (skip: number) => listPeople(register.registry, everywhere, { ...question, order: { by, isDescending }, skip });
        return [...(await ask(0)).people, ...(await ask(60)).people];
      };
      const said = (line: PersonLine) =>
        ({ sex: line.sex, birth: line.birthDate, area: line.area, certificate: line.certificateStatus, id: line.id })[by];
      const rising = (await of(false)).map(said).filter((value) => value !== null);
      expect(rising).toHaveLength(120);
      expect(rising).toEqual(rising.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
      const falling = (await of(true)).map(said).filter((value) => value !== null);
      expect(falling).toEqual(falling.toSorted((a, b) => (a > b ? -1 : Number(a < b))));
      const { count, people } = await listPeople(register.registry, everywhere, {
        ...question,
        order: { by, isDescending: true },
        skip: 0,
        most: 1,
      });
      expect(people).toHaveLength(1);
      const last = await listPeople(register.registry, everywhere, {
        ...question,
        order: { by, isDescending: false },
        skip: count - 1,
        most: 1,
      });
      expect(said(last.people[0] as PersonLine)).toBe(said(people[0] as PersonLine));
    },
  );

  test.each(["name", "birth", "certificate"] as const)(
    "pages of a list by %s are the list, from either end, and of whom nothing is known come last both ways",
    async (by) => {
      for (const isDescending of [false, true]) {
        const ask = (skip: number, most: number) =>
          listPeople(register.registry, everywhere, { day: today, filters: [], order: { by, isDescending }, skip, most });
        const whole = await ask(0, 5_000);
        expect(whole.people).toHaveLength(whole.count);
        const unknown = whole.people.map(({ certificateStatus }) => certificateStatus === null);
        if (by === "certificate")
          expect([unknown.indexOf(true) > 0, unknown.lastIndexOf(false) < unknown.indexOf(true)]).toEqual([true, true]);
        const paged: number[] = [];
        for (let skip = 0; skip < whole.count; skip += 97) paged.push(...(await ask(skip, 97)).people.map(({ id }) => id));
        expect(paged).toEqual(whole.people.map(({ id }) => id));
        expect((await ask(whole.count, 97)).people).toEqual([]);
      }
    },
  );

  test.each([
    { fact: "person.shoe_size", is: "known" },
    { fact: "person.sex", is: "at-least", value: "male" },
    { fact: "person.birth_date", is: "equal", value: "x'; drop table registry.record --" },
    { fact: "disability.visual", is: "equal", value: "1" },
    { fact: "disability.severe", is: "equal", value: true },
    { fact: "person.birth_date", is: "at-least", value: "2024-13-45" },
  ] as const)("a filter that cannot be, %j, is refused with a sentence", async (filter) => {
    await expect(listPeople(register.registry, desk, { day: today, filters: [filter], skip: 0, most: 10 })).rejects.toMatchObject({
      code: "registry.filter",
    });
  });

  test("a day of which there is no list is told as such, not as a list of nobody", async () => {
    await expect(listPeople(register.registry, desk, { day: "1999-01-01", filters: [], skip: 0, most: 10 })).rejects.toMatchObject({
      code: "registry.no-snapshot",
    });
  });

  test("a number greater than any column holds fits nobody, and is no fault", async () => {
    const filters = [{ fact: "disability.visual", is: "at-least", value: 9_000_000_000_000 }] as const;
    expect((await listPeople(register.registry, desk, { day: today, filters, skip: 0, most: 10 })).count).toBe(0);
  });

  test("somebody of another street finds nobody of this one, whatever they ask", async () => {
    const person = every()[0];
    if (!person) throw new Error("The sample has people.");
    const foreign: Actor = { id: "foreign", areas: ["511102"] };
    for (const query of [person.name, person.identityNumber, person.phone?.slice(-4) ?? person.name]) {
      expect((await searchPeople(register.registry, testCipher, foreign, { query, today, most: 10 })).people).toEqual([]);
    }
    expect((await listPeople(register.registry, foreign, { day: today, filters: [], skip: 0, most: 10 })).count).toBe(0);
    await expect(
      readPersonFile(register.registry, testCipher, foreign, { id: register.idOf(person.number), asOf: today }),
    ).rejects.toMatchObject({ code: "registry.person-not-found" });
  });

  test("every recorded fact is one that the engine reads", async () => {
    const { vocabulary } = register.registry;
    for (const person of every().filter((_, i) => i % 41 === 0)) {
      const { facts } = await file(register.idOf(person.number));
      const read = readFacts(vocabulary, facts, "unknown");
      expect(isInputError(read), JSON.stringify(read)).toBe(false);
      expect(factIndex(vocabulary).size).toBeGreaterThan(100);
    }
  });
});

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
