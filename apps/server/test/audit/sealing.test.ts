import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepSealed, logAccess, sealAll, sealLog, verifyLog, type Checkpoint, type LogKeys } from "../../src/platform/audit/index.ts";
import { readKeys, signerWith, verifierWith } from "../../src/platform/cipher/index.ts";
import { openDatabase, type Database } from "../../src/platform/database/index.ts";
import { randomOf } from "../registry/random-of.ts";
import { engines, openTestDatabase, type TestDatabase } from "../registry/test-database.ts";
import { clerk, command, faultsOf, someKeys, writeLog } from "./test-log.ts";

const seed = Number(process.env["HUICAN_KILL_SEED"] ?? Date.now() % 1_000_000);

describe.each(engines)("the sealer, in %s", (engine) => {
  const keys = someKeys();
  let database: TestDatabase;
  let db: Database;

  beforeEach(async () => {
    database = await openTestDatabase(engine);
    db = database.db;
  });
  afterEach(() => database.close());

  const look = (more = {}) => db.as(clerk, (tx) => logAccess(tx, { act: "registry.read-file", subjects: [1], fields: ["name"], ...more }));
  const manyEntries = (count: number) =>
    command(
      db,
      `insert into audit.entry (actor, act, subjects, fields, outcome)
      select 'clerk', 'registry.read-file', array[i], '{name}', 'done' from generate_series(1, ${count}) i`,
    );
  const counts = async () => {
    const [row] = await command(
      db,
      `select (select count(*) from audit.entry) as entries, (select count(*) from audit.seal) as seals, (select max(seq) from audit.seal) as last,
        (select count(*) from audit.entry e where not exists (select from audit.seal s where s.entry_id = e.id)) as unsealed`,
    );
    return row as { entries: number; seals: number; last: number; unsealed: number };
  };

  async function expectWhole(): Promise<void> {
    const { entries, seals, last, unsealed } = await counts();
    expect([seals, last, unsealed]).toEqual([entries, entries, 0]);
    expect(await faultsOf(db, keys)).toEqual([]);
  }

  test("seals what was logged, once, and signs at once, then after ten minutes or ten thousand entries", async () => {
    await look();
    const first = await sealLog(db, keys);
    expect(first).toMatchObject({ count: 1, end: { seq: 2 }, checkpoint: { number: 1, seq: 1, count: 1 } });
    expect(await sealLog(db, keys)).toMatchObject({ count: 0, end: { seq: 2 }, checkpoint: null });
    await look();
    expect(await sealLog(db, keys)).toMatchObject({ count: 1, end: { seq: 3 }, checkpoint: null });
    // Ten minutes later.
    await command(db, "alter table audit.checkpoint disable trigger all");
    await command(db, "update audit.checkpoint set at = at - interval '10 minutes'");
    const second = await sealLog(db, keys);
    expect(second).toMatchObject({ count: 0, checkpoint: { number: 2, seq: 3, count: 2 } });
    // Nothing has happened since but the checkpoint: none after it, however long it takes.
    await command(db, "update audit.checkpoint set at = at - interval '1 day'");
    expect(await sealLog(db, keys, { isLast: true })).toMatchObject({ count: 0, checkpoint: null });
    await command(db, "update audit.checkpoint set at = now()");
    await manyEntries(9_999);
    expect(await sealLog(db, keys)).toMatchObject({ count: 5_000, isFull: true });
    expect(await sealLog(db, keys)).toMatchObject({ count: 4_999, checkpoint: null });
    await look();
    expect(await sealLog(db, keys)).toMatchObject({ count: 1, checkpoint: { number: 3 } });
    await expect(counts()).resolves.toMatchObject({ unsealed: 0 });
  });

  test("whatever stands in an entry, what verifies it writes it as the database did when it was sealed", async () => {
    const odd = [
      "",
      "a b",
      '"',
      "\\",
      '{"a",b}',
      "null",
      "NULL",
      "行\n\r\t\b\f行",
      "\u0001\u001d\u001e\u001f\u007f",
      "\u2028\u2029",
      "𠮷䶮👨‍👩‍👧",
      "/</script>",
      "'",
      "é\u0301",
    ];
    for (const text of odd) {
      const said = { ...clerk, id: `clerk ${text}`, occasion: { basis: "case", reference: text, reason: `核对${text}` } } as const;
      await db.as(said, (tx) => logAccess(tx, { act: "registry.read-file", subjects: [1, 2], fields: [text, `field:${text}`, ...odd] }));
      await db.as(said, (tx) => logAccess(tx, { act: "registry.read-file", subjects: [], fields: [] }));
    }
    await sealLog(db, keys, { isLast: true });
    await expectWhole();
  });

  test("takes more than it can take at once in several turns, and leaves nothing out", async () => {
    await manyEntries(12_345);
    const turns: number[] = [];
    for (let isFull = true; isFull;) {
      const sealed = await sealLog(db, keys);
      turns.push(sealed.count);
      isFull = sealed.isFull;
    }
    expect(turns).toEqual([5_000, 5_000, 2_345]);
    await look();
    await sealAll(db, keys);
    await expectWhole();
  });

  test("looks at everything again where transactions are counted anew, as in a copy that was restored", async () => {
    await look();
    await sealAll(db, keys);
    await look();
    await command(db, "update audit.horizon set transaction = '18446744073709551615'");
    await sealAll(db, keys);
    await expectWhole();
  });

  test("tells of a fault, goes on with the next turn, and at its end seals and signs what is there", async () => {
    const faults: unknown[] = [];
    const checkpoints: Checkpoint[] = [];
    const stop = keepSealed(db, keys, {
      everyMs: 20,
      onFault: (error) => faults.push(error),
      onCheckpoint: (each) => checkpoints.push(each),
    });
    await look();
    await expect.poll(async () => (await counts()).unsealed, { timeout: 120_000 }).toBe(0);
    await command(db, "alter table audit.horizon rename to elsewhere");
    await expect.poll(() => faults.length, { timeout: 120_000 }).toBeGreaterThan(1);
    await look();
    await command(db, "alter table audit.elsewhere rename to horizon");
    await expect.poll(async () => (await counts()).unsealed, { timeout: 120_000 }).toBe(0);
    await look();
    await stop();
    await expectWhole();
    expect(await verifyLog(db, keys.verify, { exported: checkpoints })).toMatchObject({ unsigned: 0, faultCount: 0 });
    expect(checkpoints.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("stops for good, and says so once, where somebody changed the chain behind it", async () => {
    const faults: unknown[] = [];
    const stop = keepSealed(db, keys, { everyMs: 20, onFault: (error) => faults.push(error) });
    await look();
    await expect.poll(async () => (await counts()).unsealed, { timeout: 120_000 }).toBe(0);
    await command(db, "alter table audit.seal disable trigger all");
    await command(db, "update audit.seal set hash = sha256(hash) where seq = (select max(seq) from audit.seal)");
    await look();
    await expect.poll(() => faults.length, { timeout: 120_000 }).toBe(1);
    await wait(200);
    await stop();
    expect(faults).toMatchObject([{ code: "audit.chain-changed" }]);
    expect((await counts()).unsealed).toBe(1);
  });

  test("tells how many entries are not sealed yet, and since when", async () => {
    await writeLog(db, keys, 1, 2);
    await look();
    await look();
    const { unsealed, sealed, checkpoints, unsigned, faultCount } = await verifyLog(db, keys.verify);
    expect({ sealed, checkpoints, unsigned, faultCount, count: unsealed.count }).toEqual({
      sealed: 3,
      checkpoints: 1,
      unsigned: 0,
      faultCount: 0,
      count: 2,
    });
    expect(Date.now() - Date.parse(unsealed.oldestAt ?? "")).toBeLessThan(60_000);
  });
});

describe("several at once, in postgres", () => {
  test("an entry whose transaction ends late is sealed after those that came later and ended before", async () => {
    const keys = someKeys();
    const { db, close } = await openTestDatabase("postgres");
    const look = (work: () => Promise<void>) =>
      db.as(clerk, async (tx) => {
        await logAccess(tx, { act: "registry.read-file", subjects: [1], fields: [] });
        await work();
      });
    let end = () => {};
    const held = new Promise<void>((resolve) => (end = resolve));
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const late = look(async () => {
      begun();
      await held;
    });
    await hasBegun;
    await look(async () => {});
    await sealLog(db, keys);
    await look(async () => {});
    await sealLog(db, keys);
    end();
    await late;
    await sealAll(db, keys);
    const order = await command(
      db,
      "select entry_id as id from audit.seal s join audit.entry e on e.id = s.entry_id where act = 'registry.read-file' order by seq",
    );
    const ids = order.map(({ id }) => Number(id));
    expect(ids).toHaveLength(3);
    expect(ids.at(-1)).toBe(Math.min(...ids));
    expect(await faultsOf(db, keys)).toEqual([]);
    await close();
  });

  test("many writers, some of whom give up, and three sealers: every entry once, no gap", async () => {
    const keys = someKeys();
    const { db, close } = await openTestDatabase("postgres");
    const faults: unknown[] = [];
    const sealers = [3, 5, 7].map((everyMs) => keepSealed(db, keys, { everyMs, onFault: (error) => faults.push(error) }));
    const random = randomOf(seed);
    const writer = async (name: string) => {
      for (let turn = 0; turn < 60; turn++)
        await db
          .as({ id: name, areas: [] }, async (tx) => {
            await logAccess(tx, { act: "registry.read-file", subjects: [turn], fields: [] });
            await wait(random(6));
            if (random(5) === 0) throw new Error("given up");
          })
          .catch((error: Error) => {
            if (error.message !== "given up") throw error;
          });
    };
    await Promise.all(["a", "b", "c", "d", "e"].map(writer));
    for (const stop of sealers) await stop();
    expect(faults).toEqual([]);
    const [row] = await command(
      db,
      `select (select count(*) from audit.entry) as entries, count(*) as seals, count(distinct entry_id) as distinct, max(seq) as last from audit.seal`,
    );
    expect(row).toEqual({ entries: row?.["entries"], seals: row?.["entries"], distinct: row?.["entries"], last: row?.["entries"] });
    expect(Number(row?.["entries"])).toBeGreaterThan(200);
    expect(await faultsOf(db, keys)).toEqual([]);
    await close();
  });
});

const moments = 8;

test.concurrent.for(engines)(
  `a server that is killed at ${moments} moments while it logs and seals leaves a whole log, seed ${seed}, in %s`,
  async (engine, { expect }) => {
    const random = randomOf(seed);
    const folder = mkdtempSync(join(tmpdir(), "huican-sealing-"));
    const keyPlace = join(folder, "keys.json");
    const { signing } = readKeys(keyPlace, true);
    const keys: LogKeys = { signer: signerWith(signing.current), verify: verifierWith(signing.all.map(({ publicKey }) => publicKey)) };
    const database = await openTestDatabase(engine);
    const { place } = database;
    if ("directory" in place) await database.db.close();
    const committed: number[] = [];
    for (let moment = 0; moment < moments; moment++) {
      const server = spawn(
        process.execPath,
        [join(import.meta.dirname, "sealing-process.ts"), JSON.stringify(place), keyPlace, `${moment}000000`],
        {
          stdio: ["pipe", "pipe", "inherit"],
        },
      );
      committed.push(...(await logAndKill(server, random(400), "directory" in place && moment % 2 === 1 ? place.directory : null)));
    }
    const { db } = "directory" in place ? await openDatabase(place) : database;
    await sealAll(db, keys);
    const sealed = "select e.subjects[1] as file from audit.seal s join audit.entry e on e.id = s.entry_id";
    const kept = new Set((await command(db, sealed)).map(({ file }) => Number(file)));
    expect(committed.filter((file) => !kept.has(file))).toEqual([]);
    expect(committed.length).toBeGreaterThan(moments);
    const [row] = await command(
      db,
      "select (select count(*) from audit.entry) as entries, count(*) as seals, max(seq) as last from audit.seal",
    );
    expect([row?.["seals"], row?.["last"]]).toEqual([row?.["entries"], row?.["entries"]]);
    expect(await faultsOf(db, keys)).toEqual([]);
    if ("directory" in place) await db.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

/** @returns whose files the server said were logged before it was killed */
async function logAndKill(server: ChildProcess, afterMs: number, database: string | null): Promise<readonly number[]> {
  let said = "";
  server.stdout?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(server, "close");
  server.stdin?.write("go\n");
  while (!said.includes("\n") && server.exitCode === null) await wait(5);
  await wait(afterMs);
  if (database !== null) process.kill(Number(readFileSync(join(database, "huican.lock"), "utf8")), "SIGKILL");
  server.kill("SIGKILL");
  await ended;
  return said.slice(0, said.lastIndexOf("\n")).split("\n").map(Number);
}
