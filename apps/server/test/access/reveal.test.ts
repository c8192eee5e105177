import { AccessesAnswer, registerPaths, RevealAnswer } from "@huican/contract";
import { describe, expect, test } from "vitest";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at, secrets } from "./access-desk.ts";

const finance = { role: "finance", area: "500106" };
const reason = "核对补贴发放账户";

describe.each(engines)("a masked number is shown whole for a reason, in %s", (engine) => {
  const desk = accessDesk(engine);
  const reveal = async (post: typeof finance, body: object, id = desk.person.id) =>
    desk.send((await desk.as(post)).token, { method: "POST", path: at(registerPaths.reveal, id), body });

  test("the person reads in their own log that it was seen, by which office and why", async () => {
    const response = await reveal(finance, { kind: "phone", reason: ` ${reason} ` });
    expect(RevealAnswer.parse(await response.json()).values.map(({ text }) => text)).toEqual([secrets.phone]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { token } = await desk.as(desk.ownPost("citizen"));
    const path = `${at(registerPaths.accesses, desk.person.id)}?from=2000-01-01&until=2100-01-01`;
    const { accesses } = AccessesAnswer.parse(await (await desk.send(token, { method: "GET", path })).json());
    expect(accesses).toContainEqual(
      expect.objectContaining({ reason, fields: ["phone"], who: expect.objectContaining({ zh: "财政" }), isRefused: false }),
    );
  });

  test.each([
    ["", "nothing is said"],
    ["看看", "too little is said"],
    ["核对\n账户", "it is two lines"],
    ["核对13800001234的账户", "it holds a number, which the log would show to everybody who reads it"],
  ])("%j is no reason: %s", async (said) => {
    const response = await reveal(finance, { kind: "phone", reason: said });
    expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: "registry.reveal-reason" })]);
  });

  test("what a duty is not shown at all is not revealed to it, and a file elsewhere is not there", async () => {
    const hidden = await reveal(finance, { kind: "address", reason });
    expect([hidden.status, await hidden.text()]).toEqual([422, expect.stringContaining("registry.reveal-not-shown")]);
    const foreign = await reveal({ role: "finance", area: "500105" }, { kind: "phone", reason });
    expect([foreign.status, await foreign.text()]).toEqual([404, expect.not.stringContaining(secrets.phone)]);
    const logged = await desk.office.asOwner<{ outcome: string; fields: readonly string[] }>(
      "select outcome, fields from audit.entry where act = 'registry.reveal-value' order by id desc limit 1",
    );
    expect(logged).toEqual([{ outcome: "refused", fields: [] }]);
  });

  test("a commissioner, who stands at the door, is not asked for a reason but refused", async () => {
    expect((await reveal({ role: "commissioner", area: "500106003001" }, { kind: "identity-number", reason })).status).toBe(403);
  });
});
