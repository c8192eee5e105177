import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addKeyVersion, cipherWith, readKeys, reseal, sealedCounts, type Cipher } from "../../src/platform/cipher/index.ts";
import { askChange, attach, readAttachment, readPersonFile, registerPerson, type RegistryTools } from "../../src/registry/index.ts";
import { sealedTables } from "../../src/sealed-tables.ts";
import { clerk, value } from "../registry/change-office.ts";
import { aPdf } from "../registry/documents.ts";
import { numbered } from "../registry/numbers.ts";
import { openSampleRegister, today, type SampleRegister } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";

const blind = new Uint8Array(32).fill(9);
/** The key of the sample, and those that come after it. */
const keys = [7, 8, 9].map((byte) => new Uint8Array(16).fill(byte));
const keysUpTo = (current: number) => ({ current, blind, versions: new Map(keys.slice(0, current).map((key, i) => [i + 1, key])) });

describe.each(engines)("a new key, in %s", (engine) => {
  let register: SampleRegister;
  let born = 100;
  const everywhere = { id: "job", areas: [""] };

  beforeAll(async () => {
    register = await openSampleRegister(engine, 150, 20_261_126);
    attachmentId = await attach(toolsOf(cipherWith(keysUpTo(1))), clerk, { subjectId: register.idOf(1), name: "证明.pdf", content: scan });
    await askChange(toolsOf(cipherWith(keysUpTo(1))), clerk, {
      subjectId: register.idOf(1),
      steps: [value("phone", null, "13900001111")],
      reason: "换号",
    });
  });
  afterAll(() => register.close());

  const scan = aPdf();
  let attachmentId: number;
  const toolsOf = (cipher: Cipher): RegistryTools => ({ registry: register.registry, cipher, today: () => today, acceptsSynthetic: true });
  const newcomer = (cipher: Cipher) =>
    registerPerson(toolsOf(cipher), clerk, {
      name: "新来",
      identityNumber: numbered(`99010619960311${(born += 1)}`),
      hukouRegion: "500106001",
      residenceRegion: "500106001",
      phone: "13800001234",
    });
  const valuesOf = async (cipher: Cipher, id: number) =>
    (await readPersonFile(register.registry, cipher, everywhere, { id, asOf: today })).values.map(({ kind, text }) => [kind, text]);
  const everybody = async (cipher: Cipher) => {
    const told: unknown[] = [];
    for (let number = 1; number <= 60; number++) told.push(await valuesOf(cipher, register.idOf(number)));
    return told;
  };
  const rotate = async (cipher: Cipher, onProgress?: (done: number) => void) => {
    let values = 0;
    for (const table of sealedTables) values += await reseal(register.registry.db, cipher, table, onProgress);
    return values;
  };
  const versions = async () => [...(await sealedCounts(register.registry.db, sealedTables)).keys()];

  test("seals everything anew, broken off and gone on with, while others read and write with the old one", async () => {
    const before = await everybody(cipherWith(keysUpTo(1)));
    // A server that runs on knows the old key, until it meets a value of the new one.
    const running = cipherWith(keysUpTo(1), () => keysUpTo(2));
    const rotating = cipherWith(keysUpTo(2));
    const work = async () => {
      for (let i = 0; i < 15; i++) {
        const { id } = await newcomer(running);
        expect(await valuesOf(running, id)).toContainEqual(["phone", "13800001234"]);
      }
    };
    const breakOff = rotate(rotating, () => {
      throw new Error("the power went");
    });
    const [broken] = await Promise.allSettled([breakOff, work()]);
    expect(broken).toMatchObject({ status: "rejected", reason: { message: "the power went" } });
    expect(await versions()).toContain(1);
    await Promise.all([rotate(rotating), work()]);
    // Whoever still wrote with the old key a moment ago is caught by running it again.
    await rotate(rotating);
    expect(await versions()).toEqual([2]);
    expect(await everybody(running)).toEqual(before);
    expect((await readAttachment(register.registry, running, everywhere, attachmentId)).content).toEqual(scan);
    expect(await rotate(rotating)).toBe(0);
  });

  test("without the new key nothing is opened wrongly or destroyed: a plain sentence", async () => {
    const before = await everybody(cipherWith(keysUpTo(2)));
    expect(await versions()).toEqual([2]);
    await expect(everybody(cipherWith(keysUpTo(1)))).rejects.toMatchObject({ code: "cipher.key-version-missing" });
    const wrong = cipherWith({ ...keysUpTo(2), versions: new Map([[2, new Uint8Array(16).fill(1)]]) });
    await expect(everybody(wrong)).rejects.toMatchObject({ code: "cipher.does-not-open" });
    // Nor does a rotation with wrong keys seal anything.
    const halfWrong = cipherWith({
      ...keysUpTo(3),
      versions: new Map([
        [2, new Uint8Array(16).fill(1)],
        [3, keys[2] as Uint8Array],
      ]),
    });
    await expect(rotate(halfWrong)).rejects.toMatchObject({ code: "cipher.does-not-open" });
    expect(await everybody(cipherWith(keysUpTo(2)))).toEqual(before);
  });

  test("the application may not put another value in the place of a sealed one, nor the owner by the same door", async () => {
    const { db } = register.registry;
    const change = sql`update registry.sealed_value set sealed = '\\x00', key_version = 9 where id = (select min(id) from registry.sealed_value)`;
    await expect(db.as(everywhere, (tx) => change.execute(tx))).rejects.toMatchObject({ code: "42501" });
    const back = sql`update registry.sealed_value set key_version = 1 where id = (select min(id) from registry.sealed_value)`;
    await expect(db.asOwner((tx) => back.execute(tx))).rejects.toThrow("only be closed");
    const other = sql`update registry.sealed_value set key_version = 9, kind = 'phone', tail = '\\x00' where id = (select min(id) from registry.sealed_value)`;
    await expect(db.asOwner((tx) => other.execute(tx))).rejects.toThrow("only be closed");
  });
});

