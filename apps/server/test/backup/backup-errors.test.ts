import { expect, test } from "vitest";
import { backupErrors } from "../../src/platform/backup/index.ts";
import type { Refusal } from "../../src/platform/refusal.ts";

const made = Object.entries(backupErrors).map(([name, make]) => [name, (make as (...given: readonly unknown[]) => Refusal)(2, 3)] as const);

test.each(made)("%s has a stable code and a plain sentence in both languages", (name, { code, zh, en }) => {
  expect(code).toBe(`backup.${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  expect(zh).toMatch(/^[\p{Script=Han}].*。$/u);
  expect(en).toMatch(/^[A-Z].*\.$/);
  expect(en.length).toBeLessThan(260);
  expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
});
