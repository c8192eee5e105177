import { expect, test } from "vitest";
import { decideCase, isInputError, readFacts, type CaseDefaults } from "../src/index.ts";
import { packOf, programOf } from "./mini-pack.ts";

const { vocabulary } = packOf("disability.poor").compiled;

test.each([
  [{ person: { agee: 4 } }, "unknown_fact", "facts.person.agee"],
  [{ persons: { age: 4 } }, "unknown_fact", "facts.persons.age"],
  [{ person: 4 }, "wrong_type", "facts.person"],
  [[], "wrong_type", "facts"],
  [{ person: { age: "4" } }, "wrong_type", "facts.person.age"],
  [{ person: { age: 4.5 } }, "wrong_type", "facts.person.age"],
  [{ person: { age: null } }, "wrong_type", "facts.person.age"],
  [{ person: { age: -1 } }, "out_of_range", "facts.person.age"],
  [{ disability: { visual: 5 } }, "out_of_range", "facts.disability.visual"],
  [{ claim: { self_paid: -0.01 } }, "out_of_range", "facts.claim.self_paid"],
  [{ claim: { self_paid: 1.005 } }, "wrong_type", "facts.claim.self_paid"],
  [{ claim: { self_paid: 1e15 } }, "out_of_range", "facts.claim.self_paid"],
  [{ person: { birth_date: "2023-02-29" } }, "bad_date", "facts.person.birth_date"],
  [{ person: { birth_date: "2023/02/28" } }, "bad_date", "facts.person.birth_date"],
  [{ person: { birth_date: 20230228 } }, "wrong_type", "facts.person.birth_date"],
  [{ person: { sex: "男" } }, "bad_value", "facts.person.sex"],
  [{ person: { home: "5001" } }, "bad_value", "facts.person.home"],
  [{ person: { home: 500106 } }, "wrong_type", "facts.person.home"],
  [{ disability: { severe: true } }, "derived_fact", "facts.disability.severe"],
  [{ person: { age: 4, birth_date: "2020-01-01" } }, "contradiction", "facts.person.age"],
  [{ person: { birth_date: "2020-01-01", age: 4 } }, "contradiction", "facts.person.age"],
] as const)("%j is refused as %s at %s", (facts, code, path) => {
  const result = readFacts(vocabulary, facts, "unknown");
  if (!isInputError(result)) throw new Error("It was accepted.");
  expect(result).toMatchObject({ code, path });
  expect(result.message).toMatch(/[\u4e00-\u9fff]/);
  expect(result.message_en).toMatch(/^[\x20-\x7e]+$/);
});

test("a refusal never repeats the value, which may be an identity number in the wrong field", () => {
  const secret = "11010519491231002X";
  for (const facts of [
    { person: { sex: secret } },
    { person: { birth_date: secret } },
    { person: { home: secret } },
    { person: { age: secret } },
  ]) {
    expect(JSON.stringify(readFacts(vocabulary, facts, "unknown"))).not.toContain(secret);
  }
});

test("a name is repeated so that it can be corrected, unless it could be an identity number in the place of a name", () => {
  const secret = "11010519491231002X";
  const pack = packOf("disability.poor");
  const packs = new Map([[pack.id, pack]]);
  const defaults = { pack: pack.id, asOf: "2024-03-01", missing: "unknown", params: {}, explain: false } as const;
  const refused = (input: object, more: Partial<CaseDefaults> = {}) => JSON.stringify(decideCase(packs, { ...defaults, ...more }, input));
  expect(refused({ facts: { person: { agee: 4 } } })).toContain('"path":"facts.person.agee"');
  expect(refused({ facts: { person: { [secret]: 4 } } })).toContain('"path":"facts.person.…"');
  for (const answer of [
    refused({ facts: { [secret]: { age: 4 } } }),
    refused({ facts: { [secret]: 4 } }),
    refused({ params: { [secret]: 4 } }),
    refused({ params: { [`rate.${secret}`]: 4 } }),
    refused({ pack: secret }),
    refused({}, { benefits: [secret] }),
  ]) {
    expect(answer).toContain('"error"');
    expect(answer).not.toContain(secret);
  }
});

test("a parameter of any depth is refused like any other that is no plain value", () => {
  const deep = JSON.parse(`${"[".repeat(200_000)}1${"]".repeat(200_000)}`) as unknown;
  expect(packOf("disability.poor").on(19_000, { "enabled.b0": deep })).toMatchObject({ code: "bad_parameter" });
});

test("trailing zeros of a region are padding", () => {
  const values = ["500106", "500106000", "500106000000"].map((home) => {
    const result = readFacts(vocabulary, { person: { home } }, "unknown");
    return isInputError(result) ? null : [...result.values].find((value) => value > 1e11);
  });
  expect(new Set(values)).toEqual(new Set([500106000000]));
});

test.each([
  [{ unheard: 1 }, "params.unheard"],
  [{ "rate.unheard": 1 }, "params.rate.unheard"],
  [{ "enabled.b0": "yes" }, "params.enabled.b0"],
] as const)("the parameters %j are refused at %s", (params, path) => {
  const pack = packOf("disability.poor");
  expect(pack.on(19_000, params)).toMatchObject({ code: "bad_parameter", path });
  expect(programOf(pack)).toBeDefined();
});
