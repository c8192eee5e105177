import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkedPassword } from "../../src/access/proof/password.ts";
import { checkedSignInName } from "../../src/access/account/account.ts";

test.each([
  // password                  refused as            why
  ["nine char", "password-short", "nine characters"],
  ["ten  chars", null, "ten characters, spaces among them"],
  ["一二三四五六七八九十", null, "ten characters of Chinese"],
  ["correct horse battery staple", null, "a few words"],
  ["x".repeat(201), "password-long", "more than anybody types"],
  ["1234567890", "password-common", "the digits in their order"],
  ["0987654321", "password-common", "and backwards"],
  ["qwertyuiop", "password-common", "a row of keys"],
  ["aaaaaaaaaaaa", "password-common", "one letter"],
  ["abababababab", "password-common", "two letters"],
  ["PASSWORD123", "password-common", "capitals do not help"],
  ["ｐａｓｓｗｏｒｄ１２３", "password-common", "nor do wide letters"],
  ["woaini1314", "password-common", "what is common in China"],
  ["123qwerty456", "password-common", "what many have thought of"],
  ["my huican 2026", "password-common", "the name of the product"],
  ["harmless-sample-26", "password-common", "what the sample accounts have"],
  ["my Chen-Wei secret", "password-own-name", "one's own sign-in name"],
  ["陈伟的密码很长很长的", "password-own-name", "one's own name"],
])("%j: %s (%s)", (password, code, _why) => {
  const check = () => checkedPassword(password, ["chen-wei", "陈伟"]);
  if (code === null) expect(check()).toBe(password.normalize("NFKC"));
  else expect(check).toThrow(expect.objectContaining({ code: `access.${code}` }) as Error);
});

test("more than the three thousand most common passwords that are long enough are refused", () => {
  const listed = readFileSync(new URL("../../src/access/proof/common-passwords.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  expect(new Set(listed).size).toBeGreaterThan(3_000);
  for (const password of listed) {
    const code = expect.stringMatching(/^access\.password-(common|short)$/) as string;
    expect(() => checkedPassword(password, []), password).toThrow(expect.objectContaining({ code }) as Error);
  }
});

test.each([
  ["Chen.Wei", "chen.wei"],
  ["ＣＨＥＮ", "chen"],
  ["  陈伟 ", "陈伟"],
])("the sign-in name %j is %j", (given, name) => {
  expect(checkedSignInName(given)).toBe(name);
});

test.each([["c"], [""], ["-chen"], ["chen wei"], ["chen<b>"], ["x".repeat(65)], ["13800001234"], ["500106199001011234"]])(
  "%j is no sign-in name",
  (given) => {
    expect(() => checkedSignInName(given)).toThrow(/access\.sign-in-name/);
  },
);
