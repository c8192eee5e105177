import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pack } from "@huican/engine";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessConstraints, removeSessions } from "../../src/access/index.ts";
import { sealAll, verifyLog } from "../../src/platform/audit/index.ts";
import { addKeyVersion, reseal, sealedCounts } from "../../src/platform/cipher/index.ts";
import { systemClock, today as dayOf } from "../../src/platform/clock.ts";
import type { RegisterConfiguration } from "../../src/platform/configuration.ts";
import type { Tx } from "../../src/platform/database/index.ts";
import { loadPacks, vocabularyOf } from "../../src/policy/index.ts";
import { decidePerson, packsFor } from "../../src/policy/register/index.ts";
import {
  attach,
  backUpRegister,
  fillMissingSnapshot,
  loadSample,
  openRegister,
  readAttachment,
  readBackup,
  readPersonFile,
  restoreRegister,
  type Register,
  type RegistryTools,
} from "../../src/registry/index.ts";
import { sealedTables } from "../../src/sealed-tables.ts";
import { approvedRequests, changeOnce, somePeople } from "../registry/changing-files.ts";
import { aPdf } from "../registry/documents.ts";
import type { Engine } from "../registry/test-database.ts";
import { smallVocabulary } from "../registry/whole-register.ts";
import { newPlace, type RegisterPlace } from "./register-place.ts";

const everywhere = { id: "job", areas: [""] };
const day = dayOf(systemClock);

