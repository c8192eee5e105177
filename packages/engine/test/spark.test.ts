import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SparkSQL } from "dt-sql-parser";
import { expect, test, vi } from "vitest";
import { openPacks, type Pack } from "../src/index.ts";
import { populationStatement, populationTable, spark } from "../src/sql/index.ts";
import { condition, miniHead, miniMeasure, miniVocabulary, open, programOf } from "./mini-pack.ts";
import { compiled, documentIds } from "./real-packs.ts";

const parser = new SparkSQL();

test.each(documentIds)(
  "Spark's grammar reads the statement and the table of %s",
  (id) => {
    const { pack } = compiled(id);
    const program = programOf(openPacks([pack]).get(id) as Pack, pack.inForce.to ?? "2024-06-01");
    const { sql, reads } = populationStatement(program, spark, "people");
    expect(parser.validate(sql)).toEqual([]);
    expect(parser.validate(populationTable(pack.vocabulary, reads, spark, "people", "text"))).toEqual([]);
    // The grammar does refuse what is no SQL, and says so on the console.
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(parser.validate(sql.replace(" and ", " and and ")).length).toBeGreaterThan(0);
  },
  60_000,
);

test("the Spark statement of a small pack is the one that was read and found right", () => {
  const benefits = {
    monthly: `subject: person, amount: {kind: fixed, yuan: 100, per: month}, conditions: [${condition("disability.certificate == 'valid'", "a")}, ${condition("disability.level in [1, 2] || disability.poor", "b")}]`,
    by_age: `subject: person, amount: {kind: share, share: 0.5, base: claim.self_paid, max: 3000}, conditions: [${condition("person.age >= 7 && person.age < 15", "c")}, ${condition("within(person.home, '500106')", "d")}]`,
    together: `subject: employer, amount: {kind: none}, conditions: [${condition("employer.disabled_employees * 4 >= employer.employees", "e")}]`,
  };
  const pack = open([...miniVocabulary, ...miniHead("", Object.keys(benefits)), miniMeasure(benefits)]);
  const { sql } = populationStatement(programOf(pack), spark, "people", { missing: "closed" });
  expect(`${sql}\n`).toBe(readFileSync(join(import.meta.dirname, "golden/mini.spark.sql"), "utf8"));
  expect(parser.validate(sql)).toEqual([]);
});
