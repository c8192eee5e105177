import { attachmentNameHeader, registerBase, registerPaths } from "@huican/contract";
import { Hono } from "hono";
import { findTargetHandler } from "hono/utils/handler";
import { beforeAll, describe, expect, test } from "vitest";
import { accessDoor, dutyGuard, readAccessTable, roles, type OpenAccess } from "../../src/access/index.ts";
import { connectDatabase } from "../../src/platform/database/database.ts";
import { createLog } from "../../src/platform/log.ts";
import type { Guard, Guarded } from "../../src/platform/guard.ts";
import { entitlementRoutes } from "../../src/policy/register/api/index.ts";
import { registryRoutes } from "../../src/registry/api/index.ts";
import { accessRoutes } from "../../src/access/api/index.ts";
import { staffRoutes } from "../../src/staff-routes.ts";
import { attach } from "../../src/registry/index.ts";
import { changeOffice, clerk, record, value } from "../registry/change-office.ts";
import { aPdf, aPng } from "../registry/documents.ts";
import { testCipher, today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { places, rights, sights, type Right } from "./duties.ts";
import { anotherSession, signedInAs, type Post } from "./signed-in-people.ts";

const site = "https://huican.test";
const table = readAccessTable();
let later = 0;
const clock = { now: () => new Date(Date.parse(`${today}T04:00:00Z`) + later) };
const log = createLog("silent");

/** What is known of the person whom everybody asks for: none of it may be seen by whoever is not shown it. */
const secrets = {
  phone: "13800001234",
  "bank-account": "6222020200112233445",
  address: "石门路77号3单元",
};

const fileHeaders = { "content-type": "application/octet-stream", [attachmentNameHeader]: encodeURIComponent("照片.png") };
const home = { hukouRegion: "500106003001", residenceRegion: "500106003001" };

describe.each(engines)("who may do what, in %s", (engine) => {
  const office = changeOffice(engine);
  const door = accessDoor({ publicUrl: site, addressOf: () => "192.0.2.1" });
  let app: Hono;
  let access: OpenAccess;
  let person: { readonly id: number; readonly householdId: number; readonly identityNumber: string };
  /** A document in their file. */
  let attachmentId: number;
  /** Somebody who is found far from home. */
  let lost: typeof person;
  /** Who decides for them. */
  let guardianId: number;

  beforeAll(async () => {
    const { registry } = office.register;
    const register = { registry, cipher: testCipher, kind: "demo" as const };
    access = { db: registry.db, cipher: testCipher, clock, kind: "demo", nameOfArea: (code) => code };
    door.open(access);
    app = staffRoutes({ register, packs: office.register.packs, door, access, log });
    person = await office.somebody({ ...home, address: secrets.address });
    lost = await office.somebody();
    guardianId = (await office.somebody()).id;
    attachmentId = await attach(office.tools, clerk, { subjectId: person.id, name: "诊断书.pdf", content: aPdf() });
    await office.change(
      person.id,
      value("bank-account", null, secrets["bank-account"]),
      record("diagnosis.major_disease", "officer", "2024-01-01", { "diagnosis.major_disease": true }),
      record("rehabilitation.device_needed", "officer", "2024-01-01", { "rehabilitation.device_needed": true }),
      { of: "relation", kind: "guardian", source: "officer", from: "2024-01-01", to: null, otherId: guardianId, role: null, holds: true },
    );
  });

  const signedIn = new Map<string, ReturnType<typeof signedInAs>>();
  /** One account for the same posts: a file has one owner. */
  const as = (...posts: readonly Post[]) => {
    const key = JSON.stringify(posts);
    const known = signedIn.get(key) ?? signedInAs(access, ...posts);
    signedIn.set(key, known);
    return known;
  };
  const ownPost = (role: string): Post => ({ role, area: null, subjectId: role === "citizen" ? person.id : guardianId });

  function send(token: string, { method, path, body, file }: Call, to = app): Promise<Response> {
    return Promise.resolve(
      to.request(`${site}${registerBase}${path}`, {
        method,
        headers: {
          cookie: `__Host-huican=${token}`,
          origin: site,
          "sec-fetch-site": "same-origin",
          ...(file ? fileHeaders : { "content-type": "application/json" }),
        },
        ...(method === "POST" && { body: file ? new Uint8Array(file) : JSON.stringify(body ?? {}) }),
      }),
    );
  }

  type Call = { readonly method: "GET" | "POST"; readonly path: string; readonly body?: object; readonly file?: Buffer };

  const at = (path: string, id: number) => path.replace(":id", String(id));
  const step = () => record("hardship.low_income", "officer", "2025-01-01", { "hardship.low_income": true });
  const asked = () => office.ask(person.id, [step()]);

  /** A request for each act, about the person or about a request for a change of theirs; what asks for one first is somebody else's. */
  const calls: Readonly<Record<string, (mine: string) => Promise<Call>>> = {
    "registry.search-people": async () => ({ method: "POST", path: registerPaths.search, body: { query: person.identityNumber } }),
    "registry.list-people": async () => ({
      method: "POST",
      path: registerPaths.list,
      body: { filters: [{ fact: "person.hukou_region", is: "within", value: "500106003001" }] },
    }),
    "registry.read-file": async () => ({ method: "GET", path: at(registerPaths.person, person.id) }),
    "registry.read-timeline": async () => ({ method: "GET", path: at(registerPaths.timeline, person.id) }),
    "policy.decide-person": async () => ({ method: "GET", path: at(registerPaths.entitlements, person.id) }),
    "registry.attach": async () => ({ method: "POST", path: at(registerPaths.attachments, person.id), file: aPng }),
    "registry.list-attachments": async () => ({ method: "GET", path: at(registerPaths.attachments, person.id) }),
    "registry.read-attachment": async () => ({ method: "GET", path: at(registerPaths.attachment, attachmentId) }),
    "registry.register-person": async () => ({ method: "POST", path: registerPaths.people, body: office.newPerson(home) }),
    "registry.ask-change": async () => ({
      method: "POST",
      path: at(registerPaths.changes, person.id),
      body: { steps: [step()], reason: "本人申请" },
    }),
    "registry.see-change": async () => ({ method: "GET", path: at(registerPaths.effect, await asked()) }),
    "registry.approve-change": async () => ({ method: "POST", path: at(registerPaths.approval, await asked()), body: {} }),
    "registry.refuse-change": async () => ({
      method: "POST",
      path: at(registerPaths.refusal, await asked()),
      body: { reason: "材料不全" },
    }),
    "registry.withdraw-change": async (mine) => ({
      method: "POST",
      path: at(registerPaths.withdrawal, await office.ask(person.id, [step()], {}, { ...clerk, id: mine })),
    }),
    "registry.ask-undo": async () => ({
      method: "POST",
      path: at(registerPaths.undo, await office.change(person.id, step())),
      body: { reason: "录入有误" },
    }),
    "audit.read-accesses": async () => ({
      method: "GET",
      path: `${at(registerPaths.accesses, person.id)}?from=2000-01-01&until=2100-01-01`,
    }),
    "audit.search-log": async () => ({ method: "POST", path: registerPaths.log, body: { subjectId: person.id } }),
    // Somebody else than everybody asks for: what is opened stays open for an hour.
    "access.open-emergency": async () => ({
      method: "POST",
      path: registerPaths.emergencies,
      body: { number: lost.identityNumber, reason: "走失人员送到窗口，要联系家属" },
    }),
    "access.review-emergency": async () => ({ method: "GET", path: registerPaths.emergencies }),
  };

  /** Whether an answer says anything of the person: a search that finds nobody is as good as a file that is not there. */
  async function tells(response: Response): Promise<boolean> {
    if (response.status >= 400) return false;
    const text = await response.text();
    return text === "" || !/"(people|entries)":\[\]/.test(text);
  }

  const roleIds = roles.map(({ id }) => id);

  test.each(rights)("%s by %s: %s", async (act, role, right) => {
    const call = calls[act];
    if (!call) throw new Error(`There is no request for ${act}.`);
    const place = places[role];
    const posts: readonly (readonly [Post, Right | "foreign"])[] = place
      ? [
          [{ role, area: place.own }, right],
          ...(place.parent ? [[{ role, area: place.parent }, right] as const] : []),
          ...place.foreign.map((area) => [{ role, area }, right === "area" ? "foreign" : right] as const),
        ]
      : role === "citizen" || role === "representative"
        ? [[ownPost(role), right]]
        : [[{ role, area: null }, right]];
    for (const [post, expected] of posts) {
      const { token, id } = await as(post);
      const response = await send(token, await call(id));
      if (expected === "-") expect([post, response.status]).toEqual([post, 403]);
      else expect([post, await tells(response)]).toEqual([post, expected !== "foreign"]);
    }
  });

  test("a citizen sees their own file and nobody else's; a guardian loses sight of a file with the office", async () => {
    const [citizen, guardian, ward] = [await office.somebody(), await office.somebody(), await office.somebody()];
    const relation = {
      of: "relation",
      kind: "guardian",
      source: "officer",
      from: "2024-01-01",
      to: null,
      otherId: guardian.id,
      role: null,
    } as const;
    await office.change(ward.id, { ...relation, holds: true });
    const asCitizen = await as({ role: "citizen", area: null, subjectId: citizen.id });
    const asGuardian = await as({ role: "representative", area: null, subjectId: guardian.id });
    const status = async (token: string, id: number) => (await send(token, { method: "GET", path: at(registerPaths.person, id) })).status;
    expect([await status(asCitizen.token, citizen.id), await status(asCitizen.token, ward.id)]).toEqual([200, 404]);
    expect([await status(asGuardian.token, ward.id), await status(asGuardian.token, citizen.id)]).toEqual([200, 404]);
    await office.change(ward.id, { ...relation, from: "2026-01-01", holds: false });
    expect(await status(asGuardian.token, ward.id)).toBe(404);
  });

  test.each(sights)("%s is shown to a %s: %s", async (field, role, shown) => {
    const place = places[role];
    const post = place ? { role, area: place.own } : ownPost(role);
    const { token } = await as(post);
    const texts: string[] = [];
    for (const act of [
      "registry.read-file",
      "registry.search-people",
      "registry.list-people",
      "registry.read-timeline",
      "policy.decide-person",
    ]) {
      const call = await calls[act]?.("");
      if (call) texts.push(await (await send(token, call)).text());
    }
    const said = texts.join("\n");
    const file = JSON.parse(texts[0] ?? "") as { readonly values: readonly { readonly kind: string; readonly isMasked: boolean }[] };
    const plain = {
      ...secrets,
      name: "贺兰静",
      "identity-number": person.identityNumber,
      "certificate-number": `${person.identityNumber}42`,
    }[field];
    if (plain === undefined) {
      // Facts: some record of the group, or not a word of it.
      const records = texts.slice(0, 1).concat(texts.slice(3, 4)).join("\n");
      expect(records.includes(`"${field}.`)).toBe(shown === "whole");
      return;
    }
    // An identity number stands at the beginning of a certificate's.
    const whole = field === "identity-number" ? new RegExp(`${plain}(?!\\d)`) : new RegExp(plain);
    expect([field, whole.test(said)]).toEqual([field, shown === "whole"]);
    if (field === "identity-number" && shown !== "whole") expect(said).not.toContain(plain);
    if (field !== "name")
      expect(file.values.filter(({ kind }) => kind === field).map(({ isMasked }) => isMasked)).toEqual(
        shown === "-" ? [] : [shown === "mask"],
      );
  });

  test("nobody learns by asking for people what they are not shown", async () => {
    const { token } = await as({ role: "auditor", area: "500106" });
    const list = (fact: string) => send(token, { method: "POST", path: registerPaths.list, body: { filters: [{ fact, is: "known" }] } });
    expect((await list("diagnosis.major_disease")).status).toBe(403);
    expect((await list("disability.physical")).status).toBe(200);
  });

  test("of two appointments each counts where it lies, and the narrower sight for both", async () => {
    const { token } = await as({ role: "auditor", area: "500106" }, { role: "street-clerk", area: "500106001" });
    const read = await send(token, { method: "GET", path: at(registerPaths.person, person.id) });
    expect(await read.text()).not.toContain(secrets.phone);
    // The audit of the district does not make a clerk of it.
    const change = await calls["registry.ask-change"]?.("");
    expect((await send(token, change as Call)).status).toBe(404);
  });

  test("nobody approves what they asked for", async () => {
    const { token, id } = await as({ role: "district-desk", area: "500106" });
    const request = await office.ask(person.id, [step()], {}, { ...clerk, id });
    const response = await send(token, { method: "POST", path: at(registerPaths.approval, request), body: {} });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, "registry.own-change"]);
  });

  test("in an emergency one file opens to whoever says why, for an hour; the person sees it, and another person reviews it", async () => {
    const clerkOfJiangbei = { role: "street-clerk", area: "500105001" };
    const [{ token }, { token: desk }, { token: reviewer }] = await Promise.all([
      as(clerkOfJiangbei),
      as({ role: "district-desk", area: "511102" }),
      as({ role: "audit-administrator", area: null }),
    ]);
    const found = await office.somebody();
    const read = (by: string, id = found.id) => send(by, { method: "GET", path: at(registerPaths.person, id) });
    const open = (body: object, by = token) => send(by, { method: "POST", path: registerPaths.emergencies, body });
    const reason = "昏迷送医，要联系监护人";
    expect((await read(token)).status).toBe(404);
    expect((await open({ number: found.identityNumber, reason: "急" })).status).toBe(422);
    expect((await open({ number: "贺兰静", reason })).status).toBe(404);
    const opened = await open({ number: `${found.identityNumber}42`, reason });
    expect(opened.status).toBe(201);
    const { id, fileId } = (await opened.json()) as { readonly id: number; readonly fileId: number };
    expect(fileId).toBe(found.id);
    expect([(await read(token)).status, (await read(desk)).status, (await read(token, person.id)).status]).toEqual([200, 404, 404]);
    // To be read and nothing else.
    const change = { steps: [step()], reason: "本人申请" };
    expect((await send(token, { method: "POST", path: at(registerPaths.changes, found.id), body: change })).status).toBe(404);
    const { token: themselves } = await as({ role: "citizen", area: null, subjectId: found.id });
    const accesses = `${at(registerPaths.accesses, found.id)}?from=2020-01-01&until=2100-01-01`;
    const seen = (await (await send(themselves, { method: "GET", path: accesses })).json()) as {
      readonly accesses: readonly {
        readonly basis: string;
        readonly reason: string | null;
        readonly who: { readonly zh: string };
        readonly areaName: string;
      }[];
    };
    expect(seen.accesses).toContainEqual(
      expect.objectContaining({ basis: "emergency", reason, who: expect.objectContaining({ zh: "镇街经办" }), areaName: "500105001" }),
    );
    const review = (by: string, body: object) => send(by, { method: "POST", path: at(registerPaths.emergencyReview, id), body });
    expect((await review(token, { finding: "justified" })).status).toBe(403);
    expect((await review(reviewer, { finding: "unjustified" })).status).toBe(422);
    expect((await review(reviewer, { finding: "unjustified", words: "没有联系监护人的记录" })).status).toBe(204);
    expect((await review(reviewer, { finding: "justified" })).status).toBe(409);
    const { id: opener } = await as(clerkOfJiangbei);
    const statuses: number[] = [];
    for (later of [3_599_000, 3_600_000]) statuses.push((await read(await anotherSession(access, opener))).status);
    later = 0;
    expect(statuses).toEqual([200, 404]);
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
    const place = { method: "POST", path: at(registerPaths.attachments, person.id) } as const;
    const large = (bytes: number) => Buffer.concat([aPng, Buffer.alloc(bytes)]);
    expect((await send(token, { ...place, file: large(1_000_000) })).status).toBe(201);
    expect((await send(token, { ...place, file: large(10_000_000) })).status).toBe(413);
    const query = { query: "x".repeat(300_000) };
    expect((await send(token, { method: "POST", path: registerPaths.search, body: query })).status).toBe(413);
  });

  test("with the check in the program taken out, row security still lets nobody see a foreign file or write by their own", async () => {
    const { registry, packs } = office.register;
    const register = { registry, cipher: testCipher, kind: "demo" as const };
    let areas: readonly string[] = [];
    let files: readonly number[] = [];
    const open: Guard = () => async (c, next) => {
      c.set("permission", { actor: { id: "anybody", areas, files }, as: { role: "", area: null }, sees: () => "whole" });
      await next();
    };
    const parts = { register, packs, access, today: () => today, guard: open, log, fileOfNumber: async () => null };
    const unguarded = new Hono<Guarded>();
    for (const module of [registryRoutes(parts), entitlementRoutes(parts), accessRoutes(parts)]) unguarded.route("/", module);
    const ask = async (act: string) => {
      const call = await calls[act]?.("anybody");
      if (!call) throw new Error(act);
      const { method, path, body, file } = call;
      const headers = file ? fileHeaders : { "content-type": "application/json" };
      const sent = file ? new Uint8Array(file) : JSON.stringify(body ?? {});
      return unguarded.request(path, { method, headers, ...(method === "POST" && { body: sent }) });
    };
    for (const act of Object.keys(calls).filter((each) => !each.startsWith("access."))) {
      for (areas of [[], ["500105"], ["500106001"]]) {
        expect([act, areas, await tells(await ask(act))]).toEqual([act, areas, false]);
      }
      // As one's own file it is read and not written.
      [areas, files] = [[], [person.id]];
      const reads = !/register-person|-change$|undo|search-log|registry.attach$/.test(act) || act === "registry.see-change";
      expect([act, await tells(await ask(act))]).toEqual([act, reads]);
      files = [];
    }
  });

  test("no setting of a transaction outlives it", async () => {
    const { db } = office.register.registry;
    const occasion = { basis: "case", reference: "2026-1" } as const;
    for (let i = 0; i < 12; i++) await db.as({ id: "u_somebody", areas: ["500106"], files: [person.id], occasion }, async () => {});
    const [left] = await office.asOwner(
      `select current_user <> 'huican_app' as "isOwner", concat(${["areas", "files", "actor", "occasion"].map((name) => `current_setting('huican.${name}', true)`).join(", ")}) as said`,
    );
    expect(left).toEqual({ isOwner: true, said: "" });
  });

  test("without a session, with a foreign one, from a foreign page or before the register is open, nothing is answered", async () => {
    const { token } = await as({ role: "district-desk", area: "500106" });
    const read: Call = { method: "GET", path: at(registerPaths.person, person.id) };
    expect((await send("", read)).status).toBe(401);
    expect((await send(`${token}x`, read)).status).toBe(401);
    const foreign = await app.request(`${site}${registerBase}${registerPaths.search}`, {
      method: "POST",
      headers: {
        cookie: `__Host-huican=${token}`,
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
    const { registry } = office.register;
    const nowhere = connectDatabase({ host: "127.0.0.1", port: 1 }, 1);
    const lostDoor = accessDoor({ publicUrl: site, addressOf: () => "192.0.2.1" });
    lostDoor.open({ ...access, db: nowhere });
    const register = { registry, cipher: testCipher, kind: "demo" as const };
    const staff = staffRoutes({ register, packs: office.register.packs, door: lostDoor, access, log });
    const answer = await send("A".repeat(43), { method: "GET", path: at(registerPaths.person, person.id) }, staff);
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: "database.lost" })]);
    await nowhere.close();
  });

  test("what is not in the shape of the contract is refused without being repeated", async () => {
    const { token } = await as({ role: "district-desk", area: "500106" });
    const bodies: readonly (readonly [string, unknown])[] = [
      [registerPaths.search, { query: 5 }],
      [registerPaths.search, { query: "x", [person.identityNumber]: 1 }],
      [registerPaths.list, { filters: [{ fact: person.identityNumber, is: "equal", value: {} }] }],
      [registerPaths.list, { filters: [{ fact: person.identityNumber, is: "known" }] }],
      [registerPaths.people, { ...office.newPerson(), phone: "138-0000" }],
      [
        registerPaths.people,
        { ...office.newPerson(), certificate: { number: "1", body: { [person.identityNumber]: {} }, validFrom: null, validTo: null } },
      ],
      [at(registerPaths.changes, person.id), { steps: [{ of: "record", kind: person.identityNumber, body: null }], reason: "x" }],
      [at(registerPaths.changes, person.id), { steps: [], reason: "x" }],
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
      expect(text).not.toContain(person.identityNumber);
      expect(Object.keys(JSON.parse(text) as object)).toEqual(expect.arrayContaining(["code", "detail", "detail_en"]));
    }
    for (const path of ["/people/x", "/people/1e400", "/people/-1", "/people/1?asOf=2026-02-30", "/people/1?knownAt=now"])
      expect((await send(token, { method: "GET", path })).status).toBeGreaterThanOrEqual(400);
  });

  test("every route has a rule, every rule of a file a route, and every role and act an expectation", () => {
    const guards = new Map<unknown, string>();
    const guard: Guard = (act) => {
      const handler = dutyGuard(table, door)(act);
      guards.set(handler, act);
      return handler;
    };
    const { registry, packs } = office.register;
    const register = { registry, cipher: testCipher, kind: "demo" as const };
    const parts = { register, packs, access, today: () => today, guard, log, fileOfNumber: async () => null };
    const routes = [registryRoutes(parts), entitlementRoutes(parts), accessRoutes(parts)].flatMap((module) =>
      module.routes.filter(({ method }) => method !== "ALL"),
    );
    const byPlace = Map.groupBy(routes, ({ method, path }) => `${method} ${path}`);
    const guarded = [...byPlace].map(([place, [first]]) => [place, first && guards.get(findTargetHandler(first.handler))] as const);
    expect(guarded.filter(([, act]) => act === undefined)).toEqual([]);
    const acts = [...new Set(guarded.map(([, act]) => act))].sort();
    expect(acts).toEqual([...new Set(rights.map(([act]) => act))].sort());
    expect(acts).toEqual([...table.acts.keys()].sort());
    expect([...new Set(rights.map(([, role]) => role))].sort()).toEqual([...roleIds].sort());
    // The application mounts these modules and no other below the register.
    const mounted = app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replace(registerBase, "")}`);
    expect([...new Set(mounted)].sort()).toEqual([...byPlace.keys()].sort());
  });
});
