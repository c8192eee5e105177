import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/platform/database/index.ts";
import { sealLog, type Checkpoint } from "../../src/platform/audit/index.ts";
import { removalStatement, signedCheckpoint, statementHash, statementOf } from "../../src/platform/audit/checkpoint.ts";
import { chainBeginning, entryText, linkOf, type LogEntry } from "../../src/platform/audit/entry.ts";
import { engines, openTestDatabase, type TestDatabase } from "../registry/test-database.ts";
import { command, faultsOf, someKeys, writeLog } from "./test-log.ts";

const tables = ["entry", "seal", "checkpoint", "removal"] as const;

/** An administrator of the database: owns everything in it and puts every trigger aside. What they do not have is the file of keys. */
describe.each(engines)("whoever owns the database changes the log, in %s", (engine) => {
  const keys = someKeys();
  const theirs = someKeys();
  let database: TestDatabase;
  let db: Database;
  let exported: readonly Checkpoint[];

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    db = database.db;
    // Four checkpoints: places 10, 21, 32 and 43; the entries that tell of them stand at 11, 22, 33 and 44.
    exported = await writeLog(db, keys, 4, 10);
    await command(db, "create schema kept");
    for (const table of tables) {
      await command(db, `create table kept.${table} as table audit.${table}`);
      await command(db, `alter table audit.${table} disable trigger all`);
    }
  });
  afterAll(() => database.close());
  afterEach(async () => {
    await command(db, `truncate ${tables.map((table) => `audit.${table}`).join()}`);
    await command(db, "insert into audit.entry overriding system value table kept.entry");
    for (const table of ["seal", "checkpoint", "removal"]) await command(db, `insert into audit.${table} table kept.${table}`);
    if ((await faultsOf(db, keys, exported)).length > 0) throw new Error("The log is as it was.");
  });

  const idAt = async (seq: number) => Number((await command(db, `select entry_id as id from audit.seal where seq = ${seq}`))[0]?.["id"]);
  const faults = (others: readonly Checkpoint[] = []) => faultsOf(db, keys, others);
  const moveSeals = async (from: number, by: number) => {
    await command(db, `update audit.seal set seq = 1000 + seq where seq >= ${from}`);
    await command(db, `update audit.seal set seq = seq - 1000 + ${by} where seq > 1000`);
  };

  /** Seals everything anew from a place, so that all links fit. */
  async function rechain(from: number): Promise<void> {
    await db.asOwner(async (tx) => {
      const { rows } = await sql<LogEntry & { seq: number; hash: string }>`
        select s.seq, encode(s.hash, 'hex') as hash, e.id, ${entryText} as text from audit.seal s join audit.entry e on e.id = s.entry_id order by s.seq`.execute(
        tx,
      );
      let link: string = chainBeginning;
      for (const { seq, hash, ...entry } of rows) {
        link = seq < from ? hash : linkOf(link, entry.text);
        await sql`update audit.seal set hash = decode(${link}, 'hex') where seq = ${seq}`.execute(tx);
      }
    });
  }

  /** Signs every checkpoint anew with their own key over what the chain says now. */
  async function resign(keyId: string): Promise<void> {
    await db.asOwner(async (tx) => {
      let previous: Buffer = Buffer.alloc(32);
      for (const { number, seq, count, at } of exported) {
        const { rows } = await sql<{ hash: Buffer }>`select hash from audit.seal where seq = ${seq}`.execute(tx);
        const signed = signedCheckpoint({ ...theirs.signer, keyId }, { number, seq, count, at, previous, hash: rows[0]?.hash as Buffer });
        previous = statementHash(statementOf(signed));
        await sql`update audit.checkpoint set hash = ${Buffer.from(signed.hash)}, previous = ${Buffer.from(signed.previous)}, key_id = ${keyId},
          signature = ${Buffer.from(signed.signature)} where number = ${number}`.execute(tx);
      }
    });
  }

  test("an untouched log has no fault", async () => {
    expect(await faults(exported)).toEqual([]);
  });

  test.each([
    // What the page that is read at once is parted by, written into an entry by somebody who knows it.
    ["a separator of values", String.raw`update audit.entry set fields = array[E'name\u001fbank-account'] where id = `],
    ["a separator of places", String.raw`update audit.entry set fields = array[E'name\u001e12\u001f12\u001fabc'] where id = `],
    ["a text that ends its quotes", `update audit.entry set act = 'registry.read-file", "{1}' where id = `],
    ["values moved into one another", String.raw`update audit.entry set actor = actor || E'\u001f' || act, act = '' where id = `],
    ["nothing where there was something", "update audit.entry set actor = null where id = "],
  ])("%s in an entry hides nothing", async (_what, statement) => {
    await command(db, "alter table audit.entry drop constraint if exists entry_act_form, alter column actor drop not null");
    await command(db, `${statement}${await idAt(15)}`);
    expect(await faults()).toEqual([expect.stringMatching(/15.*changed/)]);
  });

  test.each([
    ["at", "at + interval '1 microsecond'"],
    ["actor", "'somebody-else'"],
    ["act", "'registry.read-timeline'"],
    ["subjects", "'{4711}'"],
    ["fields", "'{name}'"],
    ["occasion", `occasion || '{"reason": "另一个理由"}'`],
    ["occasion", "occasion - 'address'"],
    ["outcome", "'refused'"],
    ["transaction", "'7'"],
  ])("1, 2: %s of an entry is changed to %s", async (column, value) => {
    const id = await idAt(15);
    await command(db, `update audit.entry set ${column} = ${value} where id = ${id}`);
    expect(await faults()).toEqual([`Place 15 (entry ${id}) is not what was sealed: it was changed.`]);
  });

  test("3: an entry is deleted; with its seal; and so that no number is missing", async () => {
    const id = await idAt(15);
    const next = await idAt(16);
    await command(db, `delete from audit.entry where id = ${id}`);
    expect(await faults()).toEqual([`Place 15 (entry ${id}) is gone: it was removed after it was sealed.`]);
    await command(db, "delete from audit.seal where seq = 15");
    expect(await faults()).toEqual(["Places 15 to 15 are gone: entries and seals were removed."]);
    await moveSeals(16, -1);
    expect(await faults()).toEqual([
      "What checkpoint 2 signed stands 1 earlier now: between places 11 and 21, 1 were removed.",
      `Place 15 (entry ${next}) is not what was sealed: it was changed.`,
    ]);
    await rechain(15);
    expect(await faults()).toEqual([
      "Between places 11 and 21 something was changed and all from there sealed anew: it is not what checkpoint 2 signed.",
    ]);
  });

  test("4: the end is deleted: entries; with their seals; and with the checkpoints, which those kept elsewhere tell", async () => {
    const id = await idAt(44);
    await command(db, "delete from audit.entry where id in (select entry_id from audit.seal where seq > 40)");
    expect((await faults()).at(-1)).toBe(`Place 44 (entry ${id}) is gone: it was removed after it was sealed.`);
    await command(db, "delete from audit.seal where seq > 40");
    expect(await faults()).toEqual(["Checkpoint 4 signed 43 places, and there are 40: the end was removed."]);
    await command(db, "delete from audit.checkpoint where number = 4");
    expect(await faults()).toEqual([]);
    expect(await faults(exported)).toEqual(["Checkpoint 4 signed 43 places, and there are 40: the end was removed."]);
  });

  test("5: the first entry is deleted, with its seal too", async () => {
    const id = await idAt(1);
    await command(db, `delete from audit.entry where id = ${id}`);
    expect(await faults()).toEqual([`Place 1 (entry ${id}) is gone: it was removed after it was sealed.`]);
    await command(db, "delete from audit.seal where seq = 1");
    expect(await faults()).toEqual(["Places 1 to 1 are gone: entries and seals were removed."]);
  });

  test("6: two entries exchange what they say, which seal is theirs, or their places as a whole", async () => {
    const [one, other] = [await idAt(14), await idAt(18)];
    const exchanged = ["Places 14 and 18 were exchanged."];
    await command(
      db,
      `update audit.entry e set (at, actor, act, subjects, fields, occasion, outcome, transaction) =
        (select o.at, o.actor, o.act, o.subjects, o.fields, o.occasion, o.outcome, o.transaction from kept.entry o where o.id = ${one} + ${other} - e.id)
      where id in (${one}, ${other})`,
    );
    expect(await faults()).toEqual(exchanged);
    // Back, and then by the seals.
    await command(db, `delete from audit.entry where id in (${one}, ${other})`);
    await command(db, `insert into audit.entry overriding system value select * from kept.entry where id in (${one}, ${other})`);
    await command(db, "alter table audit.seal drop constraint seal_once_an_entry");
    await command(db, `update audit.seal set entry_id = ${one} + ${other} - entry_id where entry_id in (${one}, ${other})`);
    expect(await faults()).toEqual(exchanged);
    await command(db, `update audit.seal set entry_id = ${one} + ${other} - entry_id where entry_id in (${one}, ${other})`);
    await command(db, "alter table audit.seal add constraint seal_once_an_entry unique (entry_id)");
    await command(db, "update audit.seal set seq = 1000 + seq where seq in (14, 15)");
    await command(db, "update audit.seal set seq = 1029 - seq where seq > 1000");
    expect(await faults()).toEqual(["Places 14 and 15 were exchanged."]);
  });

  test("6: two places far apart are exchanged with their seals: both are told, and what followed them", async () => {
    await command(db, "update audit.seal set seq = 1000 + seq where seq in (14, 18)");
    await command(db, "update audit.seal set seq = 1032 - seq where seq > 1000");
    expect((await faults()).join()).toMatch(
      /Places 15 and 18 were exchanged.*Places 14 and 19 were exchanged|Places 14 and 19 were exchanged.*Places 15 and 18/,
    );
  });

  const insertBetween = async (at: string) => {
    const [row] = await command(
      db,
      `insert into audit.entry (at, actor, act, subjects, fields, occasion, outcome, transaction)
      select ${at}, 'chief', act, '{5}', fields, occasion, outcome, transaction from audit.entry where id = ${await idAt(15)} returning id`,
    );
    return Number(row?.["id"]);
  };

  test("7: an entry is inserted between two others", async () => {
    const id = await insertBetween("at");
    await moveSeals(16, 1);
    await command(db, `insert into audit.seal (seq, entry_id, hash) select 16, ${id}, hash from audit.seal where seq = 15`);
    await db.asOwner(async (tx) => {
      const { rows } = await sql<LogEntry & { before: string }>`
        select e.id, ${entryText} as text, (select encode(hash, 'hex') from audit.seal where seq = 15) as before from audit.entry e where id = ${id}`.execute(
        tx,
      );
      const { before, ...entry } = rows[0] as LogEntry & { before: string };
      await sql`update audit.seal set hash = decode(${linkOf(before, entry.text)}, 'hex') where seq = 16`.execute(tx);
    });
    expect(await faults()).toEqual([
      "What checkpoint 2 signed stands 1 later now: between places 11 and 21, 1 were inserted.",
      `Place 16 (entry ${id}) was inserted: those before and after it belong together.`,
    ]);
  });

  test("7: a second entry takes the number of one that is sealed, once the key of the table is gone", async () => {
    const id = await idAt(15);
    await command(db, "alter table audit.entry drop constraint entry_key");
    const columns = "id, at, actor, act, subjects, fields, occasion, outcome, transaction";
    await command(
      db,
      `insert into audit.entry (${columns}) overriding system value
        select id, at, 'somebody-else', act, subjects, fields, occasion, outcome, transaction from audit.entry where id = ${id}`,
    );
    expect((await faults()).filter((fault) => fault.startsWith(`Place 15 (entry ${id})`))).not.toEqual([]);
    await command(db, `delete from audit.entry where id = ${id} and actor = 'somebody-else'`);
    await command(db, "alter table audit.entry add constraint entry_key primary key (id)");
  });

  test("8: an entry is inserted with an earlier time, before and after the sealer has taken it for a late one", async () => {
    const id = await insertBetween("at - interval '1 day'");
    expect(await faults()).toEqual([`Entry ${id} is not sealed, yet dated long before what is: it was inserted.`]);
    await command(db, `update audit.entry set transaction = pg_current_xact_id() where id = ${id}`);
    await sealLog(db, keys);
    expect(await faults()).toEqual([
      `Place 45 (entry ${id}) is dated long before those it follows: it was inserted later, or the clock was set back.`,
    ]);
  });

  test("9: everything after a change is sealed anew", async () => {
    await command(db, `update audit.entry set actor = 'somebody-else' where id = ${await idAt(15)}`);
    await rechain(15);
    const fault = "Between places 11 and 21 something was changed and all from there sealed anew: it is not what checkpoint 2 signed.";
    expect(await faults()).toEqual([fault]);
    expect(await faults(exported)).toEqual([fault, fault]);
  });

  test("10: the signature of a checkpoint is replaced: by another of ours, by one of theirs, by one under their own key", async () => {
    await command(db, "update audit.checkpoint c set signature = o.signature from kept.checkpoint o where c.number = 3 and o.number = 2");
    const wrong = "The signature of checkpoint 3 is wrong: it or the checkpoint was changed.";
    expect(await faults()).toEqual([wrong]);
    const [, , third] = exported;
    if (!third) throw new Error("There are four.");
    const sign = (keyId: string) =>
      db.asOwner((tx) =>
        sql`update audit.checkpoint set key_id = ${keyId}, signature = ${theirs.signer.sign(statementOf({ ...third, keyId }))} where number = 3`.execute(
          tx,
        ),
      );
    await sign(keys.signer.keyId);
    expect(await faults()).toEqual([wrong]);
    await sign(theirs.signer.keyId);
    expect(await faults()).toEqual(["Checkpoint 3 was not signed with a key of this installation."]);
  });

  test("11: a checkpoint is deleted: the first, one in the middle, the last", async () => {
    for (const number of [1, 2, 4]) {
      await command(db, `delete from audit.checkpoint where number = ${number}`);
      expect(await faults()).toEqual([`Checkpoint ${number} is gone: it was removed.`]);
      await command(db, `insert into audit.checkpoint select * from kept.checkpoint where number = ${number}`);
    }
  });

  test("12: the whole log is made anew with their own key, or with a signature that claims ours", async () => {
    await command(db, "update audit.entry set actor = 'somebody-else' where actor = 'clerk-1'");
    await rechain(1);
    await resign(theirs.signer.keyId);
    const foreign = exported.map(({ number }) => `Checkpoint ${number} was not signed with a key of this installation.`);
    expect(await faults()).toEqual(foreign);
    expect(await faults(exported)).toContain(
      "Between places 1 and 10 something was changed and all from there sealed anew: it is not what checkpoint 1 signed.",
    );
    await resign(keys.signer.keyId);
    expect(await faults()).toEqual(
      exported.map(({ number }) => `The signature of checkpoint ${number} is wrong: it or the checkpoint was changed.`),
    );
  });

  test("12: the whole log is emptied: only what was kept elsewhere tells", async () => {
    await command(db, "truncate audit.entry, audit.seal, audit.checkpoint");
    expect(await faults()).toEqual([]);
    expect(await faults(exported)).toEqual(["Checkpoint 1 signed 10 places, and there are 0: the end was removed."]);
  });

  test("a seal is changed: in the middle, where it was signed, and at the end", async () => {
    for (const seq of [15, 21, 32]) {
      await command(db, `update audit.seal set hash = sha256(hash) where seq = ${seq}`);
      expect(await faults()).toEqual([`The seal of place ${seq} (entry ${await idAt(seq)}) was changed; the entry itself was not.`]);
      await command(db, `update audit.seal s set hash = o.hash from kept.seal o where s.seq = o.seq and s.seq = ${seq}`);
    }
    await command(db, "update audit.seal set hash = sha256(hash) where seq = 44");
    expect(await faults()).toEqual([`Place 44 (entry ${await idAt(44)}) is not what was sealed: it was changed.`]);
  });

  test("entries are deleted and said to have expired, signed by them or with a signature of ours for other places", async () => {
    await command(db, "delete from audit.entry where id in (select entry_id from audit.seal where seq between 1 and 10)");
    const said = { number: 1, fromSeq: 1, toSeq: 10, at: "2026-11-25T00:00:00.000000Z", actor: "operator", keyId: keys.signer.keyId };
    const add = (signature: Buffer) =>
      db.asOwner((tx) =>
        sql`insert into audit.removal (number, from_seq, to_seq, at, actor, key_id, signature) values (1, 1, 10, ${said.at}, 'operator', ${said.keyId}, ${signature})`.execute(
          tx,
        ),
      );
    for (const signature of [theirs.signer.sign(removalStatement(said)), keys.signer.sign(removalStatement({ ...said, toSeq: 5 }))]) {
      await add(signature);
      const found = await faults();
      expect(found).toHaveLength(11);
      expect(found).toContain(
        "Places 1 to 10 are said to have been removed because they expired, but the signature is wrong: that was not the procedure.",
      );
      await command(db, "truncate audit.removal");
    }
  });

  test("the sealer that is running seals nothing on top of what somebody changed behind it", async () => {
    const { end } = await sealLog(db, keys);
    await command(db, `update audit.entry set actor = 'somebody-else' where id = ${await idAt(44)}`);
    await rechain(44);
    await expect(sealLog(db, keys, { remembered: end })).rejects.toMatchObject({ code: "audit.chain-changed" });
    await command(db, "delete from audit.seal where seq >= 40");
    await expect(sealLog(db, keys, { remembered: end })).rejects.toMatchObject({ code: "audit.chain-changed" });
    await command(db, "insert into audit.seal select * from kept.seal where seq >= 40");
    await command(db, `update audit.checkpoint set key_id = '${theirs.signer.keyId}' where number = 4`);
    await expect(sealLog(db, keys)).rejects.toMatchObject({ code: "audit.other-signing-key" });
  });

  test("whatever few places are changed, deleted or exchanged by chance, each is told", async () => {
    const change = fc.record({ seq: fc.integer({ min: 1, max: 44 }), how: fc.constantFrom("change", "delete", "seal") });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(change, { selector: ({ seq }) => seq, minLength: 1, maxLength: 6 }), async (changes) => {
        for (const { seq, how } of changes) {
          const entry = `(select entry_id from kept.seal where seq = ${seq})`;
          if (how === "change") await command(db, `update audit.entry set at = at + interval '1 second' where id = ${entry}`);
          if (how === "delete") await command(db, `delete from audit.entry where id = ${entry}`);
          if (how === "seal") await command(db, `delete from audit.seal where seq = ${seq}`);
        }
        const found = (await faults()).join("\n");
        // What follows a gap in the seals has nothing to be held against but the next; the gap is told.
        const gaps = new Set(changes.filter(({ how }) => how === "seal").map(({ seq }) => seq));
        for (const { seq, how } of changes) {
          const inGap = [...found.matchAll(/Places (\d+) to (\d+) are gone/g)].some(
            ([, from, to]) => Number(from) <= seq && seq <= Number(to),
          );
          const isTold = inGap || new RegExp(`Place ${seq} \\(`).test(found) || (seq >= 43 && /the end was removed/.test(found));
          if (how === "change" && gaps.has(seq - 1)) continue;
          // The last seals are missing and nothing says so but the checkpoint that the log tells of.
          if (how === "seal" && seq === 44) continue;
          expect(isTold, `${seq} ${how}\n${found}`).toBe(true);
        }
        await command(db, `truncate ${tables.map((table) => `audit.${table}`).join()}`);
        await command(db, "insert into audit.entry overriding system value table kept.entry");
        for (const table of ["seal", "checkpoint"]) await command(db, `insert into audit.${table} table kept.${table}`);
      }),
      { numRuns: 25 },
    );
  });
});
