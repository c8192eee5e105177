import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { lockAccount, resetAccount } from "../../src/access/account/account-verbs.ts";
import { accounts } from "../../src/access/account/account-store.ts";
import { appointments } from "../../src/access/appointment/appointment-store.ts";
import { appoint, delegate, endAppointment } from "../../src/access/appointment/appointment-verbs.ts";
import { emergencies } from "../../src/access/emergency/emergency-store.ts";
import { stampAccessAnew, stampOnce } from "../../src/access/index.ts";
import { linkIdentity, signInWithIdentity } from "../../src/access/identity/identity-verbs.ts";
import { addPasskey, passkeyOptions, passkeySignInOptions, signInWithPasskey } from "../../src/access/passkey/passkey-verbs.ts";
import { beginEnrolment, enrolAtSignIn } from "../../src/access/proof/proof-verbs.ts";
import { firstStep, setUp, showSecondFactor, signInWithPassword } from "../../src/access/session/sign-in.ts";
import { sessionOf } from "../../src/access/session/session-of.ts";
import { endSession } from "../../src/access/session/session-verbs.ts";
import { addKeyVersion, cipherWith, readKeys } from "../../src/platform/cipher/index.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, day, here, password } from "./access-office.ts";
import { softwarePasskey } from "./software-passkey.ts";
import { tableWriter } from "./table-writer.ts";

const site = { origin: "http://localhost" };
const asked = (challenge: string) => ({ challenge, origin: site.origin, host: "localhost" });

