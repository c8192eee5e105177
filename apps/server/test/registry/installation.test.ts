import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { Pack, Vocabulary } from "@huican/engine";
import type { RegisterConfiguration } from "../../src/platform/configuration.ts";
import { createLog } from "../../src/platform/log.ts";
import { Refusal } from "../../src/platform/refusal.ts";
import { loadPacks, vocabularyOf } from "../../src/policy/index.ts";
import { fillMissingSnapshot, hasPeople, keepTodaysSnapshot, loadSample, openRegister, type Register } from "../../src/registry/index.ts";
import { startRegister } from "../../src/start-register.ts";
import { engines } from "./test-database.ts";

const sample = { region: "500106", people: 150, seed: 3 };
const clockAt = (now: string) => ({ now: () => new Date(now) });

describe.each(engines)("an installation in %s", (engine) => {
  let packs: ReadonlyMap<string, Pack>;
  let vocabulary: Vocabulary;
  let directory: string;
  let settings: RegisterConfiguration & { readonly keyPlace: string };
  let opened: Register | null = null;
  let made = 0;

  beforeAll(async () => {
    const loaded = await loadPacks();
    packs = loaded.packs ?? new Map();
    vocabulary = vocabularyOf(packs);
    directory = mkdtempSync(join(tmpdir(), "huican-installation-"));
    await anew();
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** An empty place. */
  async function anew(): Promise<void> {
    const folder = join(directory, String(made++));
    settings = {
      place: engine === "pglite" ? { directory: folder } : { url: await newDatabase() },
      keyPlace: join(folder, "keys.json"),
      isDemo: undefined,
    };
  }

  async function newDatabase(): Promise<string> {
    const url = new URL(inject("postgresUrl"));
    const name = `installation_${process.pid}_${made}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    url.pathname = `/${name}`;
    return url.href;
  }

  const open = async (more: Partial<RegisterConfiguration> = {}, mayMake = true) => {
    opened = await openRegister({ ...settings, ...more }, vocabulary, mayMake);
    return opened;
  };
  const days = async ({ registry }: Register) =>
    (
      await registry.db.asOwner((tx) => sql<{ day: string }>`select as_of as day from registry.snapshot_state order by 1`.execute(tx))
    ).rows.map(({ day }) => day);

  test("a directory of ours begins as a demo, a PostgreSQL in real use, and either stays what it is", async () => {
    const { kind, close } = await open();
    expect(kind).toBe(engine === "pglite" ? "demo" : "real");
    await close();
    expect((await open({ isDemo: undefined })).kind).toBe(kind);
    await opened?.close();
    await expect(open({ isDemo: kind === "real" })).rejects.toMatchObject({ code: `registry.is-${kind}` });
    opened = null;
  });

  test("a real register takes no sample people, whoever asks", async () => {
    await anew();
    const register = await open({ isDemo: false });
    await expect(loadSample(register, { ...sample, today: "2026-11-25" })).rejects.toMatchObject({ code: "registry.is-real" });
    expect(await hasPeople(register.registry.db)).toBe(false);
  });

  test("a question makes no register", async () => {
    await anew();
    await expect(open({}, false)).rejects.toMatchObject({ code: "registry.no-register" });
    opened = null;
  });

  test("the first start of a demo loads its people, today's snapshot and that of the last month's end; the next finds them", async () => {
    await anew();
    const said: string[] = [];
    const start = (now: string) =>
      startRegister({
        settings: { ...settings, isDemo: true },
        packs,
        clock: clockAt(now),
        log: createLog("silent"),
        sample,
        whenOpen: () => {},
        say: (zh) => said.push(zh),
      });
    // It is the 25th in London and the 26th in China.
    await (
      await start("2026-11-25T18:00:00Z")
    )();
    expect(said[0]).toContain("第一次启动");
    expect(said.at(-1)).toContain("示例数据");
    said.length = 0;
    await (
      await start("2026-11-26T18:00:00Z")
    )();
    // The clock of this test may stand before the moment at which it runs: that is told.
    expect(said.filter((line) => !line.includes("服务器的时间"))).toHaveLength(2);
    const register = await open();
    expect(await days(register)).toEqual(["2026-10-31", "2026-11-26", "2026-11-27"]);
    await expect(loadSample(register, { ...sample, today: "2026-11-25" })).rejects.toMatchObject({ code: "registry.has-people" });
  });

  test("other keys, damaged keys and missing keys are told at the start; nothing is sealed with new ones", async () => {
    const right = readFileSync(settings.keyPlace, "utf8");
    writeFileSync(settings.keyPlace, right.replace(/"blind": "../, `"blind": "${right.includes('"blind": "00') ? "11" : "00"}`));
    await expect(open()).rejects.toMatchObject({ code: "cipher.other-keys" });
    writeFileSync(settings.keyPlace, "{}");
    await expect(open()).rejects.toMatchObject({ code: "cipher.keys-unreadable" });
    rmSync(settings.keyPlace);
    await expect(open()).rejects.toMatchObject({ code: "cipher.keys-missing" });
    opened = null;
    writeFileSync(settings.keyPlace, right);
  });

  test("what fails in the middle of a sample leaves nobody, and the next load begins again", async () => {
    await anew();
    const register = await open({ isDemo: true });
    await register.registry.db.asOwner((tx) =>
      sql`alter table registry.name_sound add constraint no_more check (subject_id < 50)`.execute(tx),
    );
    await expect(loadSample(register, { ...sample, today: "2026-11-25" })).rejects.toThrow("no_more");
    expect(await hasPeople(register.registry.db)).toBe(false);
    await register.registry.db.asOwner((tx) => sql`alter table registry.name_sound drop constraint no_more`.execute(tx));
    await loadSample(register, { ...sample, today: "2026-11-25" });
    expect(await hasPeople(register.registry.db)).toBe(true);
    await register.close();
  });

  test("soon after midnight in China the snapshot of the new day is there, and a fault is told and tried again", async () => {
    const register = await open();
    let now = "2026-11-27T15:59:00Z";
    const faults: unknown[] = [];
    const stop = keepTodaysSnapshot(
      register.registry,
      { now: () => new Date(now) },
      (error) => error instanceof Refusal || faults.push(error),
      20,
    );
    await expect.poll(() => days(register), { timeout: 120_000 }).toContain("2026-11-27");
    now = "2026-11-27T16:00:01Z";
    await expect.poll(() => days(register), { timeout: 120_000 }).toContain("2026-11-28");
    const rename = (from: string, to: string) =>
      register.registry.db.asOwner((tx) => sql.raw(`alter table registry.${from} rename to ${to}`).execute(tx));
    await rename("snapshot_state", "elsewhere");
    now = "2026-11-28T16:00:01Z";
    await expect.poll(() => faults.length, { timeout: 120_000 }).toBeGreaterThan(1);
    await rename("elsewhere", "snapshot_state");
    await expect.poll(() => days(register), { timeout: 120_000 }).toContain("2026-11-29");
    await stop();
    expect(await fillMissingSnapshot(register.registry, "2026-11-29")).toBe(false);
  });
});
