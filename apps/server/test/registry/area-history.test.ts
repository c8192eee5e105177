import { expect, test } from "vitest";
import { areaHistories } from "../../src/registry/area/area-history.ts";
import { ownAreaList, readAreaList } from "../../src/registry/area/area-list.ts";

const on = (code: string, day: string) => areaHistories(ownAreaList(), day).find((area) => area.code === code);

test("every code of the list stands once, a township in its district, a district in its city or else its province", () => {
  const all = areaHistories(ownAreaList(), "2026-11-26");
  expect(all).toHaveLength(new Set(ownAreaList().areas.map(({ code }) => code)).size);
  expect(on("500106003", "2026-11-26")).toMatchObject({
    name: "渝碚路街道",
    level: "township",
    parent: "500106",
    prefix: "500106003",
    isValid: true,
    before: [],
  });
  expect(on("500106", "2026-11-26")?.parent).toBe("500000");
  expect(on("511102", "2026-11-26")).toMatchObject({ parent: "511100", prefix: "511102" });
  expect(on("500000", "2026-11-26")).toMatchObject({ parent: null, prefix: "50" });
});

test.each([
  ["2016-04-30", true, false],
  ["2016-05-01", false, true],
])("on %s Jianyang holds under its old code: %s, and under its new one: %s", (day, isOld, isNew) => {
  expect([on("512081", day)?.isValid, on("510185", day)?.isValid]).toEqual([isOld, isNew]);
  expect(on("512081", day)?.lines).toMatchObject([{ validTo: "2016-04-30", successor: "510185" }]);
  expect(on("510185", day)?.before).toEqual(["512081"]);
});

test("a code that had another name is called as on the day, and has both lines, the oldest first", () => {
  const list = readAreaList(
    [
      "code,name,level,valid_from,valid_to,successor,note",
      "500000,重庆市,province,,,,",
      "500106,新名区,district,2020-01-01,,,",
      "500106,旧名区,district,,2019-12-31,500106,",
      "",
    ].join("\n"),
    "key,name,lies_in,note\n",
  );
  const named = (day: string) => areaHistories(list, day).find(({ code }) => code === "500106");
  expect([named("2019-12-31")?.name, named("2020-01-01")?.name]).toEqual(["旧名区", "新名区"]);
  expect(named("2026-01-01")?.lines.map(({ name }) => name)).toEqual(["旧名区", "新名区"]);
});
