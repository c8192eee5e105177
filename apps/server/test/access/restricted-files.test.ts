import { registerPaths } from "@huican/contract";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { fillMissingSnapshot, fillSnapshot, findInNumbers, findings } from "../../src/registry/index.ts";
import { value } from "../registry/change-office.ts";
import { requestOffice } from "../registry/request-office.ts";
import { testCipher, today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at, monthEnd, secrets, type Call } from "./access-desk.ts";
import type { Post } from "./signed-in-people.ts";

const desks: readonly Post[] = [
  { role: "commissioner", area: "500106003001" },
  { role: "street-clerk", area: "500106003" },
  { role: "district-desk", area: "500106" },
  { role: "civil-affairs", area: "500106" },
  { role: "finance", area: "500106" },
  { role: "auditor", area: "500106" },
];
/** Acts on the one file, and acts in which it would be among others. */
const ofTheFile = [
  "registry.read-file",
  "registry.read-timeline",
  "policy.decide-person",
  "registry.list-attachments",
  "registry.attach",
  "registry.ask-change",
  "registry.ask-request",
];

describe.each(engines)("a file that is only stored any more, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, ownPost, send, calls } = desk;
  const requests = requestOffice(office);
  const call = (act: string) => (calls[act] as (mine: string) => Promise<Call>)("nobody");
  const answer = async (post: Post, act: string) => {
    const response = await send((await as(post)).token, await call(act));
    return { status: response.status, type: response.headers.get("content-type") ?? "", bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const restricted = (() => {
    let done: ReturnType<typeof requests.delete> | null = null;
    return () => (done ??= requests.delete(desk.person.id));
  })();

  test("is refused with its own code to every role that could read or change it, and to its owner", async () => {
    for (const post of [...desks, ownPost("citizen"), ownPost("representative")]) {
      for (const act of ofTheFile)
        expect([post.role, act, [200, 201, 403].includes((await answer(post, act)).status)]).toEqual([post.role, act, true]);
    }
    const pending = await office.ask(desk.person.id, [desk.step()]);
    expect(await restricted()).toMatchObject({ how: "restricted" });
    for (const post of [...desks, ownPost("citizen"), ownPost("representative")]) {
      for (const act of ofTheFile) {
        const { status, bytes } = await answer(post, act);
        expect([post.role, act, status]).toEqual([post.role, act, 403]);
        const { code } = JSON.parse(bytes.toString()) as { code: string };
        expect([post.role, act, code === "registry.file-restricted" || code === "access.not-allowed"]).toEqual([post.role, act, true]);
      }
    }
    const { token } = await as({ role: "district-desk", area: "500106" });
    for (const path of [registerPaths.approval, registerPaths.effect])
      expect(
        (await send(token, { method: path === registerPaths.effect ? "GET" : "POST", path: at(path, pending), body: {} })).status,
      ).toBe(404);
    for (const act of ["registry.read-attachment"]) expect((await answer({ role: "district-desk", area: "500106" }, act)).status).toBe(404);
  });

  test("is in no search, list, export, statistic, snapshot or check, also in snapshots that are made anew", async () => {
    await restricted();
    const { db } = office.register.registry;
    await db.asOwner((tx) => fillSnapshot(db, tx, today));
    await db.asOwner((tx) => fillSnapshot(db, tx, monthEnd));
    await fillMissingSnapshot(office.register.registry, "2026-11-30");
    await db.asOwner((tx) => fillSnapshot(db, tx, "2026-10-01", new Date().toISOString()));
    for (const table of ["snapshot", "name_entry", "name_sound"])
      expect([
        table,
        await office.asOwner(`select from registry.${table} where subject_id in (${desk.person.id}, ${desk.person.householdId})`),
      ]).toEqual([table, []]);
    const queries = [
      desk.person.identityNumber,
      `${desk.person.identityNumber}42`,
      secrets.phone,
      "贺兰静 500106003001",
      "helanjing 500106003001",
    ];
    for (const post of desks) {
      for (const query of queries) {
        const response = await send((await as(post)).token, { method: "POST", path: registerPaths.search, body: { query } });
        const { people } = (await response.json()) as { people: readonly { id: number }[] };
        expect([post.role, query.length, people.map(({ id }) => id).includes(desk.person.id)]).toEqual([post.role, query.length, false]);
      }
      const listed = await answer(post, "registry.list-people");
      expect(listed.bytes.toString()).not.toContain(`"id":${desk.person.id},`);
      const exported = await answer(post, "registry.export-people");
      if (exported.type.includes("spreadsheetml")) {
        const [list] = (await readXlsx(exported.bytes)).sheets;
        expect(list?.rows.some((row) => row.includes(desk.person.id))).toBe(false);
      }
    }
    const everybody = { id: "job", areas: ["500106"] };
    const checked = JSON.stringify(await findInNumbers(office.register.registry, testCipher, everybody, today));
    expect(checked).not.toMatch(new RegExp(`\\b${desk.person.id}\\b`));
    const found = await db.as(everybody, (tx) => findings.sameIdentityNumber(tx));
    expect(found.flatMap(({ ids }) => ids)).not.toContain(desk.person.id);
  });

  test("leaves statistics in multiples of five that add up", async () => {
    await restricted();
    const { token } = await as({ role: "district-desk", area: "500106" });
    for (const by of [["category"], ["category", "level"], ["street"]]) {
      const response = await send(token, { method: "POST", path: registerPaths.statistics, body: { day: monthEnd, by } });
      const { total, cells } = (await response.json()) as { total: number; cells: readonly { count: number }[] };
      for (const { count } of cells) expect(count % 5).toBe(0);
      expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    }
  });

  test("is told of no relative: their own files name it no more", async () => {
    await restricted();
    const guardian = await office.asOwner<{ id: number }>(
      `select other_id as id from registry.relation where subject_id = ${desk.person.id} and kind = 'guardian'`,
    );
    const { token } = await as({ role: "district-desk", area: "500106" });
    const response = await send(token, { method: "GET", path: at(registerPaths.person, guardian[0]?.id ?? 0) });
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain(`"subjectId":${desk.person.id},`);
  });

  test("leaves the request and the log to those who answer for it, with its day, and to nobody else", async () => {
    await restricted();
    const see = async (post: Post) => {
      const response = await send((await as(post)).token, { method: "GET", path: at(registerPaths.requests, desk.person.id) });
      return {
        status: response.status,
        body: (await response.json()) as {
          requests: readonly { kind: string; state: string; words: string | null; enteredBy: string | null }[];
        },
      };
    };
    const { body: atDesk } = await see({ role: "district-desk", area: "500106" });
    expect(atDesk.requests.find(({ kind }) => kind === "deletion")).toMatchObject({
      state: "restricted",
      words: "请按我说的办",
      enteredBy: "clerk",
    });
    const { body: atHome } = await see(ownPost("citizen"));
    expect(atHome.requests.find(({ kind }) => kind === "deletion")).toMatchObject({
      state: "restricted",
      words: "请按我说的办",
      enteredBy: null,
    });
    const { body: audited } = await see({ role: "auditor", area: "500106" });
    expect(audited.requests.find(({ kind }) => kind === "deletion")).toMatchObject({
      state: "restricted",
      words: null,
      enteredBy: "clerk",
    });
    expect((await see({ role: "district-desk", area: "500105" })).status).toBe(404);
    const log = await send((await as({ role: "auditor", area: "500106" })).token, await call("audit.search-log"));
    expect(await log.text()).toContain("停止处理");
  });

  test("over the doors its owner asks that the restriction is lifted, sees who decided, and reads their file again", async () => {
    const { id } = await office.somebody();
    await office.change(id, value("bank-account", null, secrets["bank-account"]));
    const { id: deletion } = await requests.delete(id);
    const owner = await as({ role: "citizen", area: null, subjectId: id });
    const [chief, deputy] = [await as({ role: "district-desk", area: "500106" }), await as({ role: "district-desk", area: "500106" })];
    const post = (token: string, path: string, body: object) => send(token, { method: "POST", path, body });
    const asked = await post(owner.token, at(registerPaths.requests, id), {
      kind: "resumption",
      says: "不删了，还要领补贴",
      asker: "office",
    });
    expect(asked.status).toBe(201);
    const { id: request } = (await asked.json()) as { id: number };
    const clerk = await as({ role: "street-clerk", area: "500106001" });
    const decision = { outcome: "granted", ground: "deletion-taken-back", reason: "本人登录提出" };
    for (const { token } of [owner, clerk]) {
      expect((await post(token, at(registerPaths.requestDecision, request), decision)).status).toBe(403);
      expect((await post(token, at(registerPaths.requestCompletion, request), {})).status).toBe(403);
    }
    expect((await post(chief.token, at(registerPaths.requestDecision, request), decision)).status).toBe(204);
    expect((await send(owner.token, { method: "GET", path: at(registerPaths.person, id) })).status).toBe(403);
    expect((await post(deputy.token, at(registerPaths.requestCompletion, request), {})).status).toBe(200);
    expect((await send(owner.token, { method: "GET", path: at(registerPaths.person, id) })).status).toBe(200);
    const seen = (await (await send(owner.token, { method: "GET", path: at(registerPaths.requests, id) })).json()) as {
      requests: readonly { id: number; asker: string; state: string; steps: readonly { words: string | null }[] }[];
    };
    expect(seen.requests.find((each) => each.id === deletion)?.state).toBe("lifted");
    const own = seen.requests.find((each) => each.id === request);
    expect(own).toMatchObject({ state: "resumed", asker: "person" });
    expect(own?.steps.map(({ words }) => words)).toContain("本人登录提出");
    const accesses = await send(owner.token, { method: "GET", path: `${at(registerPaths.accesses, id)}?from=2000-01-01&until=2100-01-01` });
    expect(await accesses.text()).toContain("恢复处理档案");
  });

  test("a copy is asked for, granted and taken over the doors: whole for its owner, masked for a clerk, and marked", async () => {
    const { id, identityNumber } = await office.somebody({
      hukouRegion: "500106003001",
      residenceRegion: "500106003001",
      address: secrets.address,
    });
    await office.change(id, value("bank-account", null, secrets["bank-account"]));
    const owner = await as({ role: "citizen", area: null, subjectId: id });
    const body = { kind: "copy", says: "想要一份自己的档案", asker: "near-relative", channel: "letter", receivedOn: "2020-01-01" };
    const asked = await send(owner.token, { method: "POST", path: at(registerPaths.requests, id), body });
    const { id: request } = (await asked.json()) as { id: number };
    // What comes in online says itself who sent it and when.
    expect((await requests.of(id))[0]).toMatchObject({ asker: "person", channel: "online", receivedOn: today, enteredBy: owner.id });
    const chief = await as({ role: "district-desk", area: "500106" });
    const decided = await send(chief.token, {
      method: "POST",
      path: at(registerPaths.requestDecision, request),
      body: { outcome: "granted" },
    });
    expect(decided.status).toBe(204);
    const taken = async (token: string) => {
      const response = await send(token, { method: "POST", path: at(registerPaths.requestCopy, request) });
      expect([response.status, response.headers.get("content-disposition")]).toEqual([
        200,
        expect.stringContaining(`copy-${request}.xlsx`),
      ]);
      const { sheets } = await readXlsx(Buffer.from(await response.arrayBuffer()));
      return sheets.flatMap(({ rows }) => rows.map((row) => row.join("|"))).join("\n");
    };
    const own = await taken(owner.token);
    for (const text of ["贺兰静", identityNumber, secrets.phone, secrets.address, secrets["bank-account"], "第四十五条", "残疾人证"])
      expect(own).toContain(text);
    const clerks = await taken((await as({ role: "street-clerk", area: "500106003" })).token);
    expect(clerks).toContain(secrets.phone);
    expect(clerks).not.toContain(secrets["bank-account"]);
    const stranger = await as({ role: "citizen", area: null, subjectId: (await office.somebody()).id });
    expect((await send(stranger.token, { method: "POST", path: at(registerPaths.requestCopy, request) })).status).toBe(404);
  });
});
