import { expect, test } from "vitest";
import { backupErrors } from "../../src/platform/backup/index.ts";
import type { Refusal } from "../../src/platform/refusal.ts";

const ofKeys = new Set(["keysMissing", "otherKeys", "keysTooOld", "signingKeyMissing"]);
const service = { zh: "密钥管理服务", en: "the key service" };
const made = Object.entries(backupErrors).map(
  ([name, make]) => [name, (make as (...given: readonly unknown[]) => Refusal)(ofKeys.has(name) ? service : 2, 3)] as const,
);

test.each(made)("%s has a stable code and a plain sentence in both languages", (name, { code, zh, en }) => {
  expect(code).toBe(`backup.${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  expect(zh).toMatch(/^[\p{Script=Han}].*。$/u);
  expect(en).toMatch(/^[A-Z].*\.$/);
  if (ofKeys.has(name)) expect([zh, en]).toEqual([expect.stringContaining(service.zh), expect.stringContaining(service.en)]);
  expect(en.length).toBeLessThan(260);
  expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
});
