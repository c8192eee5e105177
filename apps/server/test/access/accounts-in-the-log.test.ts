import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { lockAccount, resetAccount, unlockAccount } from "../../src/access/account/account-verbs.ts";
import { delegate, endAppointment } from "../../src/access/appointment/appointment-verbs.ts";
import { renewRecoveryCodes } from "../../src/access/proof/proof-verbs.ts";
import { signInWithPassword } from "../../src/access/session/sign-in.ts";
import { endSession } from "../../src/access/session/session-verbs.ts";
import { sealAll, verifyLog } from "../../src/platform/audit/index.ts";
import { makeSigningPair, signerWith, verifierWith } from "../../src/platform/cipher/index.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, day, here, password } from "./access-office.ts";

type Line = { readonly actor: string; readonly act: string; readonly fields: readonly string[]; readonly outcome: string };

describe.each(engines)("what happens to accounts stands in the sealed log, in %s", (engine) => {
  const office = accessOffice(engine);

  async function logged(run: () => Promise<unknown>): Promise<readonly Line[]> {
    const select = (after: number) =>
      office.tools.db.asOwner(
        async (tx) =>
          (
            await sql<
              Line & { id: number }
            >`select id, actor, act, fields, outcome from audit.entry where id > ${after} order by id`.execute(tx)
          ).rows,
      );
    const last = (await select(0)).at(-1)?.id ?? 0;
    await run();
    return (await select(last)).map(({ actor, act, fields, outcome }) => ({ actor, act, fields, outcome }));
  }
  const failing = (work: Promise<unknown>) => work.catch(() => undefined);

  test("an account's life: made, appointed, delegated, ended, set up, signed in and out, locked, reset; each with who did it", async () => {
    const [{ id: security }, { id: system }] = [office.security, office.system];
    let id = "";
    const made = await logged(async () => (id = await office.account("long-life")));
    expect(made).toEqual([{ actor: system, act: "access.create-account", fields: [`account:${id}`], outcome: "done" }]);
    const deputy = await office.account();
    const duty = await office.appoint(id, "street-clerk", "500106003");
    const own = { id, areas: [] };
    const given = await logged(() => delegate(office.tools, own, { id: duty, to: deputy, from: day, until: "2026-12-05" }));
    const how = (number: number) => `how:${number} street-clerk 500106003`;
    expect(given).toEqual([{ actor: id, act: "access.delegate", fields: [`account:${deputy}`, how(duty + 1)], outcome: "done" }]);
    const ended = await logged(() => endAppointment(office.tools, office.security, duty));
    expect(ended.map(({ actor, act, fields }) => [actor, act, ...fields])).toEqual([
      [security, "access.end-appointment", `account:${deputy}`, how(duty + 1)],
      [security, "access.end-appointment", `account:${id}`, how(duty)],
    ]);
    const code = await resetAccount(office.tools, office.security, id);
    const acts = async (run: () => Promise<unknown>) => (await logged(run)).map(({ act }) => act);
    expect(await acts(() => office.setUp("long-life", code, id))).toEqual([
      "access.set-up",
      "access.sign-in",
      "access.enrol-authenticator",
      "access.make-recovery-codes",
    ]);
    const person = await office.person();
    const signingIn = await logged(() => office.signIn(person));
    expect(signingIn).toEqual([
      {
        actor: "sign-in",
        act: "access.sign-in",
        fields: [`account:${person.id}`, "how:password+authenticator", "from:192.0.2.1"],
        outcome: "done",
      },
    ]);
    const proved = await office.proved(person);
    const who = await office.whoIs(proved.token);
    expect(await acts(() => renewRecoveryCodes(office.tools, who))).toEqual(["access.make-recovery-codes"]);
    expect(await acts(() => endSession(office.tools, who))).toEqual(["access.sign-out"]);
    expect(await acts(() => lockAccount(office.tools, office.security, id))).toEqual(["access.lock-account"]);
    expect(await acts(() => unlockAccount(office.tools, office.security, id))).toEqual(["access.unlock-account"]);
    expect(await acts(() => resetAccount(office.tools, office.security, id))).toEqual(["access.reset-account"]);
  });

  test("failures, with where they came from and nothing of what was typed; and once that tries are held up", async () => {
    const person = await office.person();
    const from = { ...here, address: "203.0.113.77" };
    const tries = (signInName: string, times: number) => async () => {
      for (let i = 0; i < times; i++) await failing(signInWithPassword(office.tools, { signInName, password: `guess number ${i}` }, from));
    };
    const failed = { actor: "sign-in", act: "access.fail-proof", outcome: "refused" };
    const lines = await logged(tries(person.signInName, 9));
    expect(lines.filter(({ act }) => act === failed.act)).toEqual(
      Array.from({ length: 5 }, () => ({ ...failed, fields: [`account:${person.id}`, "how:password", `from:${from.address}`] })),
    );
    const heldUp = lines.filter(({ act }) => act === "access.hold-up");
    expect(heldUp).toEqual([{ ...failed, act: "access.hold-up", fields: ["how:name", `from:${from.address}`] }]);
    const stranger = await logged(tries("nobody-who-is-here", 1));
    expect(stranger).toEqual([{ ...failed, fields: ["how:password", `from:${from.address}`] }]);
    expect(JSON.stringify([lines, stranger])).not.toMatch(/guess|nobody-who/);
  });

  test("what cannot be logged does not happen", async () => {
    const person = await office.person();
    const right = (text: string) => office.tools.db.asOwner((tx) => sql.raw(text).execute(tx));
    await right("revoke insert (act, subjects, fields, outcome) on audit.entry from huican_app");
    try {
      await expect(office.appoint(person.id, "finance", "500106")).rejects.toThrow("permission denied");
      await expect(lockAccount(office.tools, office.security, person.id)).rejects.toThrow("permission denied");
    } finally {
      await right("grant insert (act, subjects, fields, outcome) on audit.entry to huican_app");
    }
    const { appointments, account } = await office.whoIs(person.token);
    expect([appointments, account.isLocked]).toEqual([[], false]);
  });

  test("whoever takes an appointment or a failed sign-in out of the log, or changes one, is found", async () => {
    const person = await office.person();
    await office.appoint(person.id, "finance", "500106");
    await failing(signInWithPassword(office.tools, { signInName: person.signInName, password: `${password}x` }, here));
    const pair = makeSigningPair();
    const [signer, verify] = [signerWith(pair), verifierWith([pair.publicKey])];
    await sealAll(office.tools.db, { signer, verify });
    expect((await verifyLog(office.tools.db, verify)).faultCount).toBe(0);
    const write = (text: string) =>
      office.tools.db.asOwner((tx) =>
        sql.raw(`alter table audit.entry disable trigger user; ${text}; alter table audit.entry enable always trigger a_kept`).execute(tx),
      );
    await write(`delete from audit.entry where act = 'access.appoint' and fields[1] = 'account:${person.id}'`);
    await write(
      "update audit.entry set fields = '{account:u_another}' where id = (select max(id) from audit.entry where act = 'access.fail-proof')",
    );
    const { faults } = await verifyLog(office.tools.db, verify);
    expect(faults.map(({ what }) => what).sort()).toEqual(["changed", "removed"]);
  });
});
