import { registerBase, registerPaths } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { accessDoor } from "../../src/access/index.ts";
import { connectDatabase } from "../../src/platform/database/database.ts";
import { staffRoutes } from "../../src/staff-routes.ts";
import { clerk } from "../registry/change-office.ts";
import { aPng } from "../registry/documents.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at, log, site, type Call } from "./access-desk.ts";

describe.each(engines)("the doors of whoever is signed in, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, send, step } = desk;

  test("nobody approves what they asked for", async () => {
    const { token, id } = await as({ role: "district-desk", area: "500106" });
    const request = await office.ask(desk.person.id, [step()], {}, { ...clerk, id });
    const response = await send(token, { method: "POST", path: at(registerPaths.approval, request), body: {} });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, "registry.own-change"]);
  });

  test("what somebody may not do, and a number that has no file, stand in the log with who tried and nothing of what they typed", async () => {
    const [{ token, id }, { token: auditing }] = await Promise.all([
      as({ role: "street-clerk", area: "500105001" }),
      as({ role: "audit-administrator", area: null }),
    ]);
    const noFile = { number: "110101199003070011", reason: "昏迷送医，要联系监护人" };
    expect((await send(token, { method: "POST", path: registerPaths.log, body: {} })).status).toBe(403);
    expect((await send(token, { method: "POST", path: registerPaths.emergencies, body: noFile })).status).toBe(404);
    const log = await (await send(auditing, { method: "POST", path: registerPaths.log, body: { actor: id, most: 2 } })).text();
    const { entries } = JSON.parse(log) as { readonly entries: readonly object[] };
    expect(entries).toEqual([
      expect.objectContaining({ actor: id, outcome: "refused", subjects: [], occasion: expect.objectContaining({ basis: "duty" }) }),
      expect.objectContaining({ actor: id, outcome: "refused", subjects: [], occasion: expect.objectContaining({ address: "192.0.2.1" }) }),
    ]);
    expect(log).not.toContain(noFile.number);
  });

  test("a document may be larger than other requests, up to its own limit, and no other request may", async () => {
    const { token } = await as({ role: "district-desk", area: "500106" });
    const place = { method: "POST", path: at(registerPaths.attachments, desk.person.id) } as const;
    const large = (bytes: number) => Buffer.concat([aPng, Buffer.alloc(bytes)]);
    expect((await send(token, { ...place, file: large(1_000_000) })).status).toBe(201);
    expect((await send(token, { ...place, file: large(10_000_000) })).status).toBe(413);
    const query = { query: "x".repeat(300_000) };
    expect((await send(token, { method: "POST", path: registerPaths.search, body: query })).status).toBe(413);
  });

  test("no setting of a transaction outlives it", async () => {
    const { db } = office.register.registry;
    const occasion = { basis: "case", reference: "2026-1" } as const;
    for (let i = 0; i < 12; i++) await db.as({ id: "u_somebody", areas: ["500106"], files: [desk.person.id], occasion }, async () => {});
    const [left] = await office.asOwner(
      `select current_user <> 'huican_app' as "isOwner", concat(${["areas", "files", "actor", "occasion"].map((name) => `current_setting('huican.${name}', true)`).join(", ")}) as said`,
    );
    expect(left).toEqual({ isOwner: true, said: "" });
  });

  test("without a session, with a foreign one, from a foreign page or before the register is open, nothing is answered", async () => {
    const { token } = await as({ role: "district-desk", area: "500106" });
    const read: Call = { method: "GET", path: at(registerPaths.person, desk.person.id) };
    expect((await send("", read)).status).toBe(401);
    expect((await send(`${token}x`, read)).status).toBe(401);
    const closed = accessDoor({ publicUrl: site, addressOf: () => "192.0.2.1" });
    const early = staffRoutes({
      register: desk.register(),
      packs: office.register.packs,
      door: closed,
      access: desk.access,
      log,
      ...desk.watch,
    });
    expect((await send(token, read, early)).status).toBe(503);
    const foreign = await desk.app.request(`${site}${registerBase}${registerPaths.search}`, {
      method: "POST",
      headers: {
        cookie: `__Host-huican-session=${token}`,
        origin: "https://evil.test",
        "sec-fetch-site": "cross-site",
        "content-type": "application/json",
      },
      body: JSON.stringify({ query: "贺" }),
    });
    expect(foreign.status).toBe(403);
    expect(await foreign.text()).not.toContain("贺兰");
  });

  test("a database that is gone before anybody is known is told as such", async () => {
    const nowhere = connectDatabase({ host: "127.0.0.1", port: 1 }, 1);
    const lostDoor = accessDoor({ publicUrl: site, addressOf: () => "192.0.2.1" });
    lostDoor.open({ ...desk.access, db: nowhere });
    const register = desk.register();
    const staff = staffRoutes({ register, packs: office.register.packs, door: lostDoor, access: desk.access, log, ...desk.watch });
    const answer = await send("A".repeat(43), { method: "GET", path: at(registerPaths.person, desk.person.id) }, staff);
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: "database.lost" })]);
    await nowhere.close();
  });

  test("what is not in the shape of the contract is refused without being repeated", async () => {
    const { token } = await as({ role: "district-desk", area: "500106" });
    const bodies: readonly (readonly [string, unknown])[] = [
      [registerPaths.search, { query: 5 }],
      [registerPaths.search, { query: "x", [desk.person.identityNumber]: 1 }],
      [registerPaths.list, { filters: [{ fact: desk.person.identityNumber, is: "equal", value: {} }] }],
      [registerPaths.list, { filters: [{ fact: desk.person.identityNumber, is: "known" }] }],
      [registerPaths.people, { ...office.newPerson(), phone: "138-0000" }],
      [
        registerPaths.people,
        { ...office.newPerson(), certificate: { number: "1", body: { [desk.person.identityNumber]: {} }, validFrom: null, validTo: null } },
      ],
      [at(registerPaths.changes, desk.person.id), { steps: [{ of: "record", kind: desk.person.identityNumber, body: null }], reason: "x" }],
      [at(registerPaths.changes, desk.person.id), { steps: [], reason: "x" }],
      [at(registerPaths.changes, 9_007_199_254_740_991), { steps: [step()], reason: "x" }],
    ];
    for (const [path, body] of bodies) {
      const response = await send(token, { method: "POST", path, body: body as object });
      const text = await response.text();
      expect([path, response.status >= 400 && response.status < 500, response.headers.get("content-type")]).toEqual([
        path,
        true,
        "application/problem+json",
      ]);
      expect(text).not.toContain(desk.person.identityNumber);
      expect(Object.keys(JSON.parse(text) as object)).toEqual(expect.arrayContaining(["code", "detail", "detail_en"]));
    }
    for (const path of ["/people/x", "/people/1e400", "/people/-1", "/people/1?asOf=2026-02-30", "/people/1?knownAt=now"])
      expect((await send(token, { method: "GET", path })).status).toBeGreaterThanOrEqual(400);
  });
});
