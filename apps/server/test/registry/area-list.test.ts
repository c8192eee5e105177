import { expect, test } from "vitest";
import { ownAreaList, readAreaList } from "../../src/registry/area/area-list.ts";

const own = ownAreaList();

test.each([
  ["500105", 12],
  ["500106", 26],
  ["511102", 17],
  ["511111", 9],
  ["511112", 8],
  ["511113", 5],
  ["511123", 15],
  ["511124", 15],
  ["511126", 9],
  ["511129", 13],
  ["511132", 13],
  ["511133", 15],
  ["511181", 13],
  ["512002", 22],
  ["512021", 46],
  ["512022", 21],
])("%s has %i townships and streets", (district, count) => {
  expect(own.areas.filter(({ code, level }) => level === "township" && code.startsWith(district))).toHaveLength(count);
});

test("all townships of the districts are listed, and no others", () => {
  expect(own.areas.filter(({ level }) => level === "township")).toHaveLength(259);
  expect(own.areas.filter(({ level }) => level === "district")).toHaveLength(16 + 2);
});

test.each([
  ["500106003", "重庆市沙坪坝区渝碚路街道"],
  ["500105", "重庆市江北区"],
  ["511102102", "四川省乐山市市中区土主镇"],
  ["511113200", "四川省乐山市金口河区和平彝族乡"],
  ["511133", "四川省乐山市马边彝族自治县"],
  ["512022204", "四川省资阳市乐至县双河场乡"],
  ["512081", "四川省资阳市简阳市"],
  ["510185", "四川省成都市简阳市"],
  ["500000", "重庆市"],
  ["999999", null],
  ["500106003001", null],
  // Elsewhere down to the districts; a city without any, and one that is called as its only district.
  ["511002", "四川省内江市市中区"],
  ["500113", "重庆市巴南区"],
  ["110101", "北京市东城区"],
  ["441900", "广东省东莞市"],
  ["620201", "甘肃省嘉峪关市"],
  ["429004", "湖北省仙桃市"],
  ["511000", "四川省内江市"],
  ["110000", "北京市"],
  ["500113001", null],
])("%s is called %s", (code, name) => {
  expect(own.nameOf(code)).toBe(name);
});

test("Jianyang left Ziyang in 2016: the old code leads to the new one", () => {
  expect(own.areaAt("512081", "2015-01-01")?.name).toBe("简阳市");
  expect(own.areaAt("512081", "2020-01-01")).toBeNull();
  expect(own.areaAt("510185", "2015-01-01")).toBeNull();
  expect(own.currentCode("512081", "2015-01-01")).toBe("512081");
  expect(own.currentCode("512081", "2020-01-01")).toBe("510185");
  expect(own.nameOf("512081", "2020-01-01")).toBeNull();
  expect(own.nameOf("512081", "2015-01-01")).toBe("四川省资阳市简阳市");
});

test.each([
  ["沙坪坝", ["500106", "500106002"]],
  ["沙坪坝区", ["500106"]],
  ["沙坪坝街道", ["500106002"]],
  ["渝碚路", ["500106003"]],
  ["沙坪坝区渝碚路街道", ["500106003"]],
  ["重庆市沙坪坝区渝碚路街道", ["500106003"]],
  ["土主镇", ["511102102"]],
  ["土主", ["500106021", "511102102"]],
  ["龙门", ["511181200", "512022117"]],
  ["峨边", ["511132"]],
  ["和平", ["511113200"]],
  ["市中区", ["511102"]],
  ["乐山高新区", ["leshan-high-tech"]],
  ["渝中区", []],
  ["", []],
])("people who say %s mean %j", (words, places) => {
  expect(own.placesNamed(words)).toEqual(places);
});

test("elsewhere one chooses among districts and cities that have none, and a name that several have leads to all of them", () => {
  const { places, codesNamed } = own.elsewhere;
  const codes = new Set(places.map(({ code }) => code));
  for (const code of ["500113", "441900", "620201"]) expect(codes).toContain(code);
  for (const code of ["110000", "511000", "620200", "500106", "512081"]) expect(codes).not.toContain(code);
  expect(codes.size).toBe(places.length);
  expect(codesNamed("重庆市巴南区")).toEqual(["500113"]);
  expect(codesNamed("内江市市中区")).toEqual(["511002"]);
  expect(codesNamed("市中区")).toEqual(["370103", "370402", "511002"]);
  expect(codesNamed("内江市")).toEqual([]);
});

