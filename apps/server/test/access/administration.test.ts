import {
  AccountAnswer,
  AccountsAnswer,
  AppointedAreasAnswer,
  AppointmentAnswer,
  AreaListAnswer,
  LogCheckAnswer,
  RowCheckAnswer,
  NewAccountAnswer,
  registerPaths,
  SessionsAnswer,
  SetupCodeAnswer,
  SystemAnswer,
} from "@huican/contract";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { setUp } from "../../src/access/session/sign-in.ts";
import { today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";

const system = { role: "system-administrator", area: null };
const security = { role: "security-administrator", area: null };
const audit = { role: "audit-administrator", area: null };
const of = (path: string, id: string) => path.replace(":id", id);

describe.each(engines)("what administrators do over HTTP, in %s", (engine) => {
  const desk = accessDesk(engine);
  const post = (token: string, path: string, body: object = {}) => desk.send(token, { method: "POST", path, body });
  const get = (token: string, path: string) => desk.send(token, { method: "GET", path });
  let people = 0;

  /** Made by the system administrator, and nothing more. */
  async function made(displayName = "梁新来"): Promise<{ readonly id: string; readonly signInName: string }> {
    const { token } = await desk.as(system);
    const signInName = `newcomer-${(people += 1)}`;
    const response = await post(token, registerPaths.accounts, { signInName, displayName });
    expect(response.status).toBe(201);
    return { id: NewAccountAnswer.parse(await response.json()).id, signInName };
  }

  async function inFull(id: string) {
    const { token } = await desk.as(security);
    return AccountAnswer.parse(await (await get(token, of(registerPaths.account, id))).json());
  }

  test("two administrators let somebody in: one makes the account, another appoints and gives the code that is shown once", async () => {
    const { id, signInName } = await made();
    const { token } = await desk.as(security);
    const appointed = await post(token, of(registerPaths.accountAppointments, id), {
      role: "street-clerk",
      area: "500106003",
      from: today,
      until: "2027-12-31",
    });
    expect(appointed.status).toBe(201);
    const reset = await post(token, of(registerPaths.accountReset, id));
    const { code, hours } = SetupCodeAnswer.parse(await reset.json());
    expect([reset.headers.get("cache-control"), hours]).toEqual(["no-store", 24]);
    const begun = await setUp(desk.access, { signInName, code, password: "three quiet herons" }, { address: "192.0.2.1", device: "?" });
    expect(begun.token).not.toBe("");
    const { account, appointments, events, isMine } = await inFull(id);
    expect(account).toMatchObject({ signInName, displayName: "梁新来", isLocked: false, isOfFile: false });
    expect(appointments).toMatchObject([{ role: "street-clerk", roleText: { zh: "镇街经办" }, until: "2027-12-31", state: "in-force" }]);
    expect(isMine).toBe(false);
    expect(events.map(({ text }) => text.zh)).toEqual(expect.arrayContaining(["创建了账号", "任了职", "重置了账号，发了启用码"]));
    // The code is kept nowhere.
    const kept = await desk.office.asOwner<{ row: string }>("select to_jsonb(e)::text as row from access.account_event e");
    expect(kept.map(({ row }) => row).join()).not.toContain(code);
  });

  test("accounts are found by a part of either name, those of people in the register last, and as many as asked for", async () => {
    const { id } = await made("尉迟寻");
    const { token } = await desk.as(audit);
    const search = async (text: string, most = 50) =>
      AccountsAnswer.parse(await (await post(token, registerPaths.accountSearch, { text, most })).json());
    expect((await search("迟寻")).accounts.map((each) => each.id)).toEqual([id]);
    expect((await search("NEWCOMER-")).accounts.length).toBeGreaterThan(0);
    expect(await search("", 1)).toMatchObject({ accounts: [{}], isCut: true });
    expect(await search("没有的")).toEqual({ accounts: [], isCut: false });
  });

  test("who works in an area or below it is found by the beginning of its codes, and counted where the office lies; the audit administrator is not shown the list of areas", async () => {
    const village = await desk.as({ role: "commissioner", area: "511132101001" });
    const township = await desk.as({ role: "street-clerk", area: "511132101" });
    const district = await desk.as({ role: "district-desk", area: "511132" });
    const { token } = await desk.as(system);
    const holders = async (area: string) => {
      const { accounts } = AccountsAnswer.parse(await (await post(token, registerPaths.accountSearch, { area })).json());
      return accounts.map(({ id }) => id).sort();
    };
    expect(await holders("511132101")).toEqual([village.id, township.id].sort());
    expect(await holders("511132")).toEqual([village.id, township.id, district.id].sort());
    expect(await holders("511132102")).toEqual([]);
    const counted = AppointedAreasAnswer.parse(await (await get(token, registerPaths.appointedAreas)).json());
    expect(counted.areas.filter(({ area }) => area.startsWith("511132")).sort((a, b) => a.area.length - b.area.length)).toEqual([
      { area: "511132", count: 1 },
      { area: "511132101", count: 1 },
      { area: "511132101001", count: 1 },
    ]);
    const { areas, zones, source } = AreaListAnswer.parse(await (await get(token, registerPaths.areaList)).json());
    expect(areas.find(({ code }) => code === "512081")).toMatchObject({ isValid: false, lines: [{ successor: "510185" }] });
    expect(zones.map(({ name }) => name)).toContain("资阳高新区");
    expect(source.asOf).toBe("2023-06-30");
    for (const path of [registerPaths.areaList, registerPaths.appointedAreas]) {
      expect([path, (await get((await desk.as(security)).token, path)).status]).toEqual([path, 200]);
      for (const post of [audit, { role: "street-clerk", area: "511132101" }])
        expect([path, (await get((await desk.as(post)).token, path)).status]).toEqual([path, 403]);
    }
  });

  test("a name that is none, or is taken, and a role that cannot be held there are refused with words", async () => {
    const [{ id, signInName }, { token }, { token: by }] = [await made(), await desk.as(system), await desk.as(security)];
    const code = async (response: Response) => ((await response.json()) as { readonly code: string }).code;
    expect(await code(await post(token, registerPaths.accounts, { signInName, displayName: "又一位" }))).toBe("access.sign-in-name-taken");
    expect(await code(await post(token, registerPaths.accounts, { signInName: "13800001234", displayName: "某某" }))).toBe(
      "access.sign-in-name-number",
    );
    const appoint = (body: object) => post(by, of(registerPaths.accountAppointments, id), { from: today, until: null, ...body });
    expect(await code(await appoint({ role: "street-clerk", area: "500106" }))).toBe("access.role-area");
    expect(await code(await appoint({ role: "king", area: "500106" }))).toBe("access.role-unknown");
    expect((await get(by, of(registerPaths.account, "nobody"))).status).toBe(404);
    expect((await get(by, of(registerPaths.account, `u_${"0".repeat(20)}`))).status).toBe(404);
  });

  test("nobody locks, resets or signs out themselves as an administrator, nor appoints themselves", async () => {
    const { token, id } = await desk.as(security);
    for (const path of [registerPaths.accountLock, registerPaths.accountReset, registerPaths.accountSessionsEnd])
      expect([path, (await post(token, of(path, id))).status]).toEqual([path, 422]);
    const own = { role: "finance", area: "500106", from: today, until: null };
    expect((await post(token, of(registerPaths.accountAppointments, id), own)).status).toBe(422);
    expect(await inFull(id)).toMatchObject({ isMine: true });
  });

  test("whoever is signed out by the security administrator is out at the next request, and so is whoever is locked until they are unlocked", async () => {
    const { token } = await desk.as(security);
    const clerk = await desk.as({ role: "street-clerk", area: "500106005" });
    const sessions = SessionsAnswer.parse(await (await get(token, of(registerPaths.accountSessions, clerk.id))).json());
    expect(sessions.sessions).toMatchObject([{ address: "192.0.2.1" }]);
    expect((await get(clerk.token, registerPaths.me)).status).toBe(200);
    expect((await post(token, of(registerPaths.accountSessionsEnd, clerk.id))).status).toBe(204);
    expect((await get(clerk.token, registerPaths.me)).status).toBe(401);
    const other = await desk.as({ role: "street-clerk", area: "500106006" });
    await post(token, of(registerPaths.accountLock, other.id));
    expect((await get(other.token, registerPaths.me)).status).toBe(401);
    expect((await inFull(other.id)).account.isLocked).toBe(true);
    await post(token, of(registerPaths.accountUnlock, other.id));
    expect((await inFull(other.id)).account.isLocked).toBe(false);
  });

  test("an office is handed over and ended; a duty of one's own is handed on for some days to a colleague", async () => {
    const { token } = await desk.as(security);
    const [clerk, deputy, successor] = [await desk.as({ role: "street-clerk", area: "500106007" }), await made(), await made()];
    const [own] = (await inFull(clerk.id)).appointments;
    const acting = await post(clerk.token, at(registerPaths.delegation, own?.id ?? 0), { to: deputy.id, from: today, until: today });
    expect(acting.status).toBe(201);
    expect((await inFull(deputy.id)).appointments).toMatchObject([{ actingFor: "示例", state: "in-force" }]);
    const handed = await post(token, at(registerPaths.appointmentHandover, own?.id ?? 0), { to: successor.id, on: today });
    const { id } = AppointmentAnswer.parse(await handed.json());
    expect((await inFull(clerk.id)).appointments).toMatchObject([{ state: "over" }]);
    expect((await inFull(successor.id)).appointments).toMatchObject([{ id, area: "500106007", state: "in-force" }]);
    expect((await post(token, at(registerPaths.appointmentEnd, id), { from: today })).status).toBe(204);
    expect((await inFull(successor.id)).appointments).toMatchObject([{ id, endedOn: today, state: "over" }]);
    expect((await post(token, at(registerPaths.appointmentEnd, id), { from: today })).status).toBe(422);
  });

  test("a clerk on leave hands all duties to one deputy; whoever has none hands nothing on", async () => {
    const [clerk, deputy] = [await desk.as({ role: "commissioner", area: "500106003009" }), await made()];
    const leave = (token: string) => post(token, registerPaths.leave, { deputy: deputy.id, from: today, until: today });
    expect((await leave(clerk.token)).status).toBe(201);
    expect((await inFull(deputy.id)).appointments).toMatchObject([{ role: "commissioner", area: "500106003009", until: today }]);
  });

  test("the log is held against its seals: nothing is wrong until somebody changes an entry, and then it is told which", async () => {
    const { token } = await desk.as(audit);
    const { logChecks } = desk.watch;
    const db = desk.office.register.registry.db;
    const look = async () => {
      expect((await post(token, registerPaths.logCheck)).status).toBe(202);
      await logChecks.ended();
      return LogCheckAnswer.parse(await (await get(token, registerPaths.logCheck)).json());
    };
    await desk.sealLog();
    const clean = await look();
    expect(clean).toMatchObject({ state: "done", startedBy: "示例", report: { faultCount: 0, faults: [] } });
    expect(clean.report?.sealed).toBeGreaterThan(0);
    expect(clean.publicKey).toContain("BEGIN PUBLIC KEY");
    await db.asOwner(async (tx) => {
      await sql`alter table audit.entry disable trigger a_kept`.execute(tx);
      await sql`update audit.entry set actor = 'nobody' where id = (select entry_id from audit.seal where seq = 2)`.execute(tx);
      await sql`alter table audit.entry enable always trigger a_kept`.execute(tx);
    });
    const changed = await look();
    expect(changed.report?.faultCount).toBe(1);
    expect(changed.report?.faults[0]?.zh).toMatch(/^第2条/);
    const exported = await (await get(token, registerPaths.checkpoints)).text();
    expect(
      exported
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { readonly number: number }).number),
    ).toContain(1);
    const logged = await desk.office.asOwner<{ act: string }>("select distinct act from audit.entry where act like 'audit.%'");
    expect(logged.map(({ act }) => act)).toEqual(expect.arrayContaining(["audit.verify-log", "audit.export-checkpoints"]));
  });

  test("what the server found when it held accounts against the log is told to two administrators, in words", async () => {
    const told = async (who: typeof security) =>
      RowCheckAnswer.parse(await (await get((await desk.as(who)).token, registerPaths.rowCheck)).json());
    expect(await told(audit)).toEqual({ at: null, count: 0, found: [] });
    const { id } = await made();
    await desk.office.asOwner(`update access.account set display_name = '别人' where id = '${id}'`);
    await desk.watch.rowChecks.look();
    const account = {
      what: { zh: "账号", en: "Account" },
      key: id,
      text: expect.objectContaining({ zh: expect.stringContaining("不作数") as string }) as object,
    };
    for (const who of [security, audit]) expect((await told(who)).found).toContainEqual(account);
    await desk.office.asOwner(`update access.account set display_name = '梁新来' where id = '${id}'`);
    await desk.watch.rowChecks.look();
    expect((await told(security)).found).not.toContainEqual(account);
  });

  test("the state of the system tells counts and versions, and nothing that stands in a file or a key", async () => {
    const { token } = await desk.as(system);
    const text = await (await get(token, registerPaths.system)).text();
    const state = SystemAnswer.parse(JSON.parse(text));
    expect(state.keys.counts.reduce((sum, { values }) => sum + values, 0)).toBeGreaterThan(100);
    expect(state.database.bytes).toBeGreaterThan(1_000_000);
    expect(state.program.schema).toBeGreaterThanOrEqual(11);
    expect(text).not.toContain("贺兰");
  });
});
