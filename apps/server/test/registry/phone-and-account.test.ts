import { expect, test } from "vitest";
import { readBankAccount } from "../../src/registry/identity/bank-account.ts";
import { readPhone } from "../../src/registry/identity/phone.ts";
import { readOrCode } from "./numbers.ts";

test.each([
  ["13800001234", "13800001234", "mobile"],
  ["138 0000 1234", "13800001234", "mobile"],
  ["138-0000-1234", "13800001234", "mobile"],
  ["１３８００００１２３４", "13800001234", "mobile"],
  ["+86 138 0000 1234", "13800001234", "mobile"],
  ["＋86 13800001234", "13800001234", "mobile"],
  ["0086-13800001234", "13800001234", "mobile"],
  ["8613800001234", "13800001234", "mobile"],
  ["19900001234", "19900001234", "mobile"],
  ["023-65400000", "023-65400000", "landline"],
  ["02365400000", "023-65400000", "landline"],
  ["(023)65400000", "023-65400000", "landline"],
  ["（０２３）６５４０ ００００", "023-65400000", "landline"],
  ["+86 23 6540 0000", "023-65400000", "landline"],
  ["0833-2400000", "0833-2400000", "landline"],
  ["0832 2600000", "0832-2600000", "landline"],
  ["010-65000000", "010-65000000", "landline"],
])("%s is the telephone %s, a %s", (typed, number, kind) => {
  expect(readPhone(typed)).toEqual({ number, kind, lastFour: number.slice(-4) });
});

test.each([
  "",
  "1380000123",
  "138000012345",
  "12800001234",
  "65401111",
  "023-15400000",
  "023-6540",
  "013800001234",
  "无",
  "13800001234/13900001234",
  "+85223456789",
])("%j is no telephone", (typed) => {
  expect(readOrCode(readPhone(typed), typed)).toBe("registry.phone");
});

test.each([
  // The number that card makers print on specimens.
  ["4111 1111 1111 1111", "4111111111111111", true],
  ["4111111111111111", "4111111111111111", true],
  ["4111111111111112", "4111111111111112", false],
  ["５００１－０６００－００００１２", "50010600000012", false],
  ["123456789012", "123456789012", false],
  ["0".repeat(30), "0".repeat(30), true],
])("%s is the account %s; its check digit fits: %s", (typed, number, hasCheckDigit) => {
  expect(readBankAccount(typed)).toEqual({ number, lastFour: number.slice(-4), hasCheckDigit });
});

test.each(["", "12345678901", "1".repeat(31), "41111111X1111111", "卡号4111111111111111"])("%j is no account", (typed) => {
  expect(readOrCode(readBankAccount(typed), typed)).toBe("registry.bank-account");
});
