import { expect, test } from "vitest";
import type { Area, AreaList } from "../src/administration/areas/area-queries.ts";
import { areasIn, areasNamed, astray, chainOf, countsOf, zonesNamed } from "../src/administration/areas/area-tree.ts";

function area(code: string, name: string, parent: string | null, prefix: string, more: Partial<Area> = {}): Area {
  const lines = [{ name, validFrom: null, validTo: null, successor: null, note: null }];
  return { code, name, parent, prefix, level: "district", isValid: true, before: [], lines, ...more };
}

const ended = [{ name: "简阳市", validFrom: null, validTo: "2016-04-30", successor: "510185", note: null }];
const jianyang = area("512081", "简阳市", "512000", "512081", { isValid: false, lines: ended });
const street = area("512002001", "莲花街道", "512002", "512002001");
const list: Pick<AreaList, "areas" | "zones"> = {
  areas: [
    area("510000", "四川省", null, "51"),
    area("512000", "资阳市", "510000", "5120"),
    jianyang,
    area("512002", "雁江区", "512000", "512002"),
    street,
  ],
  zones: [{ key: "ziyang-high-tech", name: "资阳高新区", liesIn: ["512000"], note: null }],
};
const appointed = [
  { area: "51", count: 1 },
  { area: "512002", count: 2 },
  { area: "512002001", count: 3 },
  { area: "512002001002", count: 4 },
  { area: "512081", count: 5 },
];

test("an area lies in all that is around it, and has below it what holds before what has ended", () => {
  expect(chainOf(list, street).map(({ name }) => name)).toEqual(["四川省", "资阳市", "雁江区", "莲花街道"]);
  expect(areasIn(list, "512000").map(({ name }) => name)).toEqual(["雁江区", "简阳市"]);
  expect(areasIn(list, null).map(({ name }) => name)).toEqual(["四川省"]);
});

test("areas are found by a part of the name or by the beginning of the code, zones by name", () => {
  expect(areasNamed(list, "莲花").map(({ code }) => code)).toEqual(["512002001"]);
  expect(areasNamed(list, "512002").map(({ code }) => code)).toEqual(["512002", "512002001"]);
  expect(areasNamed(list, "002").map(({ code }) => code)).toEqual([]);
  expect(zonesNamed(list, "高新").map(({ key }) => key)).toEqual(["ziyang-high-tech"]);
});

test("appointments are counted here, below, and around", () => {
  expect(countsOf(appointed, street)).toEqual({ here: 3, below: 4, above: 3 });
  expect(countsOf(appointed, { prefix: "5120" })).toEqual({ here: 0, below: 14, above: 1 });
});

test("an appointment is astray where its area has ended or is not listed; a village holds as its township does", () => {
  expect(astray(list, appointed)).toEqual([{ area: "512081", count: 5, ended: jianyang }]);
  expect(astray(list, [{ area: "999999", count: 1 }])).toEqual([{ area: "999999", count: 1 }]);
});
