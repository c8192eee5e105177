import { expect, test } from "vitest";
import { loadPacks } from "../../src/policy/index.ts";
import { decidePerson, openQuestions } from "../../src/policy/register/index.ts";
import { officialLists } from "../../src/registry/index.ts";
import { recordKinds } from "../../src/registry/record/record-kind.ts";

const { packs } = await loadPacks();
const pack = packs?.get("shapingba-2023");
if (!pack) throw new Error("The packs have faults.");
const { vocabulary } = pack.compiled;
const lists = officialLists({ kinds: new Map(recordKinds(vocabulary).map((kind) => [kind.key, kind])), kindIds: new Map() });

/** A woman of forty in Shapingba of whom nothing else is known. */
const facts = {
  person: { birth_date: "1986-05-01", sex: "female", hukou_region: "500106", residence_region: "500106" },
  certificate: { status: "valid" },
} as const;

test("what is open about somebody is exactly what the engine says can still change an answer", () => {
  const decided = decidePerson(pack, facts, "2026-11-25");
  const missing = new Set(decided.decisions.flatMap((decision) => decision.missing ?? []));
  expect(new Set(openQuestions([decided], vocabulary, lists).map(({ fact }) => fact))).toEqual(missing);
  expect(missing.size).toBeGreaterThan(10);
});

test("the list of an authority is looked up before anybody is asked, and what needs judgement comes late", () => {
  const questions = openQuestions([decidePerson(pack, facts, "2026-11-25")], vocabulary, lists);
  const allowance = questions.find(({ fact }) => fact === "hardship.subsistence_allowance");
  expect(allowance?.settling).toEqual({ how: "list", keptBy: { zh: "民政", en: "civil affairs" } });
  const alone = (how: string) => questions.findIndex(({ settling, benefits }) => settling.how === how && benefits.length === 1);
  expect(alone("list")).toBeGreaterThan(-1);
  if (alone("judge") !== -1) expect(alone("list")).toBeLessThan(alone("judge"));
});

test("whoever is settled has no open question", () => {
  const dead = { ...facts, person: { ...facts.person, deceased: true } };
  const decided = decidePerson(pack, dead, "2026-11-25");
  const personal = decided.decisions.filter(({ outcome }) => outcome === "unknown").flatMap(({ benefit }) => benefit);
  const asked = openQuestions([decided], vocabulary, lists).flatMap(({ benefits }) => benefits.map(({ benefit }) => benefit));
  expect(new Set(asked)).toEqual(new Set(personal));
});
