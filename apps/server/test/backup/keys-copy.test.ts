import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bringBackKeys, copyKeys, readKeys } from "../../src/platform/cipher/index.ts";

describe("a copy of the keys", () => {
  let folder: string;
  let keyPlace: string;
  let copy: string;
  const passphrase = "四条腿的 horse battery";

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "huican-keys-"));
    keyPlace = join(folder, "keys.json");
    copy = join(folder, "copy.json");
    readKeys(keyPlace, true);
    await copyKeys(keyPlace, copy, passphrase);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("has nothing of them in the clear, is for its owner alone, and brings them back as they were", async () => {
    const text = readFileSync(copy, "utf8");
    for (const key of readFileSync(keyPlace, "utf8").match(/[0-9a-f]{32,}/g) ?? []) expect(text).not.toContain(key);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const back = join(folder, "elsewhere", "keys.json");
    await bringBackKeys(copy, back, passphrase);
    expect(readFileSync(back, "utf8")).toBe(readFileSync(keyPlace, "utf8"));
    expect(statSync(back).mode & 0o777).toBe(0o600);
  });

  test("does not open with another passphrase, nor where it was changed, and nothing is written", async () => {
    const back = join(folder, "back.json");
    await expect(bringBackKeys(copy, back, `${passphrase} `)).rejects.toMatchObject({ code: "cipher.copy-does-not-open" });
    const said = JSON.parse(readFileSync(copy, "utf8")) as { sealed: string };
    const sealed = Buffer.from(said.sealed, "base64");
    sealed[40] = (sealed[40] ?? 0) ^ 1;
    writeFileSync(copy, JSON.stringify({ ...said, sealed: sealed.toString("base64") }));
    await expect(bringBackKeys(copy, back, passphrase)).rejects.toMatchObject({ code: "cipher.copy-does-not-open" });
    expect(readdirSync(folder).sort()).toEqual(["copy.json", "keys.json"]);
  });

  test("overwrites nothing, neither made nor brought back", async () => {
    const before = readFileSync(keyPlace, "utf8");
    await expect(copyKeys(keyPlace, copy, passphrase)).rejects.toMatchObject({ code: "cipher.keys-are-there" });
    await expect(bringBackKeys(copy, keyPlace, passphrase)).rejects.toMatchObject({ code: "cipher.keys-are-there" });
    expect(readFileSync(keyPlace, "utf8")).toBe(before);
  });

  test.each([
    ["no JSON", "信"],
    ["something else", "{}"],
    ["one that would take days", '{"what":"huican-keys","memory":99999999,"passes":3,"parallelism":4,"salt":"AAAA","sealed":"AAAA"}'],
  ])("that is %s is refused", async (_, text) => {
    writeFileSync(copy, text);
    await expect(bringBackKeys(copy, join(folder, "back.json"), passphrase)).rejects.toMatchObject({ code: "cipher.copy-unreadable" });
  });

  test("wants a passphrase that cannot be tried out, and keys that are there", async () => {
    const to = join(folder, "second.json");
    await expect(copyKeys(keyPlace, to, "elevenchars")).rejects.toMatchObject({ code: "cipher.passphrase-too-short" });
    await expect(copyKeys(join(folder, "none.json"), to, passphrase)).rejects.toMatchObject({ code: "cipher.keys-missing" });
    await expect(copyKeys(keyPlace, join(folder, "none", "x.json"), passphrase)).rejects.toMatchObject({ code: "cipher.keys-not-written" });
  });
});
