import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPacks, ownFolders } from "../src/policy/index.ts";

test("a broken pack opens nothing and lists all faults of all files; mended, it comes from the cache the second time", async () => {
  const folder = mkdtempSync(join(tmpdir(), "huican-packs-"));
  const folders = { packs: join(folder, "packs"), cache: join(folder, "cache") };
  cpSync(ownFolders.packs, folders.packs, { recursive: true });
  const broken = ["leshan-2023/measures/04-social-welfare.yaml", "shapingba-2023/measures/14-digital-tv.yaml"].map((path) =>
    join(folders.packs, path),
  );
  const whole = broken.map((path) => readFileSync(path, "utf8"));
  broken.forEach((path, i) => writeFileSync(path, (whole[i] ?? "").replace("certificate_valid", "certificate_vaild")));

  const { packs, faults } = await loadPacks(folders);
  expect(packs).toBeNull();
  expect(faults?.map(({ file, code, remedy_en }) => [file, code, remedy_en])).toEqual([
    ["leshan-2023/measures/04-social-welfare.yaml", "unknown_name", 'Did you mean "certificate_valid"?'],
    ["shapingba-2023/measures/14-digital-tv.yaml", "unknown_name", 'Did you mean "certificate_valid"?'],
  ]);

  broken.forEach((path, i) => writeFileSync(path, whole[i] ?? ""));
  const first = await loadPacks(folders);
  const second = await loadPacks(folders);
  expect(first.faults).toBeNull();
  expect([...(second.packs?.values() ?? [])].map((pack) => pack.compiled)).toEqual(
    [...(first.packs?.values() ?? [])].map((pack) => pack.compiled),
  );
  rmSync(folder, { recursive: true });
});