describe.each(engines)("whoever writes the database and has no keys becomes nobody, in %s", (engine) => {
  const office = accessOffice(engine);
  const { write, foreign, undone } = tableWriter(office);

  test("a session with a token of their own, or moved to another account, opens nothing", async () => {
    const [mine, victim] = [await office.person(), await office.person()];
    const token = "B".repeat(43);
    const plain = createHash("sm3").update(token).digest("hex");
    await write(`
      insert into access.session (id, account_id, token_hash, stage, how, began_at, seen_at, confirmed_at, ends_at, address, device, stamp)
      select 's_forged', '${victim.id}', '\\x${plain}', stage, how, began_at, seen_at, confirmed_at, ends_at, address, device, stamp
      from access.session where account_id = '${victim.id}'`);
    expect(await sessionOf(office.tools, token)).toBeNull();
    const { session } = await office.whoIs(mine.token);
    await write(`update access.session set account_id = '${victim.id}' where id = '${session.id}'`);
    expect(await sessionOf(office.tools, mine.token)).toBeNull();
    expect(await foreign()).toEqual(["access.session", "access.session"]);
    await undone(
      `delete from access.session where id = 's_forged'; update access.session set account_id = '${mine.id}' where id = '${session.id}'`,
    );
    expect((await office.whoIs(mine.token)).account.id).toBe(mine.id);
  });

  test("a session whose first step alone was done is not completed by a row, and one that ended does not go on", async () => {
    const person = await office.person();
    office.goOn(30);
    const { token } = await signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    await write(`update access.session set stage = 'full' where account_id = '${person.id}'`);
    expect(await sessionOf(office.tools, token)).toBeNull();
    await endSession(office.tools, await office.whoIs(person.token));
    await write(`update access.session set ended_at = null where account_id = '${person.id}'`);
    expect(await sessionOf(office.tools, person.token)).toBeNull();
    await undone(`delete from access.session where account_id = '${person.id}'`);
  });

  test("one's own password does not fit into the row of another, with its stamp or without", async () => {
    const [mine, victim] = [await office.person(), await office.person()];
    const { rows } = await office.tools.db.asOwner((tx) =>
      sql<{ hash: string; stamp: Buffer }>`select hash, stamp from access.password where account_id = ${victim.id}`.execute(tx),
    );
    const before = rows[0] as (typeof rows)[number];
    await write(`
      update access.password p set hash = own.hash, stamp = own.stamp from access.password own
      where own.account_id = '${mine.id}' and p.account_id = '${victim.id}'`);
    // Everybody here has one password: if the row counted, it would be right.
    const signIn = () => signInWithPassword(office.tools, { signInName: victim.signInName, password }, here);
    await expect(signIn()).rejects.toMatchObject({ code: "access.wrong-password" });
    expect(await foreign()).toEqual(["access.password"]);
    await undone(
      `update access.password set hash = '${before.hash}', stamp = '\\x${before.stamp.toString("hex")}' where account_id = '${victim.id}'`,
    );
    await expect(signIn()).resolves.toMatchObject({ next: "second-factor" });
  });

  test("a second factor that was taken away is still asked for, and none is enrolled in its place", async () => {
    const person = await office.person();
    await write(`delete from access.authenticator where account_id = '${person.id}'`);
    const { token, next } = await signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    expect(next).toBe("second-factor");
    office.goOn(30);
    await expect(showSecondFactor(office.tools, token, office.codeOf(person.secret), here)).rejects.toMatchObject({
      code: "access.wrong-code",
    });
    const { id } = await firstStep(office.tools, token);
    const { secret, sealed } = beginEnrolment(office.tools, id, person.signInName);
    const enrolling = enrolAtSignIn(office.tools, token, { sealed, code: office.codeOf(secret) }, here);
    await expect(enrolling).rejects.toMatchObject({ code: "access.step-lapsed" });
    // Nor where the account says so: its own row counts no more.
    await write(`update access.account set has_second_factor = false where id = '${person.id}'`);
    const signIn = signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    await expect(signIn).rejects.toMatchObject({ code: "access.wrong-password" });
    expect(await foreign()).toEqual(["access.account"]);
    await undone(`update access.account set has_second_factor = true where id = '${person.id}'`);
  });

  test("an account is not unlocked, and not given another's file, by its row", async () => {
    const person = await office.person();
    await lockAccount(office.tools, office.security, person.id);
    await write(`update access.account set is_locked = false where id = '${person.id}'`);
    const signIn = () => signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    await expect(signIn()).rejects.toMatchObject({ code: "access.wrong-password" });
    await undone(`update access.account set is_locked = true where id = '${person.id}'`);
    await expect(signIn()).rejects.toMatchObject({ code: "access.account-locked" });
    const other = await office.person();
    await write(`
      insert into registry.subject (id, kind, area) overriding system value values (987654, 'person', '500106003');
      update access.account set subject_id = 987654 where id = '${other.id}'`);
    expect(await sessionOf(office.tools, other.token)).toBeNull();
    await undone(`update access.account set subject_id = null where id = '${other.id}'`);
  });

  test("an appointment that somebody gave themselves gives them no file, no right to appoint and no right to reset", async () => {
    const [person, victim] = [await office.person(), await office.person()];
    const none = await office.appoint(person.id, "street-clerk", "500106003");
    await write(`
      insert into access.appointment (account_id, role, area, from_day, given_by, stamp)
      select account_id, 'district-desk', '500106', from_day, given_by, stamp from access.appointment where id = ${none};
      insert into access.appointment (account_id, role, from_day, given_by) values ('${person.id}', 'security-administrator', '2026-01-01', 'operator')`);
    const { actor, appointments } = await office.whoIs(person.token);
    expect([actor.areas, appointments.map(({ role }) => role)]).toEqual([["500106003"], ["street-clerk"]]);
    for (const act of [
      () => resetAccount(office.tools, actor, victim.id),
      () => lockAccount(office.tools, actor, victim.id),
      () => appoint(office.tools, actor, { accountId: victim.id, role: "finance", area: "500106", section: null, from: day, until: null }),
      () => linkIdentity(office.tools, actor, victim.id, { issuer: "https://id.example", subject: "1" }),
      () => endAppointment(office.tools, actor, none + 1),
    ])
      await expect(act()).rejects.toMatchObject({ code: expect.stringMatching(/^access\.(not-allowed|appointment-not-found)$/) as string });
    expect((await office.whoIs(victim.token)).account.isLocked).toBe(false);
    expect(await foreign()).toEqual(["access.appointment", "access.appointment"]);
    await undone(`delete from access.appointment where account_id = '${person.id}' and id <> ${none}`);
  });

  test("an appointment does not grow or go on by its row, and what was handed on from it neither", async () => {
    const [person, deputy] = [await office.person(), await office.person()];
    const id = await office.appoint(person.id, "street-clerk", "500106003");
    const part = await delegate(office.tools, { id: person.id, areas: [] }, { id, to: deputy.id, from: day, until: "2026-12-05" });
    const areas = async (token: string) => (await office.whoIs(token)).actor.areas;
    await write(`update access.appointment set area = '500106004' where id in (${id}, ${part})`);
    expect([await areas(person.token), await areas(deputy.token)]).toEqual([[], []]);
    await undone(`update access.appointment set area = '500106003' where id in (${id}, ${part})`);
    expect([await areas(person.token), await areas(deputy.token)]).toEqual([["500106003"], ["500106003"]]);
    await endAppointment(office.tools, office.security, id);
    await write(`update access.appointment set ended_on = null, ended_at = null, ended_by = null where id in (${id}, ${part})`);
    expect([await areas(person.token), await areas(deputy.token)]).toEqual([[], []]);
    await undone(`delete from access.appointment where id = ${part}; delete from access.appointment where id = ${id}`);
  });

  test("a passkey, an identity and an emergency that somebody put there open nothing, and a code that lapsed stays so", async () => {
    const [mine, victim] = [await office.proved(await office.person()), await office.person()];
    const who = await office.whoIs(mine.token);
    const { options, sealed } = await passkeyOptions(office.tools, site, who);
    const device = softwarePasskey(victim.id);
    await addPasskey(office.tools, site, who, { name: "x", sealed, response: device.make(asked(options.challenge)) });
    await write(`update access.passkey set account_id = '${victim.id}' where account_id = '${mine.id}'`);
    const begun = await passkeySignInOptions(office.tools, site);
    const answer = { sealed: begun.sealed, response: device.answer(asked(begun.options.challenge)) };
    await expect(signInWithPasskey(office.tools, site, answer, here)).rejects.toMatchObject({ code: "access.passkey-failed" });

    await write(
      `insert into access.identity_link (issuer, subject, account_id, linked_by) values ('https://id.example', 'me', '${victim.id}', 'operator')`,
    );
    const identity = { issuer: "https://id.example", subject: "me", signInName: null, isTwoFactor: true };
    await expect(signInWithIdentity(office.tools, identity, here)).rejects.toMatchObject({ code: "access.identity-unknown" });

    await write(`
      insert into access.emergency (account_id, subject_id, reason, role, area, from_at, until_at)
      values ('${mine.id}', 987654, 'no reason at all', 'street-clerk', '500106003', '2026-11-26', '2026-11-26 01:00:00+00')`);
    const open = office.tools.db.as({ id: mine.id, areas: [] }, (tx) =>
      emergencies.open(tx, office.tools.cipher, { accountId: mine.id, subjectId: 987_654, at: "2026-11-26T00:30:00Z" }),
    );
    expect(await open).toBeUndefined();

    const code = await resetAccount(office.tools, office.security, victim.id);
    office.goOn(25 * 3600);
    await write(`update access.setup_code set ends_at = '2027-01-01' where account_id = '${victim.id}'`);
    const setting = setUp(office.tools, { signInName: victim.signInName, code, password }, here);
    await expect(setting).rejects.toMatchObject({ code: "access.wrong-setup-code" });
    expect(await foreign()).toEqual(["access.identity_link", "access.emergency"]);
    await undone(`delete from access.identity_link where subject = 'me'; delete from access.emergency where subject_id = 987654`);
  });

  describe("the stamps", () => {
    const directory = mkdtempSync(join(tmpdir(), "huican-stamps-"));
    const keyPlace = join(directory, "keys.json");
    afterAll(() => rmSync(directory, { recursive: true, force: true }));

    test("are made anew with a new key, of what the program wrote and of nothing else", async () => {
      const { tools } = office;
      readKeys(keyPlace, true);
      const old = cipherWith(readKeys(keyPlace, false), () => readKeys(keyPlace, false));
      const of = (id: string, cipher = old) => tools.db.asOwner((tx) => accounts.find(tx, cipher, id));
      const make = (id: string) =>
        tools.db.asOwner((tx) => accounts.add(tx, old, { id, signInName: id, displayName: id, subjectId: null }));
      const [own, changed] = ["u_aaaaaaaaaaaaaaaaaaaa", "u_bbbbbbbbbbbbbbbbbbbb"];
      await make(own);
      await make(changed);
      const duty = { accountId: own, role: "street-clerk", area: "500106001", section: null, from: "2026-01-01", until: null } as const;
      await tools.db.asOwner((tx) => appointments.add(tx, old, duty));
      await write(`update access.account set display_name = 'x' where id = '${changed}'`);
      addKeyVersion(keyPlace);
      const rotated = cipherWith(readKeys(keyPlace, false));
      expect((await of(own, rotated))?.id).toBe(own);
      expect(await stampAccessAnew(tools.db, rotated)).toBe(2);
      expect(await stampAccessAnew(tools.db, rotated)).toBe(0);
      // Somebody who runs on with the old keys reads them again, as for a sealed value.
      expect((await of(own))?.id).toBe(own);
      expect([await of(changed), await of(changed, rotated)]).toEqual([undefined, undefined]);
      // Where the old key leaked, it is taken out of the file: what it stamps counts no more.
      const { versions, ...file } = JSON.parse(readFileSync(keyPlace, "utf8")) as { versions: Record<string, string> };
      const forged = "u_cccccccccccccccccccc";
      await tools.db.asOwner((tx) =>
        accounts.add(tx, cipherWith({ ...readKeys(keyPlace, false), current: 1 }), {
          id: forged,
          signInName: forged,
          displayName: "x",
          subjectId: null,
        }),
      );
      writeFileSync(keyPlace, JSON.stringify({ ...file, versions: { "2": versions["2"] } }));
      const without = cipherWith(readKeys(keyPlace, false));
      expect([(await of(own, without))?.id, await of(forged, without)]).toEqual([own, undefined]);
      await write(`delete from access.appointment where account_id = '${own}'`);
      await write(`delete from access.account where id in ('${own}', '${changed}', '${forged}')`);
    });

    test("are given once to what was there before them, and the file of keys says that they were", async () => {
      const { tools } = office;
      const person = await office.person();
      rmSync(keyPlace);
      readKeys(keyPlace, true);
      const { stamped, ...before } = JSON.parse(readFileSync(keyPlace, "utf8")) as { readonly stamped: boolean };
      expect(stamped).toBe(true);
      writeFileSync(keyPlace, JSON.stringify(before));
      const { isStamped } = readKeys(keyPlace, false);
      expect(isStamped).toBe(false);
      await write(`update access.account set stamp = null where id = '${person.id}'`);
      expect(await sessionOf(tools, person.token)).toBeNull();
      expect(await stampOnce(tools.db, tools.cipher, { keyPlace, isStamped })).toBe(1);
      expect((await office.whoIs(person.token)).account.id).toBe(person.id);
      await write(`update access.account set stamp = null where id = '${person.id}'`);
      expect(await stampOnce(tools.db, tools.cipher, { keyPlace, isStamped: readKeys(keyPlace, false).isStamped })).toBe(0);
      expect(await sessionOf(tools, person.token)).toBeNull();
    });
  });
});
