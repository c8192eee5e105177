import { appendFileSync, copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Vocabulary } from "@huican/engine";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessConstraints, closeErasedAccounts, removeSessions } from "../../src/access/index.ts";
import { sealAll, verifyLog } from "../../src/platform/audit/index.ts";
import { systemClock, today as dayOf } from "../../src/platform/clock.ts";
import {
  askRequest,
  backUpRegister,
  completeRequest,
  decideRequest,
  eraseAgain,
  erasedList,
  fillMissingSnapshot,
  keepErasedList,
  keepErasing,
  openRegister,
  readBackup,
  readErasedList,
  readPersonFile,
  registerPerson,
  restoreRegister,
  type ErasingTools,
  type Register,
} from "../../src/registry/index.ts";
import { numbered } from "../registry/numbers.ts";
import { smallVocabulary } from "../registry/whole-register.ts";
import { newPlace, type RegisterPlace } from "./register-place.ts";

const clerk = { id: "clerk", areas: [""] };
const chief = { id: "chief", areas: [""] };
const deputy = { id: "deputy", areas: [""] };
const day = dayOf(systemClock);

describe.each([
  ["pglite", "postgres"],
  ["postgres", "pglite"],
] as const)("what was erased in %s does not come back with a backup of before, restored in %s", (engine, otherEngine) => {
  let vocabulary: Vocabulary;
  let from: RegisterPlace;
  let source: Register;
  let gone = 0;
  let kept = 0;
  const places: RegisterPlace[] = [];
  const opened: Register[] = [];

  const tools = ({ registry, cipher }: Register): ErasingTools => ({
    registry,
    cipher,
    today: () => day,
    acceptsSynthetic: true,
    closeAccounts: (tx) => closeErasedAccounts(tx, cipher),
  });
  const person = (last: string) => ({
    name: "司空见",
    identityNumber: numbered(`99010619900101${last}`),
    hukouRegion: "500106001",
    residenceRegion: "500106001",
  });
  const read = ({ registry, cipher }: Register, id: number) => readPersonFile(registry, cipher, clerk, { id, asOf: day });
  const backUp = (name: string) => backUpRegister(from.settings, join(from.folder, name), systemClock);

  async function open(settings: RegisterPlace["settings"], mayMake = false): Promise<Register> {
    const register = await openRegister(mayMake ? { ...settings, isDemo: true } : settings, vocabulary, mayMake, accessConstraints);
    opened.push(register);
    return register;
  }
  async function erased(register: Register, id: number): Promise<void> {
    const asked = {
      subjectId: id,
      kind: "deletion",
      asker: "person",
      channel: "counter",
      receivedOn: day,
      says: "请删除",
      basis: null,
    } as const;
    const request = await askRequest(tools(register), clerk, asked);
    await decideRequest(tools(register), chief, request, { outcome: "granted", ground: "consent-withdrawn", reason: null });
    expect(await completeRequest(tools(register), deputy, request, { changeId: null, words: null })).toMatchObject({ how: "erased" });
  }
  /** The backup in a database of its own, with the keys of the source and the list beside them if it is there. */
  async function restored(name: string, withList: boolean): Promise<{ readonly register: Register; readonly list: string }> {
    const place = await newPlace(otherEngine);
    places.push(place);
    copyFileSync(from.settings.keyPlace, place.settings.keyPlace);
    const list = erasedList(place.settings.keyPlace);
    if (withList) copyFileSync(erasedList(from.settings.keyPlace), list);
    const backup = await readBackup(join(from.folder, name), place.settings.keyPlace);
    await restoreRegister(place.settings, backup, { replaces: false, work: removeSessions });
    return { register: await open(place.settings), list };
  }

  beforeAll(async () => {
    vocabulary = await smallVocabulary();
    from = await newPlace(engine);
    places.push(from);
    source = await open(from.settings, true);
    ({ id: gone } = await registerPerson(tools(source), clerk, person("101")));
    ({ id: kept } = await registerPerson(tools(source), clerk, person("102")));
    await fillMissingSnapshot(source.registry, day);
    await backUp("before.huican");
    await erased(source, gone);
    // The person and the household in which they lived alone.
    if ((await keepErasedList(source.registry.db, erasedList(from.settings.keyPlace), source.logKeys)) !== 2)
      throw new Error("Two files were erased.");
    await backUp("after.huican");
  });
  // Many embedded databases at once are slow; the source stays.
  afterEach(async () => {
    for (const register of opened.splice(1)) await register.close();
  });
  afterAll(async () => {
    for (const register of opened) await register.close();
    for (const { remove } of places) await remove();
  });

  test("with the list beside the keys it is erased again, and nobody else is", async () => {
    const { register, list } = await restored("before.huican", true);
    expect((await read(register, gone)).name).toBe("司空见");
    expect(await eraseAgain(tools(register), list, register.logKeys)).toBe(2);
    await expect(read(register, gone)).rejects.toMatchObject({ code: "registry.file-erased" });
    expect((await read(register, kept)).name).toBe("司空见");
    expect(await eraseAgain(tools(register), list, register.logKeys)).toBe(0);
    await sealAll(register.registry.db, register.logKeys);
    expect(await verifyLog(register.registry.db, register.logKeys.verify)).toMatchObject({ faultCount: 0 });
    // It is known here too now, and need not be told to the list again.
    expect(await keepErasedList(register.registry.db, list, register.logKeys)).toBe(0);
  });

  test("a backup of after the erasure holds the tombstone, and tells it to a list that is not there", async () => {
    const { register, list } = await restored("after.huican", false);
    await expect(read(register, gone)).rejects.toMatchObject({ code: "registry.file-erased" });
    expect(existsSync(list)).toBe(false);
    expect(await keepErasedList(register.registry.db, list, register.logKeys)).toBe(2);
    expect(readErasedList(list, register.logKeys)).toMatchObject({ files: { length: 2 }, foreign: 0 });
  });

  test("without the list, which cannot be known from the backup, the file is back: the guide says so", async () => {
    const { register, list } = await restored("before.huican", false);
    expect(await eraseAgain(tools(register), list, register.logKeys)).toBe(0);
    expect((await read(register, gone)).name).toBe("司空见");
  });

  test("another who got the number of an erased file in the life after a restore is not erased for it", async () => {
    const { register, list } = await restored("before.huican", false);
    const { id } = await registerPerson(tools(register), clerk, person("103"));
    await erased(register, id);
    await keepErasedList(register.registry.db, list, register.logKeys);
    const again = await restored("before.huican", false);
    copyFileSync(list, again.list);
    const { id: another } = await registerPerson(tools(again.register), clerk, person("104"));
    expect(another).toBe(id);
    expect(await eraseAgain(tools(again.register), again.list, again.register.logKeys)).toBe(0);
    expect((await read(again.register, another)).name).toBe("司空见");
  });

  test("lines that others wrote, changed or cut off erase nobody, and what they said is added again", async () => {
    const { register, list } = await restored("after.huican", true);
    const [first = "", second = ""] = readFileSync(list, "utf8")
      .split("\n")
      .filter((line) => line !== "");
    writeFileSync(list, [first.replace(/"fileId":\d+/, `"fileId":${kept}`), second.slice(0, -20)].join("\n"));
    appendFileSync(list, "\nnot a line of ours");
    expect(readErasedList(list, register.logKeys)).toMatchObject({ files: [], foreign: 3 });
    expect(await eraseAgain(tools(register), list, register.logKeys)).toBe(0);
    expect((await read(register, kept)).name).toBe("司空见");
    expect(await keepErasedList(register.registry.db, list, register.logKeys)).toBe(2);
    expect(readErasedList(list, register.logKeys)).toMatchObject({ files: { length: 2 } });
  });

  test("a server keeps the list complete by itself, whoever erased", async () => {
    const { id } = await registerPerson(tools(source), clerk, person("105"));
    await erased(source, id);
    const path = erasedList(from.settings.keyPlace);
    const faults: unknown[] = [];
    await keepErasing(tools(source), { path, keys: source.logKeys, onFault: (error) => faults.push(error) }, 600_000)();
    expect(faults).toEqual([]);
    expect(readErasedList(path, source.logKeys).files.map(({ fileId }) => fileId)).toContain(id);
    expect(readFileSync(path, "utf8")).not.toMatch(/司空|990106/);
  });
});
