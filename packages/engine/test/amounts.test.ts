import { expect, test } from "vitest";
import { decide, miniHead, miniMeasure, miniVocabulary, open } from "./mini-pack.ts";

const parameters = `parameters:
  minimum: {zh: 最低缴费, en: Least contribution, type: money, per: year, source: 一, values: []}
`;

/** One benefit without conditions, with this amount. */
function packWith(amount: string, more = "") {
  return open([
    ...miniVocabulary,
    ...miniHead(parameters, ["b"]),
    miniMeasure({ b: `subject: person, amount: ${amount}, ${more} conditions: []` }),
  ]);
}

test.each([
  // amount, claim, params, payable, why
  ["{kind: fixed, yuan: 400, per: month}", {}, {}, 400, "a count that is not written is one"],
  ["{kind: fixed, yuan: 400, per: month}", { months: 3 }, {}, 1200, "a rate a month by the months"],
  ["{kind: fixed, yuan: 400, per: month}", { months: 0 }, {}, 0, "no month, no money"],
  ["{kind: fixed, yuan: 10, per: day}", {}, {}, null, "days that are not written are not known"],
  ["{kind: fixed, yuan: 10, per: day}", { days: 22 }, {}, 220, "a rate a day by the days"],
  ["{kind: fixed, yuan: 5000, per: once}", { months: 3 }, {}, 5000, "a count that does not match the period has no effect"],
  ["{kind: floor, min: 110, per: month}", { months: 2 }, {}, 220, "the floor where no rate is set"],
  ["{kind: floor, min: 110, per: month}", { months: 2 }, { "rate.b": 130.5 }, 261, "the local rate above the floor"],
  ["{kind: range, min: 600, max: 1200, per: year}", {}, {}, null, "an officer chooses inside the range"],
  ["{kind: cap, max: 5000}", {}, {}, null, "an officer chooses up to the cap"],
  ["{kind: share, share: 0.8, base: claim.self_paid, max: 3000}", { self_paid: 3749.99 }, {}, 2999.99, "2999.992 rounds to the fen"],
  ["{kind: share, share: 0.5, base: claim.self_paid}", { self_paid: 0.01 }, {}, 0.01, "half a fen rounds up"],
  [
    "{kind: share, share: 0.8, base: claim.self_paid, max: 3000}",
    { self_paid: 9000, paid_this_year: 2900.5 },
    {},
    99.5,
    "what is left of the year",
  ],
  ["{kind: share, share: 0.8, base: claim.self_paid, max: 3000}", { self_paid: 9000, paid_this_year: 3100 }, {}, 0, "never below nothing"],
  ["{kind: share, share: 0.8, base: claim.self_paid, max: 3000}", {}, {}, null, "a bill that was not written is not nothing"],
  ["{kind: share, share: 0.6, base: param.minimum, per: year}", {}, { minimum: 1000.01 }, 600.01, "a share of an outside standard"],
  ["{kind: share, share: 0.6, base: param.minimum, per: year}", {}, {}, null, "a standard that is not set"],
  ["{kind: unset, per: month}", { months: 2 }, {}, null, "the document names no figure"],
  ["{kind: unset, per: month}", { months: 2 }, { "rate.b": 60 }, 120, "a figure set by the district behaves as fixed"],
  ["{kind: none}", {}, {}, null, "a service is not money"],
  [
    "{kind: computed, formula: 'stepped(claim.months, [3, 6], [yuan(100), yuan(200), yuan(300)])'}",
    { months: 6 },
    {},
    200,
    "a step includes its limit",
  ],
  [
    "{kind: computed, formula: 'stepped(claim.months, [3, 6], [yuan(100), yuan(200), yuan(300)])'}",
    { months: 7 },
    {},
    300,
    "the last step has no limit",
  ],
  [
    "{kind: computed, formula: 'sliding(claim.self_paid, [1000, 5000], [0, 0.5, 0.75])'}",
    { self_paid: 6000 },
    {},
    2750,
    "slices of a bill",
  ],
  [
    "{kind: computed, formula: 'sliding(claim.self_paid, [1000, 5000], [0, 0.5, 0.75])', max: 2000}",
    { self_paid: 6000, paid_this_year: 500 },
    {},
    1500,
    "with a yearly maximum",
  ],
  ["{kind: computed, formula: 'yuan(50) * claim.months * 0.5'}", { months: 3 }, {}, 75, "growing with a count"],
  ["{kind: computed, formula: 'max(yuan(100), claim.self_paid * 0.1)'}", { self_paid: 500 }, {}, 100, "at least so much"],
] as const)("%s with %j and %j pays %s: %s", (amount, claim, params, payable, _why) => {
  const [decision] = decide(packWith(amount), { person: { deceased: false }, claim }, { params });
  expect(decision).toMatchObject({ outcome: "eligible", payable });
});

