import { describe, expect, test } from "vitest";
import { exportPeople } from "../../src/registry/index.ts";
import { changeOffice, clerk, record, value } from "./change-office.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

describe.each(engines)("an export that is read block by block, in %s", (engine) => {
  const office = changeOffice(engine);
  const begin = (values: readonly ("phone" | "identity-number")[] = [], filters: Parameters<typeof exportPeople>[3]["filters"] = []) =>
    exportPeople(office.register.registry, testCipher, clerk, {
      day: today,
      filters,
      facts: [],
      values,
      reason: "核对名单",
      most: 1_000,
      blockSize: 50,
    });
  const logged = (number: string) =>
    office.asOwner<{ subjects: readonly number[] }>(
      `select to_jsonb(subjects) as subjects from audit.entry where occasion ->> 'reference' = '${number}' order by id`,
    );

  test("tells everybody once, in the order of their names, and the log names each block's people", async () => {
    const { number, count, people } = await begin();
    expect(count).toBeGreaterThan(150);
    const ids: number[] = [];
    const names: string[] = [];
    for await (const { id, person } of people) {
      // What is told is logged already.
      if (ids.length % 50 === 0) expect((await logged(number)).at(-1)?.subjects).toContain(id);
      ids.push(id);
      names.push(person?.name ?? "");
    }
    const blocks = await logged(number);
    expect(blocks).toHaveLength(Math.ceil(count / 50));
    expect(blocks.flatMap(({ subjects }) => subjects).toSorted()).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(count);
    const listed = await office.asOwner<{ name: string }>(
      `select n.name from registry.snapshot t join registry.name_entry n using (subject_id) where as_of = '${today}' and (t.area ^@ '500106' or t.other_area ^@ '500106')
        order by t.sort_name, t.subject_id`,
    );
    expect(names).toEqual(listed.map(({ name }) => name));
  });

  test("whoever breaks off has seen no more than the log says", async () => {
    const { number, people } = await begin();
    let seen = 0;
    for await (const _ of people) if ((seen += 1) === 60) break;
    expect(await logged(number)).toHaveLength(2);
  });

  test("who left the area meanwhile has a line without anything, and is not in the log", async () => {
    // The last of all names.
    const { id } = await office.somebody({ name: "卓卓卓" });
    const { number, people } = await begin(["phone"]);
    const rows = people[Symbol.asyncIterator]();
    await rows.next();
    await office.change(
      id,
      record("hukou", "police", today, { "person.hukou_region": "511102004", "person.hukou_type": "urban" }),
      record("person.residence_region", "police", today, { "person.residence_region": "511102004" }),
      record("person.residence_region", "officer", today, { "person.residence_region": "511102004" }),
      record("hukou", "officer", today, { "person.hukou_region": "511102004", "person.hukou_type": "urban" }),
    );
    const left: unknown[] = [];
    for (let next = await rows.next(); !next.done; next = await rows.next()) if (next.value.id === id) left.push(next.value);
    expect(left).toEqual([{ id, person: null }]);
    expect((await logged(number)).flatMap(({ subjects }) => subjects)).not.toContain(id);
  });

  test("all telephones that hold on the day are told, and none that does not", async () => {
    const { id } = await office.somebody({ name: "卓二" });
    await office.change(id, value("phone", "2026-01-01", "13900001111", "survey"), {
      ...value("phone", null, "13900002222", "officer"),
      to: "2020-01-01",
    });
    const { people } = await begin(["phone"]);
    for await (const row of people)
      if (row.id === id) expect(row.person?.values.map(({ text }) => text).toSorted()).toEqual(["13800001234", "13900001111"]);
  });
});
