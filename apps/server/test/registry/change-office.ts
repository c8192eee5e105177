import type { FactsInput } from "@huican/engine";
import { sql } from "kysely";
import { afterAll, beforeAll, expect } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { decidePerson, packsFor } from "../../src/policy/register/index.ts";
import {
  approveChange,
  askChange,
  changeEffect,
  readPersonFile,
  registerPerson,
  type RegistryTools,
  type NewPerson,
} from "../../src/registry/index.ts";
import type { ChangeStep } from "../../src/registry/change/change.ts";
import { numbered } from "./numbers.ts";
import { openSampleRegister, testCipher, today, type SampleRegister } from "./sample-register.ts";
import type { Engine } from "./test-database.ts";

export const clerk: Actor = { id: "clerk", areas: ["500106"] };
export const chief: Actor = { id: "chief", areas: ["500106"] };
export const neighbour: Actor = { id: "neighbour", areas: ["500105"] };
const everywhere: Actor = { id: "job", areas: [""] };
export const seed = 20_261_125;

export const record = (kind: string, source: string, from: string | null, body: object | null, to: string | null = null) =>
  ({ of: "record", kind, source, from, to, body }) as ChangeStep;
export const value = (kind: string, from: string | null, text: string | null, source = "person") =>
  ({ of: "value", kind, source, from, to: null, text }) as ChangeStep;

/** Where changes are asked for and approved, over a small sample: opened before the tests of a file and closed after them. */
export function changeOffice(engine: Engine) {
  let register: SampleRegister;
  let tools: RegistryTools;
  let born = 100;

  beforeAll(async () => {
    register = await openSampleRegister(engine, 200, seed);
    tools = { registry: register.registry, cipher: testCipher, today: () => today, acceptsSynthetic: true };
  });
  afterAll(() => register.close());

  /** A person of our own, 30 years old, with a certificate for a physical disability of level 2 and the subsistence allowance. */
  function newPerson(more: Partial<NewPerson> = {}): NewPerson {
    const identityNumber = numbered(`99010619960311${(born += 1)}`);
    return {
      name: "贺兰静",
      identityNumber,
      hukouRegion: "500106001",
      hukouType: "urban",
      residenceRegion: "500106001",
      since: "2020-01-01",
      phone: "13800001234",
      address: "测试路1号",
      certificate: {
        number: `${identityNumber}42`,
        validFrom: "2020-01-01",
        validTo: null,
        body: {
          "certificate.status": "valid",
          "disability.visual": 0,
          "disability.hearing": 0,
          "disability.speech": 0,
          "disability.physical": 2,
          "disability.intellectual": 0,
          "disability.mental": 0,
        },
      },
      ...more,
    };
  }
  async function somebody(more: Partial<NewPerson> = {}) {
    const person = newPerson(more);
    const { id, householdId } = await registerPerson(tools, clerk, person);
    return { id, householdId, identityNumber: person.identityNumber };
  }

  const file = (id: number, asOf = today, knownAt?: string, actor = everywhere) =>
    readPersonFile(register.registry, testCipher, actor, { id, asOf, ...(knownAt === undefined ? {} : { knownAt }) });
  const ask = (subjectId: number, steps: readonly ChangeStep[], more: { readonly seenAt?: string } = {}, actor = clerk) =>
    askChange(tools, actor, { subjectId, steps, reason: "本人申请", ...more });
  const change = async (subjectId: number, ...steps: readonly ChangeStep[]) => {
    const request = await ask(subjectId, steps);
    await approveChange(tools, chief, request);
    return request;
  };
  const asOwner = async <Row>(text: string) => (await register.registry.db.asOwner((tx) => sql.raw<Row>(text).execute(tx))).rows;

  /** Benefit by benefit, over all documents that may concern somebody. */
  const outcomes = (facts: FactsInput, day: string) =>
    Object.fromEntries(
      packsFor(register.packs, facts).flatMap((pack) =>
        decidePerson(pack, facts, day).decisions.map(({ benefit, outcome, payable }) => [
          `${pack.id} ${benefit}`,
          `${outcome} ${payable ?? ""}`,
        ]),
      ),
    );
  const granted = (facts: FactsInput, day: string) =>
    Object.entries(outcomes(facts, day)).flatMap(([benefit, outcome]) => (outcome.startsWith("eligible") ? [benefit] : []));

  /** What today's snapshot says of somebody is what their file says. */
  async function expectInStep(id: number) {
    const [row = {}] = await asOwner<Record<string, unknown>>(
      `select * from registry.snapshot where as_of = '${today}' and subject_id = ${id}`,
    );
    const { facts, subject } = await file(id);
    const said = Object.entries(facts).flatMap(([group, members]) =>
      Object.entries(members).map(([name, each]) => [`${group}.${name}`, each]),
    );
    expect(Object.fromEntries(Object.entries(row).filter(([name, each]) => name.includes(".") && each !== null))).toEqual(
      Object.fromEntries(said),
    );
    expect([row["area"], row["other_area"]]).toEqual([subject.area, subject.otherArea]);
  }

  /** Asks, looks at the effect, approves: it did what was foretold, on its day and today, and the file as known before still says the old. */
  async function foretoldAndDone(id: number, day: string, steps: readonly ChangeStep[], members: readonly number[] = [id]) {
    const before = new Map<string, FactsInput>();
    for (const member of members) for (const on of [day, today]) before.set(`${member} ${on}`, (await file(member, on)).facts);
    const seen = await Promise.all(members.map((member) => file(member)));
    const seenAt =
      seen
        .flatMap((each) => [each.seenAt, each.householdSeenAt ?? ""])
        .sort()
        .at(-1) ?? "";
    const request = await ask(id, steps);
    const effects = [await changeEffect(tools, chief, request, day), await changeEffect(tools, chief, request)];
    await approveChange(tools, chief, request);
    for (const { day: on, people, overtaken } of effects) {
      expect(overtaken).toEqual([]);
      expect(people.map((person) => person.id).toSorted()).toEqual([...members].sort());
      for (const person of people) {
        expect(person.before).toEqual(before.get(`${person.id} ${on}`));
        expect(person.after).toEqual((await file(person.id, on)).facts);
        expect((await file(person.id, on, seenAt)).facts).toEqual(person.before);
      }
    }
    for (const member of members) await expectInStep(member);
    await asOwner("select registry.check_everything()");
    const [first] = effects[1]?.people ?? [];
    if (!first) throw new Error("Somebody is concerned.");
    return { request, before: first.before, after: first.after, seenAt };
  }

  return {
    newPerson,
    somebody,
    file,
    ask,
    change,
    asOwner,
    outcomes,
    granted,
    expectInStep,
    foretoldAndDone,
    get register() {
      return register;
    },
    get tools() {
      return tools;
    },
  };
}
