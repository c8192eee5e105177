import { expect, test } from "vitest";
import {
  agreesWith,
  categoryAndLevelOf,
  isSameCertificate,
  levelsSaidBy,
  readCertificateNumber,
  type DisabilityLevels,
} from "../../src/registry/identity/certificate-number.ts";
import { numbered, ofTheStandard, readOrCode, today } from "./numbers.ts";

const [withX] = ofTheStandard;
const allButMental: DisabilityLevels = {
  "disability.visual": 0,
  "disability.hearing": 0,
  "disability.speech": 0,
  "disability.physical": 0,
  "disability.intellectual": 0,
};
const none: DisabilityLevels = { ...allButMental, "disability.mental": 0 };

test.each([
  [`${withX}43`, { category: 4, level: 3, reissue: 0 }],
  [`${withX}11`, { category: 1, level: 1, reissue: 0 }],
  [`${withX}74`, { category: 7, level: 4, reissue: 0 }],
  [`${withX}43B1`, { category: 4, level: 3, reissue: 1 }],
  [`${withX}43B12`, { category: 4, level: 3, reissue: 12 }],
])("%s has its parts", (typed, parts) => {
  expect(readCertificateNumber(typed, { today })).toEqual({ number: typed, identityNumber: withX, ...parts });
});

test.each([
  ["11010519491231002x43b1", "small letters"],
  ["110105 19491231 002X 43 B1", "spaces"],
  ["１１０１０５１９４９１２３１００２Ｘ４３Ｂ１", "full-width characters"],
  ["11010519491231002X-43-B1", "hyphens"],
])("%s is read in spite of %s", (typed) => {
  expect(readCertificateNumber(typed, { today })).toMatchObject({ number: `${withX}43B1` });
});

test.each([
  ["", "form"],
  [withX, "form"],
  [`${withX}4`, "form"],
  [`${withX}433`, "form"],
  [`${withX}4X`, "form"],
  [`${withX}43B`, "form"],
  [`${withX}43B0`, "form"],
  [`${withX}43B100`, "form"],
  [`${withX}43A1`, "form"],
  [`${withX}03`, "category"],
  [`${withX}83`, "category"],
  [`${withX}40`, "level"],
  [`${withX}45`, "level"],
  ["1101051949123100204310", "form"],
  ["11010519491231002043", "identity"],
  ["12345619701111001343", "identity"],
  [`${numbered("99010619850607003")}43`, "identity"],
])("%s is refused for its %s", (typed, reason) => {
  expect(readOrCode(readCertificateNumber(typed, { today }), typed)).toBe(`registry.certificate-number-${reason}`);
});

test("what is wrong with the identity number inside is said in both languages", () => {
  const refusal = readCertificateNumber("11010519491231002043", { today });
  expect(refusal).toMatchObject({ zh: expect.stringContaining("校验码"), en: expect.stringContaining("check digit") });
});

test("a sample person's certificate is read where sample people are welcome", () => {
  const typed = `${numbered("99010619850607003")}62`;
  expect(readCertificateNumber(typed, { today, acceptsSynthetic: true })).toMatchObject({ category: 6, level: 2 });
});

test.each([
  [`${withX}43`, `${withX}43B1`, true],
  [`${withX}43B1`, `${withX}43b2`, true],
  [`${withX}43`, "11010519491231002x 43", true],
  [`${withX}43`, `${withX}42`, false],
  [`${withX}43`, `${withX}73`, false],
])("%s and %s are one certificate: %s", (one, other, isSame) => {
  expect(isSameCertificate(one, other)).toBe(isSame);
});

test.each([
  // levels, category and level
  [
    { ...none, "disability.visual": 1 },
    { category: 1, level: 1 },
  ],
  [
    { ...none, "disability.hearing": 2 },
    { category: 2, level: 2 },
  ],
  [
    { ...none, "disability.speech": 3 },
    { category: 3, level: 3 },
  ],
  [
    { ...none, "disability.physical": 4 },
    { category: 4, level: 4 },
  ],
  [
    { ...none, "disability.intellectual": 2 },
    { category: 5, level: 2 },
  ],
  [
    { ...none, "disability.mental": 3 },
    { category: 6, level: 3 },
  ],
  [
    { ...none, "disability.hearing": 1, "disability.speech": 3 },
    { category: 7, level: 1 },
  ],
  [
    { ...none, "disability.intellectual": 4, "disability.mental": 3, "disability.physical": 3 },
    { category: 7, level: 3 },
  ],
  [none, null],
  [{ "disability.visual": 1 }, null],
])("levels %j make the digits %j", (levels, digits) => {
  expect(categoryAndLevelOf(levels)).toEqual(digits);
  if (digits) expect(agreesWith(digits, levels)).toBe(true);
});

test.each<readonly [string, DisabilityLevels, boolean, string]>([
  // digits, levels, agrees, why
  ["43", { ...none, "disability.physical": 3 }, true, "the same"],
  ["43", { ...none, "disability.physical": 2 }, false, "another level"],
  ["43", { ...none, "disability.hearing": 3 }, false, "another category"],
  ["43", { ...none, "disability.physical": 3, "disability.mental": 4 }, false, "a second category"],
  ["43", none, false, "no disability"],
  ["43", { "disability.physical": 3 }, true, "others not known"],
  ["43", { "disability.mental": 0 }, true, "its own category not known"],
  ["43", { "disability.mental": 4 }, false, "a second category, its own not known"],
  ["43", {}, true, "nothing known"],
  ["72", { ...none, "disability.hearing": 2, "disability.speech": 4 }, true, "level of the heaviest"],
  ["72", { ...none, "disability.hearing": 3, "disability.speech": 4 }, false, "a heavier level than any category"],
  ["73", { ...none, "disability.hearing": 2, "disability.speech": 3 }, false, "a lighter level than the heaviest"],
  ["72", { ...none, "disability.hearing": 2 }, false, "one category only"],
  ["72", {}, true, "nothing known"],
  ["72", { "disability.hearing": 4 }, true, "the other may be the heaviest"],
  ["72", { "disability.hearing": 1 }, false, "already heavier"],
  ["72", { "disability.visual": 0, "disability.hearing": 0, "disability.speech": 0, "disability.physical": 0 }, true, "two are left open"],
  ["72", allButMental, false, "only one is left open"],
])("digits %s agree with %j: %s (%s)", (digits, levels, agrees) => {
  expect(agreesWith({ category: Number(digits.charAt(0)), level: Number(digits.charAt(1)) }, levels)).toBe(agrees);
});

test("one category says that there is no other; a multiple disability says nothing of its categories", () => {
  expect(levelsSaidBy({ category: 5, level: 2 })).toEqual({ ...none, "disability.intellectual": 2 });
  expect(levelsSaidBy({ category: 7, level: 2 })).toEqual({});
});
