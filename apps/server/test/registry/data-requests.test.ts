import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import {
  approveChange,
  decideRequest,
  isOverdue,
  refuseChange,
  stateOfRequest,
  takeCopy,
  unfinishedRequests,
  withdrawRequest,
} from "../../src/registry/index.ts";
import type { RequestKind, RequestOutcome, RequestStep } from "../../src/registry/request/data-request.ts";
import { groundsFor } from "../../src/registry/request/grounds.ts";
import { changeOffice, chief, clerk, neighbour, record, value } from "./change-office.ts";
import { requestOffice } from "./request-office.ts";
import { engines } from "./test-database.ts";

const step = (said: Partial<RequestStep>): RequestStep => ({
  id: 1,
  what: "decided",
  outcome: null,
  ground: null,
  changeId: null,
  how: null,
  eraseFrom: null,
  at: "",
  by: "",
  ...said,
});
const granted = step({ outcome: "granted" });

test.each([
  [[], "waiting"],
  [[granted], "granted"],
  [[step({ outcome: "granted-in-part", ground: "found-right" })], "granted"],
  [[step({ outcome: "refused", ground: "found-right" })], "refused"],
  [[step({ what: "withdrawn" })], "withdrawn"],
  [[granted, step({ what: "change-named", changeId: 7 })], "granted"],
  [[granted, step({ what: "carried-out", how: "restricted", eraseFrom: "2036-01-01" })], "restricted"],
  [
    [granted, step({ what: "carried-out", how: "restricted", eraseFrom: "2036-01-01" }), step({ what: "carried-out", how: "erased" })],
    "erased",
  ],
  [[granted, step({ what: "carried-out", how: "restricted", eraseFrom: "2036-01-01" }), step({ what: "lifted" })], "lifted"],
  [[granted, step({ what: "carried-out", how: "resumed" })], "resumed"],
] as const)("after %j a request is %s", (steps, state) => {
  expect(stateOfRequest({ steps })).toBe(state);
});

test.each([
  ["2026-12-25", [], false, "on its last day"],
  ["2026-12-26", [], true, "the day after"],
  ["2026-12-26", [granted], true, "granted and nothing done"],
  ["2026-12-26", [step({ outcome: "refused", ground: "found-right" })], false, "refused"],
  ["2046-12-26", [granted, step({ what: "carried-out", how: "restricted", eraseFrom: "2046-12-27" })], false, "stored until its day"],
] as const)("on %s a request due on 2026-12-25 after %j is late: %s (%s)", (day, steps, isLate, _why) => {
  expect(isOverdue({ dueOn: "2026-12-25", steps }, day)).toBe(isLate);
});

test.each(["copy", "correction", "deletion", "explanation"] as const)(
  "every refusal of a %s has grounds with a law in both languages",
  (kind) => {
    const outcomes: readonly RequestOutcome[] = ["refused", "granted-in-part"];
    for (const outcome of outcomes) {
      const grounds = groundsFor(kind, outcome);
      expect(grounds.length).toBeGreaterThan(0);
      for (const { text, source } of grounds) {
        expect(`${text.zh}${source.zh}`).toMatch(/第.+条|8\.7/);
        expect(source.en).toMatch(/article \d+|8\.7/);
        expect(text.en).toMatch(/^[a-z]/);
      }
    }
    expect(groundsFor(kind, "granted").length > 0).toBe(kind === "deletion");
  },
);

