import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import {
  approveChange,
  approveMerge,
  compareFiles,
  fileOfNumber,
  fillSnapshot,
  listDuplicates,
  listPeople,
  readMerge,
  refuseMerge,
  searchPeople,
  tellApart,
  withdrawMerge,
  type PersonLine,
} from "../../src/registry/index.ts";
import { changeOffice, chief, clerk, neighbour, value } from "./change-office.ts";
import { mergingOffice } from "./merging-office.ts";
import { requestOffice } from "./request-office.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines } from "./test-database.ts";

const otherChief: Actor = { id: "other-chief", areas: ["500106"] };

describe.each(engines)("two files of one person, in %s", (engine) => {
  const office = changeOffice(engine);
  const reason = "同一个人，录入两次";
  const { twoFiles, ask, merge, unmerge, said } = mergingOffice(office, reason);
  const linesFound = async (query: string): Promise<readonly PersonLine[]> =>
    (await searchPeople(office.register.registry, testCipher, clerk, { query, today, most: 100 })).people;

  test("the one that stays takes the parts that were chosen and keeps all others; the one that goes is read as history and listed no more", async () => {
    const { kept, gone } = await twoFiles();
    const before = await said(gone.id);
    await merge(kept.id, gone.id, ["value:phone", "record:name"]);
    const file = await office.file(kept.id);
    expect(file.name).toBe("贺兰京");
    expect(file.values.filter(({ kind }) => kind === "phone").map(({ text }) => text)).toEqual(["13800000002"]);
    expect(file.values.filter(({ kind }) => kind === "identity-number").map(({ text }) => text)).toEqual([kept.identityNumber]);
    expect(file.facts["hardship"]).toMatchObject({ subsistence_allowance: true });
    expect(await said(gone.id)).toEqual({ ...before, mergedInto: kept.id });
    await office.expectInStep(kept.id);
    expect((await linesFound("贺兰京")).map(({ id }) => id)).toContain(kept.id);
    expect((await linesFound("贺兰京")).map(({ id }) => id)).not.toContain(gone.id);
    const { people } = await listPeople(office.register.registry, clerk, { day: today, filters: [], skip: 0, most: 5_000 });
    expect(people.map(({ id }) => id)).not.toContain(gone.id);
    await office.asOwner("select registry.check_everything()");
  });

  test("the numbers of the file that went lead to the one that stayed", async () => {
    const { kept, gone } = await twoFiles();
    await merge(kept.id, gone.id);
    expect((await linesFound(gone.identityNumber)).map(({ id }) => id)).toEqual([kept.id]);
    expect(await fileOfNumber(office.register.registry, testCipher, gone.identityNumber)).toBe(kept.id);
  });

  test("as known before the merge there are two people, in the files and in a snapshot that is made again", async () => {
    const { kept, gone } = await twoFiles();
    const { seenAt } = await office.file(gone.id);
    const { seenAt: before } = await office.file(kept.id);
    const knownAt = seenAt > before ? seenAt : before;
    const [known, other] = [await office.file(kept.id, today, knownAt), await office.file(gone.id, today, knownAt)];
    await merge(kept.id, gone.id, ["value:phone"]);
    const phone = (file: typeof known) => file.values.filter(({ kind }) => kind === "phone").map(({ text }) => text);
    expect(phone(await office.file(kept.id, today, knownAt))).toEqual(phone(known));
    expect(phone(await office.file(kept.id))).toEqual(phone(other));
    expect((await office.file(gone.id, today, knownAt)).facts).toEqual(other.facts);
    const day = "2026-11-20";
    const rows = async (at: string | null) => {
      const { db } = office.register.registry;
      await db.asOwner((tx) => fillSnapshot(db, tx, day, at));
      return (
        await office.asOwner<{ id: number }>(
          `select subject_id as id from registry.snapshot where as_of = '${day}' and subject_id in (${kept.id}, ${gone.id}) order by 1`,
        )
      ).map(({ id }) => id);
    };
    expect(await rows(knownAt)).toEqual([kept.id, gone.id]);
    expect(await rows((await office.file(kept.id)).seenAt)).toEqual([kept.id]);
    expect(await rows(null)).toEqual([kept.id]);
  });

  test("whoever belonged to the file that went belongs to the one that stayed, and back again", async () => {
    const { kept, gone } = await twoFiles();
    const child = await office.somebody();
    await office.change(child.id, {
      of: "relation",
      kind: "guardian",
      source: "officer",
      from: "2024-01-01",
      to: null,
      otherId: gone.id,
      role: null,
      holds: true,
    });
    const before = await said(child.id);
    const request = await merge(kept.id, gone.id);
    const guardians = async () =>
      (await office.file(child.id)).relations.filter(({ kind }) => kind === "guardian").map(({ otherId }) => otherId);
    expect(await guardians()).toEqual([kept.id]);
    await unmerge(request);
    expect(await guardians()).toEqual([gone.id]);
    expect(await said(child.id)).toEqual(before);
  });

  test("undoing brings both files back as they were, and two of one number may be merged and told apart again", async () => {
    const { kept, gone } = await twoFiles();
    const before = [await said(kept.id), await said(gone.id)];
    const takes = [
      "value:phone",
      "record:name",
      "value:identity-number",
      "value:certificate-number",
      "record:certificate",
      "relation:household",
    ] as const;
    const request = await merge(kept.id, gone.id, takes);
    expect((await office.file(kept.id)).values.find(({ kind }) => kind === "identity-number")?.text).toBe(gone.identityNumber);
    await unmerge(request);
    expect([await said(kept.id), await said(gone.id)]).toEqual(before);
    await office.expectInStep(kept.id);
    await office.expectInStep(gone.id);
    await office.asOwner("select registry.check_everything()");
    // And once more: nothing is left that stands in the way.
    await unmerge(await merge(kept.id, gone.id, takes));
    expect([await said(kept.id), await said(gone.id)]).toEqual(before);
  });

  test("what was changed since is shown, stays with the file that stayed, or goes with the other where that is said", async () => {
    const { kept, gone } = await twoFiles();
    const phones = async (id: number) => (await office.file(id)).values.filter(({ kind }) => kind === "phone").map(({ text }) => text);
    const request = await merge(kept.id, gone.id, ["value:phone"]);
    await office.change(kept.id, value("phone", null, "13900000003"));
    await office.change(kept.id, value("bank-account", null, "6222020200112233445"));
    const { undoing } = await readMerge(office.register.registry, testCipher, clerk, { id: request, today });
    expect(
      undoing
        ?.filter(({ isLater }) => isLater)
        .map(({ part }) => part)
        .sort(),
    ).toEqual(["value:bank-account", "value:phone"]);
    await unmerge(request, ["value:bank-account"]);
    expect([await phones(kept.id), await phones(gone.id)]).toEqual([["13900000003"], ["13800000002"]]);
    const accounts = async (id: number) =>
      (await office.file(id)).values.filter(({ kind }) => kind === "bank-account").map(({ text }) => text);
    expect([await accounts(kept.id), await accounts(gone.id)]).toEqual([[], ["6222020200112233445"]]);
  });

  test("a file that went is written into by nobody, and stands for itself again after the undoing", async () => {
    const { kept, gone } = await twoFiles();
    const waiting = await office.ask(gone.id, [value("phone", null, "13900000009")]);
    const request = await merge(kept.id, gone.id);
    await expect(office.change(gone.id, value("phone", null, "13900000004"))).rejects.toMatchObject({ code: "registry.file-merged" });
    await expect(
      office.change(kept.id, {
        of: "relation",
        kind: "guardian",
        source: "officer",
        from: null,
        to: null,
        otherId: gone.id,
        role: null,
        holds: true,
      }),
    ).rejects.toMatchObject({ code: "registry.file-merged" });
    expect(waiting).toBeGreaterThan(0);
    await unmerge(request);
    await office.change(gone.id, value("phone", null, "13900000004"));
  });

  test("three files become one, and the later merge is undone before the earlier", async () => {
    const { kept, gone } = await twoFiles();
    const third = await office.somebody();
    const first = await merge(gone.id, third.id);
    const second = await merge(kept.id, gone.id);
    expect([(await office.file(third.id)).subject.mergedInto, (await office.file(gone.id)).subject.mergedInto]).toEqual([kept.id, kept.id]);
    expect((await linesFound(third.identityNumber)).map(({ id }) => id)).toEqual([kept.id]);
    await expect(unmerge(first)).rejects.toMatchObject({ code: "registry.merge-not-whole" });
    await unmerge(second);
    expect([(await office.file(third.id)).subject.mergedInto, (await office.file(gone.id)).subject.mergedInto]).toEqual([gone.id, null]);
    await unmerge(first);
    expect((await office.file(third.id)).subject.mergedInto).toBeNull();
  });

  test("nobody approves their own merge, in the program or in the database; only who asked withdraws", async () => {
    const { kept, gone } = await twoFiles();
    const request = await ask(kept.id, gone.id);
    await expect(approveMerge(office.tools, clerk, request)).rejects.toMatchObject({ code: "registry.own-merge" });
    await expect(refuseMerge(office.tools, clerk, request, "不对")).rejects.toMatchObject({ code: "registry.own-merge" });
    await expect(withdrawMerge(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.foreign-merge" });
    const { db } = office.register.registry;
    await expect(
      db.as(clerk, (tx) =>
        sql`insert into registry.merge_decision (request_id, outcome, recorded_at) values (${request}, 'approved', now())`.execute(tx),
      ),
    ).rejects.toMatchObject({ code: "registry.own-merge" });
    await expect(
      db.as(chief, (tx) => sql`update registry.subject set merged_into = ${kept.id} where id = ${gone.id}`.execute(tx)),
    ).rejects.toThrow(/permission denied/);
    await refuseMerge(office.tools, chief, request, "不是同一个人");
    await expect(approveMerge(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.merge-decided" });
    await withdrawMerge(office.tools, clerk, await ask(kept.id, gone.id));
    expect((await office.file(gone.id)).subject.mergedInto).toBeNull();
  });

  test("what somebody changed since the files were compared is told, and nothing is merged over it", async () => {
    const { kept, gone } = await twoFiles();
    for (const id of [kept.id, gone.id]) {
      const request = await ask(kept.id, gone.id, ["value:phone"]);
      await office.change(id, value("phone", null, `1390000${id}`.padEnd(11, "0")));
      await expect(approveMerge(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.merge-overtaken" });
      await withdrawMerge(office.tools, clerk, request);
    }
    expect((await office.file(gone.id)).subject.mergedInto).toBeNull();
  });

  test("two who ask for the same pair at once make one request, two who approve it at once merge once, and a change beside it comes before or after it", async () => {
    for (let turn = 0; turn < 3; turn++) {
      const { kept, gone } = await twoFiles();
      const asked = await Promise.allSettled([ask(kept.id, gone.id), ask(gone.id, kept.id, [], otherChief), ask(kept.id, gone.id)]);
      const made = asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(made).toHaveLength(1);
      for (const each of asked) if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "registry.merge-waits" });
      const request = made[0] as number;
      const change = await office.ask(kept.id, [value("phone", null, "13900000005")]);
      const third: Actor = { id: "third", areas: ["500106"] };
      const done = await Promise.allSettled([
        approveMerge(office.tools, chief, request),
        approveMerge(office.tools, third, request),
        approveChange(office.tools, third, change),
      ]);
      const merged = done.slice(0, 2).filter(({ status }) => status === "fulfilled");
      const codes = done.slice(0, 2).flatMap((each) => (each.status === "rejected" ? [(each.reason as { code: string }).code] : []));
      expect(merged.length).toBeLessThanOrEqual(1);
      const isWritten = done[2]?.status === "fulfilled";
      const keptWentTo = (await office.file(kept.id)).subject.mergedInto;
      // Whichever was asked first: it may be that this file goes, and then it is written into before, or no more.
      if (!isWritten) expect([done[2], keptWentTo]).toMatchObject([{ reason: { code: "registry.file-merged" } }, gone.id]);
      expect(
        codes.every((code) => ["registry.merge-decided", "registry.merge-overtaken"].includes(code)),
        codes.join(),
      ).toBe(true);
      expect((await office.file(gone.id)).subject.mergedInto !== null).toBe(merged.length === 1 && keptWentTo === null);
      if (isWritten) expect((await office.file(kept.id)).values.find(({ kind }) => kind === "phone")?.text).toBe("13900000005");
    }
  });

  test("side by side: every part of both, with its sources, and which differ", async () => {
    const { kept, gone } = await twoFiles();
    const { parts, pair } = await compareFiles(office.register.registry, testCipher, clerk, { ids: [gone.id, kept.id], today });
    expect([pair.firstId, pair.secondId]).toEqual([kept.id, gone.id]);
    const byKey = new Map(parts.map((part) => [part.part, part]));
    expect(byKey.get("record:hukou")?.isSame).toBe(true);
    expect(byKey.get("value:phone")).toMatchObject({
      isSame: false,
      sides: [[{ content: { text: "13800000001", source: "person" } }], [{ content: { text: "13800000002" } }]],
    });
    expect(byKey.get("record:hardship.subsistence_allowance")?.sides[1]).toEqual([]);
    await expect(compareFiles(office.register.registry, testCipher, neighbour, { ids: [kept.id, gone.id], today })).rejects.toMatchObject({
      code: "registry.person-not-found",
    });
    await expect(ask(kept.id, gone.id, [], neighbour)).rejects.toMatchObject({ code: "registry.person-not-found" });
    await expect(ask(kept.id, gone.id, ["value:bank-account"])).rejects.toMatchObject({ code: "registry.merge-parts" });
  });

  test("a file that is erased takes what went into it along, and every word about both", async () => {
    const { kept, gone } = await twoFiles();
    const third = await office.somebody({ name: "贺兰景", phone: "13800000003" });
    await tellApart(office.tools, clerk, { ids: [kept.id, third.id], areTwo: true, reason: "不是一个人" });
    await withdrawMerge(office.tools, clerk, await ask(kept.id, third.id));
    const request = await merge(kept.id, gone.id);
    await office.asOwner(`insert into registry.duplicate values (${gone.id}, ${third.id}, '{phone,name-sound}', 70, 3, '{}')`);
    // An approved change has to be kept: that of the allowance.
    const requests = requestOffice(office);
    await expect(requests.ask(gone.id, "deletion")).rejects.toMatchObject({ code: "registry.file-merged" });
    expect(await requests.delete(kept.id)).toMatchObject({ how: "restricted" });
    expect(
      (await listDuplicates(office.register.registry, clerk, { state: "merged", skip: 0, most: 200, today })).pairs.some(
        ({ request: held }) => held?.id === request,
      ),
    ).toBe(false);
    const [one, two] = [await office.somebody({ phone: "13800000011" }), await office.somebody({ phone: "13800000012" })];
    await tellApart(office.tools, clerk, { ids: [one.id, third.id], areTwo: true, reason: "不是一个人" });
    await unmerge(await merge(one.id, two.id, ["value:phone"]));
    await merge(one.id, two.id);
    expect(await requests.delete(one.id)).toMatchObject({ how: "erased" });
    const left = await office.asOwner(`
      select survivor_id from registry.merge_request where survivor_id = ${one.id} or other_id = ${one.id}
      union all select survivor_id from registry.file_merge where survivor_id = ${one.id}
      union all select first_id from registry.duplicate_word where ${one.id} in (first_id, second_id)`);
    expect(left).toEqual([]);
    expect(await office.asOwner(`select state from registry.subject where id in (${one.id}, ${two.id})`)).toEqual([
      { state: "erased" },
      { state: "erased" },
    ]);
    await expect(office.asOwner("delete from registry.merge_request")).rejects.toThrow(/is kept/);
  });

  test("two people are told apart with a reason, and that is taken back", async () => {
    const { kept, gone } = await twoFiles();
    await office.asOwner(`insert into registry.duplicate values (${kept.id}, ${gone.id}, '{phone,name-sound}', 70, 3, '{}')`);
    const among = async (state: "open" | "apart" | "waiting" | "merged", actor = clerk) =>
      (await listDuplicates(office.register.registry, actor, { state, skip: 0, most: 200, today })).pairs.filter(
        ({ firstId }) => firstId === kept.id,
      );
    const ids = [gone.id, kept.id] as const;
    expect(await among("open")).toMatchObject([{ found: { reasons: ["phone", "name-sound"], score: 70, harm: 3 } }]);
    expect(await among("open", neighbour)).toEqual([]);
    await tellApart(office.tools, clerk, { ids, areTwo: true, reason: "双胞胎" });
    expect(await among("open")).toEqual([]);
    expect(await among("apart")).toMatchObject([{ word: { areTwo: true, reason: "双胞胎", saidBy: "clerk" } }]);
    await tellApart(office.tools, chief, { ids, areTwo: false, reason: "看错了" });
    expect(await among("apart")).toEqual([]);
    const request = await ask(kept.id, gone.id);
    expect([await among("open"), (await among("waiting")).map((pair) => pair.request?.id)]).toEqual([[], [request]]);
    await approveMerge(office.tools, chief, request);
    expect([await among("open"), await among("waiting"), (await among("merged")).map((pair) => pair.request?.id)]).toEqual([
      [],
      [],
      [request],
    ]);
  });
});