describe.each([
  ["pglite", "postgres"],
  ["postgres", "pglite"],
] as const)("a register in %s, backed up and restored in %s", (engine, otherEngine) => {
  let packs: ReadonlyMap<string, Pack>;
  let from: RegisterPlace;
  let source: Register;
  let writers: readonly number[];
  let attachmentId: number;
  const places: RegisterPlace[] = [];
  const opened: Register[] = [];
  const scan = aPdf();
  let people: readonly number[] = [];

  beforeAll(async () => {
    packs = (await loadPacks()).packs ?? new Map();
    from = await place(engine);
    source = await open(from.settings, true);
    await loadSample(source, { region: "500106", people: 200, seed: 5, today: day });
    await fillMissingSnapshot(source.registry, day);
    writers = await somePeople(tools(source));
    const { rows } = await source.registry.db.asOwner((tx) =>
      sql<{
        id: number;
      }>`select subject_id as id from registry.record r join registry.record_kind k on k.id = r.kind_id and k.key = 'name' order by 1`.execute(
        tx,
      ),
    );
    people = [...new Set(rows.map(({ id }) => id))];
    attachmentId = await attach(
      tools(source),
      { id: "clerk", areas: [""] },
      { subjectId: people[0] as number, name: "证明.pdf", content: scan },
    );
    await source.registry.db.asOwner(async (tx) => {
      await sql`insert into access.account (id, sign_in_name, display_name, created_by) values ('u_00000000000000000001', 'chen', '陈', 'test')`.execute(
        tx,
      );
      await sql`insert into access.session (id, account_id, token_hash, stage, how, began_at, seen_at, confirmed_at, ends_at, address, device)
        values ('s', 'u_00000000000000000001', '\\x01', 'full', 'password', now(), now(), now(), now() + interval '1 hour', '', '')`.execute(
        tx,
      );
    });
  });
  afterAll(async () => {
    for (const register of opened) await register.close();
    for (const { remove } of places) await remove();
  });

  async function place(where: Engine): Promise<RegisterPlace> {
    const made = await newPlace(where);
    places.push(made);
    return made;
  }
  async function open(settings: RegisterConfiguration, mayMake = false): Promise<Register> {
    const demo = mayMake ? { ...settings, isDemo: true } : settings;
    const register = await openRegister(demo, vocabularyOf(packs), mayMake, accessConstraints);
    opened.push(register);
    return register;
  }
  const tools = ({ registry, cipher }: Register): RegistryTools => ({ registry, cipher, today: () => day, acceptsSynthetic: true });
  const backUp = (name: string) => backUpRegister(from.settings, join(from.folder, name), systemClock);
  const read = (name: string, settings: RegisterConfiguration) => readBackup(join(from.folder, name), settings.keyPlace);
  /** The keys of the source, beside another database. */
  const withKeys = async (where: RegisterPlace) => {
    copyFileSync(from.settings.keyPlace, where.settings.keyPlace);
    return where.settings;
  };
  const put = async (
    settings: RegisterConfiguration,
    name: string,
    { replaces = false, work = removeSessions }: { replaces?: boolean; work?: (tx: Tx) => Promise<void> } = {},
  ) => restoreRegister(settings, await read(name, settings), { replaces, work });

  /** What is known of people as of some days and as known then, what documents grant on them, and their numbers. */
  async function told(register: Register): Promise<unknown> {
    const all: unknown[] = [];
    for (const id of people.slice(0, 25))
      for (const [asOf, knownAt] of [
        [day, undefined],
        ["2025-06-30", undefined],
        ["2024-03-01", "2024-09-01T00:00:00.000000Z"],
      ] as const) {
        const { facts, values } = await readPersonFile(register.registry, register.cipher, everywhere, {
          id,
          asOf,
          ...(knownAt !== undefined && { knownAt }),
        });
        all.push(facts, values, ...packsFor(packs, facts).map((pack) => decidePerson(pack, facts, asOf).decisions));
      }
    return all;
  }
  const versions = async ({ registry }: Register) => [...(await sealedCounts(registry.db, sealedTables)).keys()];
  const log = ({ registry, logKeys }: Register) => verifyLog(registry.db, logKeys.verify);
  const count = async ({ registry }: Register, table: string) => {
    const { rows } = await registry.db.asOwner((tx) => sql<{ count: number }>`select count(*) as count from ${sql.raw(table)}`.execute(tx));
    return rows[0]?.count;
  };

  test("while people write it is one moment, and elsewhere everything is as it was, and goes on", async () => {
    const before = await approvedRequests(source.registry.db);
    const done: number[] = [];
    const over = new AbortController();
    const write = async () => {
      for (let turn = 1; !over.signal.aborted || done.length < 3; turn++) done.push(await changeOnce(tools(source), writers, turn));
    };
    const writing = write();
    await expect.poll(() => done.length, { timeout: 60_000 }).toBeGreaterThan(1);
    const certainly = [...done];
    const { header, rows } = await backUp("while-writing.huican").finally(() => over.abort());
    await writing;
    expect(Object.keys(header.keys.versions)).toEqual(["1"]);
    expect(rows).toBeGreaterThan(2_000);

    const settings = await withKeys(await place(otherEngine));
    expect(await put(settings, "while-writing.huican")).toBe(rows);
    const restored = await open(settings);
    const there = await approvedRequests(restored.registry.db);
    expect(certainly.filter((id) => !there.has(id))).toEqual([]);
    // Each approval has its record, its value and its relation, and nothing was added without one.
    expect(await halves(restored)).toEqual([]);
    expect([...there].every((id) => before.has(id) || done.includes(id))).toBe(true);
    expect(await told(restored)).toEqual(await told(source));
    expect((await readAttachment(restored.registry, restored.cipher, everywhere, attachmentId)).content).toEqual(scan);
    expect(await count(restored, "registry.snapshot")).toBe(await count(source, "registry.snapshot"));
    expect(await count(restored, "access.session where ended_at is null")).toBe(0);
    expect(await count(source, "access.session where ended_at is null")).toBe(1);

    await sealAll(restored.registry.db, restored.logKeys);
    expect(await log(restored)).toMatchObject({ faultCount: 0, unsealed: { count: 0 } });
    expect(await count(restored, "audit.entry where act = 'registry.restore'")).toBe(1);
    expect(await count(restored, "audit.entry where act = 'registry.back-up'")).toBe(1);
    const next = await changeOnce(tools(restored), writers, 500_000);
    expect(next).toBeGreaterThan(Math.max(...there));
    await sealAll(restored.registry.db, restored.logKeys);
    expect(await log(restored)).toMatchObject({ faultCount: 0, unsealed: { count: 0 } });
    expect(await triggers(restored)).toEqual(await triggers(source));
  });

  async function halves({ registry }: Register): Promise<readonly unknown[]> {
    const { rows } = await registry.db.asOwner((tx) =>
      sql`
        select a.request_id, part.name from registry.change_decision a join registry.change_request r on r.id = a.request_id
        cross join lateral (values
          ('record', (select count(*) from registry.record w where w.subject_id = r.subject_id and lower(w.recorded) = a.recorded_at)),
          ('value', (select count(*) from registry.sealed_value w where w.subject_id = r.subject_id and lower(w.recorded) = a.recorded_at)),
          ('relation', (select count(*) from registry.relation w where w.subject_id = r.subject_id and lower(w.recorded) = a.recorded_at))) part (name, count)
        where a.outcome = 'approved' and part.count <> 1
        union all
        select id, 'without an approval' from registry.record w
        where recorded_by = 'chief' and not exists (select from registry.change_decision a where a.recorded_at = lower(w.recorded))`.execute(
        tx,
      ),
    );
    return rows;
  }

  /** Everything that guards the tables. */
  async function triggers({ registry }: Register): Promise<unknown> {
    const { rows } = await registry.db.asOwner((tx) =>
      sql`
        select tgrelid::regclass::text as owner, tgname as name, tgenabled::text as state from pg_trigger where not tgisinternal
        union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where conrelid <> 0 and contype <> 'n'
        union all select indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
          where indrelid::regclass::text ~ '^(registry|access|audit)[.]'
        order by 1, 2, 3`.execute(tx),
    );
    return (rows as readonly { owner: string }[]).filter(({ owner }) => /^(registry|access|audit)\./.test(owner));
  }

  test("with some values under the old key and some under the new it opens, and the rotation is finished there", async () => {
    const old = readFileSync(from.settings.keyPlace, "utf8");
    const before = await told(source);
    addKeyVersion(from.settings.keyPlace);
    const rotating = await open2();
    await expect(
      reseal(rotating.registry.db, rotating.cipher, sealedTables[0] as (typeof sealedTables)[number], () => {
        throw new Error("the power went");
      }),
    ).rejects.toThrow("the power went");
    expect(await versions(rotating)).toEqual([1, 2]);
    const { header } = await backUp("half-rotated.huican");
    expect(Object.keys(header.keys.versions)).toEqual(["1", "2"]);
    expect(header.sealedWith).toBe(2);

    const settings = await withKeys(await place(otherEngine));
    await put(settings, "half-rotated.huican");
    const restored = await open(settings);
    expect(await told(restored)).toEqual(before);
    for (const table of sealedTables) await reseal(restored.registry.db, restored.cipher, table);
    expect(await versions(restored)).toEqual([2]);
    expect(await told(restored)).toEqual(before);
    expect((await readAttachment(restored.registry, restored.cipher, everywhere, attachmentId)).content).toEqual(scan);

    // The keys of before the rotation do not open it, and this is said before anything is there.
    const other = await place(otherEngine);
    writeFileSync(other.settings.keyPlace, old);
    await expect(put(other.settings, "half-rotated.huican")).rejects.toMatchObject({ code: "backup.keys-too-old" });
    // An earlier backup still opens with the keys of now.
    await put(await withKeys(other), "while-writing.huican");

    /** The register again, with the keys that the file has now; a PostgreSQL has room for both. */
    async function open2(): Promise<Register> {
      if (engine === "postgres") return open(from.settings);
      await source.close();
      opened.splice(opened.indexOf(source), 1);
      return (source = await open(from.settings));
    }
  });

  test("other keys, keys without the pair that signed, or none: a plain sentence, and nothing is made", async () => {
    const where = await place(otherEngine);
    const { keyPlace } = where.settings;
    const own = JSON.parse(readFileSync(from.settings.keyPlace, "utf8")) as Record<string, unknown>;
    const foreign = JSON.parse(readFileSync(keyPlace, "utf8")) as Record<string, unknown>;
    const expectRefused = async (keys: object | null, code: string) => {
      if (keys) writeFileSync(keyPlace, JSON.stringify(keys));
      await expect(put(where.settings, "half-rotated.huican")).rejects.toMatchObject({ code });
    };
    await expectRefused({ ...own, blind: "00".repeat(32) }, "backup.other-keys");
    await expectRefused({ ...own, versions: { 1: "11".repeat(16), 2: "22".repeat(16) } }, "backup.other-keys");
    await expectRefused({ ...foreign, current: 2, versions: own["versions"] }, "backup.signing-key-missing");
    await expectRefused({ no: "keys" }, "cipher.keys-unreadable");
    const missing = { ...where.settings, keyPlace: join(where.folder, "nowhere.json") };
    await expect(put(missing, "half-rotated.huican")).rejects.toMatchObject({ code: "backup.keys-missing" });
    expect(readdirSync(where.folder)).toEqual(["keys.json"]);
    await expect(openRegister(await withKeys(where), vocabularyOf(packs), false)).rejects.toMatchObject({ code: "registry.no-register" });
  });

  test("a register that is there is given up only where that is said, and stays as it was where the restoring breaks off", async () => {
    const settings = await withKeys(await place(engine));
    const there = await open(settings, true);
    await somePeople(tools(there));
    await sealAll(there.registry.db, there.logKeys);
    await there.close();
    opened.pop();
    await expect(put(settings, "half-rotated.huican")).rejects.toMatchObject({
      code: "backup.not-empty",
      zh: expect.stringContaining("4份档案"),
    });
    await expect(put({ ...settings, isDemo: false }, "half-rotated.huican", { replaces: true })).rejects.toMatchObject({
      code: "registry.is-demo",
    });
    const breakOff = async () => {
      throw new Error("the power went");
    };
    await expect(put(settings, "half-rotated.huican", { replaces: true, work: breakOff })).rejects.toThrow("the power went");
    const same = await open(settings);
    expect(await count(same, "registry.subject where kind = 'person'")).toBe(4);
    expect(await log(same)).toMatchObject({ faultCount: 0 });
    if (engine === "postgres")
      await expect(put(settings, "half-rotated.huican", { replaces: true })).rejects.toMatchObject({ code: "backup.in-use" });
    await same.close();
    opened.pop();
    await put(settings, "half-rotated.huican", { replaces: true });
    expect(await told(await open(settings))).toEqual(await told(source));
  });

  test("a backup overwrites nothing, and one that cannot be written leaves no file", async () => {
    const path = join(from.folder, "half-rotated.huican");
    const before = readFileSync(path);
    await expect(backUp("half-rotated.huican")).rejects.toMatchObject({ code: "backup.exists" });
    expect(readFileSync(path).equals(before)).toBe(true);
    await expect(backUp(join("no-folder", "one.huican"))).rejects.toMatchObject({ code: "backup.not-written" });
    expect(existsSync(join(from.folder, "no-folder"))).toBe(false);
    expect(readdirSync(from.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("without its own keys no backup is taken, for nobody could open it", async () => {
    const keyPlace = join(from.folder, "other.json");
    writeFileSync(keyPlace, readFileSync(from.settings.keyPlace, "utf8").replace(/"blind": "\w\w/, '"blind": "ff'));
    const path = join(from.folder, "other.huican");
    await expect(backUpRegister({ ...from.settings, keyPlace }, path, systemClock)).rejects.toMatchObject({ code: "cipher.other-keys" });
    await expect(backUpRegister({ ...from.settings, keyPlace: join(from.folder, "none.json") }, path, systemClock)).rejects.toMatchObject({
      code: "cipher.keys-missing",
    });
    expect(existsSync(path)).toBe(false);
  });
});

test("of a schema that a newer program made no backup is taken, for this one would forget what it added", async () => {
  const { settings, folder, remove } = await newPlace("postgres");
  const register = await openRegister(settings, await smallVocabulary(), true);
  await register.registry.db.asOwner((tx) =>
    sql`insert into public.migration (number, name, checksum) select max(number) + 1, 'later', '' from public.migration`.execute(tx),
  );
  await register.close();
  await expect(backUpRegister(settings, join(folder, "one.huican"), systemClock)).rejects.toMatchObject({ code: "database.newer" });
  expect(existsSync(join(folder, "one.huican"))).toBe(false);
  await remove();
});

test("of an empty place there is no backup", async () => {
  const { settings, folder, remove } = await newPlace("postgres");
  await expect(backUpRegister(settings, join(folder, "one.huican"), systemClock)).rejects.toMatchObject({ code: "registry.no-register" });
  await remove();
});
