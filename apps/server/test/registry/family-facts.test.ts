import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { changesFor, packsFor } from "../../src/policy/register/index.ts";
import {
  changeEffect,
  fillSnapshot,
  loadHistories,
  openRegistry,
  readLaterFacts,
  readPersonFile,
  type HouseholdHistory,
  type Registry,
} from "../../src/registry/index.ts";
import { vocabularyOf, loadPacks } from "../../src/policy/index.ts";
import type { ChangeStep } from "../../src/registry/change/change.ts";
import { changeOffice, chief, neighbour, record } from "./change-office.ts";
import { householdFollowing, parentHolds, type Relative } from "./family-worlds.ts";
import { randomHouseholds } from "./random-households.ts";
import { testCipher, today } from "./sample-register.ts";
import { engines, openTestDatabase } from "./test-database.ts";

const everywhere: Actor = { id: "job", areas: [""] };
const certificate = (levels: object = {}, status = "valid") => ({
  "certificate.status": status,
  "disability.visual": 0,
  "disability.hearing": 0,
  "disability.physical": 2,
  ...levels,
});
const blind = { "disability.visual": 1, "disability.physical": 0 };
const relation = (kind: "household" | "spouse" | "parent", otherId: number, from: string | null = null, more: object = {}): ChangeStep => ({
  of: "relation",
  kind,
  source: "police",
  from,
  to: null,
  otherId,
  role: null,
  holds: true,
  ...more,
});

