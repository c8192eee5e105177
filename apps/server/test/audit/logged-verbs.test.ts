import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { acts, logAccess } from "../../src/platform/audit/index.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import {
  approveChange,
  askChange,
  askUndo,
  changeEffect,
  countPeople,
  exportPeople,
  fillMissingSnapshot,
  fillSnapshot,
  findInNumbers,
  listChanges,
  listPeople,
  readChange,
  readPersonFile,
  readTimeline,
  refuseChange,
  revealValue,
  registerPerson,
  searchPeople,
  withdrawChange,
} from "../../src/registry/index.ts";
import { changeOffice, chief, clerk as plainClerk, neighbour, record, value } from "../registry/change-office.ts";
import { numbered } from "../registry/numbers.ts";
import { testCipher, today } from "../registry/sample-register.ts";
import { engines } from "../registry/test-database.ts";
import { clerk as withOccasion } from "./test-log.ts";

const clerk: Actor = { ...withOccasion, areas: plainClerk.areas };
type Row = {
  readonly actor: string;
  readonly act: string;
  readonly subjects: readonly number[];
  readonly fields: readonly string[];
  readonly occasion: object;
  readonly outcome: string;
};

describe.each(engines)("every read and write of a file is logged in its transaction, in %s", (engine) => {
  const office = changeOffice(engine);

  /** What was logged while something ran. */
  async function logged(run: () => Promise<unknown>): Promise<readonly Row[]> {
    const [last] = await office.asOwner<{ id: number }>("select coalesce(max(id), 0) as id from audit.entry");
    await run();
    return office.asOwner<Row>(
      `select actor, act, to_jsonb(subjects) as subjects, fields, occasion, outcome from audit.entry where id > ${last?.id} order by id`,
    );
  }

  test("reading a file: who, whose, which fields, why and from where", async () => {
    const { id, householdId } = await office.somebody();
    const rows = await logged(() => readPersonFile(office.register.registry, testCipher, clerk, { id, asOf: today }));
    const whose = { subjects: [id, householdId], fields: expect.any(Array) };
    expect(rows).toEqual([{ actor: "clerk", act: "registry.read-file", ...whose, occasion: clerk.occasion, outcome: "done" }]);
    expect(rows[0]?.fields).toEqual(
      expect.arrayContaining(["name", "birth", "hukou", "certificate", "identity-number", "phone", "address", "household"]),
    );
    expect(JSON.stringify(rows)).not.toMatch(/贺兰静|13800001234|99010619960311/);
  });

  test("a file that somebody may not see, or that is none, is logged as refused, with nothing of it", async () => {
    const { id } = await office.somebody();
    for (const [read, act] of [
      [
        (actor: Actor, file: number) => readPersonFile(office.register.registry, testCipher, actor, { id: file, asOf: today }),
        "registry.read-file",
      ],
      [(actor: Actor, file: number) => readTimeline(office.register.registry, actor, file), "registry.read-timeline"],
    ] as const) {
      for (const [actor, file] of [
        [neighbour, id],
        [clerk, 999_999],
      ] as const) {
        const rows = await logged(() => expect(read(actor, file)).rejects.toMatchObject({ code: "registry.person-not-found" }));
        expect(rows).toMatchObject([{ actor: actor.id, act, subjects: [file], fields: [], outcome: "refused" }]);
      }
    }
  });

  test("what cannot be logged does not happen", async () => {
    const { id } = await office.somebody();
    await office.asOwner("revoke insert (act, subjects, fields, outcome) on audit.entry from huican_app");
    try {
      await expect(readPersonFile(office.register.registry, testCipher, clerk, { id, asOf: today })).rejects.toThrow("permission denied");
      await expect(office.ask(id, [value("phone", "2026-01-01", "13900001111")])).rejects.toThrow("permission denied");
      expect(await office.asOwner(`select from registry.change_request where subject_id = ${id}`)).toEqual([]);
    } finally {
      await office.asOwner("grant insert (act, subjects, fields, outcome) on audit.entry to huican_app");
    }
  });

  test("each verb of the register leaves one entry of its own", async () => {
    const { registry } = office.register;
    const { id, householdId } = await office.somebody();
    const phone = [value("phone", "2026-01-01", "13900001111")];
    const ask = () => askChange(office.tools, clerk, { subjectId: id, steps: phone, reason: "换号" });
    const [first, second, third] = [await ask(), await ask(), await ask()];
    const ofChange = { subjects: [id], fields: ["phone"] };
    const everybody = async () =>
      (await searchPeople(registry, testCipher, clerk, { query: "贺兰静", today, most: 500 })).people.map((line) => line.id);
    const found = await everybody();
    const monthEnd = "2026-10-31";
    await registry.db.asOwner((tx) => fillSnapshot(registry.db, tx, monthEnd));
    const verbs: readonly (readonly [string, () => Promise<unknown>, object])[] = [
      [
        "registry.reveal-value",
        () => revealValue(registry, testCipher, clerk, { id, kind: "phone", day: today, reason: "核对发放名单" }),
        { subjects: [id], fields: ["phone"], occasion: { ...clerk.occasion, reason: "核对发放名单" } },
      ],
      ["registry.read-timeline", () => readTimeline(registry, clerk, id), { subjects: [id] }],
      ["registry.search-people", everybody, { subjects: found, fields: expect.arrayContaining(["name"]) }],
      [
        "registry.list-people",
        () => listPeople(registry, clerk, { day: today, filters: [{ fact: "certificate.status", is: "known" }], skip: 0, most: 7 }),
        { subjects: { length: 7 }, fields: expect.arrayContaining(["name", "certificate.status"]) },
      ],
      [
        "registry.export-people",
        async () => {
          const question = { day: today, filters: [], facts: [], values: ["phone"], reason: "核对电话", most: 1_000 } as const;
          const { people } = await exportPeople(registry, testCipher, clerk, question);
          for await (const { person } of people) expect(person?.name).not.toBe("");
        },
        {
          subjects: expect.arrayContaining([id]),
          fields: ["name", "area", "phone"],
          occasion: { ...clerk.occasion, reason: "核对电话", reference: expect.stringMatching(/^.{4}-.{4}$/) },
        },
      ],
      ["registry.count-people", () => countPeople(registry, clerk, { day: monthEnd, today, area: null, by: ["sex"] }), { subjects: [] }],
      ["registry.ask-change", ask, ofChange],
      [
        "registry.list-changes",
        () => listChanges(registry, chief, { state: "waiting", file: id, skip: 0, most: 9 }),
        { subjects: [id], fields: ["name", "area", "phone"] },
      ],
      ["registry.see-change", () => readChange(registry, testCipher, chief, first), ofChange],
      ["registry.see-change", () => changeEffect(office.tools, chief, first), ofChange],
      ["registry.approve-change", () => approveChange(office.tools, chief, first), ofChange],
      ["registry.refuse-change", () => refuseChange(office.tools, chief, second, "不对"), ofChange],
      ["registry.withdraw-change", () => withdrawChange(office.tools, clerk, third), ofChange],
      ["registry.ask-undo", () => askUndo(office.tools, clerk, first, "改错了"), ofChange],
    ];
    for (const [act, run, what] of verbs) {
      const rows = await logged(run);
      expect(rows.map((row) => row.act)).toEqual([act]);
      expect(rows).toMatchObject([{ ...what, outcome: "done" }]);
    }
    const counted = record("household.disabled_members", "officer", "2020-01-01", { "household.disabled_members": 2 });
    const household = await office.ask(householdId, [counted]);
    expect(await logged(() => changeEffect(office.tools, chief, household))).toMatchObject([{ subjects: [householdId, id] }]);
  });

  test("a new file, numbers that are checked, and a job over everybody", async () => {
    const identityNumber = numbered("99010619900101998");
    const person = { name: "司空见", identityNumber, hukouRegion: "500106001", residenceRegion: "500106001" };
    let made = { id: 0, householdId: 0 };
    const rows = await logged(async () => (made = await registerPerson(office.tools, clerk, person)));
    expect(rows).toMatchObject([
      {
        act: "registry.register-person",
        subjects: [made.id, made.householdId],
        fields: expect.arrayContaining(["name", "identity-number"]),
      },
    ]);
    const checked = await logged(() => findInNumbers(office.register.registry, testCipher, clerk, today));
    expect(checked).toMatchObject([{ act: "registry.check-numbers", fields: ["identity-number", "certificate-number", "birth"] }]);
    expect(checked[0]?.subjects.length).toBeGreaterThan(200);
    expect(await logged(() => fillMissingSnapshot(office.register.registry, "2026-11-27"))).toEqual([
      { actor: "daily-snapshot", act: "registry.fill-snapshot", subjects: [], fields: [], occasion: { basis: "job" }, outcome: "done" },
    ]);
  });

  test("what is refused leaves no entry of something that did not happen", async () => {
    const { id } = await office.somebody();
    const request = await office.ask(id, [value("phone", "2026-01-01", "13900001111")]);
    const rows = await logged(async () => {
      await expect(approveChange(office.tools, plainClerk, request)).rejects.toMatchObject({ code: "registry.own-change" });
      await expect(withdrawChange(office.tools, chief, request)).rejects.toMatchObject({ code: "registry.foreign-change" });
    });
    expect(rows).toEqual([]);
  });

  const asClerk = (text: string) => office.register.registry.db.as(clerk, (tx) => sql.raw(text).execute(tx));
  const someEntry = (columns: string, values: string) =>
    `insert into audit.entry (act, subjects, fields, outcome${columns}) values ('registry.read-file', '{1}', '{name}', 'done'${values})`;

  test.each([
    ["select from audit.entry"],
    ["update audit.entry set actor = 'another'"],
    ["delete from audit.entry"],
    ["truncate audit.entry"],
    [someEntry(", actor", ", 'another'")],
    [someEntry(", at", ", '2020-01-01'")],
    [someEntry(", occasion", ", '{}'")],
    [someEntry(", transaction", ", '1'")],
    [
      `insert into audit.entry (id, act, subjects, fields, outcome) overriding system value values (1, 'registry.read-file', '{}', '{}', 'done')`,
    ],
    ["insert into audit.seal (seq, entry_id, hash) values (1, 1, sha256(''))"],
    ["select from audit.seal"],
    ["select from audit.checkpoint"],
    ["update audit.horizon set transaction = '1'"],
    ["update audit.retention set keep_months = 6"],
  ])("the application may not: %s", async (text) => {
    await expect(asClerk(text)).rejects.toThrow(/permission denied/);
  });

  test.each(["update audit.entry set actor = 'another'", "delete from audit.entry", "truncate audit.entry"])(
    "nor may whoever owns the tables: %s",
    async (text) => {
      await office.register.registry.db.as(clerk, (tx) => logAccess(tx, { act: "registry.read-file", subjects: [1], fields: [] }));
      await expect(office.asOwner(text)).rejects.toMatchObject({ code: "audit.log-is-kept" });
      await expect(office.asOwner(`set session_replication_role = replica; ${text}`)).rejects.toMatchObject({ code: "audit.log-is-kept" });
    },
  );

  test("the sealer may do nothing but read entries and add seals", async () => {
    const asSealer = (text: string) =>
      office.register.registry.db.asOwner(async (tx) => {
        await sql`set local role huican_sealer`.execute(tx);
        await sql.raw(text).execute(tx);
      });
    await asSealer("select from audit.entry");
    for (const text of [
      "update audit.entry set actor = 'another'",
      "delete from audit.seal",
      "update audit.checkpoint set signature = ''",
      "select from registry.subject",
      "insert into audit.entry (actor, act, subjects, fields, outcome) values ('another', 'registry.read-file', '{}', '{}', 'done')",
    ])
      await expect(asSealer(text)).rejects.toThrow(/permission denied/);
  });
});

describe("the words for acts", () => {
  const source = join(import.meta.dirname, "../../src");
  const texts = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("acts.ts"))
    .map((name) => readFileSync(join(source, name), "utf8"));

  test.each(Object.entries(acts))("%s is something that the program does, told in both languages", (act, { zh, en }) => {
    expect(texts.some((text) => text.includes(`"${act}"`) || text.includes(`'${act}'`))).toBe(true);
    expect(act).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(zh).toMatch(/^\p{Script=Han}/u);
    expect(en).toMatch(/^[a-z]/);
  });

  test("whatever the program logs has words", () => {
    // Both functions take nothing else; an act that is written as SQL is looked for here.
    const written = texts.flatMap((text) => [...text.matchAll(/values \('([a-z]+\.[a-z-]+)'/g)].map(([, act]) => act));
    expect(written).toEqual(["audit.make-checkpoint"]);
    for (const act of written) expect(Object.keys(acts)).toContain(act);
  });
});