test.each([
  [10, 0, 2000, "all ten months"],
  [12, 0, 2000, "the eleventh is not paid"],
  [3, 8, 400, "two are left"],
  [3, 10, 0, "none is left, and the person is entitled all the same"],
  [3, 11, 0, "never below nothing"],
])("of ten months a year, %i after %i pay %i: %s", (months, paid, payable, _why) => {
  const pack = packWith("{kind: fixed, yuan: 200, per: month}", "limits: {months_per_year: 10},");
  const [decision] = decide(pack, { person: { deceased: false }, claim: { months, months_paid_this_year: paid } });
  expect(decision).toMatchObject({ outcome: "eligible", payable });
});

test.each([
  ["{yuan_per_month: 150}", { months: 2 }, 300, "a limit a month counts the months"],
  ["{yuan_per_year: 500}", { months: 6, paid_this_year: 450 }, 50, "a limit a year"],
  ["{yuan_lifetime: 1000}", { months: 6, paid_in_lifetime: 990 }, 10, "a limit in a lifetime"],
] as const)("limits %s with %j leave %i: %s", (limits, claim, payable, _why) => {
  const pack = packWith("{kind: fixed, yuan: 200, per: month}", `limits: ${limits},`);
  expect(decide(pack, { person: { deceased: false }, claim })[0]).toMatchObject({ payable });
});

test.each([
  ["2023-12-31", { kind: "unset", per: "month" }],
  ["2024-01-01", { kind: "floor", min: 110, per: "month" }],
  ["2024-12-31", { kind: "floor", min: 110, per: "month" }],
  ["2025-01-01", { kind: "floor", min: 120, per: "month" }],
])("the rate on %s is the one of that day", (day, amount) => {
  const dated =
    "[{to: 2023-12-31, kind: unset, per: month}, {from: 2024-01-01, to: 2024-12-31, kind: floor, min: 110, per: month}, {from: 2025-01-01, kind: floor, min: 120, per: month}]";
  expect(decide(packWith(dated), { person: { deceased: false } }, { day })[0]?.amount).toEqual(amount);
});

test("who was born before a day keeps the old rate until a day; where that is not known, no rate is named", () => {
  const transition =
    "[{to: 2024-12-31, when: \"person.birth_date < '2000-01-01'\", kind: fixed, yuan: 90, per: month}, {kind: fixed, yuan: 70, per: month}]";
  const pack = packWith(transition);
  const amountOf = (person: object, day = "2024-06-01") => decide(pack, { person: { ...person } }, { day })[0]?.amount?.yuan;
  expect(amountOf({ birth_date: "1999-12-31" })).toBe(90);
  expect(amountOf({ birth_date: "2000-01-01" })).toBe(70);
  expect(amountOf({ birth_date: "1999-12-31" }, "2025-01-01")).toBe(70);
  expect(amountOf({ deceased: false })).toBeUndefined();
});

test("a local rate that undercuts the floor, or replaces a figure of the document, is refused", () => {
  const refused = (amount: string, rate: number) => {
    try {
      decide(packWith(amount), { person: { deceased: false } }, { params: { "rate.b": rate } });
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  };
  expect(refused("{kind: floor, min: 110, per: month}", 109.99)).toContain("below the floor of 110 yuan");
  expect(refused("{kind: fixed, yuan: 110, per: month}", 120)).toContain("set by the document");
  expect(refused("{kind: range, min: 600, max: 1200}", 599)).toContain("between 600 and 1200");
});
