import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { accounts } from "../../src/access/account/account-store.ts";
import { foreignAccess, operator } from "../../src/access/index.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import {
  completeRequest,
  eraseDue,
  attach,
  fillSnapshot,
  readPersonFile,
  readTimeline,
  refuseChange,
  registerPerson,
  unfinishedRequests,
} from "../../src/registry/index.ts";
import { blindOf } from "../../src/registry/identity/sealed-value.ts";
import { changeOffice, chief, clerk, neighbour, record, value } from "./change-office.ts";
import { aPdf } from "./documents.ts";
import { everyTable, tablesWith } from "./every-table.ts";
import { deputy, requestOffice } from "./request-office.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const secret = { name: "呼延未央", phone: "13811112222", address: "石井坡99号暗巷" };
const ending = (code: string) => ({ code: `registry.${code}` });

describe.each(engines)("files that are erased at somebody's request, in %s", (engine) => {
  const office = changeOffice(engine);
  const requests = requestOffice(office);
  const db = () => office.register.registry.db;

  /** Somebody with something in every table, and nothing that has to be kept. */
  async function everywhere() {
    const { id, householdId, identityNumber } = await office.somebody(secret);
    await attach(office.tools, clerk, { subjectId: id, name: "呼延未央的诊断书.pdf", content: aPdf("% 呼延未央") });
    const change = await office.ask(id, [value("address", "2026-01-01", `${secret.address}乙`)]);
    await refuseChange(office.tools, chief, change, "呼延未央的材料不全");
    const accountId = `u_${String(id).padStart(20, "0")}`;
    await db().as(operator, (tx) =>
      accounts.add(tx, testCipher, { id: accountId, signInName: `huyan-${id}`, displayName: secret.name, subjectId: id }),
    );
    await db().asOwner((tx) =>
      sql`insert into access.session (id, account_id, token_hash, stage, how, began_at, seen_at, confirmed_at, ends_at, address, device)
        values (${accountId}, ${accountId}, decode(md5(${accountId}), 'hex'), 'full', 'password', now(), now(), now(), now() + interval '1 hour', '203.0.113.77', 'Chrome')`.execute(
        tx,
      ),
    );
    return { id, householdId, identityNumber, accountId };
  }

  test("of an erased file not one byte is left in any table but its tombstone, the trace of the request and the log", async () => {
    const { id, householdId, identityNumber, accountId } = await everywhere();
    const traces = [
      secret.name,
      secret.phone,
      secret.address,
      identityNumber,
      "huyan",
      "hūyán",
      `huyan-${id}`,
      "203.0.113.77",
      blindOf(testCipher, "identity-number", identityNumber),
    ];
    const before = await everyTable(db());
    for (const sought of [secret.name, blindOf(testCipher, "identity-number", identityNumber), "203.0.113.77"])
      expect(tablesWith(before, sought).length, String(sought)).toBeGreaterThan(0);
    const request = await requests.granted(id, "deletion", { says: `${secret.name}要求删除` });
    expect(await requests.complete(request)).toMatchObject({ how: "erased", eraseFrom: null, files: [id, householdId] });

    const after = await everyTable(db());
    for (const sought of traces) expect(tablesWith(after, sought), String(sought)).toEqual([]);
    // Whatever is sealed cannot be looked for: no row of the file is there.
    const columns = await office.asOwner<{ name: string; own: string }>(
      `select format('%I.%I', table_schema, table_name) as name, column_name as own from information_schema.columns
       where table_schema in ('registry', 'access', 'exchange') and column_name in ('subject_id', 'other_id')`,
    );
    const left: string[] = [];
    for (const { name, own } of columns)
      if ((await office.asOwner(`select from ${name} where ${own} in (${id}, ${householdId})`)).length > 0) left.push(name);
    expect(left.sort()).toEqual(["access.account", "registry.data_request", "registry.erasure"]);
    expect(await office.asOwner(`select state, area, other_area from registry.subject where id in (${id}, ${householdId})`)).toEqual([
      { state: "erased", area: "500106", other_area: null },
      { state: "erased", area: "500106", other_area: null },
    ]);
    const entries = await office.asOwner<{ act: string }>(`select act from audit.entry where subjects @> array[${id}::bigint] order by id`);
    expect(entries.map(({ act }) => act)).toEqual(
      expect.arrayContaining(["registry.register-person", "registry.ask-request", "registry.decide-request", "registry.erase-file"]),
    );
    // What is left of the account is the program's own, and lets nobody in.
    expect(await db().asOwner((tx) => foreignAccess(tx, testCipher))).toEqual([]);
    expect(await db().as(operator, (tx) => accounts.find(tx, testCipher, accountId))).toMatchObject({
      displayName: "已删除",
      isLocked: true,
    });
    expect((await requests.of(id)).at(0)).toMatchObject({ kind: "deletion", words: [], enteredBy: "clerk" });
  });

  test("an erased file is refused with its own code to those who answer for it, also as known before; to others there is none", async () => {
    const { id } = await office.somebody();
    const { seenAt } = await office.file(id);
    await requests.delete(id);
    await expect(office.file(id, today, seenAt)).rejects.toMatchObject(ending("file-erased"));
    await expect(readTimeline(office.register.registry, chief, id)).rejects.toMatchObject(ending("file-erased"));
    await expect(readTimeline(office.register.registry, neighbour, id)).rejects.toMatchObject(ending("person-not-found"));
    await expect(office.ask(id, [value("phone", "2026-01-01", "13900001111")])).rejects.toMatchObject(ending("file-erased"));
    await expect(requests.ask(id, "copy")).rejects.toMatchObject(ending("file-erased"));
  });

  test("it takes two people and a grant: not whoever decided carries out, not before it is decided, not what is refused", async () => {
    const { id } = await office.somebody();
    const request = await requests.ask(id, "deletion");
    await expect(requests.complete(request)).rejects.toMatchObject(ending("request-not-granted"));
    await requests.grant(request, "purpose-reached");
    await expect(requests.complete(request, {}, chief)).rejects.toMatchObject(ending("own-decision"));
    await expect(requests.complete(request, {}, neighbour)).rejects.toMatchObject(ending("request-not-found"));
    expect((await office.file(id)).name).toBe("贺兰静");
    expect(await requests.complete(request)).toMatchObject({ how: "erased" });
    await expect(requests.complete(request)).rejects.toMatchObject(ending("request-done"));
  });

  test.each([
    ["record", "subject_id"],
    ["sealed_value", "subject_id"],
    ["relation", "subject_id"],
    ["attachment", "subject_id"],
    ["change_request", "subject_id"],
    ["subject", "id"],
    ["request_words", "subject_id"],
  ])("the database removes nothing of %s in any other way, whoever owns it", async (table, column) => {
    const { id } = await everywhere();
    await requests.ask(id, "deletion");
    await expect(office.asOwner(`delete from registry.${table} where ${column} = ${id}`)).rejects.toMatchObject({
      constraint: expect.stringMatching(/_are_kept$/),
    });
    await expect(
      office.asOwner(`set session_replication_role = replica; delete from registry.${table} where ${column} = ${id}`),
    ).rejects.toMatchObject({ constraint: expect.stringMatching(/_are_kept$/) });
  });

  test("a tombstone needs its request: none is made without, before its day, or by the application", async () => {
    const { id } = await office.somebody();
    const tombstone = (request: number, by: string) =>
      `insert into registry.erasure (subject_id, request_id, again, erased_at, erased_by) values (${id}, ${request}, false, now(), '${by}')`;
    await expect(office.asOwner(tombstone(999_999, "deputy"))).rejects.toMatchObject(ending("must-be-kept"));
    const request = await requests.granted(id, "deletion");
    await expect(office.asOwner(tombstone(request, "chief"))).rejects.toMatchObject(ending("must-be-kept"));
    await office.change(id, value("bank-account", null, "6222020200112233445"));
    await expect(office.asOwner(tombstone(request, "deputy"))).rejects.toMatchObject(ending("must-be-kept"));
    const asApplication = (text: string) => db().as(deputy, (tx) => sql.raw(text).execute(tx));
    await expect(asApplication(tombstone(request, "deputy"))).rejects.toThrow("permission denied");
    await expect(asApplication(`select registry.erase(array[${id}]::bigint[], ${request}, true, now())`)).rejects.toThrow(
      "permission denied",
    );
    await expect(asApplication(`select registry.erase_again(${id}, now(), ${request}, now())`)).rejects.toThrow("permission denied");
    await expect(asApplication(`update registry.subject set state = 'erased' where id = ${id}`)).rejects.toThrow("permission denied");
    await expect(
      office.asOwner(
        `update registry.subject set state = 'erased' where id = ${id}; update registry.subject set state = 'kept' where id = ${id}`,
      ),
    ).rejects.toMatchObject({ constraint: expect.stringMatching(/_are_kept$/) });
  });

  test("whoever writes into a file that is being erased waits, and leaves nothing behind in it", async () => {
    const { id } = await office.somebody();
    const open = await requests.ask(id, "copy");
    const request = await requests.granted(id, "deletion");
    let begun = () => {};
    const isErasing = new Promise<void>((resolve) => (begun = resolve));
    const slow = {
      ...requests.tools(),
      closeAccounts: async () => {
        begun();
        // The other has begun, and would be done by now if nothing held it.
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    };
    const erasing = completeRequest(slow, deputy, request, { changeId: null, words: null });
    await isErasing;
    const asked = office.ask(id, [value("phone", "2026-01-01", "13900001111")]);
    const ended = await Promise.allSettled([erasing, asked]);
    expect(ended).toMatchObject([{ status: "fulfilled" }, { status: "rejected", reason: ending("file-erased") }]);
    expect(await office.asOwner(`select from registry.change_request where subject_id = ${id}`)).toEqual([]);
    // What was asked besides waits for nobody any more.
    expect((await unfinishedRequests(office.register.registry, chief)).map((each) => each.id)).not.toContain(open);
  });

  test("where something fails in the middle, the file is as it was", async () => {
    const { id } = await everywhere();
    const request = await requests.granted(id, "deletion");
    const [before, tables] = [await office.file(id), await everyTable(db())];
    const failing = {
      ...requests.tools(),
      closeAccounts: async () => {
        throw new Error("the power fails");
      },
    };
    await expect(completeRequest(failing, deputy, request, { changeId: null, words: null })).rejects.toThrow("the power fails");
    expect(await office.file(id)).toEqual(before);
    const after = await everyTable(db());
    // Reading the file is logged.
    for (const [name, lines] of tables)
      if (!name.startsWith("audit.")) expect([name, [...(after.get(name) ?? [])].sort()]).toEqual([name, [...lines].sort()]);
  });

  /** What makes a deletion end with a file that is only stored: a bank account has to be kept for ten years. */
  const withAccount = (id: number) => office.change(id, value("bank-account", null, "6222020200112233445"));

  test.each(["erased", "restricted"] as const)(
    "a household goes on without a member who is %s: nothing false follows, and what followed from them is unknown",
    async (how) => {
      const head = await office.somebody();
      const child = await office.somebody({ household: { id: head.householdId, role: "child" } });
      await office.change(head.householdId, record("household", "police", null, { isComplete: true }));
      const before = await office.file(head.id);
      expect(before.follows).toMatchObject({ "household.disabled_members": 2, "person.has_disabled_child": true });
      if (how === "restricted") await withAccount(child.id);
      expect(await requests.delete(child.id)).toMatchObject({ how, files: [child.id] });
      for (const knownAt of [undefined, before.seenAt]) {
        const left = await office.file(head.id, today, knownAt);
        expect(left.householdId).toBe(head.householdId);
        expect(left.follows).toEqual({});
        expect(left.facts["household"]?.["disabled_members"]).toBeUndefined();
      }
      await office.expectInStep(head.id);
      await office.asOwner("select registry.check_everything()");
      await db().asOwner((tx) => fillSnapshot(db(), tx, today));
      await office.expectInStep(head.id);
      await office.change(head.id, value("phone", "2026-01-01", "13900003333"));
    },
  );

  test("whoever lived alone goes with their household; of two the last does", async () => {
    const head = await office.somebody();
    const spouse = await office.somebody({ household: { id: head.householdId, role: "spouse" } });
    const state = async () =>
      (await office.asOwner<{ state: string }>(`select state from registry.subject where id = ${head.householdId}`))[0]?.state;
    await requests.delete(head.id);
    expect(await state()).toBe("kept");
    await requests.delete(spouse.id);
    expect(await state()).toBe("erased");
  });

  test.each(["erased", "restricted"] as const)(
    "a guardian who is %s is nobody's guardian any more, and their ward's file stays",
    async (how) => {
      const [ward, guardian] = [await office.somebody(), await office.somebody()];
      // The change of the ward is kept for ten years; the guardian's own file holds nothing that is.
      await office.change(ward.id, {
        of: "relation",
        kind: "guardian",
        source: "officer",
        from: "2024-01-01",
        to: null,
        otherId: guardian.id,
        role: null,
        holds: true,
      });
      expect((await office.file(ward.id)).relations.map(({ kind }) => kind)).toContain("guardian");
      if (how === "restricted") await withAccount(guardian.id);
      expect(await requests.delete(guardian.id)).toMatchObject({ how });
      expect((await office.file(ward.id)).relations.map(({ kind }) => kind)).toEqual(["household"]);
      expect(await office.asOwner(`select access.represented_files(${guardian.id}, '${today}') as files`)).toEqual([{ files: [] }]);
    },
  );

  test("a file with something to keep is restricted until its day, and erased on it by the job, not before", async () => {
    const { id, householdId, identityNumber } = await office.somebody();
    await office.change(id, value("bank-account", null, "6222020200112233445"));
    const { how, eraseFrom, id: request } = await requests.delete(id);
    expect([how, eraseFrom]).toEqual(["restricted", expect.stringMatching(/^2036-11-2\d$/)]);
    for (const actor of [clerk, { id: "u_own", areas: [], files: [id] }] satisfies readonly Actor[])
      await expect(readPersonFile(office.register.registry, testCipher, actor, { id, asOf: today })).rejects.toMatchObject(
        ending("file-restricted"),
      );
    expect(await office.asOwner(`select from registry.snapshot where subject_id = ${id}`)).toEqual([]);
    expect(await office.asOwner(`select from registry.name_entry where subject_id = ${id}`)).toEqual([]);
    // It is stored: what the law asks to keep is there.
    expect((await office.asOwner(`select from registry.sealed_value where subject_id = ${id}`)).length).toBeGreaterThan(3);
    expect(await eraseDue(requests.tools())).toBe(0);
    // Who comes back gets a new file beside it.
    const { certificate: _none, ...comesBack } = office.newPerson({ identityNumber });
    const again = await registerPerson(office.tools, clerk, comesBack);
    expect((await office.file(again.id)).name).toBe("贺兰静");
    await office.asOwner("update registry.retention set least_months = 0, keep_months = 0");
    try {
      // The day was told to the person: a shorter time of keeping does not bring it forward.
      expect(await eraseDue(requests.tools())).toBe(0);
      await office.asOwner(`update registry.restriction set erase_from = current_date where subject_id in (${id}, ${householdId})`);
      expect(await eraseDue(requests.tools())).toBe(1);
    } finally {
      await office.asOwner("update registry.retention set least_months = 120, keep_months = 120");
    }
    await expect(office.file(id)).rejects.toMatchObject(ending("file-erased"));
    expect((await requests.of(id)).find((each) => each.id === request)?.steps.map((step) => `${step.by} ${step.how}`)).toEqual([
      "chief null",
      "deputy restricted",
      "erasure erased",
    ]);
    expect((await office.file(again.id)).name).toBe("贺兰静");
    expect(await eraseDue(requests.tools())).toBe(0);
  });

  test("a longer time of keeping counts on the day itself", async () => {
    const { id } = await office.somebody();
    await office.change(id, value("bank-account", null, "6222020200112233445"));
    await requests.delete(id);
    await office.asOwner(`update registry.restriction set erase_from = current_date where subject_id = ${id}`);
    expect(await eraseDue(requests.tools())).toBe(0);
    await expect(office.file(id)).rejects.toMatchObject(ending("file-restricted"));
  });
});
