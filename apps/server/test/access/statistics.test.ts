import { registerPaths } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { record } from "../registry/change-office.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, monthEnd } from "./access-desk.ts";
import type { Post } from "./signed-in-people.ts";

type Told = {
  readonly total: number;
  readonly cells: readonly { readonly values: readonly string[]; readonly count: number }[];
  readonly dimensions: readonly {
    readonly key: string;
    readonly values: readonly { readonly key: string; readonly text: { readonly zh: string } }[];
  }[];
};

const district: Post = { role: "district-desk", area: "500106" };
const pairs = [
  ["category"],
  ["level"],
  ["sex"],
  ["age"],
  ["allowance"],
  ["category", "level"],
  ["age", "sex"],
  ["category", "allowance"],
  ["street"],
  ["street", "level"],
];

describe.each(engines)("how many people there are, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, send } = desk;
  const ask = async (post: Post, body: object) =>
    send((await as(post)).token, { method: "POST", path: registerPaths.statistics, body: { day: monthEnd, ...body } });
  const told = async (post: Post, body: object) => {
    const response = await ask(post, body);
    expect(response.status).toBe(200);
    return (await response.json()) as Told;
  };
  const code = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  const truth = (by: string) =>
    office.asOwner<{ key: string; count: number }>(
      `select ${by} as key, count(*) as count from registry.snapshot t where as_of = '${monthEnd}' and "person.hukou_region" ^@ '500106'
        and "certificate.status" = 'valid' and "person.deceased" is not true group by 1`,
    );

  test.each(pairs)("by %s %s: every count is a multiple of five, and all tables have one total", async (...by) => {
    const { total, cells, dimensions } = await told(district, { by });
    expect(total).toBeGreaterThan(100);
    for (const { count } of cells) expect(count > 0 && count % 5 === 0).toBe(true);
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(total).toBe((await told(district, { by: ["category"] })).total);
    // Whatever is told has words.
    for (const { values } of cells)
      for (const [i, value] of values.entries())
        expect(dimensions[i]?.values.find(({ key }) => key === value)?.text.zh).toMatch(/\p{Script=Han}/u);
  });

  test("of a street is off by two at most, and says of few people nothing else than of nobody", async () => {
    const streets = await truth(`substr("person.hukou_region", 1, 9)`);
    const { cells } = await told(district, { by: ["street"] });
    expect(streets.some(({ count }) => count < 3)).toBe(true);
    for (const { key, count } of streets) {
      const published = cells.find(({ values }) => values[0] === key)?.count ?? 0;
      expect([key, Math.abs(published - count) <= 2]).toEqual([key, true]);
    }
    const published = new Set(cells.map(({ values }) => values[0]));
    expect(streets.filter(({ count }) => count < 3).filter(({ key }) => published.has(key))).toEqual([]);
  });

  test("is nearly what there is, by whatever one counts", async () => {
    for (const [by, column] of [
      ["sex", `coalesce("person.sex", 'unknown')`],
      [
        "level",
        `coalesce(least(${["visual", "hearing", "speech", "physical", "intellectual", "mental"].map((each) => `nullif("disability.${each}", 0)`).join()})::text, 'unknown')`,
      ],
    ] as const) {
      const [all, { cells, total }] = [await truth(column), await told(district, { by: [by] })];
      for (const { key, count } of all)
        expect(Math.abs((cells.find(({ values }) => values[0] === key)?.count ?? 0) - count)).toBeLessThan(total / 5);
    }
  });

  test("whoever asks gets one answer for a street, and a district less its streets leaves nothing over", async () => {
    const by = ["category", "level"];
    const whole = await told(district, { by });
    const { cells: streets } = await told(district, { by: ["street"] });
    const parts: Told[] = [];
    for (const { values } of streets) parts.push(await told(district, { by, area: values[0] }));
    for (const { values, count } of whole.cells) {
      const sum = parts
        .flatMap(({ cells }) => cells.filter((cell) => cell.values.join() === values.join()))
        .reduce((all, cell) => all + cell.count, 0);
      expect([values, sum]).toEqual([values, count]);
    }
    for (const role of ["street-clerk", "civil-affairs"]) {
      const own = await told({ role, area: "500106003" }, { by });
      expect(own).toEqual(await told(district, { by, area: "500106003" }));
      expect(own.total).toBeGreaterThan(0);
    }
  });

  test("who is shown no fact of anybody is told how many; of a village, or of another's area, nobody is", async () => {
    expect((await told({ role: "finance", area: "500106" }, { by: ["level"] })).total).toBeGreaterThan(100);
    expect(await code(await ask(district, { by: ["level"], area: "500105" }))).toEqual([403, "registry.statistic-area"]);
    expect(await code(await ask({ role: "street-clerk", area: "500106003" }, { by: ["level"], area: "500106" }))).toEqual([
      403,
      "registry.statistic-area",
    ]);
    expect((await ask(district, { by: ["level"], area: "500106003001" })).status).toBe(422);
  });

  test("days that could be compared, dimensions that could be crossed, and days without a snapshot are refused", async () => {
    for (const day of ["2026-11-25", "2026-10-30", "2026-11-30"])
      expect(await code(await ask(district, { by: ["level"], day }))).toEqual([422, "registry.statistic-day"]);
    expect(await code(await ask(district, { by: ["level"], day: "1999-01-31" }))).toEqual([422, "registry.no-snapshot"]);
    for (const by of [
      ["level", "age"],
      ["allowance", "sex"],
      ["level", "level"],
    ])
      expect(await code(await ask(district, { by }))).toEqual([422, "registry.statistic-dimensions"]);
    for (const by of [[], ["diagnosis"], ["category", "sex", "age"]]) expect((await ask(district, { by })).status).toBe(422);
  });

  test("of a month that is over stays what it was, whoever moves away or is registered anew since", async () => {
    const by = ["street", "category"];
    const before = await told(district, { by });
    const gone = { "person.hukou_region": "511102004", "person.hukou_type": "urban" };
    for (let moved = 0; moved < 5; moved++) {
      const { id } = await office.somebody({ hukouRegion: "500106003001", residenceRegion: "500106003001" });
      await office.change(
        id,
        record("hukou", "officer", "2026-11-02", gone),
        record("person.residence_region", "officer", "2026-11-02", { "person.residence_region": "511102004" }),
      );
    }
    await office.change(
      desk.person.id,
      record("hukou", "officer", "2026-11-02", gone),
      record("person.residence_region", "officer", "2026-11-02", { "person.residence_region": "511102004" }),
    );
    const [left] = await office.asOwner<{ area: string }>(
      `select area from registry.snapshot where as_of = '${monthEnd}' and subject_id = ${desk.person.id}`,
    );
    expect(left?.area).toBe("511102004");
    expect(await told(district, { by })).toEqual(before);
  });

  test("without a day the end of the month before is meant", async () => {
    const { token } = await as(district);
    const response = await send(token, { method: "POST", path: registerPaths.statistics, body: { by: ["sex"] } });
    expect(((await response.json()) as { day: string }).day).toBe(monthEnd);
  });
});
