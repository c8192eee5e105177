import { describe, expect, test } from "vitest";
import { resetAccount } from "../../src/access/account/account-verbs.ts";
import { setUp, showSecondFactor, signInWithPassword } from "../../src/access/session/sign-in.ts";
import { sessionOf } from "../../src/access/session/session-of.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, administrators, here, password } from "./access-office.ts";

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
});