describe.each(engines)("what follows from a household and from relatives, in %s", (engine) => {
  const office = changeOffice(engine);
  const { somebody, file, ask, change, expectInStep, foretoldAndDone } = office;
  const complete = record("household", "police", "2020-01-01", { isComplete: true });
  const household = async (id: number, asOf = today) => (await file(id, asOf)).facts["household"] ?? {};
  const inStep = async (...ids: readonly number[]) => {
    for (const id of ids) await expectInStep(id);
  };

  /** Two who are married, both with a certificate of level 2 since 2020. */
  async function couple() {
    const { id: one, householdId } = await somebody();
    const { id: other } = await somebody({ household: { id: householdId, role: "spouse" }, since: "2020-01-01" });
    return { one, other, householdId };
  }

  test("of a household that is not known to be complete nothing is said that somebody unknown could change", async () => {
    const { one, other, householdId } = await couple();
    expect(await household(one)).toEqual({});
    await change(householdId, record("household.disabled_members", "civil-affairs", "2020-01-01", { "household.disabled_members": 3 }));
    expect(await household(one)).toEqual({ disabled_members: 3 });
    await change(householdId, complete);
    const known = { disabled_members: 2, couple_both_blind_or_deaf: false, elderly_and_disabled: false };
    for (const id of [one, other]) expect(await household(id)).toEqual(known);
    // What was recorded stays beside it.
    expect((await file(one)).records.get("household.disabled_members")?.[0]?.body).toEqual({ "household.disabled_members": 3 });
    await inStep(one, other);
  });

  test("what is recorded of fewer than are known is refuted, though nobody says that these are all", async () => {
    const { one, other, householdId } = await couple();
    await change(householdId, record("household.disabled_members", "civil-affairs", "2020-01-01", { "household.disabled_members": 1 }));
    expect(await household(other)).toEqual({ disabled_members: 2 });
    await inStep(one, other);
  });

  test("a certificate that is cancelled, a death, and a member who leaves show for everybody who was and is in the household", async () => {
    const { one, other, householdId } = await couple();
    const { id: child } = await somebody({ household: { id: householdId, role: "child" }, since: "2020-01-01" });
    await change(householdId, complete);
    expect(await household(one)).toMatchObject({ disabled_members: 3 });
    const { before, after } = await foretoldAndDone(
      child,
      today,
      [record("certificate", "federation", "2026-05-01", certificate({}, "cancelled"))],
      [child, one, other],
    );
    expect([before["household"], after["household"]]).toMatchObject([{ disabled_members: 3 }, { disabled_members: 2 }]);
    expect(await household(one, "2026-04-30")).toMatchObject({ disabled_members: 3 });
    await change(other, record("person.deceased", "police", "2026-06-01", { "person.deceased": true }));
    for (const id of [one, other, child]) expect(await household(id)).toMatchObject({ disabled_members: 1 });
    await inStep(one, other, child);
    await change(one, relation("household", householdId, "2026-07-01", { holds: false }));
    expect(await household(child)).toMatchObject({ disabled_members: 0 });
    expect(await household(one)).toEqual({});
    await inStep(one, other, child);
  });

  test("a blind and a deaf spouse are such a couple, by their roles or by their marriage; not before both are, and not after a death", async () => {
    const { one, other, householdId } = await couple();
    await change(one, record("certificate", "federation", "2020-01-01", certificate(blind)));
    await change(other, record("certificate", "federation", "2025-01-01", certificate({ "disability.hearing": 2 })));
    expect(await household(one)).toEqual({ couple_both_blind_or_deaf: true });
    expect(await household(one, "2024-12-31")).toEqual({});
    await change(other, record("person.deceased", "police", "2026-06-01", { "person.deceased": true }));
    expect(await household(one)).toEqual({});
    const lodger = await somebody({ household: { id: householdId, role: "other" }, since: "2020-01-01" });
    await change(lodger.id, record("certificate", "federation", "2020-01-01", certificate(blind)));
    await change(householdId, complete);
    // Two blind people of whom nobody says whether they are married.
    expect(await household(one)).toEqual({ disabled_members: 2, elderly_and_disabled: false });
    await change(lodger.id, relation("spouse", one, "2026-08-01"));
    expect(await household(one)).toMatchObject({ couple_both_blind_or_deaf: true });
    await inStep(one, other, lodger.id);
  });

  test("a child of a disabled parent is one wherever the parent lives, and the parent has a disabled child; it ends with the certificate", async () => {
    const { id: father } = await somebody();
    const { id: son } = await somebody();
    const seen = async (id: number) => (await file(id)).facts["person"] ?? {};
    expect(await seen(son)).not.toHaveProperty("is_disabled_parents_child");
    await change(son, relation("parent", father, "2000-01-01"));
    expect(await seen(son)).toMatchObject({ is_disabled_parents_child: true });
    expect(await seen(father)).toMatchObject({ has_disabled_child: true });
    await inStep(son, father);
    await change(father, record("certificate", "federation", "2026-01-01", certificate({}, "cancelled")));
    // Of the other parent nobody knows.
    expect(await seen(son)).not.toHaveProperty("is_disabled_parents_child");
    const { id: mother } = await somebody({ hukouRegion: "500106002" });
    await change(mother, record("person.deceased", "police", "2026-01-01", { "person.deceased": true }));
    await change(son, relation("parent", mother, "2000-01-01"));
    expect(await seen(son)).toMatchObject({ is_disabled_parents_child: false });
    expect(await seen(mother)).toMatchObject({ has_disabled_child: true });
    await inStep(son, father, mother);
  });

  test("a child is disabled by a diagnosis too; a file that the actor does not see tells nothing, and of a relative only what follows", async () => {
    const { id: mother, householdId } = await somebody();
    const child = await somebody({
      household: { id: householdId, role: "child" },
      since: "2020-01-01",
      hukouRegion: "500105001",
      residenceRegion: "500106001",
    });
    await change(child.id, record("certificate", "federation", "2020-01-01", { "certificate.status": "none" }));
    expect((await file(mother)).facts["person"]).not.toHaveProperty("has_disabled_child");
    await change(child.id, record("diagnosis.autism", "health", "2026-01-01", { "diagnosis.autism": true }));
    expect((await file(mother)).facts["person"]).toMatchObject({ has_disabled_child: true });
    const asked = (actor: Actor) =>
      office.register.registry.db.as(
        actor,
        async (tx) =>
          (
            await sql`select family.* from registry.subject s cross join lateral registry.family_facts(${today}, null, array[s.id]) family where s.id = ${mother}`.execute(
              tx,
            )
          ).rows,
      );
    expect(await asked(chief)).toHaveLength(1);
    expect(await asked(neighbour)).toEqual([]);
    await inStep(mother, child.id);
  });

  test("the effect of a change tells of relatives before it is approved, and leaves nothing behind", async () => {
    const { one, other, householdId } = await couple();
    await change(householdId, complete);
    const before = [await file(one), await file(other)];
    const request = await ask(one, [record("certificate", "federation", "2026-01-01", certificate({}, "cancelled"))]);
    const { people } = await changeEffect(office.tools, chief, request);
    expect(
      people.map(({ id, before: was, after }) => [id, was["household"]?.["disabled_members"], after["household"]?.["disabled_members"]]),
    ).toEqual([
      [one, 2, 1],
      [other, 2, 1],
    ]);
    expect([await file(one), await file(other)]).toEqual(before);
  });

  test("what relatives' birthdays and expiries will change is known beforehand, and the rules are told", async () => {
    const { one, other, householdId } = await couple();
    await change(householdId, complete);
    await change(other, record("birth", "officer", null, { "person.birth_date": "1967-03-01", "person.sex": "female" }));
    await change(one, record("certificate", "federation", "2020-01-01", { ...certificate(), "certificate.expires_on": "2027-06-30" }));
    const seen = await file(other);
    const later = await readLaterFacts(office.register.registry, everywhere, seen, 400);
    expect(later.map(({ day, facts }) => [day, facts["household"]])).toEqual([
      ["2027-03-01", { disabled_members: 2, couple_both_blind_or_deaf: false, elderly_and_disabled: true }],
      ["2027-07-01", { disabled_members: 1, couple_both_blind_or_deaf: false, elderly_and_disabled: true }],
    ]);
    for (const { day, facts } of later) expect((await file(other, day)).facts["household"]).toEqual(facts["household"]);
    const pack = office.register.packs.get("shapingba-2023");
    if (!pack || !packsFor(office.register.packs, seen.facts).includes(pack)) throw new Error("They live in Shapingba.");
    const [told, untold] = [later, []].map((known) => changesFor(pack, seen.facts, today, { days: 400, later: known }));
    const visit = told?.find(({ day }) => day === "2027-07-01");
    expect(visit?.before.outcome).not.toBe(visit?.after.outcome);
    expect(untold?.some(({ day }) => day === "2027-07-01")).toBe(false);
  });
});