describe.each(engines)("requests about personal information, in %s", (engine) => {
  const office = changeOffice(engine);
  const requests = requestOffice(office);
  const ending = (code: string) => ({ code: `registry.${code}` });

  test("a request has its day, thirty days after it came, and the days and their source are data", async () => {
    const { id } = await office.somebody();
    await requests.ask(id, "copy", { receivedOn: "2026-11-20", channel: "letter" });
    expect(await requests.of(id)).toMatchObject([
      { kind: "copy", receivedOn: "2026-11-20", dueOn: "2026-12-20", enteredBy: "clerk", steps: [] },
    ]);
    const terms = await office.asOwner<{ days: number; source_zh: string }>("select days, source_zh from registry.request_term");
    expect(terms).toHaveLength(5);
    for (const { days, source_zh } of terms) expect([days, source_zh]).toEqual([30, expect.stringContaining("35273")]);
    await office.asOwner("update registry.request_term set days = 15 where kind = 'copy'");
    const quick = await requests.ask(id, "copy");
    expect((await requests.of(id)).find((each) => each.id === quick)?.dueOn).toBe("2026-12-10");
    await expect(office.asOwner("update registry.request_term set days = 31 where kind = 'copy'")).rejects.toThrow(
      "request_term_within_standard",
    );
  });

  test.each([
    ["tomorrow", "2099-01-01"],
    ["years ago", "2020-01-01"],
  ])("a request that was received %s is refused", async (_, receivedOn) => {
    const { id } = await office.somebody();
    await expect(requests.ask(id, "copy", { receivedOn })).rejects.toMatchObject(ending("request-received-day"));
  });

  test("what is said is sealed: not in the clear in the database, and opened only for its own file", async () => {
    const { id } = await office.somebody();
    const says = "我的诊断写错了，请改过来";
    const request = await requests.ask(id, "correction", { says });
    expect((await requests.of(id))[0]?.words).toMatchObject([{ requestId: request, stepId: null, text: says }]);
    const rows = await office.asOwner<{ line: string }>("select t::text as line from registry.request_words t");
    expect(rows.map(({ line }) => line).join("\n")).not.toContain(Buffer.from(says).toString("hex"));
    const { id: other } = await office.somebody();
    await expect(
      office.register.registry.db.as(clerk, (tx) =>
        sql`insert into registry.request_words (request_id, subject_id, sealed, key_version) values (${request}, ${other}, '\\x00', 1)`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow("row-level security");
  });

  test("nobody decides what they entered, in the program and in the database", async () => {
    const { id } = await office.somebody();
    const request = await requests.ask(id, "copy");
    await expect(requests.grant(request, null, clerk)).rejects.toMatchObject(ending("own-request"));
    await expect(
      office.register.registry.db.as(clerk, (tx) =>
        sql`insert into registry.data_request_step (request_id, what, outcome) values (${request}, 'decided', 'granted')`.execute(tx),
      ),
    ).rejects.toMatchObject(ending("own-request"));
    await requests.grant(request);
    expect((await requests.of(id))[0]?.steps).toMatchObject([{ what: "decided", outcome: "granted", by: "chief" }]);
    await expect(requests.grant(request)).rejects.toMatchObject(ending("request-decided"));
  });

  test.each<readonly [RequestKind, RequestOutcome, string | null, string | null, string | null]>([
    // kind        outcome            ground                reason      refused as
    ["copy", "granted", null, null, null],
    ["copy", "granted", "secrecy", null, "request-ground"],
    ["copy", "refused", null, "涉密", "request-ground"],
    ["copy", "refused", "secrecy", null, "request-words"],
    ["copy", "refused", "secrecy", "  ", "request-words"],
    ["copy", "refused", "found-right", "没有这一条", "request-ground"],
    ["correction", "refused", "found-right", "已核对证件", null],
    ["deletion", "granted", null, null, "request-ground"],
    ["deletion", "granted", "still-needed", null, "request-ground"],
    ["deletion", "granted", "consent-withdrawn", null, null],
    ["deletion", "granted-in-part", "still-needed", "补贴还在发", null],
  ])("a %s is %s on %s because of %s: %s", async (kind, outcome, ground, reason, code) => {
    const { id } = await office.somebody();
    const request = await requests.ask(id, kind);
    const decided = decideRequest(requests.tools(), chief, request, { outcome, ground, reason });
    if (code === null) {
      await decided;
      expect((await requests.of(id))[0]?.words.map(({ text }) => text)).toEqual(["请按我说的办", ...(reason === null ? [] : [reason])]);
    } else await expect(decided).rejects.toMatchObject(ending(code));
  });

  test("a request is withdrawn before it is decided, and then neither decided nor withdrawn again", async () => {
    const { id } = await office.somebody();
    const [first, second] = [await requests.ask(id, "copy"), await requests.ask(id, "copy")];
    await withdrawRequest(requests.tools(), clerk, first, "不用了");
    await expect(requests.grant(first)).rejects.toMatchObject(ending("request-withdrawn"));
    await expect(withdrawRequest(requests.tools(), clerk, first)).rejects.toMatchObject(ending("request-withdrawn"));
    await requests.grant(second);
    await expect(withdrawRequest(requests.tools(), clerk, second)).rejects.toMatchObject(ending("request-decided"));
  });

  test("who asks for somebody else says what lets them; a near relative asks after the death", async () => {
    const { id } = await office.somebody();
    await expect(requests.ask(id, "copy", { asker: "representative" })).rejects.toMatchObject(ending("request-basis"));
    await requests.ask(id, "copy", { asker: "representative", basis: "委托书 2026-11-01" });
    const asRelative = { asker: "near-relative", basis: "户口簿：女儿" } as const;
    await expect(requests.ask(id, "copy", asRelative)).rejects.toMatchObject(ending("relative-of-the-living"));
    await office.change(id, record("person.deceased", "police", "2026-11-01", { "person.deceased": true }));
    await requests.ask(id, "copy", asRelative);
  });

  test("outside their areas nobody asks, sees or decides; the two files look alike", async () => {
    const { id } = await office.somebody();
    const request = await requests.ask(id, "copy");
    await expect(requests.ask(id, "copy", {}, neighbour)).rejects.toMatchObject(ending("person-not-found"));
    await expect(requests.of(id, neighbour)).rejects.toMatchObject(ending("person-not-found"));
    await expect(requests.grant(request, null, neighbour)).rejects.toMatchObject(ending("request-not-found"));
    expect((await unfinishedRequests(office.register.registry, neighbour)).map((each) => each.id)).not.toContain(request);
    expect((await unfinishedRequests(office.register.registry, chief)).map((each) => each.id)).toContain(request);
  });

  test("a correction is carried out when the change is approved that it names, and by nothing else", async () => {
    const { id } = await office.somebody();
    const { id: other } = await office.somebody();
    const request = await requests.ask(id, "correction");
    const phone = [value("phone", "2026-01-01", "13900002222")];
    const [change, foreign, refused] = [await office.ask(id, phone), await office.ask(other, phone), await office.ask(id, phone)];
    await expect(requests.complete(request, { changeId: change })).rejects.toMatchObject(ending("request-not-granted"));
    await requests.grant(request);
    await refuseChange(office.tools, chief, refused, "材料不全");
    for (const wrong of [foreign, refused, 999_999])
      await expect(requests.complete(request, { changeId: wrong })).rejects.toMatchObject(ending("request-change"));
    await requests.complete(request, { changeId: change });
    expect(stateOfRequest((await requests.of(id))[0] ?? { steps: [] })).toBe("granted");
    await approveChange(office.tools, chief, change);
    const [done] = await requests.of(id);
    expect(done && stateOfRequest(done)).toBe("corrected");
    expect(done?.steps.at(-1)).toMatchObject({ what: "carried-out", how: "corrected", by: "chief" });
    await expect(requests.complete(request, { changeId: change })).rejects.toMatchObject(ending("request-done"));
  });

  test("an explanation is written, a copy is taken as often as it is needed; either only once granted", async () => {
    const { id } = await office.somebody();
    const [copy, explanation] = [await requests.ask(id, "copy"), await requests.ask(id, "explanation")];
    await expect(takeCopy(office.tools, clerk, copy)).rejects.toMatchObject(ending("request-not-granted"));
    await requests.grant(copy);
    await requests.grant(explanation);
    await expect(requests.complete(copy)).rejects.toMatchObject(ending("request-otherwise"));
    await expect(takeCopy(office.tools, clerk, explanation)).rejects.toMatchObject(ending("request-otherwise"));
    await expect(requests.complete(explanation)).rejects.toMatchObject(ending("request-words"));
    await requests.complete(explanation, { words: "登记是为了核定补贴" });
    const taken = await takeCopy(office.tools, clerk, copy);
    await takeCopy(office.tools, clerk, copy);
    expect(taken.values.map(({ text }) => text)).toContain("13800001234");
    expect(taken.records.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["name", "birth", "hukou", "certificate"]));
    expect((await requests.of(id)).map(stateOfRequest)).toEqual(["given", "explained"]);
  });

  test("each step leaves one entry in the access log, with kinds and numbers and no word", async () => {
    const { id } = await office.somebody();
    const [last] = await office.asOwner<{ id: number }>("select coalesce(max(id), 0) as id from audit.entry");
    const request = await requests.ask(id, "explanation");
    await requests.grant(request);
    await requests.complete(request, { words: "说明" });
    await requests.of(id);
    const withdrawn = await requests.ask(id, "copy");
    await withdrawRequest(requests.tools(), clerk, withdrawn);
    const rows = await office.asOwner<{ act: string; actor: string; subjects: number[]; fields: string[] }>(
      `select act, actor, to_jsonb(subjects) as subjects, fields from audit.entry where id > ${last?.id} order by id`,
    );
    expect(rows.map(({ act, actor }) => `${actor} ${act}`)).toEqual([
      "clerk registry.ask-request",
      "chief registry.decide-request",
      "deputy registry.complete-request",
      "clerk registry.see-requests",
      "clerk registry.ask-request",
      "clerk registry.withdraw-request",
    ]);
    for (const { subjects } of rows) expect(subjects).toEqual([id]);
    expect(rows[0]?.fields).toEqual(["explanation"]);
  });

  test.each(["data_request", "data_request_step", "request_words"])("nothing of %s is changed or removed, whoever asks", async (table) => {
    const { id } = await office.somebody();
    await requests.grant(await requests.ask(id, "copy"));
    for (const text of [
      `delete from registry.${table}`,
      `update registry.${table} set request_id = 1`.replace("data_request set request_id", "data_request set subject_id"),
    ])
      await expect(office.asOwner(text)).rejects.toMatchObject({ constraint: "requests_are_kept" });
  });
});
