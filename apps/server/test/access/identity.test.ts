import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkIdentity, signInWithIdentity, unlinkIdentity } from "../../src/access/identity/identity-verbs.ts";
import { oidcProvider } from "../../src/access/index.ts";
import { listUsers } from "../../src/access/account/users.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, here } from "./access-office.ts";
import { accessSite } from "./access-site.ts";
import { signInAtProvider, startIdentityProvider } from "./identity-provider.ts";

describe.each(engines)("signing in at a provider of identities, in %s", (engine) => {
  const office = accessOffice(engine);
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
  beforeAll(async () => {
    provider = await startIdentityProvider();
  });
  afterAll(() => provider.close());

  const siteWith = (nameClaim: string | undefined) => accessSite(office.tools, { oidc: oidcProvider({ ...provider, nameClaim }) });

  /** Begins in a browser of its own and comes back. */
  const comeBack = async (nameClaim: string | undefined, login: string, change = (address: string) => address) => {
    const browser = (await siteWith(nameClaim)).visitor();
    await browser.open("/signin");
    expect(browser.page).toContain("/signin/identity?return=");
    const start = await browser.leave("/signin/identity?return=%2Faccount");
    const back = new URL(change(await signInAtProvider(start, login)));
    await browser.open(`${back.pathname}${back.search}`);
    return browser;
  };

  test("an account that an administrator linked signs in, and shows its second factor, since the provider speaks of one only", async () => {
    const person = await office.person();
    await linkIdentity(office.tools, office.security, person.id, { issuer: provider.issuer, subject: "linked-somebody" });
    const browser = await comeBack(undefined, "linked-somebody");
    expect(browser.address).toBe("/signin/code");
    office.goOn(30);
    await browser.post("/signin/code", { code: office.codeOf(person.secret), return: "/account" });
    expect(browser.address).toBe("/account");
    expect(browser.page).toContain(person.signInName);
    await unlinkIdentity(office.tools, office.security, person.id, provider.issuer);
    expect((await comeBack(undefined, "linked-somebody")).page).toContain("没有关联这里的账号");
  });

  test("a name that a claim says links the account at its first sign-in; nobody else is let in and no account is made", async () => {
    const person = await office.person("zhao-min");
    const before = await listUsers(office.tools);
    expect((await comeBack("preferred_username", "Zhao-Min")).address).toBe("/signin/code");
    expect((await comeBack("preferred_username", "a-stranger")).page).toContain("没有关联这里的账号");
    // Without the claim in the configuration a name says nothing.
    expect((await comeBack(undefined, "zhao-min")).page).toContain("没有关联这里的账号");
    // The same account at the same provider is one person only.
    expect((await comeBack("preferred_username", "zhao-min")).page).toContain("已经关联过了");
    expect(await listUsers(office.tools)).toEqual(before);
    expect(person.signInName).toBe("zhao-min");
  });

  test("an address of mail counts only where the provider has verified it", async () => {
    await office.person("mail@office.example");
    await office.person("unverified@office.example");
    expect((await comeBack("email", "mail@office.example")).address).toBe("/signin/code");
    expect((await comeBack("email", "unverified@office.example")).page).toContain("没有关联这里的账号");
  });

  test("what comes back without having been asked for, twice, late or to another browser is refused", async () => {
    const person = await office.person();
    await linkIdentity(office.tools, office.security, person.id, { issuer: provider.issuer, subject: "careful" });
    const notFinished = "统一身份登录没有完成";
    expect((await comeBack(undefined, "careful", (address) => address.replace(/state=[^&]+/, "state=other"))).page).toContain(notFinished);
    expect((await comeBack(undefined, "careful", (address) => address.replace(/code=[^&]+/, "code=other"))).page).toContain(notFinished);
    expect((await comeBack(undefined, "careful", (address) => address.replace(/code=[^&]+/, "error=access_denied"))).page).toContain(
      notFinished,
    );
    const { visitor } = await siteWith(undefined);
    const [one, other] = [visitor(), visitor()];
    const back = new URL(await signInAtProvider(await one.leave("/signin/identity"), "careful"));
    await other.open(`${back.pathname}${back.search}`);
    expect(other.page).toContain(notFinished);
    await one.open(`${back.pathname}${back.search}`);
    expect(one.address).toBe("/signin/code");
    await one.open(`${back.pathname}${back.search}`);
    expect(one.page).toContain(notFinished);
    const late = visitor();
    const address = new URL(await signInAtProvider(await late.leave("/signin/identity"), "careful"));
    office.goOn(601);
    await late.open(`${address.pathname}${address.search}`);
    expect(late.page).toContain(notFinished);
  });

  test("what the keys of the provider did not sign lets nobody in", async () => {
    const person = await office.person();
    const other = await startIdentityProvider({ publishesOtherKeys: true });
    try {
      await linkIdentity(office.tools, office.security, person.id, { issuer: other.issuer, subject: "forged" });
      const browser = (await accessSite(office.tools, { oidc: oidcProvider({ ...other, nameClaim: undefined }) })).visitor();
      const back = new URL(await signInAtProvider(await browser.leave("/signin/identity"), "forged"));
      await browser.open(`${back.pathname}${back.search}`);
      expect(browser.page).toContain("统一身份登录没有完成");
    } finally {
      await other.close();
    }
  });

  test("only somebody's own step leads to the provider: a page elsewhere that opens the address signs nobody in", async () => {
    const { app } = await siteWith(undefined);
    const from = async (site: string) => {
      const answer = await app.request("http://localhost/signin/identity", { headers: { "sec-fetch-site": site } });
      return [answer.headers.get("location"), answer.headers.getSetCookie().length];
    };
    expect(await from("cross-site")).toEqual(["/signin", 0]);
    expect(await from("same-site")).toEqual(["/signin", 0]);
    expect(await from("same-origin")).toEqual([expect.stringContaining(provider.issuer), 1]);
  });

  test("two factors at the provider are two factors here", async () => {
    const person = await office.person();
    const identity = { issuer: provider.issuer, subject: "two-factors", signInName: null, isTwoFactor: true };
    await linkIdentity(office.tools, office.security, person.id, identity);
    const { token, next } = await signInWithIdentity(office.tools, identity, here);
    expect(next).toBe("done");
    expect((await office.whoIs(token)).session.how).toBe("identity");
  });

  test("a provider that cannot be reached is told so, and name and password remain", async () => {
    const oidc = oidcProvider({ issuer: "http://localhost:9", clientId: "huican", clientSecret: "x", nameClaim: undefined });
    const browser = (await accessSite(office.tools, { oidc })).visitor();
    expect(await browser.open("/signin/identity")).toBe(422);
    expect(browser.page).toContain("连不上");
    expect(browser.page).toContain('name="password"');
  });
});