describe.each(engines)("random households, seed 11, in %s", (engine) => {
  const households = [...randomHouseholds(11, 90)];
  let registry: Registry;
  let close: () => Promise<void>;
  let idOf: (number: number) => number;
  const counts = new Map<string, number>();

  beforeAll(async () => {
    const { packs } = await loadPacks();
    const opened = await openTestDatabase(engine);
    close = opened.close;
    registry = await openRegistry(opened.db, vocabularyOf(packs ?? new Map()));
    const files = await loadHistories(registry, testCipher, households);
    idOf = (number) => files.personId(number);
  });
  afterAll(() => close());

  test.each([
    ["2024-01-01", null],
    ["2026-11-25", null],
    ["2026-11-25", "2022-01-01T00:00:00Z"],
    ["2024-01-01", "2024-01-01T00:00:00Z"],
  ] as const)(
    "as on %s and as known %s, exactly what is so in every case follows, in the file and in the snapshot",
    async (asOf, knownAt) => {
      await registry.db.asOwner((tx) => fillSnapshot(registry.db, tx, asOf, knownAt));
      const { rows } = await registry.db.as(everywhere, (tx) =>
        sql<Record<string, unknown>>`select * from registry.snapshot where as_of = ${asOf}`.execute(tx),
      );
      const kept = new Map(rows.map((row) => [Number(row["subject_id"]), row]));
      for (const one of households) {
        for (const [number, expected] of expectedOf(one, asOf, knownAt)) {
          const { facts } = await readPersonFile(registry, testCipher, everywhere, {
            id: idOf(number),
            asOf,
            ...(knownAt !== null && { knownAt }),
          });
          for (const name of familyFacts) {
            const [group = "", fact = ""] = name.split(".");
            const said = facts[group]?.[fact] ?? null;
            const about = `person ${number}, ${name}`;
            expect(said, about).toBe(expected.get(name) ?? null);
            expect(kept.get(idOf(number))?.[name], about).toBe(said);
            const answer = `${name} ${JSON.stringify(said)}`;
            counts.set(answer, (counts.get(answer) ?? 0) + 1);
          }
        }
      }
    },
  );

  test("every answer came up among them: of unknowns alone nothing would be found", () => {
    for (const name of familyFacts)
      for (const value of answersOf(name)) expect(counts.get(`${name} ${value}`), `${name} ${value}`).toBeGreaterThan(2);
  });
});

