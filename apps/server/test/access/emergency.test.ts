import { registerPaths } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at } from "./access-desk.ts";
import { anotherSession } from "./signed-in-people.ts";

describe.each(engines)("应急查看, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, as, send, step } = desk;

  test("in an emergency one file opens to whoever says why, for an hour; the person sees it, and another person reviews it", async () => {
    const clerkOfJiangbei = { role: "street-clerk", area: "500105001" };
    const [{ token }, { token: otherDesk }, { token: reviewer }] = await Promise.all([
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
    expect([(await read(token)).status, (await read(otherDesk)).status, (await read(token, desk.person.id)).status]).toEqual([
      200, 404, 404,
    ]);
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
    for (const later of [3_599_000, 3_600_000]) {
      desk.setClock(later);
      statuses.push((await read(await anotherSession(desk.access, opener))).status);
    }
    desk.setClock(0);
    expect(statuses).toEqual([200, 404]);
  });

  test("ten files a day are opened in emergencies, and the eleventh is refused until the first is a day old; another person's do not count", async () => {
    const clerkOfYuzhong = { role: "street-clerk", area: "500103001" };
    const { token, id } = await as(clerkOfYuzhong);
    const reason = "昏迷送医，要联系监护人";
    const people: Awaited<ReturnType<typeof office.somebody>>[] = [];
    for (let i = 0; i < 12; i++) people.push(await office.somebody());
    const open = async (place: number, by = token) => {
      const response = await send(by, {
        method: "POST",
        path: registerPaths.emergencies,
        body: { number: people[place]?.identityNumber, reason },
      });
      return response.status === 201 ? 201 : ((await response.json()) as { readonly code: string }).code;
    };
    const ten: unknown[] = [];
    for (let place = 0; place < 10; place++) ten.push(await open(place));
    expect(ten).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await open(10)).toBe("access.too-many-emergencies");
    // Nor is it a way to learn whether a number has a file.
    const unknown = await send(token, { method: "POST", path: registerPaths.emergencies, body: { number: "110101199003070011", reason } });
    expect(((await unknown.json()) as { readonly code: string }).code).toBe("access.too-many-emergencies");
    expect(await open(10, (await as({ role: "street-clerk", area: "500103002" })).token)).toBe(201);
    desk.setClock(86_399_000);
    expect(await open(11, await anotherSession(desk.access, id))).toBe("access.too-many-emergencies");
    desk.setClock(86_401_000);
    expect(await open(11, await anotherSession(desk.access, id))).toBe(201);
    desk.setClock(0);
  });
});
