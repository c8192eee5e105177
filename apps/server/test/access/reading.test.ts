import { registerPaths } from "@huican/contract";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";
import { anotherSession } from "./signed-in-people.ts";

const limits = { filesPerHour: 6, filesPerDay: 8, peoplePerDay: 40, failedNumbersPerHour: 3 };
const noNumber = (i: number) => `1101011990030700${10 + i}`;

describe.each(engines)("how much somebody reads, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, send } = desk;
  const files: number[] = [];

  beforeAll(async () => {
    desk.door.open({ ...desk.access, reading: limits });
    for (let i = 0; i < 27; i++) files.push((await office.somebody()).id);
  });

  /** Somebody new at the district's desk. */
  let desks = 0;
  const sections = ["500106", "5001", "50"];
  const reader = async () => {
    const { id } = await as({ role: "district-desk", area: sections[desks++] ?? "500106" });
    return { id, token: await anotherSession(desk.access, id) };
  };
  const codeOf = async (response: Response) =>
    response.status < 300 ? "" : `${response.status} ${((await response.json()) as { readonly code: string }).code}`;
  const read = async (token: string, from: number, to: number) => {
    const codes: string[] = [];
    for (const id of files.slice(from, to))
      codes.push(await codeOf(await send(token, { method: "GET", path: at(registerPaths.person, id) })));
    return codes;
  };
  const search = (token: string, query: string) => send(token, { method: "POST", path: registerPaths.search, body: { query } });
  const acts = (id: string, act: string) => office.asOwner(`select outcome from audit.entry where actor = '${id}' and act = '${act}'`);
  /** What somebody did was done at another time. */
  const wasAt = (id: string, when: string) =>
    office.asOwner(`alter table audit.entry disable trigger user; update audit.entry set at = ${when} where actor = '${id}';
      alter table audit.entry enable always trigger a_kept; alter table audit.entry enable always trigger a_expired`);
  const minutesAgo = "at - interval '61 minutes'";
  const fine = (count: number) => Array.from({ length: count }, () => "");

  test("so many files an hour; the same one again is none more; the administrators are told at half of it, once", async () => {
    const [{ token, id }, other] = [await reader(), await reader()];
    expect(await read(token, 0, 3)).toEqual(fine(3));
    expect(await read(token, 0, 3)).toEqual(fine(3));
    expect(await acts(id, "access.note-reading")).toHaveLength(1);
    expect(await read(token, 3, 6)).toEqual(fine(3));
    expect(await acts(id, "access.note-reading")).toHaveLength(1);
    expect(await read(token, 6, 7)).toEqual(["429 access.reading-limit"]);
    const entitlements = await send(token, { method: "GET", path: at(registerPaths.entitlements, files[7] ?? 0) });
    expect(await codeOf(entitlements)).toBe("429 access.reading-limit");
    expect(await acts(id, "access.refuse-reading")).toEqual([{ outcome: "refused" }, { outcome: "refused" }]);
    // Requests tell of a file, and a copy is one: they are no way around.
    const requests = await send(token, { method: "GET", path: at(registerPaths.requests, files[7] ?? 0) });
    const copy = await send(token, { method: "POST", path: at(registerPaths.requestCopy, 1) });
    expect([await codeOf(requests), await codeOf(copy)]).toEqual(["429 access.reading-limit", "429 access.reading-limit"]);
    // Others go on, and so does whoever reads their own file.
    expect(await read(other.token, 0, 1)).toEqual([""]);
    const citizen = await as(desk.ownPost("citizen"));
    for (let i = 0; i < 8; i++)
      expect((await send(citizen.token, { method: "GET", path: at(registerPaths.person, desk.person.id) })).status).toBe(200);
    // An hour later there is room, up to the limit of the day; where the day began less than an hour ago, there is more.
    await wasAt(id, minutesAgo);
    expect((await read(token, 6, 8)).slice(0, 2)).toEqual(fine(2));
  });

  test("a reason opens a wider limit until the day ends, and stands in the log", async () => {
    const { token, id } = await reader();
    expect((await read(token, 0, 7)).at(-1)).toBe("429 access.reading-limit");
    const give = (reason: string) => send(token, { method: "POST", path: registerPaths.readingReason, body: { reason } });
    expect(await codeOf(await give("快"))).toBe("422 access.reading-reason");
    expect((await give("年度复核，要逐户核对档案")).status).toBe(204);
    expect(await read(token, 6, 18)).toEqual(fine(12));
    expect(await read(token, 18, 19)).toEqual(["429 access.reading-limit-wide"]);
    const [told] = await office.asOwner<{ occasion: object }>(
      `select occasion from audit.entry where actor = '${id}' and act = 'access.give-reason'`,
    );
    expect(told?.occasion).toMatchObject({ reason: "年度复核，要逐户核对档案" });
  });

  test("numbers that lead to nobody are counted: then no number is searched for, in an emergency neither, and names are", async () => {
    const { token, id } = await as({ role: "street-clerk", area: "500105001" });
    for (let i = 0; i < limits.failedNumbersPerHour; i++) expect((await search(token, noNumber(i))).status).toBe(200);
    expect(await codeOf(await search(token, noNumber(5)))).toBe("429 request.too-many-numbers");
    expect(await codeOf(await search(token, `贺兰 ${noNumber(6)}`))).toBe("429 request.too-many-numbers");
    expect((await search(token, "贺兰")).status).toBe(200);
    const body = { number: desk.person.identityNumber, reason: "昏迷送医，要联系监护人" };
    expect(await codeOf(await send(token, { method: "POST", path: registerPaths.emergencies, body }))).toBe("429 request.too-many-numbers");
    const lines = await office.asOwner<{ act: string; fields: readonly string[]; outcome: string }>(
      `select act, fields, outcome from audit.entry where actor = '${id}' and (outcome = 'refused' or fields = '{identity-number}') order by id`,
    );
    expect(lines.filter(({ act }) => act === "registry.search-people").map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 3 }, () => "done"),
      "refused",
      "refused",
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/\d{6}/);
    await wasAt(id, minutesAgo);
    expect((await search(token, noNumber(7))).status).toBe(200);
  });

  test("lists and searches show so many people a day", async () => {
    const { token } = await as({ role: "auditor", area: "500106" });
    const list = () =>
      send(token, { method: "POST", path: registerPaths.list, body: { filters: [{ fact: "certificate.status", is: "known" }], most: 25 } });
    expect([await codeOf(await list()), await codeOf(await list()), await codeOf(await list())]).toEqual([
      "",
      "",
      "429 access.reading-limit",
    ]);
    expect(await codeOf(await search(token, "贺兰"))).toBe("429 access.reading-limit");
    expect(await read(token, 0, 1)).toEqual([""]);
  });

  test("the administrators see who reads unusually and why, at night too; nobody else does", async () => {
    const { token, id } = await as({ role: "civil-affairs", area: "500106" });
    await read(token, 0, 4);
    const reason = "年度复核，要逐户核对档案";
    await send(token, { method: "POST", path: registerPaths.readingReason, body: { reason } });
    await office.asOwner(`
      insert into audit.entry (at, actor, act, subjects, fields, occasion, outcome)
      select t.at::timestamptz, t.actor, 'registry.read-file', array[i], '{}'::text[], '{"basis": "duty"}'::jsonb, 'done'
      from (values ('2026-03-01 23:30:00+08', 'u_nightreader', 25), ('2026-03-01 10:30:00+08', 'u_manyfiles', 200), ('2026-03-01 10:30:00+08', 'u_usual', 100))
        as t (at, actor, most), generate_series(1, t.most) i`);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const readers = (by: string, from: string) => send(by, { method: "GET", path: `${registerPaths.readers}?from=${from}&until=${today}` });
    const seen: unknown[] = [];
    for (const role of ["security-administrator", "audit-administrator"]) {
      const { token: watching } = await as({ role, area: null });
      seen.push(((await (await readers(watching, "2026-03-01")).json()) as { readonly readers: readonly object[] }).readers);
    }
    for (const list of seen) {
      expect(list).toContainEqual(expect.objectContaining({ accountId: id, files: 4, signs: ["noted"], reasons: [reason] }));
      expect(list).toContainEqual(expect.objectContaining({ accountId: "u_nightreader", filesAtNight: 25, signs: ["at-night"] }));
      expect(list).toContainEqual(
        expect.objectContaining({ accountId: "u_manyfiles", day: "2026-03-01", files: 200, signs: ["many-files"] }),
      );
      expect(list).not.toContainEqual(expect.objectContaining({ accountId: "u_usual" }));
    }
    expect((await readers(token, today)).status).toBe(403);
    const direct = office.register.registry.db.as({ id, areas: ["500106"] }, (tx) =>
      sql`select * from audit.readers('2026-01-01', '2026-12-31')`.execute(tx),
    );
    await expect(direct).rejects.toThrow(/only administrators/);
  });
});
