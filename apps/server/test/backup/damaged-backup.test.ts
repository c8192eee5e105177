import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cipherWith, readKeys } from "../../src/platform/cipher/index.ts";
import { writeBackup } from "../../src/platform/backup/backup-file.ts";
import { openBackup } from "../../src/platform/backup/index.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { knownMigrations } from "../../src/platform/database/index.ts";
import { backUpRegister, openRegister, readBackup, restoreRegister } from "../../src/registry/index.ts";
import { canMount, SmallDisk } from "../registry/small-disk.ts";
import { smallVocabulary } from "../registry/whole-register.ts";
import { newPlace, type RegisterPlace } from "./register-place.ts";

/** A backup of a register with nobody in it: where a file is damaged does not depend on who is in it. */
describe("a backup that is not as it was written", () => {
  let from: RegisterPlace;
  let to: RegisterPlace;
  let path: string;
  let whole: Buffer;

  beforeAll(async () => {
    from = await newPlace("postgres");
    to = await newPlace("postgres");
    await (await openRegister(from.settings, await smallVocabulary(), true)).close();
    path = join(from.folder, "whole.huican");
    await backUpRegister(from.settings, path, systemClock);
    whole = readFileSync(path);
  });
  afterAll(async () => {
    await from.remove();
    await to.remove();
  });

  const read = (bytes: Buffer) => {
    const damaged = join(from.folder, "damaged.huican");
    writeFileSync(damaged, bytes);
    return readBackup(damaged, from.settings.keyPlace);
  };
  const frames = (bytes: Buffer): readonly Buffer[] => {
    const found: Buffer[] = [];
    let place = bytes.indexOf("\n", bytes.indexOf("\n") + 1) + 1;
    found.push(bytes.subarray(0, place));
    while (place < bytes.length) {
      const end = place + 4 + bytes.readUInt32BE(place);
      found.push(bytes.subarray(place, end));
      place = end;
    }
    return found;
  };

  test("whole it is read", async () => {
    expect((await read(whole)).checked.manifest.steps.length).toBe(knownMigrations().length);
  });

  test("one bit anywhere, and it is refused", async () => {
    const places = [
      ...Array.from({ length: 60 }, (_, i) => Math.floor((i * whole.length) / 60)),
      ...frames(whole).map((_, i, all) => all.slice(0, i).reduce((sum, { length }) => sum + length, 0)),
    ];
    for (const place of places) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await expect(read(changed), `byte ${place}`).rejects.toMatchObject({ code: /^backup\./ });
    }
  });

  test("cut off anywhere, even between two parts, it is not complete", async () => {
    const parts = frames(whole);
    for (let kept = 1; kept < parts.length; kept++)
      await expect(read(Buffer.concat(parts.slice(0, kept)))).rejects.toMatchObject({ code: "backup.incomplete" });
    for (const less of [1, 100, 2_000]) await expect(read(whole.subarray(0, -less))).rejects.toMatchObject({ code: "backup.incomplete" });
  });

  test("a part left out, exchanged, taken from another backup of the same register, or added: refused", async () => {
    const otherPath = join(from.folder, "other.huican");
    await backUpRegister(from.settings, otherPath, systemClock);
    const [parts, others] = [frames(whole), frames(readFileSync(otherPath))];
    const without = parts.filter((_, i) => i !== 3);
    const exchanged = parts.with(2, parts[3] as Buffer).with(3, parts[2] as Buffer);
    const mixed = parts.with(2, others[2] as Buffer);
    const otherBeginning = parts.with(0, others[0] as Buffer);
    const added = [...parts, parts.at(-1) as Buffer];
    for (const each of [without, exchanged, mixed, otherBeginning, added])
      await expect(read(Buffer.concat(each))).rejects.toMatchObject({ code: "backup.damaged" });
  });

  test.each([
    ["an empty file", Buffer.alloc(0), "backup.not-a-backup"],
    ["a picture", Buffer.from("\x89PNG\r\n"), "backup.not-a-backup"],
    ["random bytes", randomBytes(5_000), "backup.not-a-backup"],
    ["one of a newer program", Buffer.from("huican-backup 2\n{}\n"), "backup.newer-format"],
    ["a beginning alone", Buffer.from("huican-backup 1\n{}\n"), "backup.damaged"],
  ])("%s is refused", async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });

  test("a folder, or nothing, is refused", async () => {
    for (const no of [from.folder, join(from.folder, "nothing.huican")])
      await expect(readBackup(no, from.settings.keyPlace)).rejects.toMatchObject({ code: "backup.unreadable" });
  });

  test.each([
    [
      "of more steps than this program knows",
      (steps: readonly object[]) => [...steps, { number: 9_999, name: "9999-later.sql", checksum: "" }],
      "backup.newer-schema",
    ],
    [
      "of steps that read otherwise here",
      (steps: readonly object[]) => steps.with(0, { ...steps[0], checksum: "" }),
      "backup.other-schema",
    ],
  ])("one %s is refused", async (_, change, code) => {
    const { header } = await openBackup(path);
    const { signing: _signing, ...keys } = readKeys(from.settings.keyPlace, false);
    const { checked } = await readBackup(path, from.settings.keyPlace);
    const made = join(from.folder, `${code}.huican`);
    await writeBackup(made, cipherWith(keys), header, async (add) => {
      await add({ title: "manifest", text: JSON.stringify({ ...checked.manifest, steps: change(checked.manifest.steps) }) });
      await add({ title: "end", text: JSON.stringify(checked.ending) });
    });
    await expect(readBackup(made, from.settings.keyPlace)).rejects.toMatchObject({ code });
  });

  test("one whose rows are not all there, whoever wrote it, is not restored", async () => {
    const { header } = await openBackup(path);
    const { signing: _signing, ...keys } = readKeys(from.settings.keyPlace, false);
    const { checked, cipher } = await readBackup(path, from.settings.keyPlace);
    const made = join(from.folder, "no-rows.huican");
    await writeBackup(made, cipherWith(keys), header, async (add) => {
      await add({ title: "manifest", text: JSON.stringify(checked.manifest) });
      await add({ title: "end", text: JSON.stringify(checked.ending) });
    });
    const backup = { checked: await readBackup(made, from.settings.keyPlace).then((read) => read.checked), cipher };
    await expect(restoreRegister(to.settings, backup, { replaces: false, work: async () => {} })).rejects.toMatchObject({
      code: "backup.damaged",
    });
    await expect(openRegister(to.settings, await smallVocabulary(), false)).rejects.toMatchObject({ code: "registry.no-register" });
  });

  test.skipIf(!canMount())("on a full disk nothing is left that looks like one", async () => {
    const disk = new SmallDisk(1);
    disk.fillUp(8_000);
    await expect(backUpRegister(from.settings, join(disk.folder, "full.huican"), systemClock)).rejects.toMatchObject({
      code: "backup.disk-full",
    });
    expect(readdirSync(disk.folder)).toEqual(["ballast"]);
    disk.makeRoom();
    await backUpRegister(from.settings, join(disk.folder, "full.huican"), systemClock);
    expect(readdirSync(disk.folder)).toEqual(["full.huican"]);
    disk.end();
  });
});
