import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeExpired, sealAll, verifyLog, type Checkpoint } from "../../src/platform/audit/index.ts";
import type { Database } from "../../src/platform/database/index.ts";
import { engines, openTestDatabase, type TestDatabase } from "../registry/test-database.ts";
import { command, faultsOf, someKeys } from "./test-log.ts";

describe.each(engines)("how long entries are kept, in %s", (engine) => {
  const keys = someKeys();
  const made: Checkpoint[] = [];
  let database: TestDatabase;
  let db: Database;

  /** Some entries of an age, and a checkpoint over them. */
  async function logOf(age: string, ...kinds: readonly (readonly [act: string, fields: string])[]): Promise<void> {
    // The entry that tells of the checkpoint is of the same age.
    await command(db, `alter table audit.entry alter column at set default now() - interval '${age}'`);
    for (const [act, fields] of kinds)
      await command(
        db,
        `insert into audit.entry (at, actor, act, subjects, fields, outcome) values (now() - interval '${age}', 'clerk', '${act}', '{1}', '${fields}', 'done')`,
      );
    const checkpoint = await sealAll(db, keys);
    if (checkpoint) made.push(checkpoint);
  }
  const left = async () =>
    (await command(db, "select seq from audit.seal s join audit.entry e on e.id = s.entry_id order by seq")).map(({ seq }) => seq);

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    db = database.db;
    const read = ["registry.read-file", "{name,bank-account}"] as const;
    const account = ["registry.ask-change", "{bank-account}"] as const;
    await logOf("11 years", read, account);
    await logOf("9 years", read, read);
    await logOf("9 years", read, account);
    await logOf("4 years", read);
    await logOf("2 years", read);
    await command(db, "alter table audit.entry alter column at set default clock_timestamp()");
  });
  afterAll(() => database.close());

  test("the rules stand in a table with their sources, and none may keep less than the law asks", async () => {
    const rules = await command(
      db,
      "select rule, least_months as least, keep_months as keep, source_zh as source from audit.retention order by rule",
    );
    expect(rules.map(({ rule, least, keep }) => [rule, least, keep])).toEqual([
      ["accounts", 120, 120],
      ["funds", 120, 120],
      ["network", 6, 36],
    ]);
    expect(rules.find(({ rule }) => rule === "network")?.["source"]).toContain("网络安全法");
    await expect(command(db, "update audit.retention set keep_months = 5 where rule = 'network'")).rejects.toThrow(
      "retention_keeps_what_law_asks",
    );
  });

  test.each([
    ["registry.read-file", "{name,bank-account}", 36],
    ["registry.ask-change", "{phone}", 36],
    ["registry.ask-change", "{phone,bank-account}", 120],
    ["registry.approve-change", "{bank-account}", 120],
    ["payments.send-batch", "{}", 120],
  ])("%s of %s is kept for %i months", async (act, fields, months) => {
    const [row] = await command(
      db,
      `select audit.kept_until('2020-03-31T00:00:00Z', '${act}', '${fields}') = timestamptz '2020-03-31T00:00:00Z' + make_interval(months => ${months}) as is`,
    );
    expect(row).toEqual({ is: true });
  });

  test("what has expired is not deleted without the procedure, and the procedure deletes nothing that has not", async () => {
    const kept = { code: "audit.log-is-kept" };
    await expect(command(db, "delete from audit.entry where at < now() - interval '10 years'")).rejects.toMatchObject(kept);
    const removal = `insert into audit.removal (number, from_seq, to_seq, at, actor, key_id, signature) values (1, 1, 100, now(), 'dba', 'x', '');`;
    await expect(command(db, `${removal} delete from audit.entry`)).rejects.toMatchObject(kept);
  });

  test("a log with faults is left as it is: nothing is swept away", async () => {
    await command(db, "alter table audit.checkpoint disable trigger all");
    await command(db, "update audit.checkpoint set count = count + 1 where number = 2");
    await expect(removeExpired(db, keys, "operator")).rejects.toMatchObject({ code: "audit.log-has-faults" });
    await command(db, "update audit.checkpoint set count = count - 1 where number = 2");
    await command(db, "alter table audit.checkpoint enable trigger all");
    expect(await left()).toHaveLength(13);
  });

  test("whole ranges of which nothing has to be kept go, their seals stay, and the log says so and is still whole", async () => {
    expect(await faultsOf(db, keys, made)).toEqual([]);
    // Places 1-2; 3-5; 6-8 with an account; 9-10; then what is younger.
    expect(await removeExpired(db, keys, "operator")).toEqual([
      { fromSeq: 1, toSeq: 5 },
      { fromSeq: 9, toSeq: 10 },
    ]);
    expect((await left()).slice(0, 4)).toEqual([6, 7, 8, 11]);
    await sealAll(db, keys);
    const report = await verifyLog(db, keys.verify, { exported: made });
    expect(report).toMatchObject({
      faultCount: 0,
      removals: [
        { fromSeq: 1, toSeq: 5, actor: "operator" },
        { fromSeq: 9, toSeq: 10 },
      ],
    });
    expect(await command(db, "select actor, fields from audit.entry where act = 'audit.remove-expired' order by id")).toEqual([
      { actor: "operator", fields: ["1-5"] },
      { actor: "operator", fields: ["9-10"] },
    ]);
    expect(await removeExpired(db, keys, "operator")).toEqual([]);
  });

  test("a seal of a removed range that somebody changes is found by what was signed", async () => {
    await command(db, "alter table audit.seal disable trigger all");
    await command(db, "update audit.seal set hash = sha256(hash) where seq = 5");
    expect((await faultsOf(db, keys)).length).toBeGreaterThan(0);
    await command(db, "update audit.seal set hash = sha256(hash) where seq = 2");
    expect((await faultsOf(db, keys, made)).join()).toContain("checkpoint 1");
  });
});