const familyFacts = [
  "household.disabled_members",
  "household.couple_both_blind_or_deaf",
  "household.elderly_and_disabled",
  "person.is_disabled_parents_child",
  "person.has_disabled_child",
] as const;

function answersOf(name: string): readonly string[] {
  if (name === "household.disabled_members") return ["null", "0", "1", "2"];
  return name === "person.has_disabled_child" ? ["null", "true"] : ["null", "true", "false"];
}

type Said = HouseholdHistory["records"][number];

/** What counts for each member: what follows in every case, else what is recorded. */
function expectedOf(household: HouseholdHistory, asOf: string, knownAt: string | null): ReadonlyMap<number, ReadonlyMap<string, unknown>> {
  const isSaid = ({ validFrom, recordedOn }: Said) => validFrom <= asOf && (knownAt === null || recordedOn < knownAt.slice(0, 10));
  const bodyOf = (records: readonly Said[], kind: string) => records.find((each) => each.kind === kind && isSaid(each))?.body;
  const known = household.members.filter(
    ({ records }) => knownAt === null || records.some(({ recordedOn }) => recordedOn < knownAt.slice(0, 10)),
  );
  const states = known.map(({ number, relationToHead, records }) => {
    const body = bodyOf(records, "certificate");
    const status = body?.["certificate.status"];
    const born = bodyOf(records, "birth")?.["person.birth_date"];
    const level = (fact: string) => (body?.[fact] === undefined ? null : body[fact] === 1 || body[fact] === 2);
    const [visual, hearing] = [level("disability.visual"), level("disability.hearing")];
    const isDead = bodyOf(records, "person.deceased") !== undefined;
    const isOver = String(body?.["certificate.expires_on"] ?? "9999") < asOf;
    return {
      id: number,
      role: relationToHead,
      isDead,
      holds: isDead ? false : status === undefined ? null : status === "valid" && !isOver,
      isOld: born === undefined ? null : `${Number(String(born).slice(0, 4)) + 60}${String(born).slice(4)}` <= asOf,
      isBlindOrDeaf: status === "none" ? false : visual || hearing ? true : visual === null || hearing === null ? null : false,
      isDiagnosed: !isDead && bodyOf(records, "diagnosis.hearing") !== undefined,
    };
  });
  const living: readonly Relative[] = states.filter(({ isDead }) => !isDead);
  const isComplete = bodyOf(household.records, "household")?.["isComplete"] === true;
  const recorded = Object.assign({}, ...familyFacts.map((fact) => bodyOf(household.records, fact) ?? {})) as Record<
    string,
    boolean | number
  >;
  const follows = living.length === 0 ? {} : householdFollowing(living, isComplete);
  const holders = living.filter(({ holds }) => holds).length;
  const counted = { ...recorded, ...follows };
  if (follows["household.disabled_members"] === undefined && Number(recorded["household.disabled_members"]) < holders)
    counted["household.disabled_members"] = holders;
  const parentsOf = (number: number) => {
    const { relationToHead, parents = [] } = known.find((member) => member.number === number) ?? {};
    const head = states.find(({ role }) => role === "head");
    const elders = relationToHead === "head" ? states.filter(({ role }) => role === "parent").map(({ id }) => id) : [];
    return new Set([
      ...parents.filter((each) => states.some(({ id }) => id === each)),
      ...(relationToHead === "child" && head ? [head.id] : []),
      ...elders,
    ]);
  };
  return new Map(
    known.map(({ number }) => {
      const parents = [...parentsOf(number)].map((parent) => states.find(({ id }) => id === parent)?.holds ?? null);
      const hasChild = states.some(({ id, holds, isDiagnosed }) => parentsOf(id).has(number) && (holds === true || isDiagnosed));
      const own = { "person.is_disabled_parents_child": parentHolds(parents), "person.has_disabled_child": hasChild || null };
      return [number, new Map<string, unknown>(Object.entries({ ...counted, ...own }))];
    }),
  );
}
