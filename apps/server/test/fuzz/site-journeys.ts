import type { Pack } from "@huican/engine";
import fc from "fast-check";
import { oddText, oneOf } from "./seed.ts";

/** What somebody sends to the site: an address, and a form or whatever else was in its place. */
export type Step = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly type: string;
  readonly raw: string | null;
};

/** What happened to the cookie since the last answer. */
export type Damage = "none" | "cut" | "flip" | "garbage" | "older";

export type Journey = {
  readonly opening: Step;
  readonly steps: readonly (readonly [Step, Damage, number])[];
  /** What stands in a cookie that was made up. */
  readonly garbage: string;
  /** What an earlier version of the server may have sealed. */
  readonly older: unknown;
};

const form = "application/x-www-form-urlencoded";
const language = fc.constantFrom("", "", "/en");

/** Visits to the site by people and programs with all kinds of aims. */
export function journeys(packs: readonly Pack[], secret: string): fc.Arbitrary<Journey> {
  const regions = packs.flatMap(({ compiled }) => compiled.region ?? []);
  const place = fc
    .tuple(language, oneOf([...regions, ...regions, secret, "", "__proto__"]), fc.constantFrom("same", "other", "", secret))
    .map(([prefix, residence, registered]) =>
      posted(`${prefix}/place`, [
        ["residence", residence],
        ["registered", registered],
        ["hukou", residence],
      ]),
    );
  const who = fc
    .tuple(language, fc.array(oneOf(["self", "child", "father", secret, "__proto__"]), { minLength: 1, maxLength: 3 }))
    .map(([prefix, people]) => posted(`${prefix}/who`, [["who", "self"], ...people.map((one) => ["who", one] as const)]));
  const step = fc.oneof(
    { weight: 2, arbitrary: opened },
    { weight: 2, arbitrary: place },
    { weight: 1, arbitrary: who },
    { weight: 6, arbitrary: answered(packs, secret) },
    { weight: 1, arbitrary: misplaced },
  );
  const damage = fc.oneof(
    { weight: 8, arbitrary: fc.constant<Damage>("none") },
    { weight: 1, arbitrary: fc.constantFrom<Damage>("cut", "flip", "garbage", "older") },
  );
  return fc.record({
    opening: who,
    steps: fc.array(fc.tuple(step, damage, fc.nat()), { minLength: 1, maxLength: 8 }),
    garbage: fc.string({ unit: "grapheme-ascii" }).map((text) => text.replaceAll(/[;,\s]/g, "")),
    older: earlierVisit(packs, secret),
  });
}

function posted(path: string, fields: Step["fields"], type = form, raw: string | null = null): Step {
  return { method: "POST", path, fields, type, raw };
}

const addresses = [
  "/",
  "/who",
  "/place",
  "/place/1",
  "/place/9",
  "/policies",
  "/search?q=%E8%BD%AE%E6%A4%85",
  "/search?q=%00&from=-1",
  "/opens/13",
  "/result/1/leshan-2023",
  "/result/1/leshan-2023/sheet",
  "/check",
  "/check/summary",
  "/result",
  "/display?size=large",
  "/display?return=//evil.example",
  "/display?size=%00&return=%2F%2F",
  "/check/%E0%A4%A",
  "/check/__proto__",
  "/nothing",
  "/assets/site.css",
];
const opened: fc.Arbitrary<Step> = fc
  .tuple(language, oneOf(addresses))
  .map(([prefix, path]) => ({ method: "GET", path: `${prefix}${path}`, fields: [], type: "", raw: null }));

const types = fc.oneof(
  { weight: 12, arbitrary: fc.constant(form) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "multipart/form-data",
      "multipart/form-data; boundary=x",
      "text/plain",
      "application/json",
      `${form}; charset=gbk`,
      "",
    ),
  },
);

const misplaced = fc
  .tuple(
    language,
    fc.constantFrom("/clear", "/display", "/result", "/check", "/check/summary", "/check/nothing", "/nothing"),
    types,
    fc.option(oddText),
  )
  .map(([prefix, path, type, raw]) => posted(`${prefix}${path}`, [["go", "skip"]], type, raw));

function answered(packs: readonly Pack[], secret: string): fc.Arbitrary<Step> {
  const plain = fc.constantFrom(
    "yes",
    "no",
    "none",
    "?",
    "1",
    "2",
    "500106",
    "511102",
    "990000",
    "valid",
    "male",
    "2020",
    "5",
    "１２",
    "-1",
    "1e9",
    "0x1",
    "3.14",
  );
  const value = fc.oneof({ weight: 5, arbitrary: plain }, { weight: 2, arbitrary: fc.constant(secret) }, { weight: 1, arbitrary: oddText });
  return oneOf(packs[0]?.compiled.vocabulary.screens ?? []).chain((screen) => {
    const own = screen.facts.flatMap((fact) => [fact, fact, `${fact}.year`, `${fact}.month`, `${fact}.day`, `${fact}.unknown`]);
    const name = fc.oneof(
      { weight: 8, arbitrary: oneOf(own) },
      { weight: 2, arbitrary: fc.constantFrom("checklist", "go", "place") },
      { weight: 1, arbitrary: fc.oneof(oddText, fc.constant(secret)) },
    );
    const fields = fc.array(fc.tuple(name, value), { maxLength: 10 });
    return fc
      .tuple(language, fields, types, fc.option(oddText, { freq: 12 }))
      .map(([prefix, sent, type, raw]) => posted(`${prefix}/check/1/${screen.key}`, sent, type, raw));
  });
}

/** Facts, choices and screens that this version no longer has. */
function earlierVisit(packs: readonly Pack[], secret: string): fc.Arbitrary<unknown> {
  const names = (packs[0]?.compiled.vocabulary.facts ?? []).map(({ name }) => name);
  const answer = fc.oneof(fc.boolean(), fc.integer(), fc.constantFrom("none", "500106", secret, "2020-01-01"));
  const answered = {
    answers: fc.dictionary(
      fc.oneof({ weight: 5, arbitrary: oneOf(names) }, { weight: 1, arbitrary: fc.constantFrom("person.gone", "x") }),
      answer,
      { maxKeys: 5 },
    ),
    skipped: fc.array(fc.constantFrom("person.sex", "person.gone", "x")),
  };
  const person = fc.record({
    relation: fc.constantFrom("self", "child", "cousin"),
    screens: fc.array(fc.constantFrom("person.about", "gone.screen")),
    ...answered,
  });
  return fc.record({
    people: fc.array(person, { maxLength: 3 }),
    family: fc.record(answered),
    isShared: fc.boolean(),
    seenAt: fc.constantFrom(Date.now(), 0, -1),
  });
}
