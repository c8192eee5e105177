import { registerBase, registerPaths } from "@huican/contract";
import { Hono } from "hono";
import { findTargetHandler } from "hono/utils/handler";
import { describe, expect, test } from "vitest";
import { accessRoutes } from "../../src/access/api/index.ts";
import { dutyGuard, readAccessTable, roles } from "../../src/access/index.ts";
import { exchangeRoutes } from "../../src/exchange/api/index.ts";
import type { Guard, Guarded } from "../../src/platform/guard.ts";
import { entitlementRoutes } from "../../src/policy/register/api/index.ts";
import { registryRoutes } from "../../src/registry/api/index.ts";
import { today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { accessDesk, at, log, secrets, sent, tells, type Call } from "./access-desk.ts";
import { places, rights, sights, type Right } from "./duties.ts";
import type { Post } from "./signed-in-people.ts";

const table = readAccessTable();

describe.each(engines)("who may do what, in %s", (engine) => {
  const desk = accessDesk(engine);
  const { office, door, as, ownPost, send, calls } = desk;

  /** Requests that were refused, by their act: they did nothing, and are sent again by whoever is refused next. One that is about the asker's own is made for each. */
  const refused = new Map<string, Call>();
  async function callOf(act: string, id: string): Promise<Call> {
    const make = calls[act];
    if (!make) throw new Error(`There is no request for ${act}.`);
    return refused.get(act) ?? make(id);
  }

  test.each(rights)("%s by %s: %s", async (act, role, right) => {
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
      const call = await callOf(act, id);
      const response = await send(token, call);
      if (calls[act]?.length === 0 && response.status === 403) refused.set(act, call);
      else refused.delete(act);
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
      "identity-number": desk.person.identityNumber,
      "certificate-number": `${desk.person.identityNumber}42`,
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
    const read = await send(token, { method: "GET", path: at(registerPaths.person, desk.person.id) });
    expect(await read.text()).not.toContain(secrets.phone);
    // The audit of the district does not make a clerk of it.
    const change = await calls["registry.ask-change"]?.("");
    expect((await send(token, change as Call)).status).toBe(404);
  });

  test("with the check in the program taken out, row security still lets nobody see a foreign file or write by their own", async () => {
    const { packs } = office.register;
    const register = desk.register();
    let areas: readonly string[] = [];
    let files: readonly number[] = [];
    const open: Guard = () => async (c, next) => {
      c.set("permission", {
        actor: { id: "anybody", areas, files },
        as: { role: "", area: null },
        by: "",
        sees: () => "whole",
        mayTryNumbers: true,
      });
      await next();
    };
    const parts = {
      register,
      packs,
      access: desk.access,
      today: () => today,
      guard: open,
      table,
      log,
      fileOfNumber: async () => null,
      ...desk.watch,
      accountNames: async () => new Map<string, string>(),
      closeAccounts: async () => {},
    };
    const unguarded = new Hono<Guarded>();
    for (const module of [registryRoutes(parts), entitlementRoutes(parts), exchangeRoutes(parts), accessRoutes(parts)])
      unguarded.route("/", module);
    const ask = async (act: string) => {
      const call = await calls[act]?.("anybody");
      if (!call) throw new Error(act);
      return unguarded.request(call.path, sent(call));
    };
    for (const act of Object.keys(calls).filter((each) => !each.startsWith("access."))) {
      for (areas of [[], ["500105"], ["500106001"]]) {
        expect([act, areas, await tells(await ask(act))]).toEqual([act, areas, false]);
      }
      // As one's own file it is read and not written.
      [areas, files] = [[], [desk.person.id]];
      const reads =
        !/register-person|-change$|undo|search-log|registry.attach$|count-people|share-view|left-view|duplicate|merge|compare-files|^exchange|verify-log|checkpoints|see-state/.test(
          act,
        ) || act === "registry.see-change";
      expect([act, await tells(await ask(act))]).toEqual([act, reads]);
      files = [];
    }
  });

  test("every route has a rule, every rule of a file a route, and every role and act an expectation", () => {
    const guards = new Map<unknown, string>();
    const guard: Guard = (act) => {
      const handler = dutyGuard(table, door)(act);
      guards.set(handler, act);
      return handler;
    };
    const { packs } = office.register;
    const register = desk.register();
    const parts = {
      register,
      packs,
      access: desk.access,
      today: () => today,
      guard,
      table,
      log,
      fileOfNumber: async () => null,
      ...desk.watch,
      accountNames: async () => new Map<string, string>(),
      closeAccounts: async () => {},
    };
    const routes = [registryRoutes(parts), entitlementRoutes(parts), exchangeRoutes(parts), accessRoutes(parts)].flatMap((module) =>
      module.routes.filter(({ method }) => method !== "ALL"),
    );
    const byPlace = Map.groupBy(routes, ({ method, path }) => `${method} ${path}`);
    const guarded = [...byPlace].map(([place, [first]]) => [place, first && guards.get(findTargetHandler(first.handler))] as const);
    expect(guarded.filter(([, act]) => act === undefined)).toEqual([]);
    const acts = [...new Set(guarded.map(([, act]) => act))].sort();
    expect(acts).toEqual([...new Set(rights.map(([act]) => act))].sort());
    expect(acts).toEqual([...table.acts.keys()].sort());
    expect([...new Set(rights.map(([, role]) => role))].sort()).toEqual(roles.map(({ id }) => id).sort());
    // The application mounts these modules and no other below the register.
    const mounted = desk.app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replace(registerBase, "")}`);
    expect([...new Set(mounted)].sort()).toEqual([...byPlace.keys()].sort());
  });
});
