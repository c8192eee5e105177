import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, factIndex, isInputError, parseDay, readFacts, type FactsInput, type Pack } from "../src/index.ts";
import { decide, packOf } from "./mini-pack.ts";
import { randomCondition } from "./random-condition.ts";

const asOf = "2024-06-01";

/** Values of each fact that reach every class which the random conditions can cut: their constants, one less, one more, and the ends. */
const domains: Readonly<Record<string, readonly unknown[]>> = {
  "person.birth_date": [
    "2024-06-02",
    "2024-06-01",
    "2021-06-02",
    "2021-06-01",
    "2018-06-02",
    "2018-06-01",
    "2009-06-02",
    "2009-06-01",
    "1964-06-02",
    "1964-06-01",
    "1900-01-01",
  ],
  "person.sex": ["male", "female"],
  "person.home": ["500106", "500105", "510000", "511102"],
  "disability.visual": [0, 1, 2, 3, 4],
  "disability.mental": [0, 1, 2, 3, 4],
  "disability.certificate": ["none", "valid", "expired"],
  "disability.poor": [true, false],
  "disability.diagnosed": [true, false],
  "employer.employees": [0, 1, 2, 3, 5, 6, 9, 10, 11, 100, 1000],
};

test("outcome and missing are what trying every completion gives", () => {
  fc.assert(
    fc.property(randomCondition, fc.infiniteStream(fc.nat()), (condition, picks) => {
      const pack = packOf(condition);
      const facts = factsIn(pack);
      if (facts.reduce((product, name) => product * (domains[name]?.length ?? 1), 1) > 3000) return;
      const known: Record<string, unknown> = {};
      for (const name of facts) {
        const pick = picks.next().value as number;
        if (pick % 2 === 0) known[name] = domains[name]?.[pick % (domains[name]?.length ?? 1)];
      }
      const [decision] = decide(pack, nested(known), { day: asOf });
      expect({ outcome: decision?.outcome, missing: [...(decision?.missing ?? [])].sort() }, condition).toEqual(
        bruteForce(pack, facts, known),
      );
    }),
    { numRuns: 600, seed: 20_241_124 },
  );
});

test("learning a fact never turns a settled outcome into another", () => {
  fc.assert(
    fc.property(randomCondition, fc.infiniteStream(fc.nat()), (condition, picks) => {
      const pack = packOf(condition);
      const known: Record<string, unknown> = {};
      let settled: string | undefined;
      for (const name of factsIn(pack)) {
        const [decision] = decide(pack, nested(known), { day: asOf });
        if (settled !== undefined) expect(decision?.outcome, `${condition} ${JSON.stringify(known)}`).toBe(settled);
        else if (decision?.outcome !== "unknown") settled = decision?.outcome;
        known[name] = domains[name]?.[(picks.next().value as number) % (domains[name]?.length ?? 1)];
      }
    }),
    { numRuns: 600, seed: 7 },
  );
});

/** The given base facts that the one condition of a pack reads. */
function factsIn(pack: Pack): readonly string[] {
  return pack.compiled.conditions[0]?.facts ?? [];
}

function nested(flat: Readonly<Record<string, unknown>>): FactsInput {
  // A fact about the person, so that personal benefits are decided even where only the employer is described.
  const groups: Record<string, Record<string, unknown>> = { person: { deceased: false } };
  for (const [name, value] of Object.entries(flat)) {
    const [group = "", fact = ""] = name.split(".");
    (groups[group] ??= {})[fact] = value;
  }
  return groups;
}

/** The definition itself: every assignment of the unknown facts, with the plain reading of the expression. */
function bruteForce(
  pack: Pack,
  facts: readonly string[],
  known: Readonly<Record<string, unknown>>,
): { outcome: string; missing: readonly string[] } {
  const unknown = facts.filter((name) => !(name in known));
  const results = new Map<string, boolean>();
  const visit = (depth: number, assigned: Readonly<Record<string, unknown>>, path: readonly number[]): void => {
    const name = unknown[depth];
    if (name === undefined) {
      results.set(path.join(), holds(pack, { ...known, ...assigned }));
      return;
    }
    domains[name]?.forEach((value, i) => visit(depth + 1, { ...assigned, [name]: value }, [...path, i]));
  };
  visit(0, {}, []);
  const distinct = new Set(results.values());
  if (distinct.size === 1) return { outcome: distinct.has(true) ? "eligible" : "ineligible", missing: [] };
  const missing = unknown.filter((_, depth) => {
    const byOthers = new Map<string, boolean>();
    return [...results].some(([path, result]) => {
      const others = path.split(",").toSpliced(depth, 1).join();
      const seen = byOthers.get(others);
      byOthers.set(others, result);
      return seen !== undefined && seen !== result;
    });
  });
  return { outcome: "unknown", missing: [...missing].sort() };
}

function holds(pack: Pack, complete: Readonly<Record<string, unknown>>): boolean {
  const facts = readFacts(pack.compiled.vocabulary, nested(complete), "unknown");
  if (isInputError(facts)) throw new Error(facts.message_en);
  const condition = pack.compiled.conditions[0];
  if (!condition) throw new Error("The pack has one condition.");
  expect([...factIndex(pack.compiled.vocabulary).keys()]).toContain(condition.facts[0] ?? "person.age");
  if (!condition.ir) throw new Error("The condition has an expression.");
  const value = evaluate(condition.ir, {
    fact: (fact) => facts.values[fact] as number,
    param: () => Number.NaN,
    asOf: parseDay(asOf) as number,
  });
  return value === 1;
}
