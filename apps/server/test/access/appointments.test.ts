import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { lockAccount, resetAccount, unlockAccount } from "../../src/access/account/account-verbs.ts";
import { appointments } from "../../src/access/appointment/appointment-store.ts";
import { appoint, delegate, endAppointment, handOver, leave } from "../../src/access/appointment/appointment-verbs.ts";
import { roles, type AreaLevel } from "../../src/access/role.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, day } from "./access-office.ts";

const lengths: Readonly<Record<AreaLevel, number>> = { province: 2, city: 4, district: 6, township: 9, village: 12 };
const village = "500106003001";
const other = (id: string): Actor => ({ id, areas: [] });

describe.each(engines)("appointments, in %s", (engine) => {
  const office = accessOffice(engine);
  const inForce = (accountId: string, on: string) =>
    office.tools.db.as(office.security, (tx) => appointments.inForce(tx, office.tools.cipher, accountId, on));

  test("a role is held at its levels and at no other, as the list of roles says", async () => {
    for (const role of roles) {
      if (role.never) continue;
      const allowed = role.levels.length === 0 ? [0] : role.levels.map((level) => lengths[level]);
      for (const length of [0, 1, 2, 4, 6, 9, 12]) {
        const area = length === 0 ? null : village.slice(0, length);
        const given = office.appoint(await office.account(), role.id, area);
        if (allowed.includes(length)) await expect(given, `${role.id} ${length}`).resolves.toBeTypeOf("number");
        else await expect(given, `${role.id} ${length}`).rejects.toMatchObject({ code: "access.role-area" });
      }
    }
    await expect(office.appoint(await office.account(), "king", "500106")).rejects.toMatchObject({ code: "access.role-unknown" });
    for (const section of ["kitchen", "care"]) {
      const wrong = appoint(office.tools, office.security, {
        accountId: await office.account(),
        role: section === "care" ? "finance" : "district-desk",
        area: "500106",
        section,
        from: day,
        until: null,
      });
      await expect(wrong).rejects.toMatchObject({ code: "access.role-area" });
    }
  });

  test("nobody is two of the three administrators at a time, also not for a day or for somebody else; one after the other is allowed", async () => {
    const id = await office.account();
    await office.appoint(id, "audit-administrator", null, { from: "2027-01-01", until: "2027-01-31" });
    for (const days of [{ from: "2027-01-31" }, { from: day, until: "2027-01-01" }, { from: "2027-01-10", until: "2027-01-10" }])
      await expect(office.appoint(id, "system-administrator", null, days)).rejects.toMatchObject({ code: "access.three-administrators" });
    await office.appoint(id, "system-administrator", null, { from: "2027-02-01" });
    const [duty] = await inForce(office.audit.id, day);
    const acting = delegate(office.tools, office.audit, {
      id: duty?.id ?? 0,
      to: office.system.id,
      from: day,
      until: "2026-11-30",
    });
    await expect(acting).rejects.toMatchObject({ code: "access.three-administrators" });
  });

  test("nobody appoints themselves, and only the security administrator appoints", async () => {
    await expect(office.appoint(office.security.id, "finance", "500106")).rejects.toMatchObject({ code: "access.own-appointment" });
    const id = await office.account();
    for (const actor of [office.system, office.audit, other(await office.account()), other("sign-in")]) {
      const given = appoint(office.tools, actor, { accountId: id, role: "finance", area: "500106", section: null, from: day, until: null });
      await expect(given).rejects.toThrow(/row-level security/);
    }
    const direct = office.tools.db.as(office.security, (tx) =>
      sql`insert into access.appointment (account_id, role, area, from_day) values (${office.security.id}, 'finance', '500106', ${day})`.execute(
        tx,
      ),
    );
    await expect(direct).rejects.toThrow(/row-level security/);
  });

  test("a duty is handed on within its area and days, with an end, and not further; it ends by itself and with what it was drawn from", async () => {
    const [clerk, deputy, third] = [await office.account(), await office.account(), await office.account()];
    const id = await office.appoint(clerk, "civil-affairs", "500106", { until: "2026-12-31" });
    const hand = (days: { readonly from?: string; readonly until: string }, more: object = {}) =>
      delegate(office.tools, other(clerk), { id, to: deputy, from: day, ...days, ...more });
    const part = await hand({ until: "2026-12-05" }, { area: "500106003" });
    expect(await inForce(deputy, "2026-12-05")).toMatchObject([{ area: "500106003", actingFor: clerk, until: "2026-12-05" }]);
    expect(await inForce(deputy, "2026-12-06")).toEqual([]);
    for (const [days, more] of [
      [{ until: "2027-01-01" }, {}],
      [{ until: "2026-12-05" }, { area: "5001" }],
      [{ until: "2026-12-05" }, { area: "510105003" }],
    ] as const)
      await expect(hand(days, more)).rejects.toMatchObject({ code: "access.delegation-exceeds" });
    await expect(hand({ from: "2026-11-25", until: "2026-12-05" })).rejects.toMatchObject({ code: "access.day-is-over" });
    const onward = delegate(office.tools, other(deputy), { id: part, to: third, from: day, until: "2026-12-01" });
    await expect(onward).rejects.toMatchObject({ code: "access.delegation-exceeds" });
    const foreign = delegate(office.tools, other(third), { id, to: deputy, from: day, until: "2026-12-01" });
    await expect(foreign).rejects.toMatchObject({ code: "access.foreign-duty" });
    const endless = office.tools.db.as(other(clerk), (tx) =>
      appointments.add(tx, office.tools.cipher, {
        accountId: deputy,
        role: "civil-affairs",
        area: "500106",
        section: null,
        from: day,
        until: null,
        drawnFrom: id,
      }),
    );
    await expect(endless).rejects.toMatchObject({ code: "access.delegation-end" });
    await endAppointment(office.tools, office.security, id, "2026-12-03");
    expect(await inForce(deputy, "2026-12-02")).toHaveLength(1);
    expect(await inForce(deputy, "2026-12-03")).toEqual([]);
  });

  test("whoever goes on leave hands all their duties to one deputy for as long as each lasts", async () => {
    const [clerk, deputy] = [await office.account(), await office.account()];
    await office.appoint(clerk, "street-clerk", "500106003");
    await office.appoint(clerk, "street-clerk", "500106004", { until: "2026-12-02" });
    await office.appoint(clerk, "street-clerk", "500106005", { until: "2026-11-27" });
    await leave(office.tools, other(clerk), { deputy, from: "2026-12-01", until: "2026-12-10" });
    const areas = async (on: string) => (await inForce(deputy, on)).map(({ area }) => area);
    expect(await areas("2026-11-30")).toEqual([]);
    expect(await areas("2026-12-01")).toEqual(["500106003", "500106004"]);
    expect(await areas("2026-12-03")).toEqual(["500106003"]);
    expect(await areas("2026-12-11")).toEqual([]);
    expect(await inForce(clerk, "2026-12-05")).toHaveLength(1);
    const nothing = leave(office.tools, other(deputy), { deputy: clerk, from: day, until: "2026-12-10" });
    await expect(nothing).rejects.toMatchObject({ code: "access.nothing-to-hand-on" });
  });

  test("an office is handed over on a day: the old right ends by itself, and history stays", async () => {
    const [old, successor] = [await office.account(), await office.account()];
    const id = await office.appoint(old, "finance", "500106");
    await handOver(office.tools, office.security, { id, to: successor, on: "2026-12-01" });
    expect([await inForce(old, "2026-11-30"), await inForce(successor, "2026-11-30")].map(({ length }) => length)).toEqual([1, 0]);
    expect([await inForce(old, "2026-12-01"), await inForce(successor, "2026-12-01")].map(({ length }) => length)).toEqual([0, 1]);
    await expect(endAppointment(office.tools, office.security, id)).rejects.toMatchObject({ code: "access.appointment-ended" });
    const asOwner = (text: string) => office.tools.db.asOwner((tx) => sql.raw(text).execute(tx));
    for (const text of [
      `delete from access.appointment where id = ${id}`,
      `update access.appointment set until_day = '2030-01-01' where id = ${id}`,
      `update access.appointment set ended_on = null, ended_at = null, ended_by = null where id = ${id}`,
    ])
      await expect(asOwner(text), text).rejects.toMatchObject({ constraint: "appointments_only_end" });
    const kept = await office.tools.db.as(office.audit, (tx) => appointments.of(tx, office.tools.cipher, old));
    expect(kept).toMatchObject([{ id, endedOn: "2026-12-01", givenBy: office.security.id }]);
  });

  test("what somebody signed in may see are the areas of today's appointments, and an ended one counts no more at once", async () => {
    const person = await office.person();
    const id = await office.appoint(person.id, "street-clerk", "500106003");
    await office.appoint(person.id, "auditor", "5001", { from: "2026-11-27" });
    expect((await office.whoIs(person.token)).actor.areas).toEqual(["500106003"]);
    await endAppointment(office.tools, office.security, id);
    expect((await office.whoIs(person.token)).actor.areas).toEqual([]);
  });

  test("a citizen has their own file and a representative those of whom they represent, each by their appointment", async () => {
    const [own, ward, stranger] = await office.tools.db.asOwner(async (tx) => {
      await sql`insert into registry.source (id, key) values (90, 'test') on conflict do nothing`.execute(tx);
      const people = await sql<{ id: number }>`
        insert into registry.subject (kind, area) select 'person', '500106003' from generate_series(1, 3) returning id`.execute(tx);
      const [one = 0, two = 0, three = 0] = people.rows.map(({ id }) => id);
      await sql`
        insert into registry.relation (subject_id, kind, other_id, source_id, valid, recorded)
        values (${two}, 'guardian', ${one}, 90, '[2020-01-01,)', tstzrange(now(), null)),
          (${three}, 'guardian', ${one}, 90, '[2020-01-01,2021-01-01)', tstzrange(now(), null))`.execute(tx);
      return [one, two, three];
    });
    const id = await office.account("citizen-one", own);
    const code = await resetAccount(office.tools, office.security, id);
    const person = await office.setUp("citizen-one", code, id).catch(() => null);
    // A citizen need not have a second factor, so setting up is signing in.
    expect(person).toBeNull();
    await expect(office.account("citizen-two", own)).rejects.toMatchObject({ code: "access.subject-taken" });
    const token = await office.signInByPassword("citizen-one");
    expect((await office.whoIs(token)).actor).toMatchObject({ areas: [], files: [] });
    await office.appoint(id, "citizen", null);
    expect((await office.whoIs(token)).actor).toMatchObject({ files: [own], occasion: { basis: "own" } });
    await office.appoint(id, "representative", null);
    expect((await office.whoIs(token)).actor.files).toEqual([own, ward]);
    expect((await office.whoIs(token)).actor.files).not.toContain(stranger);
  });

  test("nobody reads proofs of others, resets or locks by going around the verbs", async () => {
    const person = await office.person();
    for (const actor of [office.security, office.system, office.audit, other(await office.account()), other("operator")]) {
      for (const table of ["password", "authenticator", "recovery_code", "passkey", "session", "attempt"]) {
        const { rows } = await office.tools.db.as(actor, (tx) =>
          table === "attempt"
            ? sql`select 1 from access.attempt`.execute(tx)
            : sql`select 1 from ${sql.table(`access.${table}`)} where account_id = ${person.id}`.execute(tx),
        );
        expect(rows, `${actor.id} ${table}`).toEqual([]);
      }
    }
    for (const actor of [office.system, office.audit, other(await office.account())]) {
      await expect(resetAccount(office.tools, actor, person.id)).rejects.toThrow(/security administrator|row-level security/);
      await expect(lockAccount(office.tools, actor, person.id)).rejects.toThrow(/security administrator|row-level security/);
      await expect(unlockAccount(office.tools, actor, person.id)).rejects.toThrow(/row-level security/);
    }
    await expect(resetAccount(office.tools, office.security, office.security.id)).rejects.toMatchObject({ code: "access.own-account" });
    expect((await office.whoIs(person.token)).account.id).toBe(person.id);
    await lockAccount(office.tools, office.security, person.id);
    await expect(office.whoIs(person.token)).rejects.toThrow(/Nobody is signed in/);
    await expect(office.signInByPassword(person.signInName)).rejects.toMatchObject({ code: "access.account-locked" });
  });
});
