import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  isInputError,
  openPacks,
  readFacts,
  type CompiledPack,
  type Fact,
  type FactsInput,
  type Pack,
  type Program,
} from "../src/index.ts";
import { generatePeople } from "../src/generate.ts";
import { postgresStatement } from "../src/sql/postgres.ts";
import { packOf, programOf } from "./mini-pack.ts";
import { compiled, documentIds } from "./real-packs.ts";

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
}, 60_000);
afterAll(() => database.close());

const peopleCount = 1000;
const seed = 500_106;

/** How many outcomes of generated people differ between the engine and the statement. */
async function differences(program: Program, statementOf: Program, count: number): Promise<readonly string[]> {
  const { vocabulary } = program.pack.compiled;
  const given = vocabulary.facts.filter((fact) => !fact.derived || fact.insteadOf);
  const people = generated(program, count);
  await database.exec(
    `drop table if exists people; create table people (id int primary key, ${given.map((fact) => `"${fact.name}" ${columnType(fact)}`).join(", ")});`,
  );
  for (let from = 0; from < people.length; from += 100) {
    const rows = people
      .slice(from, from + 100)
      .map((person, i) => `(${[from + i, ...given.map((fact) => literal(fact, valueOf(person, fact)))].join(", ")})`);
    await database.exec(`insert into people values ${rows.join(", ")};`);
  }
  const { rows } = await database.query<Record<string, string>>(`${postgresStatement(statementOf, "people")}\norder by p.id`);
  return people.flatMap((person, id) => {
    const facts = readFacts(vocabulary, person, "unknown");
    if (isInputError(facts)) throw new Error(facts.message_en);
    const isJointlyKnown = jointlyKnown(program, person);
    // Every benefit, whatever its subject: the statement knows no subjects.
    program.take(facts);
    return program.pack.benefits.flatMap((benefit, position) => {
      const root = program.rulebook.benefitRoots[position] as number;
      if (!isJointlyKnown(root)) return [];
      const { outcome } = program.settle(root);
      const expected = !program.setting.inForce[position]
        ? "not_in_force"
        : outcome === null
          ? "unknown"
          : outcome === 1
            ? "eligible"
            : "ineligible";
      const actual = rows[id]?.[benefit.key];
      return actual === expected ? [] : [`${benefit.key}: ${expected} but SQL ${actual} for ${JSON.stringify(person)}`];
    });
  });
}

function generated(program: Program, count: number): readonly FactsInput[] {
  const people: FactsInput[] = [];
  const complete = generatePeople(program, { seed, unknown: 0, usual: 0.5 });
  const partial = generatePeople(program, { seed: seed + 1, unknown: 0.35, usual: 0.5 });
  for (let i = 0; i < count; i++) people.push((i % 3 === 0 ? complete : partial).next().value as FactsInput);
  return people;
}

/** The statement is exact on facts that are compared with each other only where both are known. */
function jointlyKnown(program: Program, person: FactsInput): (root: number) => boolean {
  const { facts } = program.pack.compiled.vocabulary;
  return (root) => program.rulebook.joint.get(root)?.facts.every((column) => valueOf(person, facts[column] as Fact) !== undefined) ?? true;
}

function valueOf(person: FactsInput, fact: Fact): unknown {
  const [group = "", key = ""] = fact.name.split(".");
  return person[group]?.[key];
}

function columnType(fact: Fact): string {
  return { bool: "boolean", int: "int", money: "bigint", date: "date", region: "text", enum: "text" }[fact.type];
}

function literal(fact: Fact, value: unknown): string {
  if (value === undefined) return "null";
  if (typeof value === "number") return String(fact.type === "money" ? Math.round(value * 100) : value);
  return typeof value === "boolean" ? String(value) : `'${value as string}'`;
}

function opened(pack: CompiledPack): Pack {
  return openPacks([pack]).get(pack.id) as Pack;
}

test.each(documentIds.flatMap((id) => ["2024-06-01", "2025-03-01"].map((day) => [id, day] as const)))(
  "PostgreSQL decides %s on %s as the engine does",
  async (id, day) => {
    const pack = opened(compiled(id).pack);
    const program = programOf(pack, day);
    expect(await differences(program, program, peopleCount), `seed ${seed}`).toEqual([]);
  },
  300_000,
);

test("one operator flipped in the statement shows", async () => {
  const condition = "disability.visual <= 2 && (disability.poor || within(person.home, '500106')) && person.age >= 60";
  const right = programOf(packOf(condition));
  expect(await differences(right, right, 300)).toEqual([]);
  for (const flipped of [
    condition.replace("<=", "<"),
    condition.replace("&& (", "|| ("),
    condition.replace("||", "&&"),
    condition.replace(">= 60", "> 60"),
    condition.replace("within", "!within"),
    condition.replace("disability.poor", "!disability.poor"),
  ]) {
    expect((await differences(right, programOf(packOf(flipped)), 300)).length, flipped).toBeGreaterThan(0);
  }
}, 120_000);
