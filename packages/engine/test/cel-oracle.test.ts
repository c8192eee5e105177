import { run } from "@bufbuild/cel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, isInputError, parseDay, readFacts } from "../src/index.ts";
import { decide, packOf } from "./mini-pack.ts";

/** Conditions that plain CEL understands too: no function of ours, derived facts given to the oracle as values. */
const relation = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const number = fc.oneof(
  fc.constantFrom("disability.visual", "disability.mental", "disability.level", "person.age", "employer.employees", "claim.months"),
  fc.integer({ min: 0, max: 60 }).map(String),
);
const sum = fc.letrec<{ sum: string }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 2 },
    number,
    fc.tuple(tie("sum"), fc.constantFrom("+", "-"), number).map((parts) => `(${parts.join(" ")})`),
    fc.tuple(number, fc.integer({ min: 0, max: 3 })).map(([a, factor]) => `${a} * ${factor}`),
  ),
})).sum;
const leaf = fc.oneof(
  fc.tuple(sum, relation, sum).map((parts) => parts.join(" ")),
  fc.constantFrom(
    "disability.poor",
    "disability.severe",
    "person.sex == 'male'",
    "disability.certificate != 'none'",
    "disability.mental in [1, 3]",
    "disability.certificate in ['valid', 'expired']",
  ),
);
const condition = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie("condition"), fc.constantFrom("&&", "||"), tie("condition")).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie("condition").map((a) => `!(${a})`),
    fc.tuple(tie("condition"), tie("condition"), tie("condition")).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
  ),
})).condition;

const person = fc.record({
  age: fc.integer({ min: 0, max: 100 }),
  sex: fc.constantFrom("male", "female"),
  visual: fc.integer({ min: 0, max: 4 }),
  mental: fc.integer({ min: 0, max: 4 }),
  certificate: fc.constantFrom("none", "valid", "expired"),
  poor: fc.boolean(),
  employees: fc.integer({ min: 0, max: 100 }),
  months: fc.integer({ min: 0, max: 12 }),
});

test("on fully known facts the engine and an independent CEL evaluator agree", () => {
  fc.assert(
    fc.property(condition, person, (text, { age, sex, visual, mental, certificate, poor, employees, months }) => {
      const pack = packOf(text);
      const input = { person: { age, sex }, disability: { visual, mental, certificate, poor }, employer: { employees }, claim: { months } };
      const level = visual === 0 ? mental : mental === 0 ? visual : Math.min(visual, mental);
      const big = (value: number) => BigInt(value);
      const oracle = run(text, {
        person: { age: big(age), sex },
        disability: { visual: big(visual), mental: big(mental), level: big(level), severe: level === 1 || level === 2, certificate, poor },
        employer: { employees: big(employees) },
        claim: { months: big(months) },
      });
      const facts = readFacts(pack.compiled.vocabulary, input, "closed");
      if (isInputError(facts)) throw new Error(facts.message_en);
      const ir = pack.compiled.conditions[0]?.ir;
      const plain =
        ir &&
        evaluate(ir, { fact: (fact) => facts.values[fact] as number, param: () => Number.NaN, asOf: parseDay("2024-06-01") as number });
      expect(plain === 1, `plain reading of ${text}`).toBe(oracle);
      expect(decide(pack, input, { missing: "closed" })[0]?.outcome, `diagram of ${text}`).toBe(
        oracle === true ? "eligible" : "ineligible",
      );
    }),
    { numRuns: 600, seed: 24 },
  );
});
