import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { huican } from "./huican.ts";

const folder = mkdtempSync(join(tmpdir(), "huican-new-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["national", "leshan-2023", "shapingba-2023"])(
  "a new pack that extends %s passes the check as it is, and editors find the schema of each file",
  async (base) => {
    const id = `new-${base}`;
    const made = await huican([
      "new-pack",
      id,
      "--folder",
      folder,
      "--extends",
      base,
      "--region",
      "511199",
      "--zh",
      "甲：“乙”",
      "--en",
      "A: b",
    ]);
    expect([made.status, made.stderr]).toEqual([0, ""]);
    const checked = await huican(["check", id, "--folder", folder]);
    expect(checked.stdout).toContain("✓ 没有问题");
    expect(checked.status).toBe(0);
    const paths = readdirSync(join(folder, id), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
    expect(paths).toHaveLength(7);
    for (const path of paths) {
      const text = readFileSync(join(folder, id, path), "utf8");
      const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      const validate = new Ajv2020({ strict: false, multipleOfPrecision: 6 }).compile(
        JSON.parse(readFileSync(join(folder, id, path, "..", schema), "utf8")) as object,
      );
      validate(parse(text));
      expect(validate.errors ?? [], path).toEqual([]);
    }
  },
  60_000,
);

test.each([
  [["Qinghe"], "small letters"],
  [["青禾-2024"], "small letters"],
  [["vocabulary"], "small letters"],
  [["../out"], "small letters"],
  [["leshan-2023"], "exists"],
  [["there"], "exists"],
  [["mine", "--extends", "atlantis"], "no pack"],
  [["mine", "--region", "5111"], "six digits"],
])("new-pack %j is refused in both languages with exit code 2, and nothing is written", async (args, words) => {
  mkdirSync(join(folder, "there"), { recursive: true });
  writeFileSync(join(folder, "there", "pack.yaml"), "mine\n");
  const { status, stdout, stderr } = await huican(["new-pack", ...args, "--folder", folder]);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/[\u4e00-\u9fff]/);
  expect(existsSync(join(folder, "mine"))).toBe(false);
  expect(readFileSync(join(folder, "there", "pack.yaml"), "utf8")).toBe("mine\n");
});
