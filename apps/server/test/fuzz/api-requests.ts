import type { Fact, Pack } from "@huican/engine";
import fc from "fast-check";
import { oddText, oneOf } from "./seed.ts";

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
};

/** Requests to the API, from orderly ones to noise, with an identity number here and there where none belongs. */
export function apiRequests(packs: readonly Pack[], secret: string): fc.Arbitrary<Sent> {
  const odd = fc.oneof(fc.constant(secret), oddText);
  const anything: fc.Arbitrary<unknown> = fc.oneof(
    odd,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(Number(secret.slice(0, 17))),
    fc.jsonValue(),
  );
  const body = fc.oneof(
    { weight: 8, arbitrary: orderlyCase(packs).map((value) => JSON.stringify(value)) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.oneof(orderlyCase(packs), spoiledCase(packs, odd, anything)), { maxLength: 5 })
        .map((value) => JSON.stringify(value)),
    },
    { weight: 8, arbitrary: spoiledCase(packs, odd, anything).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: fc.tuple(orderlyCase(packs), fc.nat({ max: 200 })).map(([value, at]) => JSON.stringify(value).slice(0, at)) },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: deepBody },
  );
  return fc.record({
    method: fc.oneof(
      { weight: 12, arbitrary: fc.constant("natural") },
      { weight: 1, arbitrary: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND") },
    ),
    path: addresses(packs, odd),
    query: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: queries(packs, odd, secret) }),
    headers: fc.oneof(
      { weight: 6, arbitrary: fc.constant({ "content-type": "application/json" }) },
      { weight: 1, arbitrary: oddHeaders(secret) },
    ),
    text: body,
  });
}

/** A case in which nothing is wrong, though much of it may be improbable. */
function orderlyCase(packs: readonly Pack[]): fc.Arbitrary<object> {
  return oneOf(packs).chain((pack) => {
    const { vocabulary, parameters } = pack.compiled;
    const facts = vocabulary.facts.filter((fact) => !fact.derived);
    const pairs = fc.array(
      oneOf(facts).chain((fact) => fitting(fact).map((value) => [fact.name, value] as const)),
      { maxLength: 25 },
    );
    const key = oneOf(pack.benefits).map((benefit) => benefit.key);
    const whole = oneOf(parameters.filter(({ type }) => type === "int" || type === "money"));
    return fc.record(
      {
        id: fc.oneof(fc.integer(), fc.constantFrom("a", "b"), fc.constant(null)),
        pack: fc.constant(pack.id),
        as_of: day,
        missing: fc.constantFrom("unknown", "closed"),
        params: fc.oneof(
          fc.dictionary(
            key.map((each) => `enabled.${each}`),
            fc.boolean(),
            { maxKeys: 2 },
          ),
          fc.tuple(whole, fc.integer({ min: 0, max: 5000 })).map(([{ name }, value]) => ({ [name]: value })),
        ),
        facts: pairs.map(grouped),
        benefits: fc.array(key, { maxLength: 4 }),
        explain: fc.boolean(),
      },
      { requiredKeys: ["pack"] },
    );
  });
}

/** A case that knows the right names and gets some of the rest wrong. */
function spoiledCase(packs: readonly Pack[], odd: fc.Arbitrary<string>, anything: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const facts = packs[0]?.compiled.vocabulary.facts ?? [];
  const usually = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: anything });
  const fact = oneOf(facts).chain((each) =>
    fc.tuple(fc.oneof({ weight: 8, arbitrary: fc.constant(each.name) }, { weight: 1, arbitrary: odd }), usually<unknown>(fitting(each))),
  );
  const key = oneOf(packs.flatMap(({ benefits }) => benefits.map((benefit) => benefit.key)));
  const parameter = fc.oneof(
    key.map((each) => `rate.${each}`),
    key.map((each) => `enabled.${each}`),
    odd,
    odd.map((each) => `rate.${each}`),
  );
  return fc.record(
    {
      // The number of a case is the caller's own and comes back, so that it is never the identity number here.
      id: fc.constantFrom<unknown>("a", 1, null, [[1]], {}),
      pack: fc.oneof({ weight: 6, arbitrary: oneOf(packs).map(({ id }) => id) }, { weight: 1, arbitrary: odd }),
      as_of: usually(fc.oneof({ weight: 6, arbitrary: day }, { weight: 1, arbitrary: odd })),
      missing: usually(fc.constantFrom("unknown", "closed")),
      params: usually(fc.dictionary(parameter, fc.oneof(fc.boolean(), fc.integer({ min: -1, max: 100_000 }), anything), { maxKeys: 3 })),
      facts: usually(fc.array(fact, { maxLength: 12 }).map(grouped)),
      benefits: usually(fc.array(fc.oneof(key, odd), { maxLength: 4 })),
      explain: usually(fc.boolean()),
      skipped: usually(
        fc.array(
          fc.oneof(
            oneOf(facts).map(({ name }) => name),
            odd,
          ),
          { maxLength: 20 },
        ),
      ),
      audience: usually(fc.constantFrom("citizen", "officer")),
    },
    { requiredKeys: ["pack"] },
  );
}

