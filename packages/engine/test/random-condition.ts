import fc from "fast-check";

/** Random conditions over the mini vocabulary, as a pack author would write them: every operator and function of the subset that gives yes or no. */
const ages = fc.constantFrom(0, 3, 6, 15, 60);
const levels = fc.constantFrom(0, 1, 2, 3, 4);
const counts = fc.constantFrom(1, 2, 5, 10);
const relation = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");

const leaf = fc.oneof(
  fc.tuple(relation, ages).map(([rel, age]) => `person.age ${rel} ${age}`),
  fc.tuple(relation, levels).map(([rel, level]) => `disability.visual ${rel} ${level}`),
  fc.tuple(relation, levels).map(([rel, level]) => `disability.level ${rel} ${level}`),
  fc.tuple(relation, counts).map(([rel, count]) => `employer.employees ${rel} ${count}`),
  relation.map((rel) => `disability.visual ${rel} disability.mental`),
  relation.map((rel) => `disability.visual + disability.mental ${rel} 4`),
  fc.constantFrom(
    "disability.poor",
    "disability.severe",
    "disability.multiple",
    "disability.diagnosed",
    "person.sex == 'male'",
    "disability.certificate == 'valid'",
    "disability.certificate in ['valid', 'expired']",
    "disability.mental in [1, 3]",
    "within(person.home, '500106')",
    "within(person.home, '500000')",
    "count(disability.poor, disability.mental > 0, person.sex == 'female') >= 2",
    "min(disability.visual, disability.mental) > 0",
    "max(disability.visual, 2) == 2",
    "person.age >= 15 && person.age < (person.sex == 'male' ? 60 : 15 + 3)",
  ),
);

export const randomCondition: fc.Arbitrary<string> = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    leaf,
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a}) && (${b})`),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a}) || (${b})`),
    tie("condition").map((a) => `!(${a})`),
    fc.tuple(tie("condition"), tie("condition"), tie("condition")).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
  ),
})).condition;
