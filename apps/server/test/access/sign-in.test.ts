import { createHook } from "node:async_hooks";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { resetAccount } from "../../src/access/account/account-verbs.ts";
import { proofs } from "../../src/access/proof/proof-store.ts";
import { setUp, showSecondFactor, signInWithPassword } from "../../src/access/session/sign-in.ts";
import { sessionOf } from "../../src/access/session/session-of.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, administrators, here, password, weakHash } from "./access-office.ts";

describe.each(engines)("signing in, in %s", (engine) => {
  const office = accessOffice(engine);

  test("the first administrators set up their accounts with their codes, each once", async () => {
    const [first] = administrators;
    const signInName = first?.signInName ?? "";
    const [code = ""] = office.setupCodes;
    await office.setUp(signInName, code, office.system.id);
    await expect(setUp(office.tools, { signInName, code, password }, here)).rejects.toMatchObject({ code: "access.wrong-setup-code" });
  });

  test("a password alone opens nothing; with the second factor it does, under another token", async () => {
    const person = await office.person();
    office.goOn(30);
    const { token, next } = await signInWithPassword(office.tools, { signInName: person.signInName.toUpperCase(), password }, here);
    expect(next).toBe("second-factor");
    expect(await sessionOf(office.tools, token)).toBeNull();
    const full = await showSecondFactor(office.tools, token, office.codeOf(person.secret), here);
    expect(full).not.toBe(token);
    expect((await office.whoIs(full)).account.id).toBe(person.id);
    expect(await sessionOf(office.tools, token)).toBeNull();
  });

  test("a reset takes every proof at once, and forces a new second factor", async () => {
    const person = await office.person();
    const code = await resetAccount(office.tools, office.security, person.id);
    expect(await sessionOf(office.tools, person.token)).toBeNull();
    await expect(signInWithPassword(office.tools, { signInName: person.signInName, password }, here)).rejects.toMatchObject({
      code: "access.wrong-password",
    });
    const { next } = await setUp(office.tools, { signInName: person.signInName, code, password }, here);
    expect(next).toBe("enrol");
  });

  test("no code is taken twice, also not at the same moment, and a recovery code works once", async () => {
    const person = await office.person();
    office.goOn(30);
    const first = async () => (await signInWithPassword(office.tools, { signInName: person.signInName, password }, here)).token;
    const [one, two] = [await first(), await first()];
    const code = office.codeOf(person.secret);
    const both = await Promise.allSettled([one, two].map((token) => showSecondFactor(office.tools, token, code, here)));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [recovery = ""] = person.codes;
    await showSecondFactor(office.tools, await first(), recovery.toUpperCase(), here);
    await expect(showSecondFactor(office.tools, await first(), recovery, here)).rejects.toMatchObject({ code: "access.wrong-code" });
    await expect(showSecondFactor(office.tools, person.token, code, here)).rejects.toMatchObject({ code: "access.step-lapsed" });
  });

  test("a code of a minute ago, of another person or of no form is none", async () => {
    const [person, another] = [await office.person(), await office.person()];
    office.goOn(30);
    const { token } = await signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    const old = office.codeOf(person.secret);
    office.goOn(90);
    for (const code of [old, office.codeOf(another.secret), "", "12345", "000000x"])
      await expect(showSecondFactor(office.tools, token, code, here)).rejects.toMatchObject({
        code: expect.stringMatching(/^access\.(wrong-code|too-many-tries)$/) as string,
      });
  });

  test("after five failures each try waits longer, whether or not somebody has the name, and the right one is not told from a wrong one", async () => {
    const person = await office.person();
    office.goOn(3600);
    const answers = async (signInName: string, last: string) => {
      const from = { ...here, address: `198.51.100.${signInName.length}` };
      const said: string[] = [];
      for (const guess of ["guess one one", "guess two two", "guess 3 three", "guess 4 four", "guess 5 five", last]) {
        await signInWithPassword(office.tools, { signInName, password: guess }, from).catch((error: { code: string; zh: string }) =>
          said.push(`${error.code} ${error.zh}`),
        );
      }
      return said;
    };
    const known = await answers(person.signInName, password);
    expect(known).toEqual(await answers("nobody-of-that-name", password));
    expect(known.map((answer) => answer.split(" ")[0])).toEqual([
      ...Array.from({ length: 5 }, () => "access.wrong-password"),
      "access.too-many-tries",
    ]);
    office.goOn(31);
    expect(await signInWithPassword(office.tools, { signInName: person.signInName, password }, here)).toMatchObject({
      next: "second-factor",
    });
    // Right once, and the failures are forgotten.
    expect((await answers(person.signInName, "guess 6 six")).at(-2)).toContain("wrong-password");
  });

  test("many guesses at the same moment count as many", async () => {
    const person = await office.person();
    office.goOn(3600);
    const guesses = Array.from({ length: 12 }, (_, i) =>
      signInWithPassword(
        office.tools,
        { signInName: person.signInName, password: `guess number ${i}` },
        { ...here, address: "203.0.113.5" },
      ),
    );
    const codes = (await Promise.allSettled(guesses)).map((result) => (result as { reason: { code: string } }).reason.code);
    expect(codes.filter((code) => code === "access.wrong-password")).toHaveLength(5);
  });

  test("one address that tries many names is held up, and others are not", async () => {
    const person = await office.person();
    const from = { ...here, address: "203.0.113.9" };
    const codes: string[] = [];
    for (let i = 0; i < 52; i++)
      await signInWithPassword(office.tools, { signInName: `name-${i}`, password: "same old password" }, from).catch(
        (error: { code: string }) => codes.push(error.code),
      );
    expect([...new Set(codes.slice(0, 50)), codes[51]]).toEqual(["access.wrong-password", "access.too-many-tries"]);
    const known = { signInName: person.signInName, password };
    await expect(signInWithPassword(office.tools, known, from)).rejects.toMatchObject({ code: "access.too-many-tries" });
    await expect(signInWithPassword(office.tools, known, here)).resolves.toMatchObject({ next: "second-factor" });
  });

  test("a name that nobody has takes the work of one with a wrong password", async () => {
    const person = await office.person();
    const derivations = async (signInName: string) => {
      // Past every block: what is counted is the work.
      office.goOn(25 * 3600);
      let count = 0;
      const hook = createHook({ init: (_, type) => (count += Number(type === "ARGON2REQUEST")) }).enable();
      const refused = signInWithPassword(office.tools, { signInName, password: "wrong wrong wrong" }, here);
      await expect(refused).rejects.toMatchObject({ code: "access.wrong-password" });
      hook.disable();
      return count;
    };
    // Deriving a hash takes fifty milliseconds, all else a tenth of that.
    expect([await derivations(person.signInName), await derivations("nobody-has-this")]).toEqual([1, 1]);
  });

  test("a session ends after half an hour without a touch, after a working day with, and the oldest of six", async () => {
    const person = await office.person();
    office.goOn(29 * 60);
    await office.whoIs(person.token);
    office.goOn(29 * 60);
    await office.whoIs(person.token);
    office.goOn(31 * 60);
    expect(await sessionOf(office.tools, person.token)).toBeNull();
    const busy = await office.signIn(person);
    for (let i = 0; i < 11 * 3 + 2; i++) {
      office.goOn(20 * 60);
      await office.whoIs(busy);
    }
    office.goOn(21 * 60);
    expect(await sessionOf(office.tools, busy)).toBeNull();
    const tokens: string[] = [];
    for (let i = 0; i < 6; i++) tokens.push(await office.signIn(person));
    const alive = await Promise.all(tokens.map(async (token) => (await sessionOf(office.tools, token)) !== null));
    expect(alive).toEqual([false, true, true, true, true, true]);
  });

  test("the first step lapses after ten minutes, and no token stands in the database", async () => {
    const person = await office.person();
    office.goOn(30);
    const { token } = await signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    office.goOn(601);
    await expect(showSecondFactor(office.tools, token, office.codeOf(person.secret), here)).rejects.toMatchObject({
      code: "access.step-lapsed",
    });
    const dump = await office.tools.db.asOwner(async (tx) => {
      const texts: string[] = [];
      for (const table of ["session", "password", "authenticator", "recovery_code", "setup_code", "account_event", "attempt"])
        texts.push(JSON.stringify((await sql`select * from ${sql.table(`access.${table}`)}`.execute(tx)).rows));
      return texts.join();
    });
    for (const secret of [token, person.token, person.secret, person.codes[0] ?? "", password]) {
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });

  test("a password hashed with weaker parameters is hashed anew at the next sign-in", async () => {
    const person = await office.person();
    await office.tools.db.asOwner((tx) =>
      proofs.setPassword(tx, office.tools.cipher, { accountId: person.id, hash: weakHash(office.tools.cipher) }, new Date().toISOString()),
    );
    await office.signIn(person);
    const { rows } = await office.tools.db.asOwner((tx) =>
      sql<{ hash: string }>`select hash from access.password where account_id = ${person.id}`.execute(tx),
    );
    expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await office.signIn(person);
  });
});
