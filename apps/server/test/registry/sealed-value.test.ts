import { expect, test } from "vitest";
import { isSealedText, sealValue, type SealedKind } from "../../src/registry/identity/sealed-value.ts";
import { testCipher } from "./sample-register.ts";

const certificate = "99010619800229123842";

test.each<[SealedKind, string, string, boolean, string]>([
  // kind, kept, said, same, why
  ["phone", "13800000001", "13800000001", true, "a telephone is found as a whole"],
  ["phone", "13800000001", "13900000001", false, "the same last digits are not the same telephone"],
  ["identity-number", certificate.slice(0, 18), certificate.slice(0, 18), true, "a number is found as a whole"],
  ["certificate-number", certificate, certificate, true, "a certificate is itself"],
  ["certificate-number", certificate, `${certificate}B1`, false, "a reissue is found under the same number and is another text"],
  ["certificate-number", `${certificate}B1`, certificate, false, "and the other way round"],
  ["address", "沙坪坝区小龙坎街道1号", "沙坪坝区小龙坎街道1号", true, "an address is found by nothing, so it is opened"],
  ["address", "沙坪坝区小龙坎街道1号", "沙坪坝区小龙坎街道2号", false, "and says what it says"],
])("%s %s is %s: %s (%s)", (kind, kept, said, same) => {
  expect(isSealedText(testCipher, kind, 7, sealValue(testCipher, kind, 7, kept), said)).toBe(same);
});

test("what is told by its blind index is not opened, and what has to be opened is that of its file alone", () => {
  const phone = sealValue(testCipher, "phone", 7, "13800000001");
  expect(isSealedText(testCipher, "phone", 7, { ...phone, keyVersion: 99 }, "13800000001")).toBe(true);
  const address = sealValue(testCipher, "address", 7, "小龙坎街道1号");
  expect(() => isSealedText(testCipher, "address", 8, address, "小龙坎街道1号")).toThrow(
    expect.objectContaining({ code: "cipher.does-not-open" }),
  );
});
