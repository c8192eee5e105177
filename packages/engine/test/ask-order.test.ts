import fc from "fast-check";
import { expect, test } from "vitest";
import { isInputError, nextQuestion, readFacts, type Pack, type Program } from "../src/index.ts";
import { condition, miniHead, miniMeasure, open, programOf } from "./mini-pack.ts";

/** Five yes/no facts, each on a page of its own, and nothing else. */
const names = ["a", "b", "c", "d", "e"] as const;
const vocabulary = [
  {
    path: "vocabulary/plain.yaml",
    text: `group: plain\nzh: 事项\nen: Facts\nscreens:\n${names.map((name) => `  ${name}: {zh: ${name}, en: ${name}, facts: [${name}]}`).join("\n")}\nfacts:\n${names.map((name) => `  ${name}: {type: bool, zh: ${name}, en: ${name}}`).join("\n")}\n`,
  },
];

const literal = fc.tuple(fc.constantFrom(...names), fc.boolean()).map(([name, isPositive]) => `${isPositive ? "" : "!"}plain.${name}`);
const rule = fc.oneof(
  fc.array(literal, { minLength: 1, maxLength: 4 }).map((all) => all.join(" && ")),
  fc.tuple(literal, literal, literal).map(([a, b, c]) => `${a} && (${b} || ${c})`),
  fc.tuple(literal, literal, literal).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
);

type Answers = Readonly<Record<string, boolean>>;

/** Expected pages to settle everything where each answer is as likely as the other: as asked, and in the best possible order. */
function expectedPages(pack: Pack, program: Program): { readonly asked: number; readonly best: number } {
  const factsOf = (answers: Answers) => {
    const facts = readFacts(pack.compiled.vocabulary, { plain: answers }, "unknown");
    if (isInputError(facts)) throw new Error(facts.message_en);
    return facts;
  };
  const isSettled = (answers: Answers) => program.decide(factsOf(answers)).every((decision) => decision.outcome !== "unknown");
  const averaged = (answers: Answers, name: string, next: (answers: Answers) => number) =>
    1 + (next({ ...answers, [name]: true }) + next({ ...answers, [name]: false })) / 2;
  const asked = (answers: Answers): number => {
    const question = nextQuestion(program, factsOf(answers));
    return question ? averaged(answers, (question.facts[0] ?? "").slice("plain.".length), asked) : 0;
  };
  const known = new Map<string, number>();
  const best = (answers: Answers): number => {
    const key = JSON.stringify(Object.entries(answers).sort());
    let pages = known.get(key);
    if (pages === undefined) {
      const open = names.filter((name) => !(name in answers));
      pages = isSettled(answers) ? 0 : Math.min(...open.map((name) => averaged(answers, name, best)));
      known.set(key, pages);
    }
    return pages;
  };
  return { asked: asked({}), best: best({}) };
}

test("the order of questions is within 10 % of the best possible order", () => {
  const totals = { asked: 0, best: 0 };
  let worst = 1;
  fc.assert(
    fc.property(fc.array(rule, { minLength: 2, maxLength: 4 }), (rules) => {
      const benefits = Object.fromEntries(
        rules.map((when, i) => [`b${i}`, `subject: person, amount: {kind: none}, conditions: [${condition(when)}]`]),
      );
      const pack = open([...vocabulary, ...miniHead("", Object.keys(benefits)), miniMeasure(benefits)]);
      const { asked, best } = expectedPages(pack, programOf(pack));
      totals.asked += asked;
      totals.best += best;
      if (best > 0) worst = Math.max(worst, asked / best);
      expect(asked, rules.join("; ")).toBeGreaterThanOrEqual(best - 1e-9);
    }),
    { numRuns: 150, seed: 3 },
  );
  expect(totals.asked / totals.best).toBeLessThanOrEqual(1.1);
  expect(worst).toBeLessThanOrEqual(1.5);
});

test("a page that concerns few people waits for those that concern many, even where it would settle more", () => {
  const files = (isRare: boolean) => [
    ...vocabulary.map(({ path, text }) => ({ path, text: isRare ? text.replace("facts: [a]", "facts: [a], rare: true") : text })),
    ...miniHead("", ["x", "y", "z"]),
    miniMeasure({
      x: `subject: person, amount: {kind: none}, conditions: [${condition("plain.a")}]`,
      y: `subject: person, amount: {kind: none}, conditions: [${condition("!plain.a")}]`,
      z: `subject: person, amount: {kind: none}, conditions: [${condition("plain.b")}]`,
    }),
  ];
  const first = (isRare: boolean) => {
    const pack = open(files(isRare));
    const facts = readFacts(pack.compiled.vocabulary, {}, "unknown");
    if (isInputError(facts)) throw new Error(facts.message_en);
    return nextQuestion(programOf(pack), facts)?.screen.key;
  };
  expect(first(false)).toBe("plain.a");
  expect(first(true)).toBe("plain.b");
});