const day = fc
  .date({ min: new Date("2019-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function fitting({ type, range, values }: Fact): fc.Arbitrary<unknown> {
  switch (type) {
    case "bool":
      return fc.boolean();
    case "int":
      return fc.integer({ min: range?.[0] ?? 0, max: Math.min(range?.[1] ?? 200, 200) });
    case "money":
      return fc.integer({ min: 0, max: 1e6 }).map((fen) => fen / 100);
    case "date":
      return day;
    case "region":
      return fc.constantFrom("500106", "511102", "990000", "500106000000");
    case "enum":
      return oneOf(values ?? []).map(({ key }) => key);
  }
}

function grouped(pairs: readonly (readonly [string, unknown])[]): object {
  const groups: Record<string, Record<string, unknown>> = Object.create(null) as never;
  for (const [name, value] of pairs) {
    const [group = "", key = ""] = name.split(".");
    (groups[group] ??= Object.create(null) as Record<string, unknown>)[key] = value;
  }
  return groups;
}

/** Small for the wire, bottomless for whoever follows it by recursion. */
const deepBody = fc
  .tuple(fc.constantFrom("facts", "params", "id", "benefits", "skipped"), fc.integer({ min: 1, max: 100_000 }))
  .map(([key, depth]) => `{"pack":"leshan-2023","${key}":${"[".repeat(depth)}${"]".repeat(depth)}}`);

function addresses(packs: readonly Pack[], odd: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const id = oneOf(packs).map((pack) => pack.id);
  const own = oneOf(packs).chain((pack) => oneOf(pack.benefits).map(({ key, ref }) => `${pack.id}/benefits/${ref ?? key}`));
  const segment = fc.oneof(
    { weight: 4, arbitrary: id },
    { weight: 2, arbitrary: odd.map(escaped) },
    { weight: 1, arbitrary: fc.constantFrom("%", "%E0%A4%A", "%00", "..", "", "//") },
  );
  const below = fc.constantFrom("", "/benefits", "/parameters", "/texts", "/nothing");
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("/api/decide", "/api/decide", "/api/ask") },
    {
      weight: 1,
      arbitrary: fc.constantFrom("/api", "/en/api", "/api/", "/api/packs", "/api/vocabulary", "/api/openapi.json", "/API/decide"),
    },
    { weight: 4, arbitrary: fc.tuple(segment, below).map(([each, rest]) => `/api/packs/${each}${rest}`) },
    { weight: 1, arbitrary: own.map((each) => `/api/packs/${each}`) },
    { weight: 1, arbitrary: fc.tuple(segment, segment).map(([each, key]) => `/api/packs/${each}/benefits/${key}`) },
    { weight: 1, arbitrary: segment.map((each) => `/api/${each}`) },
  );
}

function queries(packs: readonly Pack[], odd: fc.Arbitrary<string>, secret: string): fc.Arbitrary<string> {
  const key = oneOf(packs.flatMap(({ benefits }) => benefits.map((benefit) => benefit.key)));
  return fc
    .array(fc.tuple(fc.constantFrom("as_of", "as_of", "benefit", "asof", secret, "__proto__"), fc.oneof(day, day, key, odd)), {
      minLength: 1,
      maxLength: 2,
    })
    .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${escaped(value)}`).join("&")}`);
}

function oddHeaders(secret: string): fc.Arbitrary<Readonly<Record<string, string | undefined>>> {
  const text = fc.string({ unit: "grapheme-ascii", maxLength: 30 }).map((value) => value.trim());
  const type = fc.constantFrom(
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=gbk",
    "application/json;;=",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
  );
  return fc.record(
    {
      "content-type": fc.oneof({ weight: 6, arbitrary: type }, { weight: 1, arbitrary: text }),
      "content-encoding": fc.constantFrom("gzip", "identity", "br"),
      accept: text,
      "accept-language": text,
      "if-none-match": fc.oneof(fc.constant("*"), text),
      "x-forwarded-for": fc.oneof(text, fc.constant(secret)),
      origin: fc.oneof(fc.constantFrom("http://localhost", "https://evil.example", "null"), text),
      cookie: text,
    },
    { requiredKeys: [] },
  );
}

/** A lone surrogate has no place in an address; a browser sends the replacement too. */
function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
