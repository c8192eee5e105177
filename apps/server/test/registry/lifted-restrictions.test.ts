import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { decideRequest, eraseDue, registerPerson, searchPeople, unfinishedRequests } from "../../src/registry/index.ts";
import { changeOffice, chief, clerk, neighbour, record, value } from "./change-office.ts";
import { deputy, requestOffice } from "./request-office.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const ending = (code: string) => ({ code: `registry.${code}` });
const reason = "本人到窗口说明不再要求删除";

describe.each(engines)("restrictions that are lifted, in %s", (engine) => {
  const office = changeOffice(engine);
  const requests = requestOffice(office);
  const db = () => office.register.registry.db;

  /** Somebody whose file is only stored any more: a bank account has to be kept for ten years. */
  async function restricted(more: Parameters<typeof office.somebody>[0] = {}) {
    const somebody = await office.somebody(more);
    await office.change(somebody.id, value("bank-account", null, "6222020200112233445"));
    const before = await office.file(somebody.id);
    const { id: deletion, how } = await requests.delete(somebody.id);
    expect(how).toBe("restricted");
    return { ...somebody, deletion, before };
  }
  const grant = (id: number, ground = "deletion-taken-back", said: string | null = reason) =>
    decideRequest(requests.tools(), chief, id, { outcome: "granted", ground, reason: said });
  const lifted = async (id: number) => {
    const request = await requests.ask(id, "resumption");
    await grant(request);
    await requests.complete(request);
    return request;
  };
  const told = async (id: number, request: number) => (await requests.of(id)).find((each) => each.id === request);

  test("asked for, granted and carried out by others, the file is what it was: read, found, counted, and erased on no day", async () => {
    const { id, householdId, deletion, before } = await restricted({ name: "濮阳问渠" });
    const request = await requests.ask(id, "resumption");
    expect((await unfinishedRequests(office.register.registry, chief)).map((each) => each.id)).toContain(request);
    await expect(requests.complete(request)).rejects.toMatchObject(ending("request-not-granted"));
    await grant(request);
    await expect(office.file(id)).rejects.toMatchObject(ending("file-restricted"));
    await requests.complete(request);

    const after = await office.file(id);
    expect({ ...after, subject: 0, seenAt: 0 }).toEqual({ ...before, subject: 0, seenAt: 0 });
    await office.expectInStep(id);
    await office.asOwner("select registry.check_everything()");
    const found = await searchPeople(office.register.registry, testCipher, chief, {
      query: "puyangwenqu",
      today,
      most: 10,
      placesNamed: () => [],
    });
    expect(JSON.stringify(found)).toContain(`"id":${id},`);
    await office.change(id, value("phone", "2026-01-01", "13900001111"));

    // Every step stands with who took it; the person reads the same, and in the log of their file.
    expect((await told(id, request))?.steps.map((step) => `${step.by} ${step.what} ${step.ground ?? step.how}`)).toEqual([
      "chief decided deletion-taken-back",
      "deputy carried-out resumed",
    ]);
    expect((await told(id, deletion))?.steps.map((step) => `${step.by} ${step.how ?? step.what}`)).toEqual([
      "chief decided",
      "deputy restricted",
      "deputy lifted",
    ]);
    const own: Actor = { id: "u_own", areas: [], files: [id] };
    expect((await requests.of(id, own)).flatMap(({ words }) => words.map(({ text }) => text))).toContain(reason);
    expect(
      await office.asOwner(
        `select actor, subjects from audit.entry where act = 'registry.resume-file' and subjects @> array[${id}::bigint]`,
      ),
    ).toMatchObject([{ actor: "deputy" }]);

    await office.asOwner("update registry.retention set least_months = 0, keep_months = 0");
    try {
      expect(await eraseDue(requests.tools())).toBe(0);
      const asEraser = (text: string) => db().as(deputy, (tx) => sql.raw(text).execute(tx));
      await expect(asEraser(`select * from registry.carry_out_deletion(${deletion})`)).rejects.toMatchObject(ending("must-be-kept"));
    } finally {
      await office.asOwner("update registry.retention set least_months = 120, keep_months = 120");
    }
    expect(await office.asOwner(`select state from registry.subject where id in (${id}, ${householdId})`)).toEqual([
      { state: "kept" },
      { state: "kept" },
    ]);
    await expect(requests.complete(request)).rejects.toMatchObject(ending("request-done"));
    // What is asked for anew goes its own way.
    expect((await requests.delete(id)).how).toBe("restricted");
    await lifted(id);
    expect((await office.file(id)).name).toBe("濮阳问渠");
  });

  test("whoever asked neither decides it nor lifts it, in the program and in the database; nor does anybody elsewhere", async () => {
    const { id } = await restricted();
    const request = await requests.ask(id, "resumption");
    await expect(
      decideRequest(requests.tools(), clerk, request, { outcome: "granted", ground: "deletion-taken-back", reason }),
    ).rejects.toMatchObject(ending("own-request"));
    await expect(requests.grant(request)).rejects.toMatchObject(ending("request-ground"));
    await expect(grant(request, "consent-withdrawn")).rejects.toMatchObject(ending("request-ground"));
    await expect(grant(request, "deletion-taken-back", null)).rejects.toMatchObject(ending("request-words"));
    const lift = (actor: Actor) => db().as(actor, (tx) => sql`select * from registry.resume_processing(${request})`.execute(tx));
    await expect(lift(deputy)).rejects.toMatchObject(ending("request-not-granted"));
    await grant(request);
    await expect(requests.complete(request, {}, clerk)).rejects.toMatchObject(ending("own-resumption"));
    await expect(lift(clerk)).rejects.toMatchObject(ending("own-resumption"));
    await expect(requests.complete(request, {}, neighbour)).rejects.toMatchObject(ending("request-not-found"));
    await expect(lift(neighbour)).rejects.toMatchObject(ending("request-otherwise"));
    await expect(office.file(id)).rejects.toMatchObject(ending("file-restricted"));
    // Whoever decided may carry it out: two people have looked at it.
    await requests.complete(request, {}, chief);
    expect((await office.file(id)).name).toBe("贺兰静");
  });

  test("nobody says that it is done, or ends a deletion, without doing it", async () => {
    const { id, deletion } = await restricted();
    const request = await requests.ask(id, "resumption");
    await grant(request);
    const says = (of: number, what: string, how: string | null) =>
      db().as(deputy, (tx) =>
        sql`insert into registry.data_request_step (request_id, what, how) values (${of}, ${what}, ${how})`.execute(tx),
      );
    await expect(says(request, "carried-out", "resumed")).rejects.toMatchObject(ending("request-not-granted"));
    await expect(says(deletion, "lifted", null)).rejects.toMatchObject(ending("request-not-granted"));
    await expect(says(deletion, "carried-out", "resumed")).rejects.toMatchObject(ending("request-otherwise"));
    await expect(
      db().as(deputy, (tx) => sql.raw(`update registry.subject set state = 'kept' where id = ${id}`).execute(tx)),
    ).rejects.toThrow("permission denied");
    await expect(db().as(deputy, (tx) => sql.raw(`delete from registry.restriction where subject_id = ${id}`).execute(tx))).rejects.toThrow(
      "permission denied",
    );
    await expect(office.file(id)).rejects.toMatchObject(ending("file-restricted"));
  });

  test("it is asked of a restricted file alone, and by whom the law or the mistake concerns", async () => {
    const [{ id }, { id: used }, { id: gone }] = [await restricted(), await office.somebody(), await office.somebody()];
    await requests.delete(gone);
    await expect(requests.ask(used, "resumption")).rejects.toMatchObject(ending("not-restricted"));
    await expect(requests.ask(gone, "resumption")).rejects.toMatchObject(ending("file-erased"));
    await expect(requests.ask(id, "resumption", {}, neighbour)).rejects.toMatchObject(ending("person-not-found"));
    await expect(requests.ask(id, "resumption", { asker: "near-relative", basis: "户口簿" })).rejects.toMatchObject(
      ending("request-asker"),
    );
    await expect(requests.ask(used, "copy", { asker: "office", basis: "核查结论" })).rejects.toMatchObject(ending("request-asker"));
    await expect(requests.ask(id, "resumption", { asker: "office" })).rejects.toMatchObject(ending("request-basis"));
    await expect(requests.ask(id, "copy")).rejects.toMatchObject(ending("file-restricted"));
    const request = await requests.ask(id, "resumption", { asker: "office", basis: "核查结论第3号" });
    await decideRequest(requests.tools(), chief, request, { outcome: "refused", ground: "deletion-stands", reason: "删除的情形仍在" });
    await expect(requests.complete(request)).rejects.toMatchObject(ending("request-not-granted"));
    await expect(
      db().as(clerk, (tx) =>
        sql`insert into registry.data_request (subject_id, kind, asker, channel, received_on) values (${used}, 'resumption', 'person', 'counter', ${today})`.execute(
          tx,
        ),
      ),
    ).rejects.toMatchObject(ending("not-restricted"));
  });

  test("who got a new file meanwhile keeps that one: one person has one file", async () => {
    const { id, identityNumber } = await restricted();
    const request = await requests.ask(id, "resumption");
    await grant(request);
    const { certificate: _none, ...comesBack } = office.newPerson({ identityNumber });
    const again = await registerPerson(office.tools, clerk, comesBack);
    await expect(requests.complete(request)).rejects.toMatchObject(ending("second-file"));
    await requests.delete(again.id);
    await requests.complete(request);
    expect((await office.file(id)).name).toBe("贺兰静");
  });

  test("a household that was set aside with its last member comes back with whichever member does; the other stays stored", async () => {
    const first = await office.somebody();
    const second = await office.somebody({ household: { id: first.householdId, role: "spouse" } });
    await office.change(first.householdId, record("household", "police", null, { isComplete: true }));
    for (const { id } of [first, second]) await office.change(id, value("bank-account", null, "6222020200112233445"));
    for (const { id } of [first, second]) expect((await requests.delete(id)).how).toBe("restricted");
    const state = async (id: number) =>
      (await office.asOwner<{ state: string }>(`select state from registry.subject where id = ${id}`))[0]?.state;
    expect(await state(first.householdId)).toBe("restricted");
    await lifted(first.id);
    expect([await state(first.id), await state(first.householdId), await state(second.id)]).toEqual(["kept", "kept", "restricted"]);
    await office.expectInStep(first.id);
    // Of the two one is unseen, so nothing follows from them together.
    expect((await office.file(first.id)).follows).toEqual({});
    await lifted(second.id);
    expect((await office.file(first.id)).follows).toMatchObject({ "household.disabled_members": 2 });
    for (const { id } of [first, second]) await office.expectInStep(id);
  });
});
