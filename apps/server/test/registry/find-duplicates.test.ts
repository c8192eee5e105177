import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDuplicates } from "../../src/registry/index.ts";
import type { Duplicate } from "../../src/registry/duplicate/duplicate.ts";
import type { SampleHousehold } from "../../src/registry/sample/index.ts";
import { openSampleRegister, testCipher, today, type SampleRegister } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const people = 2_000;
const seed = 1;

describe.each(engines)(`duplicates among ${people} people, seed ${seed}, in %s`, (engine) => {
  let register: SampleRegister;
  let found: readonly Duplicate[];
  let lookedAt: number;

  beforeAll(async () => {
    register = await openSampleRegister(engine, people, seed);
    ({ found, lookedAt } = await findDuplicates(register.registry, testCipher, today));
  });
  afterAll(() => register.close());

  const planted = () =>
    (register.households as readonly SampleHousehold[])
      .flatMap(({ faults }) => faults)
      .filter(({ fault }) => fault.startsWith("duplicate"))
      .map(({ people: pair }) =>
        pair
          .map(register.idOf)
          .sort((a, b) => a - b)
          .join(" "),
      );

  test("every pair that was planted is found, and nine of ten that are found were planted", () => {
    const key = planted();
    const told = found.map(({ firstId, secondId }) => `${firstId} ${secondId}`);
    const right = told.filter((pair) => key.includes(pair)).length;
    console.info(`${engine}: recall ${right} of ${key.length}, precision ${right} of ${told.length}, pairs looked at ${lookedAt}`);
    expect(key.length).toBeGreaterThanOrEqual(10);
    expect(key.filter((pair) => !told.includes(pair))).toEqual([]);
    expect(right / told.length).toBeGreaterThanOrEqual(0.9);
  });

  test("nobody is held against everybody: fewer pairs are looked at than there are people", () => {
    expect(lookedAt).toBeLessThan(people);
  });

  test("what is kept is what was found, the worst first, and a second search finds the same", async () => {
    const kept = async () =>
      (
        await register.registry.db.asOwner((tx) =>
          sql<{ pair: string }>`
            select first_id || ' ' || second_id || ' ' || score as pair from registry.duplicate order by first_id, second_id`.execute(tx),
        )
      ).rows.map(({ pair }) => pair);
    const before = await kept();
    expect(before).toEqual(found.map(({ firstId, secondId, score }) => `${firstId} ${secondId} ${score}`));
    await findDuplicates(register.registry, testCipher, today);
    expect(await kept()).toEqual(before);
  });
});