test("every table with stamps is one whose rows a rotation stamps anew, and counts only where they have one", () => {
  const text = readFileSync(new URL("../../src/migrations/schema.sql", import.meta.url), "utf8");
  const made = [...text.matchAll(/^create table (\S+) \(\n([\s\S]*?)\n\)/gm)];
  const stamped = made.flatMap(([, name = "", body = ""]) => (/^ *stamp bytea/m.test(body) ? [name] : []));
  const source = readFileSync(new URL("../../src/access/stamped-access.ts", import.meta.url), "utf8");
  expect(stamped).toHaveLength([...source.matchAll(/await work\(/g)].length);
  expect(stamped).toEqual(expect.arrayContaining(["access.account", "access.appointment", "access.session"]));
});

test("every column that holds something sealed is in a table that a rotation seals anew", () => {
  const text = readFileSync(new URL("../../src/migrations/schema.sql", import.meta.url), "utf8");
  const made = [...text.matchAll(/^create table (\S+) \(\n([\s\S]*?)\n\)/gm)];
  const sealing = made.flatMap(([, name = "", body = ""]) => (/^ *key_version /m.test(body) ? [name] : []));
  expect(sealing.sort()).toEqual(sealedTables.map(({ name }) => name).sort());
});

describe("the file of keys", () => {
  const directory = mkdtempSync(join(tmpdir(), "huican-keys-"));
  const path = join(directory, "keys.json");
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("gets a new version and keeps the old ones, for its owner alone", () => {
    const first = readKeys(path, true);
    expect(addKeyVersion(path)).toBe(2);
    const second = readKeys(path, false);
    expect([second.current, [...second.versions.keys()]]).toEqual([2, [1, 2]]);
    expect(second.versions.get(1)).toEqual(first.versions.get(1));
    expect([second.blind, second.signing.current]).toEqual([first.blind, first.signing.current]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("is left as it was where another command is at it", () => {
    const before = readFileSync(path, "utf8");
    writeFileSync(`${path}.new`, "");
    expect(() => addKeyVersion(path)).toThrow(expect.objectContaining({ code: "cipher.keys-not-written" }));
    expect(readFileSync(path, "utf8")).toBe(before);
  });
});
