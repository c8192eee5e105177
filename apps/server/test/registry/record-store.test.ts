import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPacks } from "../../src/policy/index.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import { subjects } from "../../src/registry/person/subject-store.ts";
import { countingOn, factsOn, type NewRecord } from "../../src/registry/record/record.ts";
import { records } from "../../src/registry/record/record-store.ts";
import { openRegistry, type Registry } from "../../src/registry/registry.ts";
import { engines, openTestDatabase, type TestDatabase } from "./test-database.ts";

const clerk: Actor = { id: "clerk", areas: ["500106"] };

const hukou = (region: string, validFrom: string | null, validTo: string | null, source: NewRecord["source"] = "police"): NewRecord => ({
  kind: "hukou",
  source,
  validFrom,
  validTo,
  body: { "person.hukou_region": region },
});

describe.each(engines)("records in %s", (engine) => {
  let database: TestDatabase;
  let registry: Registry;
  let person: number;

  beforeAll(async () => {
    const { packs } = await loadPacks();
    const pack = packs?.get("shapingba-2023");
    if (!pack) throw new Error("The packs have faults.");
    database = await openTestDatabase(engine);
    registry = await openRegistry(database.db, pack.compiled.vocabulary);
    person = await add([hukou("500105001", "1980-01-01", "2020-01-01"), hukou("500106001", "2020-01-01", null)]);
  });
  afterAll(() => database.close());

  async function add(given: readonly NewRecord[]): Promise<number> {
    return database.db.as(clerk, async (tx) => {
      const id = await subjects.add(tx, { kind: "person", area: "500106001", otherArea: null });
      await records.replace(tx, registry.catalogue, id, { add: given });
      return id;
    });
  }

  const write = (id: number, change: Parameters<typeof records.replace>[3], actor = clerk) =>
    database.db.as(actor, async (tx) => {
      await subjects.take(tx, id);
      await records.replace(tx, registry.catalogue, id, change);
    });

  const read = (id: number, knownAt?: string, actor = clerk) => database.db.as(actor, (tx) => records.of(tx, [id], knownAt));

  test("a second record of a kind from the same source is refused where days overlap, at either end and inside", async () => {
    for (const [from, to] of [
      [null, "1980-01-02"],
      ["2019-12-31", "2020-01-01"],
      ["2020-01-01", "2020-01-02"],
      ["2030-01-01", null],
      [null, null],
    ] as const) {
      await expect(write(person, { add: [hukou("500106002", from, to)] })).rejects.toMatchObject({
        code: "registry.periods-overlap",
      });
    }
  });

  test("two records that overlap are refused though they come together, and though the owner of the tables brings them", async () => {
    const other = await add([hukou("500106001", "2000-01-01", null)]);
    await expect(
      write(other, { add: [hukou("500106001", "1990-01-01", "1995-01-01", "survey"), hukou("500106002", "1994-12-31", null, "survey")] }),
    ).rejects.toMatchObject({ code: "registry.periods-overlap" });
    await expect(
      database.db.asOwner((tx) =>
        sql`insert into registry.record (subject_id, kind_id, source_id, rank, valid, recorded, body)
          select subject_id, kind_id, source_id, rank, valid, recorded, body from registry.record where subject_id = ${other}`.execute(tx),
      ),
    ).rejects.toMatchObject({ code: "registry.periods-overlap" });
  });

  test("two officers who write at the same moment cannot both win", async () => {
    const other = await add([hukou("500106001", "2000-01-01", "2010-01-01")]);
    const both = await Promise.allSettled([
      write(other, { add: [hukou("500106002", "2010-01-01", null)] }),
      write(other, { add: [hukou("500106003", "2010-01-01", null)] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("another source may disagree: both are kept, and the better one counts", async () => {
    const other = await add([hukou("500106001", "2000-01-01", null, "person")]);
    await write(other, { add: [hukou("500106002", "2000-01-01", null, "police")] });
    const counting = countingOn(await read(other), "2024-01-01").get("hukou");
    expect(counting?.map(({ source }) => source)).toEqual(["police", "person"]);
  });

  test("a registration leaves no day without one; a certificate may lapse", async () => {
    const other = await add([hukou("500106001", "2000-01-01", "2010-01-01")]);
    await expect(write(other, { add: [hukou("500106002", "2010-01-02", null)] })).rejects.toMatchObject({
      code: "registry.periods-leave-gap",
    });
    const certificate = (validFrom: string, validTo: string | null): NewRecord => ({
      kind: "certificate",
      source: "federation",
      validFrom,
      validTo,
      body: { "certificate.status": "valid" },
    });
    await write(other, { add: [certificate("2001-01-01", "2011-01-01"), certificate("2012-01-01", null)] });
    expect(factsOn(await read(other), "2011-06-01")).toEqual({});
    expect(factsOn(await read(other), "2012-06-01")).toEqual({ certificate: { status: "valid" } });
  });

  test("a correction keeps what was believed: the file is told as on a day and as known at a time", async () => {
    const other = await add([hukou("500106001", "2000-01-01", null)]);
    const before = await read(other);
    const then = before[0]?.recordedAt ?? "";
    await write(other, {
      close: before.map(({ id }) => id),
      add: [hukou("500106001", "2000-01-01", "2015-01-01"), hukou("500106009", "2015-01-01", null)],
    });
    expect(factsOn(await read(other), "2020-01-01")).toEqual({ person: { hukou_region: "500106009" } });
    expect(factsOn(await read(other), "2014-12-31")).toEqual({ person: { hukou_region: "500106001" } });
    expect(factsOn(await read(other, then), "2020-01-01")).toEqual({ person: { hukou_region: "500106001" } });
  });

  test("closing the middle of a registration alone would leave a gap and is refused", async () => {
    const other = await add([
      hukou("500106001", "2000-01-01", "2005-01-01"),
      hukou("500106002", "2005-01-01", "2010-01-01"),
      hukou("500106003", "2010-01-01", null),
    ]);
    const middle = (await read(other))[1]?.id ?? 0;
    await expect(write(other, { close: [middle] })).rejects.toMatchObject({ code: "registry.periods-leave-gap" });
  });

  test("nothing that was recorded is changed, removed, closed twice or dated back", async () => {
    const other = await add([hukou("500106001", "2000-01-01", null)]);
    const asOwner = (text: string) => database.db.asOwner((tx) => sql.raw(text).execute(tx));
    await expect(
      asOwner(`update registry.record set body = '{"person.hukou_region": "500105"}' where subject_id = ${other}`),
    ).rejects.toMatchObject({
      constraint: "records_are_only_closed",
    });
    await expect(asOwner(`update registry.record set valid = '[2001-01-01,)' where subject_id = ${other}`)).rejects.toMatchObject({
      constraint: "records_are_only_closed",
    });
    await expect(asOwner(`delete from registry.record where subject_id = ${other}`)).rejects.toMatchObject({
      constraint: "records_are_kept",
    });
    await asOwner(`update registry.record set recorded = tstzrange(lower(recorded), '2000-01-01') where subject_id = ${other}`).catch(
      () => {},
    );
    await write(other, { close: (await read(other)).map(({ id }) => id) });
    await expect(
      asOwner(`update registry.record set recorded = tstzrange(lower(recorded), null) where subject_id = ${other}`),
    ).rejects.toMatchObject({
      constraint: "records_are_only_closed",
    });
    const backdated = database.db.as(clerk, (tx) =>
      sql`insert into registry.record (subject_id, kind_id, source_id, rank, valid, recorded, body)
        values (${other}, ${registry.catalogue.kindIds.get("birth")}, 3, 0, '(,)', '[2001-01-01,)', '{"person.sex": "male"}')
        returning lower(recorded) > '2020-01-01' as "isNow"`.execute(tx),
    );
    expect((await backdated).rows).toEqual([{ isNow: true }]);
  });

  test("the application itself may neither change nor remove", async () => {
    for (const text of [
      "update registry.record set body = '{}'",
      "delete from registry.record",
      "truncate registry.record",
      "alter table registry.record disable row level security",
      "update registry.subject set version = 0",
      "select registry.check_everything()",
    ]) {
      await expect(
        database.db.as(clerk, (tx) => sql.raw(text).execute(tx)),
        text,
      ).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  test("somebody of another area sees no file and writes none, and nobody without an area sees any", async () => {
    const foreign: Actor = { id: "foreign", areas: ["500105"] };
    expect(await read(person, undefined, foreign)).toEqual([]);
    expect(await read(person, undefined, { id: "nobody", areas: [] })).toEqual([]);
    expect(await read(person, undefined, { id: "street", areas: ["500106001"] })).toHaveLength(2);
    expect(await read(person, undefined, { id: "neighbour", areas: ["500106002"] })).toEqual([]);
    await expect(write(person, { add: [hukou("500105001", "1900-01-01", "1980-01-01", "survey")] }, foreign)).rejects.toThrow(
      /row-level security/,
    );
    await expect(database.db.as(foreign, (tx) => subjects.add(tx, { kind: "person", area: "500106001", otherArea: null }))).rejects.toThrow(
      /row-level security/,
    );
  });

  test("whoever lives in an area and is registered elsewhere is seen from both", async () => {
    const id = await database.db.as(clerk, (tx) => subjects.add(tx, { kind: "person", area: "520303001", otherArea: "500106001" }));
    expect(await database.db.as(clerk, (tx) => subjects.find(tx, id))).toMatchObject({ id });
  });

  test("nothing that a transaction set is left for the next", async () => {
    await read(person);
    const left = await database.db.asOwner(async (tx) => (await sql<{ left: unknown }>`select registry.scope() as left`.execute(tx)).rows);
    expect(left).toEqual([{ left: [] }]);
  });

  test("of two instants the earlier is the earlier text, however many digits the database writes", async () => {
    const times = ["05", "05.1", "05.102", "05.12", "05.123456", "06"].map((seconds) => `2026-11-25 20:55:${seconds}+00`);
    const read = await database.db.asOwner(async (tx) => {
      const { rows } = await sql<{ at: string }>`select unnest(${times}::timestamptz[]) as at`.execute(tx);
      return rows.map(({ at }) => at);
    });
    expect(read).toEqual(read.toSorted());
    expect(read[1]).toBe("2026-11-25T20:55:05.100000Z");
  });

  test("every change of a file makes a new version of it", async () => {
    const other = await add([hukou("500106001", "2000-01-01", null)]);
    const version = () => database.db.as(clerk, async (tx) => (await subjects.find(tx, other))?.version ?? 0);
    const before = await version();
    await write(other, {
      add: [{ kind: "employment.willing", source: "survey", validFrom: "2024-01-01", validTo: null, body: { "employment.willing": true } }],
    });
    expect(await version()).toBeGreaterThan(before);
  });
});
