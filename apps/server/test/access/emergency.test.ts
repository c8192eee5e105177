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
});
