import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownPostgresIn } from "../../../../tools/own-postgres.ts";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { fillSnapshot, readPersonFile, refusedConstraints as refusals, type RegistryTools } from "../../src/registry/index.ts";
import { approvedRequests, changeOnce, somePeople, writingTools } from "./changing-files.ts";
import { testCipher, today } from "./sample-register.ts";
import { canMount, SmallDisk } from "./small-disk.ts";
import { engines } from "./test-database.ts";
import { faultsIn, smallVocabulary } from "./whole-register.ts";

const dayNumber = (number: number) => new Date(Date.UTC(2027, 0, 1 + number)).toISOString().slice(0, 10);

// A full disk is a real one: where none can be mounted there is nothing to see.
describe.skipIf(!canMount()).each(engines)("on a disk that is full, in %s", (engine) => {
  let disk: SmallDisk;
  let tools: RegistryTools;
  let people: readonly number[];
  let server: { readonly startAgain: () => Promise<void>; readonly stop: () => Promise<void> };

  beforeEach(async () => {
    disk = new SmallDisk(200);
    const place = await placeOn(disk.folder);
    const { db } = await openDatabase(place, { refusals });
    tools = await writingTools(db, await smallVocabulary());
    people = await somePeople(tools);
  });
  afterEach(async () => {
    await tools.registry.db.close();
    await server.stop();
    disk.end();
  });

  async function placeOn(folder: string): Promise<DatabasePlace> {
    if (engine === "pglite") {
      server = { startAgain: async () => {}, stop: async () => {} };
      return { directory: join(folder, "register") };
    }
    // Left to itself it begins anew as soon as there is room, sometimes before whoever looks after it does.
    const postgres = await ownPostgresIn(folder, ["-c", "restart_after_crash=off"]);
    server = postgres;
    return { url: `${postgres.url}/postgres` };
  }

  /** Does it again and again until it is refused. */
  async function untilRefused(step: (turn: number) => Promise<unknown>): Promise<unknown> {
    for (let turn = 0; ; turn++) {
      try {
        await step(turn);
      } catch (error) {
        return error;
      }
    }
  }

  /** Everything that was said to be done is there, nothing else is, and work goes on. */
  async function expectWhole(approved: readonly number[]): Promise<void> {
    const { db } = tools.registry;
    // A database that has given up may still be on its way out: whoever comes then is asked to try again in a moment.
    const faults = () => faultsIn(tools.registry, people).catch(({ code }: { code: string }) => code);
    await expect.poll(faults, { timeout: 120_000, interval: 200 }).not.toBe("database.lost");
    expect(await faults()).toEqual([]);
    expect([...(await approvedRequests(db))].sort((a, b) => a - b)).toEqual(approved);
    await changeOnce(tools, people, 900_001);
    await db.asOwner((tx) => fillSnapshot(db, tx, "2026-12-31"));
    expect(await faultsIn(tools.registry, people)).toEqual([]);
  }

  test("changes, snapshots and reads that cannot be logged say so and are not half done, and with room everything goes on", async () => {
    const { db } = tools.registry;
    const approved: number[] = [];
    disk.fillUp(100_000);
    expect(await untilRefused(async (turn) => approved.push(await changeOnce(tools, people, turn)))).toMatchObject({
      code: "database.disk-full",
    });
    let filled = 0;
    const fill = async (turn: number) => {
      await db.asOwner((tx) => fillSnapshot(db, tx, dayNumber(turn)));
      filled++;
    };
    expect(await untilRefused(fill)).toMatchObject({ code: "database.disk-full" });
    // Nobody looks into a file without an entry in the access log.
    const read = () => readPersonFile(tools.registry, testCipher, { id: "clerk", areas: [""] }, { id: people[0] as number, asOf: today });
    expect(await untilRefused(read)).toMatchObject({ code: "database.disk-full" });
    disk.makeRoom();
    const { rows } = await db.asOwner((tx) =>
      sql<{ people: number }>`
        select count(subject_id) as people from registry.snapshot_state left join registry.snapshot using (as_of)
        where as_of >= ${dayNumber(0)} group by as_of`.execute(tx),
    );
    expect(rows.map((row) => row.people)).toEqual(Array.from({ length: filled }, () => people.length));
    await expectWhole(approved);
  });

  test("a database whose log finds no room gives up with a plain sentence, and with room everything is there", async () => {
    const { db } = tools.registry;
    const approved = [await changeOnce(tools, people, 1), await changeOnce(tools, people, 2)];
    disk.fillUp(15_000_000);
    const addBulk = () =>
      db.asOwner((tx) =>
        sql`
          insert into registry.attachment (subject_id, name, media_type, content, key_version, sha256)
          select ${people[0]}, '扫描件', 'image/png', decode(string_agg(md5(random()::text), ''), 'hex'), 1, sha256(random()::text::bytea)
          from generate_series(1, 20000)`.execute(tx),
      );
    // The embedded database knows how much room its directory has; of a PostgreSQL that others run there is only silence.
    const code = engine === "pglite" ? "database.disk-full" : "database.lost";
    expect(await untilRefused(addBulk)).toMatchObject({ code });
    await expect(changeOnce(tools, people, 3)).rejects.toMatchObject({ code });
    await expect(db.asOwner((tx) => fillSnapshot(db, tx, dayNumber(0)))).rejects.toMatchObject({ code });
    disk.makeRoom();
    await server.startAgain();
    await expectWhole(approved);
  });
});