test.each([
  ["a code of five digits", "11010,东城区"],
  ["a code of ours", "990101,甲区"],
  ["a code twice", "110000,北京市\n110000,北京"],
  ["another order", "120000,天津市\n110000,北京市"],
  ["a district in nothing", "110101,东城区"],
])("the list of elsewhere is refused with %s", (_, lines) => {
  expect(() =>
    readAreaList(
      "code,name,level,valid_from,valid_to,successor,note\n990101,甲区,district,,,,\n990000,示例省,province,,,,",
      "key,name,lies_in,note",
      `code,name\n${lines}`,
    ),
  ).toThrow("The list of areas is wrong");
});

test("zones lie in areas that are listed", () => {
  expect(own.zones.map(({ name, liesIn }) => [name, ...liesIn])).toEqual([
    ["乐山高新区", "511100"],
    ["资阳高新区", "512000"],
    ["资阳临空经济区", "512000"],
  ]);
});

test("a code may be used again, a chain of successors is followed to its end, and an area without one is lost", () => {
  const list = readAreaList(
    `code,name,level,valid_from,valid_to,successor,note
990000,示例省,province,,,,
990101,甲区,district,,2009-12-31,990102,
990101,新甲区,district,2015-01-01,,,
990102,乙区,district,,2012-06-30,990103,并入丙区
990103,丙区,district,2010-01-01,,,
990103001,一街道,township,2010-01-01,2019-12-31,,
`,
    "key,name,lies_in,note\n",
  );
  expect(list.currentCode("990101", "2005-01-01")).toBe("990101");
  expect(list.currentCode("990101", "2010-01-01")).toBe("990102");
  expect(list.currentCode("990101", "2013-01-01")).toBe("990103");
  expect(list.currentCode("990101", "2015-01-01")).toBe("990101");
  expect(list.nameOf("990101")).toBe("示例省新甲区");
  expect(list.nameOf("990101", "2005-01-01")).toBe("示例省甲区");
  expect(list.currentCode("990103001", "2019-12-31")).toBe("990103001");
  expect(list.currentCode("990103001", "2020-01-01")).toBeNull();
  expect(list.currentCode("990103", "2000-01-01")).toBeNull();
});

test.each([
  ["990101,,district,,,,", "no name"],
  ["99010,甲区,district,,,,", "not the code of a district"],
  ["990101,甲区,township,,,,", "not the code of a township"],
  ["990101001,甲街道,district,,,,", "not the code of a district"],
  ["990101,甲区,county,,,,", "no such level"],
  ["990101,甲区,district,2010-02-30,,,", "no such day"],
  ["990101,甲区,district,2010-02-01,2010-01-01,,", "ends before it begins"],
  ["980101,甲区,district,,,,", "lies in nothing"],
  ["990101001,甲街道,township,,,,", "lies in nothing"],
  ["990101,甲区,district,,,,\n990101,乙区,district,2010-01-01,,,", "periods overlap"],
  ["990101,甲区,district,,2010-01-01,,\n990101,乙区,district,2010-01-01,,,", "periods overlap"],
  ["990101,甲区,district,,2010-01-01,990109,", "does not follow"],
  ["990101,甲区,district,,,990102,\n990102,乙区,district,,,,", "does not end"],
  ["990101,甲区,district,,2010-01-01,990102,\n990102,乙区,district,2011-01-01,,,", "does not follow"],
  ["990101,甲区,district,,", "5 cells"],
])("a list with %j is refused: %s", (row, fault) => {
  expect(areaFaultsIn(row)).toContain(fault);
});

test.each([
  ["zone,某区,990000,", ""],
  ["zone,某区,,", "lies nowhere"],
  ["zone,某区,990000 980000,", "lies in 980000"],
  ["zone,某区,990000,\nzone,另一区,990000,", "twice"],
])("zones %j: %s", (row, fault) => {
  expect(areaFaultsIn("", row)).toContain(fault);
});

/** What a list of one province and these rows is refused for. */
function areaFaultsIn(rows: string, zones = ""): string {
  const withProvince = `code,name,level,valid_from,valid_to,successor,note\n990000,示例省,province,,,,\n${rows}\n`;
  try {
    readAreaList(withProvince.replace(/\n\n$/, "\n"), `key,name,lies_in,note\n${zones}${zones && "\n"}`);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}
