import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { readPersonFile, registerPerson, searchPeople, type NewPerson } from "../../src/registry/index.ts";
import { numbered } from "./numbers.ts";
import { openSampleRegister, testCipher, today, type SampleRegister } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const clerk: Actor = { id: "clerk", areas: ["500106"] };
const neighbour: Actor = { id: "neighbour", areas: ["500105"] };
const everywhere: Actor = { id: "job", areas: [""] };

describe.each(engines)("a person is registered in %s", (engine) => {
  let register: SampleRegister;
  let count = 100;

  beforeAll(async () => {
    register = await openSampleRegister(engine, 20, 1);
  });
  afterAll(() => register.close());

  const newNumber = () => numbered(`99010620010203${(count += 1)}`);
  const anybody = (more: Partial<NewPerson> = {}): NewPerson => ({
    name: "钟离明月",
    identityNumber: newNumber(),
    hukouRegion: "500106001",
    residenceRegion: "500106001",
    ...more,
  });
  const add = (person: NewPerson, actor = clerk, acceptsSynthetic = true) =>
    registerPerson({ registry: register.registry, cipher: testCipher, today: () => today, acceptsSynthetic }, actor, person);
  const read = (id: number, actor = clerk, asOf = today) => readPersonFile(register.registry, testCipher, actor, { id, asOf });
  const counted = async () =>
    (await register.registry.db.asOwner((tx) => sql<{ count: number }>`select count(*) as count from registry.subject`.execute(tx))).rows[0]
      ?.count;

  test("with what their number says, found by name, number and telephone, and in today's snapshot", async () => {
    const identityNumber = newNumber();
    const { id, householdId } = await add(
      anybody({
        identityNumber: ` ${identityNumber.slice(0, 6)} ${identityNumber.slice(6)} `,
        phone: "+86 138 0000 0101",
        address: " 测试路3号 ",
        hukouType: "rural",
        since: "2020-05-01",
      }),
    );
    const file = await read(id);
    expect(file.facts["person"]).toEqual({
      birth_date: "2001-02-03",
      sex: Number(identityNumber.charAt(16)) % 2 === 1 ? "male" : "female",
      hukou_region: "500106001",
      hukou_type: "rural",
      residence_region: "500106001",
    });
    expect(file).toMatchObject({ name: "钟离明月", householdId, subject: { area: "500106001", otherArea: null } });
    expect(file.values.map(({ kind, text }) => [kind, text])).toEqual([
      ["address", "测试路3号"],
      ["identity-number", identityNumber],
      ["phone", "13800000101"],
    ]);
    expect((await read(id, clerk, "2020-04-30")).facts["person"]).toMatchObject({ birth_date: "2001-02-03" });
    expect((await read(id, clerk, "2020-04-30")).facts["person"]?.["hukou_region"]).toBeUndefined();
    for (const query of ["钟离明月", identityNumber, "13800000101", "zhonglimingyue"]) {
      const { people } = await searchPeople(register.registry, testCipher, clerk, { query, today, most: 9 });
      expect(people.map((line) => line.id)).toContain(id);
      expect(people.find((line) => line.id === id)?.birthDate).toBe("2001-02-03");
    }
  });

  test("with a certificate whose number fits the person and the levels", async () => {
    const identityNumber = newNumber();
    const body = { "certificate.status": "valid", "disability.hearing": 2, "disability.speech": 0 };
    const certificate = (number: string) => ({ number, body, validFrom: "2024-01-01", validTo: null });
    const { id } = await add(anybody({ identityNumber, certificate: certificate(`${identityNumber}22B1`) }));
    expect((await read(id)).facts["disability"]).toEqual({ hearing: 2, speech: 0 });
    for (const [number, code] of [
      [`${newNumber()}22`, "registry.certificate-number-foreign"],
      [`${identityNumber}21`, "registry.certificate-number-disagrees"],
      [`${identityNumber}42`, "registry.certificate-number-disagrees"],
      [`${identityNumber}2`, "registry.certificate-number-form"],
      [`${identityNumber}82`, "registry.certificate-number-category"],
      [`${identityNumber}25`, "registry.certificate-number-level"],
    ] as const) {
      await expect(add(anybody({ identityNumber, certificate: certificate(number) })), number).rejects.toMatchObject({ code });
    }
  });

  test("into a household that is there, or one of their own", async () => {
    const mother = await add(anybody());
    const child = await add(anybody({ household: { id: mother.householdId, role: "child" }, since: "2001-02-03" }));
    expect(child.householdId).toBe(mother.householdId);
    expect((await read(child.id)).householdId).toBe(mother.householdId);
    const elsewhere = await add(anybody({ hukouRegion: "500105001", residenceRegion: "500105001" }), neighbour);
    for (const id of [elsewhere.householdId, mother.id, 987_654]) {
      await expect(add(anybody({ household: { id, role: "child" } }))).rejects.toMatchObject({ code: "registry.household-not-found" });
    }
  });

  test.each([
    [{ name: " " }, "registry.name"],
    [{ name: "长".repeat(51) }, "registry.name"],
    [{ name: "半\ud800" }, "registry.name"],
    [{ identityNumber: "99010620010203101" }, "registry.identity-number-form"],
    [{ identityNumber: numbered("99010620010230101") }, "registry.identity-number-birth-date"],
    [{ identityNumber: numbered("99010620270203101") }, "registry.identity-number-future"],
    [{ identityNumber: numbered("00010620010203101") }, "registry.identity-number-region"],
    [{ hukouRegion: "5001" }, "registry.bad-fact"],
    [{ hukouRegion: "沙坪坝" }, "registry.bad-fact"],
    [{ hukouType: "moon" }, "registry.bad-fact"],
    [{ phone: "12345" }, "registry.phone"],
    [{ address: "" }, "registry.address"],
    [{ address: "a\nb" }, "registry.address"],
    [{ hukouRegion: "500105001", residenceRegion: "500105001" }, "registry.foreign-area"],
  ] as const)("and not with %j: %s, and nothing is left of it", async (wrong, code) => {
    const before = await counted();
    await expect(add(anybody(wrong))).rejects.toMatchObject({ code });
    expect(await counted()).toBe(before);
  });

  test("and a sample number only where it is told", async () => {
    await expect(add(anybody(), clerk, false)).rejects.toMatchObject({ code: "registry.identity-number-synthetic" });
  });

  test("who is registered elsewhere and lives here may be registered here, and is seen from both", async () => {
    const { id } = await add(anybody({ hukouRegion: "520303001" }));
    expect((await read(id)).subject).toMatchObject({ area: "520303001", otherArea: "500106001" });
  });

  test("once, in whatever area: a second file is refused, without a word of the first", async () => {
    const identityNumber = newNumber();
    const { id } = await add(
      anybody({ identityNumber, hukouRegion: "500105001", residenceRegion: "500105001", name: "邻区之人" }),
      neighbour,
    );
    const before = await counted();
    const refusal = await add(anybody({ identityNumber: identityNumber.toLowerCase() })).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "registry.already-registered" });
    for (const said of [identityNumber, "邻区", "500105", String(id)]) {
      const { zh, en, message } = refusal as { readonly zh: string; readonly en: string; readonly message: string };
      expect([zh, en, message].join()).not.toContain(said);
    }
    expect(await counted()).toBe(before);
    const { people } = await searchPeople(register.registry, testCipher, everywhere, { query: identityNumber, today, most: 9 });
    expect(people.map((line) => line.id)).toEqual([id]);
  });

  test("once, though several clerks register the number at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const identityNumber = newNumber();
      const several = await Promise.allSettled([
        add(anybody({ identityNumber })),
        add(anybody({ identityNumber })),
        add(anybody({ identityNumber, hukouRegion: "500105001", residenceRegion: "500105001" }), neighbour),
        add(anybody({ identityNumber })),
      ]);
      expect(several.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const one of several) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "registry.already-registered" });
    }
  });

  test("a file that was found to be another's keeps its number and stands in nobody's way", async () => {
    const identityNumber = newNumber();
    const [first, other] = [await add(anybody({ identityNumber })), await add(anybody())];
    await register.registry.db.asOwner((tx) =>
      sql`update registry.subject set merged_into = ${other.id} where id = ${first.id}`.execute(tx),
    );
    await add(anybody({ identityNumber }));
  });

  test("by whoever acts and nobody else: the database lets no other name be said", async () => {
    const { id } = await add(anybody());
    const { rows } = await register.registry.db.asOwner((tx) =>
      sql<{
        by: string;
      }>`select distinct recorded_by as by from registry.record where subject_id = ${id} union select created_by from registry.subject where id = ${id}`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ by: "clerk" }]);
    for (const text of [
      "insert into registry.subject (kind, area, created_by) values ('person', '500106001', 'chief')",
      "update registry.subject set area = '500106002'",
    ]) {
      await expect(register.registry.db.as(clerk, (tx) => sql.raw(text).execute(tx))).rejects.toThrow(/permission denied/);
    }
  });
});
