import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { lockAccount, resetAccount, unlockAccount } from "../../src/access/account/account-verbs.ts";
import { endAppointment } from "../../src/access/appointment/appointment-verbs.ts";
import { putBackRows } from "../../src/access/index.ts";
import { addPasskey, listPasskeys, passkeyOptions, removePasskey } from "../../src/access/passkey/passkey-verbs.ts";
import { proofs } from "../../src/access/proof/proof-store.ts";
import { beginEnrolment, changePassword, replaceAuthenticator } from "../../src/access/proof/proof-verbs.ts";
import { endSessionsOf } from "../../src/access/session/others-sessions.ts";
import { setUp, signInWithPassword } from "../../src/access/session/sign-in.ts";
import { endAllSessions, endFormer, endSession } from "../../src/access/session/session-verbs.ts";
import { sessionLimits } from "../../src/access/session/session.ts";
import { logAccess, type Act } from "../../src/platform/audit/index.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, day, here, password, weakHash, type Person } from "./access-office.ts";
import { softwarePasskey } from "./software-passkey.ts";
import { tableWriter } from "./table-writer.ts";

const site = { origin: "http://localhost" };
const asked = (challenge: string) => ({ challenge, origin: site.origin, host: "localhost" });

describe.each(engines)("a row that the program once wrote, in %s", (engine) => {
  const office = accessOffice(engine);
  const { write, foreign, undone } = tableWriter(office);
  const putBack = () => office.tools.db.asOwner((tx) => putBackRows(tx, office.tools.cipher));
  /** That somebody set their authenticator up again, as the log tells it. */
  const logFactor = (id: string) =>
    office.tools.db.as({ id, areas: [] }, (tx) =>
      logAccess(tx, { act: "access.enrol-authenticator", subjects: [], fields: [`account:${id}`] }),
    );

  test("a row that was put back from a copy, with its right stamp, is found by what the log says of it", async () => {
    const found = async () => (await putBack()).map(({ key, what }) => `${what} ${key}`);
    /** The stamp of a row as whoever copies the table sees it. */
    const stampOf = async (table: string, id: string | number) => {
      const { rows } = await office.tools.db.asOwner((tx) =>
        sql<{ stamp: string }>`select stamp::text as stamp from ${sql.table(table)} where id::text = ${String(id)}`.execute(tx),
      );
      return rows[0]?.stamp ?? "";
    };
    const [clerk, locked] = [await office.person(), await office.person()];
    const duty = await office.appoint(clerk.id, "street-clerk", "500106003");
    const copy = { duty: await stampOf("access.appointment", duty), locked: await stampOf("access.account", locked.id) };
    const areas = async () => (await office.whoIs(clerk.token)).actor.areas;
    expect(await found()).toEqual([]);

    await endAppointment(office.tools, office.security, duty);
    const ended = await stampOf("access.appointment", duty);
    await write(
      `update access.appointment set ended_on = null, ended_at = null, ended_by = null, stamp = '${copy.duty}' where id = ${duty}`,
    );
    expect([await areas(), await foreign(), await found()]).toEqual([["500106003"], [], [`ended ${duty}`]]);
    // The row of before under a new number: the stamp says nothing of numbers, the log does.
    await write(`
      insert into access.appointment (account_id, role, area, from_day, given_by, stamp)
      select account_id, role, area, from_day, given_by, stamp from access.appointment where id = ${duty};
      update access.appointment set ended_on = '${day}', ended_at = now(), ended_by = given_by, stamp = '${ended}' where id = ${duty}`);
    expect([await areas(), await foreign(), await found()]).toEqual([["500106003"], [], [expect.stringMatching(/^never-given \d+$/)]]);
    await write(`delete from access.appointment where account_id = '${clerk.id}'`);
    expect(await found()).toEqual([]);

    await lockAccount(office.tools, office.security, locked.id);
    const shut = await stampOf("access.account", locked.id);
    await write(`update access.account set is_locked = false, stamp = '${copy.locked}' where id = '${locked.id}'`);
    expect([await foreign(), await found()]).toEqual([[], [`locked ${locked.id}`]]);
    await write(`update access.account set is_locked = true, stamp = '${shut}' where id = '${locked.id}'`);
    await unlockAccount(office.tools, office.security, locked.id);
    // A reset takes the second factor, and the log knows; the row of before it was set up does so unsaid.
    await resetAccount(office.tools, office.security, locked.id);
    const bare = await stampOf("access.account", locked.id);
    expect(await found()).toEqual([]);
    await write(`update access.account set has_second_factor = true, stamp = '${copy.locked}' where id = '${locked.id}'`);
    expect(await found()).toEqual([]);
    await logFactor(locked.id);
    await write(`update access.account set has_second_factor = false, stamp = '${bare}' where id = '${locked.id}'`);
    expect([await foreign(), await found()]).toEqual([[], [`second-factor ${locked.id}`]]);
    await undone(`update access.account set has_second_factor = true, stamp = '${copy.locked}' where id = '${locked.id}'`);
  });

  describe("a proof or a session that was put back from a copy, as it was, is found by what the log says of it", () => {
    const found = async () => (await putBack()).map(({ table, key, what }) => `${what} ${table} ${key}`);
    /** A copy of rows, as whoever owns the database makes one, and how they put it back in the place of what is there. */
    const copyOf = async (table: string, condition: string) => {
      const { rows } = await office.tools.db.asOwner((tx) =>
        sql<{ rows: string }>`
          select coalesce(json_agg(t), '[]')::text as rows from ${sql.table(table)} t where ${sql.raw(condition)}`.execute(tx),
      );
      const copy = (rows[0]?.rows ?? "[]").replaceAll("'", "''");
      return () =>
        write(
          `delete from ${table} where ${condition}; insert into ${table} select * from json_populate_recordset(null::${table}, '${copy}')`,
        );
    };
    const next = "two patient otters";

    test("a password that was changed, and one that a reset took", async () => {
      const person = await office.proved(await office.person());
      const condition = `account_id = '${person.id}'`;
      const [putOldBack, putSessions] = [await copyOf("access.password", condition), await copyOf("access.session", condition)];
      await changePassword(office.tools, await office.whoIs(person.token), next);
      const putNewBack = await copyOf("access.password", condition);
      expect(await found()).toEqual([]);
      await putOldBack();
      const signIn = () => signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
      await expect(signIn()).resolves.toMatchObject({ next: "second-factor" });
      expect([await foreign(), await found()]).toEqual([[], [`earlier access.password ${person.id}`]]);
      await putNewBack();
      await putSessions();
      expect(await found()).toEqual([]);
      const code = await resetAccount(office.tools, office.security, person.id);
      await putNewBack();
      expect([await foreign(), await found()]).toEqual([[], [`taken-away access.password ${person.id}`]]);
      await write(`delete from access.password where ${condition}`);
      await setUp(office.tools, { signInName: person.signInName, code, password: next }, here);
      expect(await found()).toEqual([]);
    });

    test("not a password that was only kept anew, with more work; the one before is", async () => {
      const person = await office.person();
      const condition = `account_id = '${person.id}'`;
      const weak = weakHash(office.tools.cipher);
      await office.tools.db.asOwner((tx) =>
        proofs.setPassword(tx, office.tools.cipher, { accountId: person.id, hash: weak }, "2026-11-26T02:00:00Z"),
      );
      const putWeakBack = await copyOf("access.password", condition);
      await signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
      expect(await found()).toEqual([]);
      await putWeakBack();
      expect(await found()).toEqual([`earlier access.password ${person.id}`]);
      await write(`delete from access.password where ${condition}`);
    });

    test("an authenticator that another took the place of, or that a reset took", async () => {
      const person = await office.proved(await office.person());
      const condition = `account_id = '${person.id}'`;
      const putOldBack = await copyOf("access.authenticator", condition);
      const signedIn = await office.whoIs(person.token);
      const { secret, sealed } = beginEnrolment(office.tools, signedIn.session.id, person.signInName);
      await replaceAuthenticator(office.tools, signedIn, { sealed, code: office.codeOf(secret) });
      const putNewBack = await copyOf("access.authenticator", condition);
      expect(await found()).toEqual([]);
      await putOldBack();
      expect(await found()).toEqual([`earlier access.authenticator ${person.id}`]);
      await putNewBack();
      expect(await found()).toEqual([]);
      await resetAccount(office.tools, office.security, person.id);
      await putNewBack();
      expect(await found()).toEqual([`taken-away access.authenticator ${person.id}`]);
      await write(`delete from access.authenticator where ${condition}`);
    });

    test("a passkey that was removed, also where another is there", async () => {
      const person = await office.proved(await office.person());
      const condition = `account_id = '${person.id}'`;
      const add = async (name: string) => {
        const who = await office.whoIs(person.token);
        const { options, sealed } = await passkeyOptions(office.tools, site, who);
        await addPasskey(office.tools, site, who, { name, sealed, response: softwarePasskey(person.id).make(asked(options.challenge)) });
      };
      await add("手机");
      await add("电脑");
      const putBoth = await copyOf("access.passkey", condition);
      const [gone] = await listPasskeys(office.tools, await office.whoIs(person.token));
      const id = gone?.id ?? "";
      await removePasskey(office.tools, await office.whoIs(person.token), id);
      expect(await found()).toEqual([]);
      await putBoth();
      expect([await foreign(), await found()]).toEqual([[], [`taken-away access.passkey ${id}`]]);
      await write(`delete from access.passkey where ${condition}`);
    });

    test("a session that its owner ended, that an administrator ended, that ended with a lock or because there were too many", async () => {
      const [person, other] = [await office.person(), await office.person()];
      const sessionIn = async ({ token }: { readonly token: string }) => (await office.whoIs(token)).session.id;
      const ends: readonly ((person: Person) => Promise<unknown>)[] = [
        async ({ token }) => endSession(office.tools, await office.whoIs(token)),
        async ({ token }) => endAllSessions(office.tools, await office.whoIs(token)),
        ({ token }) => endFormer(office.tools, token),
        ({ id }) => endSessionsOf(office.tools, office.security, id),
        async (one) => {
          for (let i = 0; i < sessionLimits.most; i++) await office.signIn(one);
        },
        ({ id }) => lockAccount(office.tools, office.security, id),
      ];
      for (const end of ends) {
        const token = await office.signIn(person);
        const id = await sessionIn({ token });
        const putSessionBack = await copyOf("access.session", `id = '${id}'`);
        await end({ ...person, token });
        expect(await found()).toEqual([]);
        await putSessionBack();
        expect(await foreign()).toEqual([]);
        expect(await found()).toEqual([`signed-out access.session ${id}`]);
        await write(`delete from access.session where account_id = '${person.id}'`);
      }
      expect(await sessionIn(other)).toMatch(/^s_/);
      expect(await found()).toEqual([]);
    });

    test("what the log told without marks, before it kept them, is not accused", async () => {
      const person = await office.proved(await office.person());
      await changePassword(office.tools, await office.whoIs(person.token), next);
      const events = [
        "access.set-up",
        "access.change-password",
        "access.enrol-authenticator",
        "access.add-passkey",
        "access.remove-passkey",
      ];
      await office.tools.db.as({ id: person.id, areas: [] }, async (tx) => {
        for (const act of events) await logAccess(tx, { act: act as Act, subjects: [], fields: [`account:${person.id}`] });
      });
      expect(await found()).toEqual([]);
    });

    test("the log holds nothing that a proof is made of", async () => {
      const { rows } = await office.tools.db.asOwner((tx) =>
        sql<{ field: string }>`
          select distinct f as field from audit.entry, unnest(fields) as f where f ^@ 'row:' or f ^@ 'ended:'`.execute(tx),
      );
      expect(rows.length).toBeGreaterThan(10);
      for (const { field } of rows) expect(field).toMatch(/^(row:[0-9a-f]{64}|ended:s_[\w-]+)$/);
    });
  });
});
