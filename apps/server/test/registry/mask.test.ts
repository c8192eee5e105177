import { expect, test } from "vitest";
import {
  maskedBankAccount,
  maskedCertificateNumber,
  maskedIdentityNumber,
  maskedName,
  maskedPhone,
} from "../../src/registry/identity/mask.ts";
import { numbered } from "./numbers.ts";

const synthetic = numbered("99010619850607003");

test.each([
  ["11010519491231002X", "11*************02X"],
  ["110105491231002", "11**********002"],
  ["not a number", "****"],
  ["", ""],
])("the identity number %s is shown as %s", (number, shown) => {
  expect(maskedIdentityNumber(number)).toBe(shown);
});

test.each([
  ["11010519491231002X43", "******************43"],
  ["11010519491231002X43B1", "******************43B1"],
  [`${synthetic}71`, "******************71"],
  // What has no certificate's form may have an identity number anywhere.
  ["11010519491231002X", "****"],
  ["4311010519491231002X", "****"],
  ["", ""],
])("the certificate number %s is shown as %s", (number, shown) => {
  expect(maskedCertificateNumber(number)).toBe(shown);
});

test.each([
  ["13800001234", "138****1234"],
  ["023-65400000", "023-****0000"],
  ["0833-2400000", "0833-***0000"],
  ["12345", "****"],
  ["", ""],
])("the telephone %s is shown as %s", (number, shown) => {
  expect(maskedPhone(number)).toBe(shown);
});

test.each([
  ["4111111111111111", "****1111"],
  ["123456789012", "****9012"],
  ["1234", "****"],
  ["", ""],
])("the account %s is shown as %s", (number, shown) => {
  expect(maskedBankAccount(number)).toBe(shown);
});

test.each([
  // name, shown, why
  ["张明", "张*", "two characters"],
  ["张晓明", "张*明", "three characters"],
  ["张王晓明", "张**明", "two surnames side by side"],
  ["欧阳修", "欧阳*", "a compound surname"],
  ["欧阳晓明", "欧阳*明", "a compound surname and two characters"],
  ["欧阳", "欧*", "nothing but what could be a compound surname"],
  ["东方红", "东方*", "a compound surname that is also a word"],
  ["明", "*", "a name of one character"],
  ["阿依古丽·买买提", "阿***·**提", "parts with a dot"],
  ["阿依古丽•买买提", "阿***•**提", "another dot"],
  ["买·提", "买·*", "two characters around a dot"],
  ["阿·买提", "阿·*提", "a first part of one character"],
  ["吉克阿木", "吉**木", "four characters without a dot"],
  ["𠮷田明", "𠮷*明", "a rare surname, two units of UTF-16"],
  ["张𬍛", "张*", "a rare given name"],
  ["张晓𫖯", "张*𫖯", "a rare last character"],
  ["葛\u{E0100}小明", "葛\u{E0100}*明", "a selector of a variant belongs to its character"],
  ["\uE863小明", "\uE863*明", "a character of a bank's private area"],
  [" 张明 ", "张*", "spaces around"],
  ["", "", "nothing"],
])("the name %s is shown as %s (%s)", (name, shown) => {
  expect(maskedName(name)).toBe(shown);
});

test("no mask shows more than it says", () => {
  expect(maskedIdentityNumber(synthetic).replaceAll("*", "")).toHaveLength(5);
  expect(maskedCertificateNumber(`${synthetic}43B1`)).not.toMatch(/\d{3}/);
  expect(maskedBankAccount("9".repeat(30))).toHaveLength(8);
});
