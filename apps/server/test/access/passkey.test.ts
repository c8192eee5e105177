import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import {
  addPasskey,
  listPasskeys,
  passkeyOptions,
  passkeySignInOptions,
  removePasskey,
  signInWithPasskey,
} from "../../src/access/passkey/passkey-verbs.ts";
import { enrolAtSignIn, beginEnrolment } from "../../src/access/proof/proof-verbs.ts";
import { firstStep, signInWithPassword } from "../../src/access/session/sign-in.ts";
import { engines } from "../registry/test-database.ts";
import { accessOffice, here, password, type Person } from "./access-office.ts";
import { accessSite } from "./access-site.ts";
import { softwarePasskey } from "./software-passkey.ts";

const site = { origin: "http://localhost" };
const asked = (challenge: string) => ({ challenge, origin: site.origin, host: "localhost" });

describe.each(engines)("passkeys, in %s", (engine) => {
  const office = accessOffice(engine);

  const add = async (person: Person, name = "我的手机") => {
    const who = await office.whoIs(person.token);
    const { options, sealed } = await passkeyOptions(office.tools, site, who);
    const device = softwarePasskey(person.id);
    await addPasskey(office.tools, site, who, { name, sealed, response: device.make(asked(options.challenge)) });
    return device;
  };
  /** Somebody who has shown both factors once more, so that they may add one. */
  const provedPerson = async () => office.proved(await office.person());
  const begin = () => passkeySignInOptions(office.tools, site);
  const failed = { code: "access.passkey-failed" };

  test("somebody adds a passkey and signs in with it alone, which is two factors", async () => {
    const person = await provedPerson();
    const device = await add(person);
    const { options, sealed } = await begin();
    expect(options).toMatchObject({ rpId: "localhost", userVerification: "required" });
    expect(options.allowCredentials ?? []).toEqual([]);
    const { token, next } = await signInWithPasskey(
      office.tools,
      site,
      { sealed, response: device.answer(asked(options.challenge)) },
      here,
    );
    expect(next).toBe("done");
    expect(await office.whoIs(token)).toMatchObject({ account: { id: person.id }, session: { how: "passkey" } });
    expect(await listPasskeys(office.tools, await office.whoIs(person.token))).toMatchObject([{ name: "我的手机", counter: 2 }]);
  });

  test("an answer is taken once, for what was asked, from this site, with somebody known, and soon", async () => {
    const [person, other] = [await provedPerson(), await office.person()];
    const device = await add(person);
    const sign = async (answer: (challenge: string) => ReturnType<typeof device.answer>, late = 0) => {
      const { options, sealed } = await begin();
      const response = answer(options.challenge);
      office.goOn(late);
      return signInWithPasskey(office.tools, site, { sealed, response }, here);
    };
    const wrong: readonly (readonly [string, (challenge: string) => ReturnType<typeof device.answer>])[] = [
      ["another question", () => device.answer(asked("AAAA"))],
      ["another site", (challenge) => device.answer({ ...asked(challenge), origin: "https://evil.example" })],
      ["another host", (challenge) => device.answer({ ...asked(challenge), host: "evil.example" })],
      ["nobody known", (challenge) => device.answer(asked(challenge), { flags: 1 })],
      ["another person's handle", (challenge) => device.answer(asked(challenge), { handle: other.id })],
      ["a device that nobody has", (challenge) => softwarePasskey(person.id).answer(asked(challenge))],
    ];
    for (const [why, answer] of wrong) {
      office.goOn(24 * 3600 + 1);
      await expect(sign(answer), why).rejects.toMatchObject(failed);
    }
    office.goOn(24 * 3600 + 1);
    await expect(sign((challenge) => device.answer(asked(challenge)), 301)).rejects.toMatchObject(failed);
    const { options, sealed } = await begin();
    const response = device.answer(asked(options.challenge));
    await signInWithPasskey(office.tools, site, { sealed, response }, here);
    await expect(signInWithPasskey(office.tools, site, { sealed, response }, here)).rejects.toMatchObject(failed);
    device.rewind();
    await expect(sign((challenge) => device.answer(asked(challenge)))).rejects.toMatchObject(failed);
  });

  test("adding takes a fresh proof and the own session's question; a removed one opens nothing", async () => {
    const [person, other] = [await provedPerson(), await provedPerson()];
    const device = await add(person);
    const who = await office.whoIs(person.token);
    const foreign = await passkeyOptions(office.tools, site, await office.whoIs(other.token));
    const response = softwarePasskey(person.id).make(asked(foreign.options.challenge));
    await expect(addPasskey(office.tools, site, who, { name: "x", sealed: foreign.sealed, response })).rejects.toMatchObject(failed);
    await expect(removePasskey(office.tools, await office.whoIs(other.token), device.id)).rejects.toMatchObject({
      code: "access.passkey-not-found",
    });
    await removePasskey(office.tools, who, device.id);
    const { options, sealed } = await begin();
    const late = { sealed, response: device.answer(asked(options.challenge)) };
    await expect(signInWithPasskey(office.tools, site, late, here)).rejects.toMatchObject(failed);
    office.goOn(601);
    const stale = await office.whoIs(person.token);
    await expect(passkeyOptions(office.tools, site, stale)).rejects.toMatchObject({ code: "access.factor-not-shown" });
    await expect(removePasskey(office.tools, stale, device.id)).rejects.toMatchObject({ code: "access.factor-not-shown" });
  });

  test("whoever has a passkey and nothing else must show it: a password alone enrols no other factor", async () => {
    const person = await provedPerson();
    await add(person);
    await office.tools.db.as({ id: person.id, areas: [] }, (tx) =>
      sql`delete from access.authenticator where account_id = ${person.id}`.execute(tx),
    );
    const { token, next } = await signInWithPassword(office.tools, { signInName: person.signInName, password }, here);
    expect(next).toBe("second-factor");
    const { id } = await firstStep(office.tools, token);
    const { secret, sealed } = beginEnrolment(office.tools, id, person.signInName);
    const enrolling = enrolAtSignIn(office.tools, token, { sealed, code: office.codeOf(secret) }, here);
    await expect(enrolling).rejects.toMatchObject({ code: "access.step-lapsed" });
  });

  test("over HTTP the script is answered in JSON, only from pages of ours, and the cookie is the session's", async () => {
    const { app } = await accessSite(office.tools);
    const person = await provedPerson();
    const device = await add(person);
    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      app.request(`http://localhost${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", origin: "http://localhost", "sec-fetch-site": "same-origin", ...headers },
      });
    expect((await post("/signin/passkey/options", {}, { origin: "https://evil.example" })).status).toBe(403);
    const { options, sealed } = (await (await post("/signin/passkey/options", {})).json()) as Awaited<ReturnType<typeof begin>>;
    const bad = await post("/signin/passkey", { sealed, response: {} });
    expect([bad.status, ((await bad.json()) as { code: string }).code]).toEqual([422, "access.passkey-failed"]);
    const good = await post("/en/signin/passkey", { return: "/en/account", sealed, response: device.answer(asked(options.challenge)) });
    expect(await good.json()).toEqual({ address: "/en/account" });
    const [cookie = ""] = good.headers.getSetCookie();
    expect(cookie).toMatch(/^huican-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const arrived = { cookie: cookie.split(";")[0] ?? "" };
    expect((await post("/account/passkeys/options", {})).status).toBe(401);
    // Having signed in is not enough to add another.
    const early = await post("/account/passkeys/options", {}, arrived);
    expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([422, "access.factor-not-shown"]);
    const asking = (await (await post("/account/confirm/passkey/options", {}, arrived)).json()) as Awaited<ReturnType<typeof begin>>;
    const answer = { return: "/account/passkeys", sealed: asking.sealed, response: device.answer(asked(asking.options.challenge)) };
    const confirmed = await post("/account/confirm/passkey", answer, arrived);
    expect(await confirmed.json()).toEqual({ address: "/account/passkeys" });
    const signedIn = { cookie: confirmed.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
    expect(signedIn).not.toEqual(arrived);
    const more = (await (await post("/account/passkeys/options", {}, signedIn)).json()) as Awaited<ReturnType<typeof passkeyOptions>>;
    const another = softwarePasskey(person.id);
    const body = { name: "办公室电脑", sealed: more.sealed, response: another.make(asked(more.options.challenge)) };
    expect(await (await post("/account/passkeys", body, signedIn)).json()).toEqual({ address: "/account/passkeys" });
    const page = await (await app.request("http://localhost/account/passkeys", { headers: signedIn })).text();
    expect(page).toContain("办公室电脑");
    const removal = await app.request("http://localhost/account/passkeys", {
      method: "POST",
      body: new URLSearchParams({ remove: another.id }),
      headers: { ...signedIn, origin: "http://localhost" },
    });
    expect(removal.status).toBe(303);
    expect(await (await app.request("http://localhost/account/passkeys", { headers: signedIn })).text()).not.toContain("办公室电脑");
  });
});
