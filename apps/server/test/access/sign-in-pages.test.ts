import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { resetAccount } from "../../src/access/account/account-verbs.ts";
import { accessDoor, makeSampleAccounts, signedIn } from "../../src/access/index.ts";
import { beginEnrolment, renewRecoveryCodes, replaceAuthenticator } from "../../src/access/proof/proof-verbs.ts";
import { roles } from "../../src/access/role.ts";
import { application } from "../application.ts";
import { engines } from "../registry/test-database.ts";
import { visitorOf } from "../application.ts";
import { accessOffice, password, type Person } from "./access-office.ts";
import { accessSite } from "./access-site.ts";
import { authenticatorSecretOn } from "./authenticator-secret.ts";

test("without a register there is no sign-in and no page speaks of it", async () => {
  const visitor = visitorOf(await application());
  for (const path of ["/signin", "/account", "/desk-home", "/en/signin"]) expect(await visitor.open(path), path).toBe(404);
  await visitor.open("/");
  expect(visitor.page).not.toContain("/signin");
});

describe.each(engines)("the pages of signing in, in %s", (engine) => {
  const office = accessOffice(engine);

  const enter = async (person: Person, visitor: Awaited<ReturnType<typeof accessSite>>["visitor"], start = "/signin") => {
    office.goOn(30);
    const somebody = visitor();
    await somebody.open(start);
    const returnPath = /name="return" value="([^"]*)"/.exec(somebody.page)?.[1] ?? "";
    await somebody.post("/signin", { name: person.signInName, password, return: returnPath });
    await somebody.post("/signin/code", { code: office.codeOf(person.secret), return: returnPath });
    return somebody;
  };

  test("until the register is open it says so in plain words, and opens by itself", async () => {
    const { app, access, visitor } = await accessSite(office.tools, { isOpen: false });
    const somebody = visitor();
    expect(await somebody.open("/")).toBe(200);
    expect(somebody.page).toContain('href="/signin"');
    expect(await somebody.open("/signin")).toBe(503);
    expect(somebody.page).toContain("名册正在打开");
    expect((await app.request("/en/signin")).headers.get("retry-after")).toBe("30");
    access.open({ ...office.tools, kind: "real", nameOfArea: String });
    expect(await somebody.open("/signin")).toBe(200);
  });

  test("somebody sets up their account with a code, a password and an app, keeps recovery codes, and arrives", async () => {
    const { visitor } = await accessSite(office.tools);
    const id = await office.account("new-clerk");
    await office.appoint(id, "street-clerk", "500106003");
    const code = await resetAccount(office.tools, office.security, id);
    const clerk = visitor();
    await clerk.open("/signin");
    expect(await clerk.post("/signin/setup", { name: "new-clerk", code, password: "short", again: "short" })).toBe(422);
    expect(clerk.page).toContain('aria-describedby="f-password-hint f-password-error"');
    expect(await clerk.post("/signin/setup", { name: "new-clerk", code, password, again: `${password}x` })).toBe(422);
    expect(clerk.page).toContain("两次输入的密码不一样");
    await clerk.post("/signin/setup", { name: "New-Clerk", code: code.toUpperCase().replaceAll("-", " "), password, again: password });
    expect(clerk.address).toBe("/signin/enrol");
    const { secret, enrolment } = authenticatorSecretOn(clerk.page);
    expect(await clerk.post("/signin/enrol", { code: "000000", enrolment })).toBe(422);
    expect(authenticatorSecretOn(clerk.page)).toEqual({ secret, enrolment });
    expect(await clerk.open("/desk-home")).toBe(303);
    expect(clerk.address).toBe("/signin");
    expect(await clerk.post("/signin/enrol", { code: office.codeOf(secret), enrolment })).toBe(200);
    expect(clerk.page.match(/<li><code>[a-z0-9]{5}-[a-z0-9]{5}<\/code><\/li>/g)).toHaveLength(10);
    await clerk.open("/desk-home");
    expect(clerk.address).toBe("/desk");
    await clerk.open("/account");
    expect(clerk.page).toContain("new-clerk");
    expect(clerk.headers.get("cache-control")).toBe("no-store");
  });

  test("whoever is not signed in is sent to the sign-in and comes back to where they wanted to go, nowhere else", async () => {
    const { visitor } = await accessSite(office.tools);
    const person = await office.person();
    const somebody = await enter(person, visitor, "/account");
    expect(somebody.address).toBe("/account");
    for (const path of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
      office.goOn(30);
      const other = visitor();
      await other.post("/signin", { name: person.signInName, password, return: path });
      await other.post("/signin/code", { code: office.codeOf(person.secret), return: path });
      expect(other.address).toBe("/desk-home");
    }
  });

  test("a token that somebody else put into the browser is not taken over, and the one before ends", async () => {
    const { app, visitor } = await accessSite(office.tools);
    const person = await office.person();
    office.goOn(30);
    const planted = "A".repeat(43);
    const send = (path: string, fields: Record<string, string>, cookie: string) =>
      app.request(`http://localhost${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { cookie, origin: "http://localhost" },
      });
    const first = await send("/signin", { name: person.signInName, password }, `huican-session=${planted}`);
    const [firstCookie = ""] = first.headers.getSetCookie();
    expect(firstCookie).toMatch(/^huican-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const second = await send("/signin/code", { code: office.codeOf(person.secret) }, firstCookie.split(";")[0] ?? "");
    const [secondCookie = ""] = second.headers.getSetCookie();
    const tokens = new Set([planted, ...[firstCookie, secondCookie].map((cookie) => cookie.slice(15, 58))]);
    expect(tokens.size).toBe(3);
    const open = (cookie: string) => app.request("http://localhost/account", { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect((await open(secondCookie)).status).toBe(200);
    for (const cookie of [`huican-session=${planted}`, firstCookie]) expect((await open(cookie)).status).toBe(303);
    // Signing in anew in the same browser ends what was there.
    office.goOn(30);
    await send("/signin", { name: person.signInName, password }, secondCookie.split(";")[0] ?? "");
    expect((await open(secondCookie)).status).toBe(303);
    expect(await visitor().open("/account")).toBe(303);
  });

  test("over https the cookie can be set by this host alone, and over plain http elsewhere nobody signs in", async () => {
    const person = await office.person();
    const { app } = await accessSite(office.tools, { publicUrl: "https://huican.example.gov.cn" });
    const answer = await app.request("http://localhost/signin", {
      method: "POST",
      body: new URLSearchParams({ name: person.signInName, password }),
      headers: { origin: "https://huican.example.gov.cn" },
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-huican-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const plain = await accessSite(office.tools);
    const refused = await plain.app.request("http://192.0.2.20:8080/signin");
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("https");
  });

  test("forms from other sites are refused, and no page can be framed", async () => {
    const { app } = await accessSite(office.tools);
    const answer = await app.request("http://localhost/signin", {
      method: "POST",
      body: new URLSearchParams({ name: "x", password: "y" }),
      headers: { origin: "https://evil.example" },
    });
    expect(answer.status).toBe(403);
    const { headers } = await app.request("http://localhost/signin");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("somebody sees where they are signed in, ends one, and signs out everywhere", async () => {
    const { visitor } = await accessSite(office.tools);
    const person = await office.person();
    const [here, there] = [await enter(person, visitor), await enter(person, visitor)];
    await here.open("/account");
    const [, first = "", second = ""] = /name="end" value="(s_\w+)"[\s\S]*name="end" value="(s_\w+)"/.exec(here.page) ?? [];
    expect(first).not.toBe(second);
    for (const done of ["constructor", "__proto__", "x"]) expect(await here.open(`/account?done=${done}`), done).toBe(200);
    await here.post("/account/sessions", { end: first });
    expect(here.page).toContain("那一处已退出");
    await here.post("/account/sessions", { end: "all" });
    expect(here.address).toBe("/signin");
    for (const browser of [here, there]) expect(await browser.open("/account")).toBe(303);
    const again = await enter(person, visitor);
    await again.post("/signout", {});
    expect(await again.open("/account")).toBe(303);
  });

  test("whoever wants to change how they sign in proves who they are first, unless they have just done so", async () => {
    const { visitor } = await accessSite(office.tools);
    const person = await office.person();
    const somebody = await enter(person, visitor);
    expect(await somebody.open("/account/password")).toBe(200);
    office.goOn(11 * 60);
    await somebody.open("/account/password");
    expect(somebody.address).toBe("/account/confirm");
    const before = somebody.cookies;
    const back = { return: "/account/password" };
    const code = () => office.codeOf(person.secret);
    expect(await somebody.post("/account/confirm", { ...back, password: "wrong wrong wrong", code: code() })).toBe(422);
    expect(await somebody.post("/account/confirm", { ...back, password })).toBe(422);
    await somebody.post("/account/confirm", { ...back, password, code: code() });
    expect(somebody.address).toBe("/account/password");
    expect(somebody.cookies).not.toBe(before);
    const longer = "four quiet herons fly";
    await somebody.post("/account/password", { password: longer, again: longer });
    expect(somebody.page).toContain("密码已改");
    await somebody.post("/account/recovery-codes", {});
    expect(somebody.page).toContain("请保存恢复码");
    await somebody.open("/account/authenticator");
    const { secret, enrolment } = authenticatorSecretOn(somebody.page);
    await somebody.post("/account/authenticator", { code: office.codeOf(secret), enrolment });
    expect(somebody.page).toContain("请保存恢复码");
  });

  test("the second factor is exchanged by whoever shows the one before, also right after signing in, or a recovery code; not by a password alone", async () => {
    const { visitor } = await accessSite(office.tools);
    const person = await office.person();
    const somebody = await enter(person, visitor);
    for (const path of ["/account/authenticator", "/account/recovery-codes", "/account/passkeys"]) {
      await somebody.open(path);
      expect(somebody.address, path).toBe("/account/confirm");
    }
    // Whoever has the session and the password, and sends the form without opening it.
    const { session } = await office.whoIs(await office.signIn(person));
    const { secret, sealed } = beginEnrolment(office.tools, session.id, person.signInName);
    await somebody.post("/account/authenticator", { code: office.codeOf(secret), enrolment: sealed });
    expect(somebody.address).toBe("/account/confirm");
    expect(await somebody.post("/account/confirm", { password, code: "000000", return: "/account/authenticator" })).toBe(422);
    expect(somebody.page).toContain('id="f-code-error"');
    const who = await office.whoIs(await office.signIn(person));
    for (const exchange of [
      () => replaceAuthenticator(office.tools, who, { sealed, code: office.codeOf(secret) }),
      () => renewRecoveryCodes(office.tools, who),
    ])
      await expect(exchange()).rejects.toMatchObject({ code: "access.factor-not-shown" });
    const [recovery = ""] = person.codes;
    await somebody.post("/account/confirm", { password, code: recovery, return: "/account/authenticator" });
    expect(somebody.address).toBe("/account/authenticator");
    const fresh = authenticatorSecretOn(somebody.page);
    await somebody.post("/account/authenticator", { code: office.codeOf(fresh.secret), enrolment: fresh.enrolment });
    expect(somebody.page).toContain("请保存恢复码");
    // Ten minutes later it has to be shown again.
    office.goOn(601);
    await somebody.open("/account/recovery-codes");
    expect(somebody.address).toBe("/account/confirm");
  });

  test("a program is told in its own form who it is not, and is let through where it is", async () => {
    const access = accessDoor({ publicUrl: undefined, addressOf: () => "192.0.2.7" });
    const api = new Hono()
      .use(signedIn(access, "problem"))
      .get("/who", (c) => c.json({ id: c.get("account").id, areas: c.get("actor").areas, occasion: c.get("actor").occasion }))
      .post("/who", (c) => c.body(null, 204));
    const ask = (token?: string, headers: Record<string, string> = {}, method = "GET") =>
      api.request("http://localhost/who", { method, headers: { ...(token && { cookie: `huican-session=${token}` }), ...headers } });
    const shut = await ask();
    expect([shut.status, shut.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
    access.open({ ...office.tools, kind: "real", nameOfArea: String });
    const stranger = await ask();
    expect(stranger.status).toBe(401);
    expect(await stranger.json()).toMatchObject({ status: 401, code: "access.not-signed-in", title_en: "Not signed in" });
    const person = await office.person();
    await office.appoint(person.id, "district-desk", "500106");
    const { session } = await office.whoIs(person.token);
    expect(await (await ask(person.token)).json()).toEqual({
      id: person.id,
      areas: ["500106"],
      occasion: { basis: "duty", address: "192.0.2.1", session: session.id },
    });
    const own = { origin: "http://localhost", "sec-fetch-site": "same-origin" };
    const table: readonly (readonly [Record<string, string>, number])[] = [
      [own, 204],
      [{ origin: "http://localhost" }, 204],
      [{ "sec-fetch-site": "same-origin" }, 204],
      [{}, 403],
      [{ origin: "https://evil.example" }, 403],
      [{ origin: "null" }, 403],
      [{ ...own, "sec-fetch-site": "cross-site" }, 403],
      [{ ...own, "sec-fetch-site": "same-site" }, 403],
    ];
    for (const [headers, status] of table) expect((await ask(person.token, headers, "POST")).status, JSON.stringify(headers)).toBe(status);
  });
});

describe.each(engines)("sample accounts, in %s", (engine) => {
  const office = accessOffice(engine);

  test("in real use there are none and none are listed; in a demo there is one a role, and each signs in as everybody does", async () => {
    const places = { district: "500106", citizen: null, representative: null };
    await expect(makeSampleAccounts(office.tools, "real", places)).rejects.toThrow(/demo/);
    await makeSampleAccounts(office.tools, "demo", places);
    await makeSampleAccounts(office.tools, "demo", places);
    const real = (await accessSite(office.tools)).visitor();
    await real.open("/signin");
    expect(real.page).not.toContain("harmless");
    expect(real.page).not.toContain("示例账号");
    const { visitor } = await accessSite(office.tools, { kind: "demo" });
    for (const role of roles) {
      office.goOn(120);
      const somebody = visitor();
      await somebody.open(`/signin?as=${role.id}`);
      const [, shown = ""] = /name="password"[\s\S]*?value="([^"]+)"/.exec(somebody.page) ?? [];
      await somebody.post("/signin", { name: role.id, password: shown });
      expect(somebody.address).toBe("/signin/code");
      const [, code = ""] = /<strong\s*>(\d{6})<\/strong/.exec(somebody.page) ?? [];
      expect(await somebody.open("/desk-home")).toBe(303);
      await somebody.post("/signin/code", { code });
      // Whoever works here has the desk; the others see as what they signed in.
      if (role.levels.length > 0 || role.never) expect(somebody.address, role.id).toBe("/desk");
      else expect(somebody.page, role.id).toContain(role.zh);
      // The same account, the same moment, where it is no demo: no code is shown.
      await real.post("/signin", { name: role.id, password: shown });
      expect(real.page).not.toMatch(/>\d{6}</);
    }
  });
});
