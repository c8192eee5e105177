import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDay } from "@huican/engine";
import type { Actor, Tx } from "../../src/platform/database/index.ts";
import { registerStatement } from "../../src/policy/register/index.ts";
import { findings, findInNumbers, type Finding, type NumberFindings } from "../../src/registry/index.ts";
import type { Fault, SampleHousehold } from "../../src/registry/sample/index.ts";
import { openSampleRegister, testCipher, today, type SampleRegister } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const everywhere: Actor = { id: "job", areas: [""] };
const people = 2_000;
const seed = 1;

describe.each(engines)(`what is wrong on purpose among ${people} people, seed ${seed}, in %s`, (engine) => {
  let register: SampleRegister;
  let inNumbers: NumberFindings;

  beforeAll(async () => {
    register = await openSampleRegister(engine, people, seed);
    inNumbers = await findInNumbers(register.registry, testCipher, everywhere, today);
  });
  afterAll(() => register.close());

  /** The files of the people of each planted fault of a kind. */
  const planted = (fault: Fault) =>
    (register.households as readonly SampleHousehold[])
      .flatMap(({ faults }) => faults)
      .filter((one) => one.fault === fault)
      .map((one) => one.people.map(register.idOf).sort((a, b) => a - b));
  const ask = (question: (tx: Tx, day: string) => Promise<readonly Finding[]>) =>
    register.registry.db.as(everywhere, async (tx) => (await question(tx, today)).map(({ ids }) => [...ids]));
  const alone = (ids: readonly number[]) => ids.map((id) => [id]);
  const sorted = (groups: readonly (readonly number[])[]) => groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));

  test("one identity number in two files: exactly those that were planted", async () => {
    expect(await ask(findings.sameIdentityNumber)).toEqual(sorted(planted("duplicate-identity")));
    expect(planted("duplicate-identity").length).toBeGreaterThanOrEqual(5);
  });

  test("another spelling of one person: every planted pair is among those who share birth date and telephone, or birth date and almost the name", async () => {
    const [byName, byPhone] = [await ask(findings.likeNameAndBirth), await ask(findings.sameBirthAndPhone)];
    for (const [first = 0, second = 0] of planted("duplicate-spelling")) {
      expect(
        [...byName, ...byPhone].some((ids) => ids.includes(first) && ids.includes(second)),
        `${first} and ${second}`,
      ).toBe(true);
    }
    expect(byName.length + byPhone.length).toBeLessThan(people / 20);
  });

  test("certificates that ran out and count as valid: exactly those that were planted", async () => {
    expect(await ask(findings.expiredButValid)).toEqual(sorted(planted("expired-certificate")));
  });

  test("the dead whose benefits go on: exactly those that were planted", async () => {
    expect(await ask(findings.deadButActive)).toEqual(sorted(planted("dead-but-active")));
  });

  test.each([
    ["wrong-certificate-code", "wrongCertificateCode"],
    ["birth-date-mismatch", "otherBirthDate"],
    ["fifteen-digit-number", "certificateOfFifteenDigits"],
    ["old-region-code", "formerRegionCode"],
  ] as const)("%s, from the numbers themselves: exactly those that were planted", (fault, finding) => {
    expect(planted(fault).length).toBeGreaterThanOrEqual(5);
    expect(alone(inNumbers[finding])).toEqual(sorted(planted(fault)));
  });

  test("children who are entitled to a training subsidy and receive none: those that were planted are among them", async () => {
    const pack = register.packs.get("shapingba-2023");
    const program = pack?.on(parseDay(today) ?? 0);
    if (!program || "code" in program) throw new Error("The pack is there.");
    const statement = registerStatement(program, register.registry, today);
    const { rows } = await register.registry.db.as(everywhere, (tx) =>
      sql<{ id: number }>`
        select decided.id from (${sql.raw(statement)}) as decided
        join registry.snapshot t on t.subject_id = decided.id and t.as_of = ${today}
        where decided.child_training_0_6_full = 'eligible' and t."rehabilitation.receives_rehab_aid" = false`.execute(tx),
    );
    const found = rows.map(({ id }) => id);
    for (const [id = 0] of planted("missing-entitlement")) expect(found).toContain(id);
    expect(planted("missing-entitlement").length).toBeGreaterThanOrEqual(5);
  });

  test("whoever sees another area finds nothing", async () => {
    const foreign: Actor = { id: "foreign", areas: ["511102"] };
    expect(await register.registry.db.as(foreign, (tx) => findings.sameIdentityNumber(tx))).toEqual([]);
    expect(Object.values(await findInNumbers(register.registry, testCipher, foreign, today)).flat()).toEqual([]);
  });
});
