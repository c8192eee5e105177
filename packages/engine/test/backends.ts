import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { generatePeople } from "../src/generate.ts";
import {
  decidingCondition,
  formatDay,
  isInputError,
  readFacts,
  type Fact,
  type Facts,
  type FactsInput,
  type Program,
} from "../src/index.ts";
import { noCondition, outcomeCode, peopleOf, PopulationProgram } from "../src/population/index.ts";
import { duckdb, populationStatement, populationTable, postgres, type Dialect } from "../src/sql/index.ts";

/** Outcome, fen and deciding condition of one benefit, as every backend must say it: `eligible 40000 null`. */
type Answer = string;
/** For each person, the answer on each benefit of the pack in order. */
export type Answers = readonly (readonly Answer[])[];

const outcomes = Object.keys(outcomeCode);

/** Generated people: a third of them fully known, the others with many unknowns; every claim's counts among them. */
export function somePeople(program: Program, seed: number, count: number): readonly Facts[] {
  const complete = generatePeople(program, { seed, unknown: 0, usual: 0.5 });
  const partial = generatePeople(program, { seed: seed + 1, unknown: 0.35, usual: 0.5 });
  return Array.from({ length: count }, (_, i) => {
    const person = (i % 3 === 0 ? complete : partial).next().value as FactsInput;
    const facts = readFacts(program.pack.compiled.vocabulary, person, "unknown");
    if (isInputError(facts)) throw new Error(facts.message_en);
    // Every benefit is asked about, whatever its subject: tables know no subjects.
    return { ...facts, describes: { employer: true, institution: true, others: true } };
  });
}

export function byExplaining(program: Program, people: readonly Facts[]): Answers {
  return people.map((facts) =>
    program.decide(facts, { explain: true }).map((decision) => {
      const fen = decision.payable === undefined || decision.payable === null ? null : Math.round(decision.payable * 100);
      return `${decision.outcome} ${fen} ${decidingCondition(decision)}`;
    }),
  );
}

export function byVector(program: Program, people: readonly Facts[]): Answers {
  const answers: Answer[][] = people.map(() => []);
  for (const { from, to, benefits } of new PopulationProgram(program).decide(peopleOf(program.pack.compiled.vocabulary, people))) {
    for (let row = from; row < to; row++) {
      for (const { outcome, payableFen, deciding } of benefits) {
        const fen = payableFen[row - from] as number;
        const place = deciding[row - from];
        answers[row]?.push(
          `${outcomes[outcome[row - from] as number]} ${Number.isNaN(fen) ? null : fen} ${place === noCondition ? null : place}`,
        );
      }
    }
  }
  return answers;
}

/** A database that answers the statement for people given as CSV. */
export type Backend = {
  readonly name: string;
  readonly decide: (program: Program, people: readonly Facts[]) => Promise<Answers>;
  readonly close: () => Promise<void>;
};

export async function openDuckdb(): Promise<Backend> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const folder = mkdtempSync(join(tmpdir(), "huican-duckdb-"));
  return {
    name: "DuckDB",
    decide: async (program, people) => {
      const file = join(folder, "people.csv");
      writeFileSync(file, csv(program, people));
      await connection.run(`drop table if exists people`);
      await connection.run(table(program, duckdb));
      await connection.run(`copy people from '${file}' (format csv, header false)`);
      return answersOf(program, await rowsOf(connection, `${populationStatement(program, duckdb, "people").sql}\norder by id`));
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRowObjectsJS();
}

export async function openPostgres(): Promise<Backend> {
  const database = await PGlite.create();
  return {
    name: "PostgreSQL",
    decide: async (program, people) => {
      await database.exec(`drop table if exists people; ${table(program, postgres)};`);
      await database.query("copy people from '/dev/blob' with (format csv)", [], { blob: new Blob([csv(program, people)]) });
      const { rows } = await database.query<Record<string, unknown>>(
        `${populationStatement(program, postgres, "people").sql}\norder by id`,
      );
      return answersOf(program, rows);
    },
    close: () => database.close(),
  };
}

function table(program: Program, dialect: Dialect): string {
  return populationTable(
    program.pack.compiled.vocabulary,
    givenFacts(program).map(({ fact }) => fact.name),
    dialect,
    "people",
    "integer",
  );
}

function answersOf(program: Program, rows: readonly Record<string, unknown>[]): Answers {
  return rows.map((row) =>
    program.pack.benefits.map(({ key }) => {
      const [fen, place] = [row[`${key}.payable`], row[`${key}.deciding`]];
      return `${String(row[key])} ${fen === null ? null : Number(fen)} ${place === null ? null : Number(place)}`;
    }),
  );
}

function givenFacts({ pack }: Program): readonly { readonly fact: Fact; readonly column: number }[] {
  return pack.compiled.vocabulary.facts.flatMap((fact, column) => (fact.derived && !fact.insteadOf ? [] : [{ fact, column }]));
}

function csv(program: Program, people: readonly Facts[]): string {
  const given = givenFacts(program);
  const lines = people.map((facts, id) =>
    [id, ...given.map(({ fact, column }) => (facts.given[column] === 1 ? cell(fact, facts.values[column] as number) : ""))].join(),
  );
  return `${lines.join("\n")}\n`;
}

function cell(fact: Fact, value: number): string {
  switch (fact.type) {
    case "bool":
      return String(value === 1);
    case "date":
      return formatDay(value);
    case "enum":
      return fact.values?.[value]?.key ?? "";
    case "region":
      return value < 0 ? "none" : String(value).padStart(12, "0");
    case "int":
    case "money":
      return String(value);
  }
}

/** Where two backends differ, in words; at most five. */
export function differences(program: Program, expected: Answers, actual: Answers, name: string): readonly string[] {
  const found: string[] = [];
  if (actual.length !== expected.length) found.push(`${name} answers ${actual.length} of ${expected.length} people`);
  expected.forEach((answers, person) =>
    answers.forEach((answer, position) => {
      const other = actual[person]?.[position];
      if (other !== answer && found.length < 5)
        found.push(`person ${person}, ${program.pack.benefits[position]?.key}: ${answer}, but ${name}: ${other}`);
    }),
  );
  return found;
}
