import { expect, test } from "vitest";
import { legacyNumberOf, readIdentityNumber, readLegacyNumber } from "../../src/registry/identity/identity-number.ts";
import { numbered, ofTheStandard, readOrCode, today } from "./numbers.ts";

const [woman, centenarian] = ofTheStandard;

test.each([
  // typed, born, sex, provinces
  [woman, "1949-12-31", "female", ["110000"]],
  [centenarian, "1880-01-01", "male", ["440000"]],
  [numbered("51021219791103001"), "1979-11-03", "male", ["510000", "500000"]],
  [numbered("51300119961231002"), "1996-12-31", "female", ["510000", "500000"]],
  [numbered("51110219970101002"), "1997-01-01", "female", ["510000"]],
  [numbered("50010619850607003"), "1985-06-07", "male", ["500000"]],
  [numbered("81000019900101001"), "1990-01-01", "male", ["810000"]],
  [numbered("82000019900101002"), "1990-01-01", "female", ["820000"]],
  [numbered("83000020000229001"), "2000-02-29", "male", ["830000"]],
  [numbered(`500106${today.replaceAll("-", "")}001`), today, "male", ["500000"]],
])("%s is somebody born on %s, %s", (typed, birthDate, sex, provinces) => {
  expect(readIdentityNumber(typed, { today })).toEqual({
    number: typed,
    birthDate,
    sex,
    regionCode: typed.slice(0, 6),
    provinces,
    isSynthetic: false,
  });
});

test.each([
  ["11010519491231002x", "a small x"],
  [" 110105 19491231 002X\t", "spaces"],
  ["110105-19491231-002X", "hyphens"],
  ["110105—19491231—002X", "dashes"],
  ["１１０１０５１９４９１２３１００２Ｘ", "full-width characters"],
  ["110105　19491231　002ｘ", "full-width spaces and a full-width x"],
  ["\u200E11010519491231002X\uFEFF", "marks that nobody sees"],
])("%j is read in spite of %s", (typed) => {
  expect(readIdentityNumber(typed, { today })).toMatchObject({ number: woman });
});

test.each([
  ["", "form"],
  ["张明", "form"],
  ["1101051949123100", "form"],
  ["11010519491231002XX", "form"],
  ["1101051949123100X2", "form"],
  ["X1010519491231002X", "form"],
  ["110105491231002", "legacy"],
  [numbered("00010519491231002"), "region"],
  [numbered("16010519491231002"), "region"],
  [numbered("84000019900101001"), "region"],
  [numbered("91000019900101001"), "region"],
  [numbered("50010619850230003"), "birth-date"],
  [numbered("50010619010229003"), "birth-date"],
  [numbered("50010619851306003"), "birth-date"],
  [numbered("50010619850600003"), "birth-date"],
  [numbered("50010617991231003"), "birth-date"],
  [numbered("50010621000101003"), "birth-date"],
  [numbered("50010620260302003"), "future"],
  ["110105194912310020", "checksum"],
  ["11010519491231003X", "checksum"],
  // The sample that the regulation on certificates itself prints.
  ["123456197011110013", "checksum"],
  [numbered("99010619850607003"), "synthetic"],
])("%s is refused for its %s", (typed, reason) => {
  expect(readOrCode(readIdentityNumber(typed, { today }), typed)).toBe(`registry.identity-number-${reason}`);
});

test("sample people are read where they are welcome, and their other digits are checked all the same", () => {
  const options = { today, acceptsSynthetic: true };
  const typed = numbered("99010619850607003");
  expect(readIdentityNumber(typed, options)).toMatchObject({ isSynthetic: true, provinces: [], birthDate: "1985-06-07", sex: "male" });
  expect(readOrCode(readIdentityNumber(numbered("99010619850631003"), options), "")).toBe("registry.identity-number-birth-date");
  expect(readIdentityNumber(woman, options)).toMatchObject({ isSynthetic: false });
});

test("one wrong digit, or two neighbours exchanged, is always noticed", () => {
  const typed = numbered("99010619850607003");
  const slips = Array.from(typed)
    .slice(0, 17)
    .flatMap((digit, place) => {
      const wrong = Array.from("0123456789")
        .filter((other) => other !== digit)
        .map((other) => typed.slice(0, place) + other + typed.slice(place + 1));
      const next = typed.charAt(place + 1);
      return next === digit ? wrong : [...wrong, typed.slice(0, place) + next + digit + typed.slice(place + 2)];
    });
  expect(slips.filter((slip) => !(readIdentityNumber(slip, { today, acceptsSynthetic: true }) instanceof Error))).toEqual([]);
});

test("an old number of 15 digits is an alias of the one it became", () => {
  expect(readLegacyNumber("110105 491231 002", { today })).toMatchObject({
    legacyNumber: "110105491231002",
    identity: { number: woman, birthDate: "1949-12-31", sex: "female" },
  });
  expect(legacyNumberOf(woman)).toBe("110105491231002");
  expect(legacyNumberOf(numbered("50010620000607003"))).toBeNull();
});

test.each([
  ["11010549123100X", "legacy-number-form"],
  [woman, "legacy-number-form"],
  ["110105490231002", "identity-number-birth-date"],
  ["000105491231002", "identity-number-region"],
  ["990105491231002", "identity-number-synthetic"],
])("%s is no old number (%s)", (typed, reason) => {
  expect(readOrCode(readLegacyNumber(typed, { today }), typed)).toBe(`registry.${reason}`);
});
