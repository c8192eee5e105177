import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AskAnswer,
  BenefitAnswer,
  BenefitsAnswer,
  Case,
  DecidedCase,
  PackAnswer,
  PacksAnswer,
  ParametersAnswer,
  Problem,
  TextsAnswer,
  VocabularyAnswer,
} from "@huican/contract";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { huican } from "../../cli/test/huican.ts";
import { from, json, openApp } from "./policy-api.ts";

let app: Awaited<ReturnType<typeof openApp>>;
beforeAll(async () => {
  app = await openApp();
});

/** Cases that others wrote from the documents; the command line answers the same file. */
const lines = readFileSync(join(import.meta.dirname, "../../cli/test/contract-cases.jsonl"), "utf8")
  .split("\n")
  .filter(Boolean);

const severe = { pack: "leshan-2023", as_of: "2025-06-01", facts: { certificate: { status: "valid" }, disability: { physical: 1 } } };

describe("POST /api/decide", () => {
  test("the answers to all cases of the contract are those of the command line, byte for byte", async () => {
    const { stdout } = await huican(["decide"], lines.join("\n"));
    const expected = stdout.trimEnd().split("\n");
    expect(expected.length).toBe(lines.length);
    const together = await app.request("/api/decide", json(`[${lines.join(",")}]`));
    expect(together.status).toBe(200);
    expect(await together.text()).toBe(`[${expected.join(",")}]`);
    for (const [i, line] of lines.entries()) {
      const alone = await app.request("/api/decide", json(line));
      const answer = expected[i] ?? "";
      if (!answer.includes('"error"')) {
        expect(await alone.text()).toBe(answer);
        continue;
      }
      const { error } = JSON.parse(answer) as { error: { code: string; path: string; message: string; message_en: string } };
      expect(alone.status).toBe(422);
      expect(await alone.json()).toMatchObject({ code: error.code, path: error.path, detail: error.message, detail_en: error.message_en });
    }
  });

  test("cases and answers have the shapes that the contract describes", async () => {
    const answers = await Promise.all(lines.map(async (line) => (await app.request("/api/decide", json(line))).json()));
    for (const [i, answer] of answers.entries()) {
      if (!("decisions" in (answer as object))) continue;
      Case.parse(JSON.parse(lines[i] ?? ""));
      DecidedCase.parse(answer);
    }
    const explained = await (await app.request("/api/decide", json({ ...severe, explain: true }))).json();
    DecidedCase.parse(explained);
  });

  test("without a day it is today in China, and only the benefits named are decided, by key or number, with reasons", async () => {
    const { as_of: _, ...open } = severe;
    const response = await app.request("/api/decide", json({ ...open, benefits: ["nursing_subsidy_level_1"], explain: true, id: "x" }));
    const answer = DecidedCase.parse(await response.json());
    expect(answer).toMatchObject({ id: "x", as_of: "2024-06-01", pack: "leshan-2023", version: expect.stringMatching(/^\d/) as string });
    expect(answer.decisions.map(({ benefit, outcome }) => [benefit, outcome])).toEqual([["nursing_subsidy_level_1", "eligible"]]);
    expect(answer.decisions[0]?.because?.[0]?.condition_en).toBe("Holds a valid disability certificate");
    const numbered = await app.request("/api/decide", json({ pack: "jiangbei-145", as_of: "2024-06-01", benefits: ["jb.b1"] }));
    expect(DecidedCase.parse(await numbered.json()).decisions[0]?.ref).toBe("jb.b1");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("a faulty case in an array has an error of its own, and the others are decided", async () => {
    const response = await app.request(
      "/api/decide",
      json([severe, 7, { ...severe, id: "b", explain: "yes" }, { ...severe, id: ["deep"] }]),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(
      [
        { decisions: [{}] },
        { id: null, error: { code: "wrong_type", path: "" } },
        { id: "b", error: { code: "wrong_type", path: "explain" } },
        { id: null, error: { code: "wrong_type", path: "id" } },
      ].map((each) => ("decisions" in each ? { pack: "leshan-2023" } : each)),
    );
    expect(await (await app.request("/api/decide", json([]))).json()).toEqual([]);
  });

  test("parameters and the closed mode are those of the command line", async () => {
    const params = { "rate.nursing_subsidy_level_1": 200 };
    const response = await app.request(
      "/api/decide",
      json({ ...severe, params, missing: "closed", benefits: ["nursing_subsidy_level_1"] }),
    );
    expect(DecidedCase.parse(await response.json()).decisions[0]).toMatchObject({ outcome: "eligible", payable: 200 });
  });
});

describe("POST /api/ask", () => {
  test("asks what can still change an answer, with its texts and choices, until nothing is left", async () => {
    const facts: Record<string, Record<string, unknown>> = { person: { birth_date: "1985-04-04" } };
    const skipped: string[] = [];
    let asked = 0;
    for (;;) {
      const response = await app.request("/api/ask", json({ pack: "leshan-2023", as_of: "2024-06-01", facts, skipped }));
      const { done, question } = AskAnswer.parse(await response.json());
      expect(done).toBe(question === null);
      if (!question) break;
      asked++;
      for (const fact of question.facts) {
        expect(fact.label.zh).toMatch(/[\u4e00-\u9fff]/);
        expect(fact.label.en).not.toBe("");
        expect(skipped).not.toContain(fact.name);
        if (fact.type === "enum") expect(fact.choices?.length).toBeGreaterThan(1);
        if (fact.type === "region" && !fact.name.startsWith("rehabilitation"))
          expect(fact.choices?.some(({ value }) => value.startsWith("5111"))).toBe(true);
        const [group = "", key = ""] = fact.name.split(".");
        if (fact.type === "bool") (facts[group] ??= {})[key] = false;
        else skipped.push(fact.name);
      }
    }
    expect(asked).toBeGreaterThan(5);
  });

  test("a citizen is not asked what an officer has to judge, an officer is; only named benefits are asked about", async () => {
    const questionsFor = async (audience: string) => {
      const seen = new Set<boolean>();
      const skipped: string[] = [];
      for (;;) {
        const { question } = AskAnswer.parse(
          await (await app.request("/api/ask", json({ pack: "leshan-2023", skipped, audience }))).json(),
        );
        if (!question) return seen;
        for (const { name, officer } of question.facts) {
          seen.add(officer === true);
          skipped.push(name);
        }
      }
    };
    expect([...(await questionsFor("citizen"))]).toEqual([false]);
    expect([...(await questionsFor("officer"))]).toContain(true);
    const one = { ...severe, benefits: ["nursing_subsidy_level_1"] };
    expect(await (await app.request("/api/ask", json(one))).json()).toMatchObject({ done: true, question: null });
  });
});

describe("reads", () => {
  test.each([
    ["/api/packs", PacksAnswer, '"leshan-2023"'],
    ["/api/packs/leshan-2023", PackAnswer, "乐山市惠残助残行动计划"],
    ["/api/packs/leshan-2023/benefits?as_of=2024-06-01", BenefitsAnswer, "nursing_subsidy_level_1"],
    ["/api/packs/leshan-2023/benefits/nursing_subsidy_level_1?as_of=2025-06-01", BenefitAnswer, "每月不低于120元"],
    ["/api/packs/jiangbei-145/benefits/jb.b1", BenefitAnswer, "jb.b1"],
    ["/api/packs/leshan-2023/parameters", ParametersAnswer, "rate.nursing_subsidy_level_1"],
    ["/api/packs/leshan-2023/texts", TextsAnswer, "重度残疾人护理补贴"],
    ["/api/packs/leshan-2023/texts?benefit=nursing_subsidy_level_1&as_of=2025-06-01", TextsAnswer, "at least 120 yuan a month"],
    ["/api/vocabulary", VocabularyAnswer, "person.birth_date"],
  ] as const)("%s has the shape that the contract describes, and a tag by which it is not sent twice", async (path, schema, text) => {
    const response = await app.request(path);
    expect(response.status).toBe(200);
    const body = await response.text();
    schema.parse(JSON.parse(body));
    expect(body).toMatch(new RegExp(text));
    const etag = response.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(response.headers.get("cache-control")).toContain("max-age");
    expect(response.headers.get("huican-api-version")).toMatch(/^\d+\.\d+\.\d+$/);
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await app.request(path, { headers: { "if-none-match": held } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
      expect(again.headers.get("etag")).toBe(etag);
    }
    expect((await app.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    expect((await app.request(path, { method: "HEAD" })).status).toBe(200);
  });

  test("another day has another tag, so that yesterday's rates are not kept", async () => {
    const tag = async (day: string) => (await app.request(`/api/packs/leshan-2023/benefits?as_of=${day}`)).headers.get("etag");
    expect(await tag("2024-12-31")).not.toBe(await tag("2025-01-01"));
  });

  test("all benefits of all packs can be read one by one and in words", async () => {
    const { packs } = PacksAnswer.parse(await (await app.request("/api/packs")).json());
    for (const { id, benefits: count } of packs) {
      const { benefits } = BenefitsAnswer.parse(await (await app.request(`/api/packs/${id}/benefits`)).json());
      expect(benefits.length).toBe(count);
      for (const { key } of benefits) BenefitAnswer.parse(await (await app.request(`/api/packs/${id}/benefits/${key}`)).json());
      TextsAnswer.parse(await (await app.request(`/api/packs/${id}/texts`)).json());
      ParametersAnswer.parse(await (await app.request(`/api/packs/${id}/parameters`)).json());
    }
  });
});

describe("what is refused", () => {
  const long = Array.from({ length: 101 }, () => severe);
  const chunked = (body: string): RequestInit => ({
    ...json(""),
    body: new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    }),
    duplex: "half",
  });
  test.each([
    ["a body that is no JSON", "/api/decide", json("{"), 400, "not_json", undefined],
    ["an empty body", "/api/ask", json(""), 400, "not_json", undefined],
    ["a body that is a text", "/api/decide", json('"x"'), 422, "wrong_type", ""],
    ["an unknown fact", "/api/decide", json({ ...severe, facts: { person: { agee: 1 } } }), 422, "unknown_fact", "facts.person.agee"],
    ["a wrong type", "/api/decide", json({ ...severe, facts: { person: { age: "1" } } }), 422, "wrong_type", "facts.person.age"],
    ["an impossible day", "/api/decide", json({ ...severe, as_of: "2023-02-29" }), 422, "bad_date", "as_of"],
    [
      "a level outside 0 to 4",
      "/api/decide",
      json({ ...severe, facts: { disability: { visual: 5 } } }),
      422,
      "out_of_range",
      "facts.disability.visual",
    ],
    [
      "a choice that does not exist",
      "/api/decide",
      json({ ...severe, facts: { person: { sex: "x" } } }),
      422,
      "bad_value",
      "facts.person.sex",
    ],
    ["a mode that does not exist", "/api/decide", json({ ...severe, missing: "maybe" }), 422, "bad_value", "missing"],
    [
      "a computed fact",
      "/api/decide",
      json({ ...severe, facts: { disability: { level: 1 } } }),
      422,
      "derived_fact",
      "facts.disability.level",
    ],
    [
      "age beside birth date",
      "/api/decide",
      json({ ...severe, facts: { person: { age: 4, birth_date: "2020-01-01" } } }),
      422,
      "contradiction",
      "facts.person.age",
    ],
    [
      "a rate below its floor",
      "/api/decide",
      json({ ...severe, params: { "rate.nursing_subsidy_level_1": 1 } }),
      422,
      "bad_parameter",
      "params.rate.nursing_subsidy_level_1",
    ],
    ["a pack that is not installed", "/api/decide", json({ ...severe, pack: "atlantis" }), 422, "not_found", "pack"],
    ["a benefit that does not exist", "/api/decide", json({ ...severe, benefits: ["gold"] }), 422, "not_found", "benefits"],
    ["no pack at all", "/api/ask", json({}), 422, "wrong_type", "pack"],
    ["a made-up field", "/api/ask", json({ ...severe, fact: {} }), 422, "unknown_field", ""],
    ["an audience that does not exist", "/api/ask", json({ ...severe, audience: "x" }), 422, "bad_value", "audience"],
    ["a skipped fact that does not exist", "/api/ask", json({ ...severe, skipped: ["x.y"] }), 422, "unknown_fact", "skipped"],
    ["benefits that are no list", "/api/ask", json({ ...severe, benefits: "all" }), 422, "wrong_type", "benefits"],
    ["more than a hundred cases", "/api/decide", json(long), 422, "too_many", undefined],
    ["a list that is too long", "/api/decide", json({ ...severe, benefits: Array(501).fill("x") }), 422, "too_many", "benefits"],
    ["a body of more than 1 MB", "/api/decide", json(" ".repeat(1024 * 1024 + 1)), 413, "too_large", undefined],
    ["a body of more than 1 MB without a length", "/api/decide", chunked(" ".repeat(1024 * 1024 + 1)), 413, "too_large", undefined],
    ["a form", "/api/decide", { method: "POST", body: new URLSearchParams({ a: "b" }) }, 415, "unsupported_type", undefined],
    [
      "a form of another site",
      "/api/decide",
      { method: "POST", body: "a=b", headers: { "content-type": "text/plain", origin: "http://evil.example" } },
      415,
      "unsupported_type",
      undefined,
    ],
    ["JSON in GBK", "/api/decide", json("{}", { "content-type": "application/json; charset=gbk" }), 415, "unsupported_type", undefined],
    ["a compressed body", "/api/decide", json("{}", { "content-encoding": "gzip" }), 415, "unsupported_type", undefined],
    ["a pack that is not there", "/api/packs/atlantis", {}, 404, "no_such_address", undefined],
    ["a benefit that is not there", "/api/packs/leshan-2023/benefits/gold", {}, 404, "no_such_address", undefined],
    ["the words of a benefit that is not there", "/api/packs/leshan-2023/texts?benefit=gold", {}, 422, "not_found", "benefit"],
    ["a day that is none", "/api/packs/leshan-2023/texts?as_of=soon", {}, 422, "bad_date", "as_of"],
    ["a day given twice", "/api/packs/leshan-2023/texts?as_of=2024-01-01&as_of=2024-01-02", {}, 422, "wrong_type", "as_of"],
    ["a query that is not known", "/api/packs/leshan-2023/benefits?asof=2024-01-01", {}, 422, "unknown_field", ""],
    ["a query where there is none", "/api/packs?x=1", {}, 422, "unknown_field", ""],
    ["an unknown address", "/api/nothing", {}, 404, "no_such_address", undefined],
    [
      "an unknown address below a pack",
      "/api/packs/leshan-2023/nothing",
      { method: "POST", body: "{}" },
      404,
      "no_such_address",
      undefined,
    ],
    ["a slash too many", "/api/packs/", {}, 404, "no_such_address", undefined],
    ["reading what has to be posted", "/api/decide", {}, 405, "wrong_method", undefined],
    ["posting to what can only be read", "/api/packs", json({}), 405, "wrong_method", undefined],
    ["deleting", "/api/packs/leshan-2023", { method: "DELETE" }, 405, "wrong_method", undefined],
    ["posting to the document", "/api/openapi.json", json({}), 405, "wrong_method", undefined],
    ["posting to the reference", "/api", json({}), 405, "wrong_method", undefined],
  ] as readonly [string, string, RequestInit, number, string, string | undefined][])(
    "%s is answered by a problem in both languages (%s)",
    async (_what, path, init, status, code, pointer) => {
      const response = await app.request(path, init);
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.get("cache-control")).toBe("no-store");
      const problem = Problem.parse(await response.json());
      expect(problem).toMatchObject({ status, code, type: `/api#problem-${code}` });
      expect(problem.path).toBe(pointer);
      expect(problem.title).toMatch(/[\u4e00-\u9fff]/);
      expect(problem.detail).toMatch(/[\u4e00-\u9fff]/);
      expect(problem.title_en).toMatch(/^[\x20-\x7e]+$/);
      expect(problem.detail_en).not.toBe("");
      if (status === 405) expect(response.headers.get("allow")).toMatch(/^(POST|GET, HEAD)$/);
    },
  );

  test("a fault of ours is a 500 with a reference that stands in the log, and nothing else of it", async () => {
    const logged: unknown[] = [];
    const log = { error: (entry: unknown) => logged.push(entry) } as never;
    const broken = {
      now: (): Date => {
        throw new Error("private 11010519491231002X");
      },
    };
    const own = await openApp({}, { clock: broken, log });
    const response = await own.request("/api/decide", json({ pack: "leshan-2023" }));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("private");
    expect(Problem.parse(JSON.parse(text))).toMatchObject({ code: "internal", reference: (logged[0] as { reference: string }).reference });
  });
});

describe("limits", () => {
  test("a caller may send so many cases a minute; then 429 says when to try again, and others are not touched", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    try {
      const own = await openApp({ casesPerMinute: 5 });
      const send = (body: unknown, address = "192.0.2.1") => own.request("/api/decide", json(body), from(address));
      const first = await send([severe, severe, severe]);
      expect(first.status).toBe(200);
      expect(first.headers.get("ratelimit-policy")).toBe('"cases";q=5;w=60');
      expect(first.headers.get("ratelimit")).toBe('"cases";r=2;t=60');
      const tooMany = await send([severe, severe, severe]);
      expect(tooMany.status).toBe(429);
      expect(Problem.parse(await tooMany.json()).code).toBe("too_many_requests");
      vi.setSystemTime(20_000);
      expect((await send(severe)).status).toBe(200);
      const refused = await send("not even JSON");
      expect(refused.status).toBe(429);
      expect(refused.headers.get("retry-after")).toBe("40");
      expect(refused.headers.get("ratelimit")).toBe('"cases";r=0;t=40');
      expect((await own.request("/api/ask", json(severe), from("192.0.2.1"))).status).toBe(429);
      expect((await own.request("/api/packs", {}, from("192.0.2.1"))).status).toBe(200);
      expect((await send(severe, "192.0.2.2")).status).toBe(200);
      vi.setSystemTime(60_001);
      expect((await send(severe)).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ["nobody is a proxy, so the header is hearsay", [], "203.0.113.1", "198.51.100.7", "203.0.113.1", "198.51.100.8", 429],
    ["a trusted proxy's word counts", ["203.0.113.0/24"], "203.0.113.1", "198.51.100.7", "203.0.113.1", "198.51.100.8", 200],
    [
      "the same client behind a trusted proxy is one",
      ["203.0.113.0/24"],
      "203.0.113.1",
      "198.51.100.7",
      "203.0.113.2",
      "198.51.100.7",
      429,
    ],
    [
      "what stands left of the client is hearsay",
      ["203.0.113.1"],
      "203.0.113.1",
      "1.1.1.1, 198.51.100.7",
      "203.0.113.1",
      "2.2.2.2, 198.51.100.7",
      429,
    ],
    [
      "a chain of trusted proxies is walked",
      ["203.0.113.0/24"],
      "::ffff:203.0.113.1",
      "198.51.100.7, 203.0.113.9",
      "203.0.113.1",
      "198.51.100.7",
      429,
    ],
    ["one network of IPv6 is one caller", [], "2001:db8::1", "", "2001:db8:0:0:ffff::2", "", 429],
    ["another network of IPv6 is another", [], "2001:db8::1", "", "2001:db8:0:1::1", "", 200],
  ] as const)("%s", async (_why, trustedProxies, address, forwarded, otherAddress, otherForwarded, status) => {
    const own = await openApp({ casesPerMinute: 1, trustedProxies });
    const send = (forwardedFor: string, remote: string) =>
      own.request("/api/decide", json(severe, forwardedFor ? { "x-forwarded-for": forwardedFor } : {}), from(remote));
    expect((await send(forwarded, address)).status).toBe(200);
    expect((await send(otherForwarded, otherAddress)).status).toBe(status);
  });

  test("forms of the site keep their own, smaller limit, and foreign forms stay refused there", async () => {
    const form = { method: "POST", body: new URLSearchParams({ place: "x".repeat(40_000) }), headers: { origin: "http://localhost" } };
    expect((await app.request("/place", form)).status).toBe(413);
    const parts = {
      method: "POST",
      body: "no parts at all",
      headers: { origin: "http://localhost", "content-type": "multipart/form-data" },
    };
    const refused = await app.request("/place", parts);
    expect(refused.status).toBe(415);
    expect(await refused.text()).toContain("没有收到您的回答");
  });
});

describe("other sites", () => {
  const preflight = (origin: string) => ({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
  });

  test("none may call the API unless the configuration names it", async () => {
    const response = await app.request("/api/decide", json(severe, { origin: "https://other.example" }));
    expect(response.status).toBe(200);
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
    expect((await app.request("/api/decide", preflight("https://other.example"))).status).toBe(405);
  });

  test("those that are named may, also to learn what is refused; no other, and never with cookies", async () => {
    const own = await openApp({ corsOrigins: ["https://one.example", "https://two.example:8443"] });
    for (const origin of ["https://one.example", "https://two.example:8443"]) {
      const asked = await own.request("/api/decide", preflight(origin));
      expect(asked.status).toBe(204);
      expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
      expect(asked.headers.get("access-control-allow-methods")).toContain("POST");
      expect(asked.headers.get("access-control-allow-headers")).toContain("content-type");
      for (const response of [
        await own.request("/api/decide", json(severe, { origin, "sec-fetch-site": "cross-site" })),
        await own.request("/api/decide", json("{", { origin })),
        await own.request("/api/nothing", { headers: { origin } }),
        await own.request("/api/packs", { headers: { origin } }),
      ]) {
        expect(response.headers.get("access-control-allow-origin")).toBe(origin);
        expect(response.headers.get("access-control-expose-headers")).toContain("retry-after");
        expect(response.headers.get("vary")).toContain("Origin");
        expect(response.headers.has("access-control-allow-credentials")).toBe(false);
      }
    }
    const other = await own.request("/api/packs", { headers: { origin: "https://evil.example" } });
    expect(other.headers.has("access-control-allow-origin")).toBe(false);
    expect((await own.request("/place", { headers: { origin: "https://one.example" } })).headers.has("access-control-allow-origin")).toBe(
      false,
    );
  });

  test("an installation may open its API to all", async () => {
    const own = await openApp({ corsOrigins: ["*"] });
    expect(
      (await own.request("/api/packs", { headers: { origin: "https://any.example" } })).headers.get("access-control-allow-origin"),
    ).toBe("*");
  });
});

describe("the document", () => {
  test("is valid OpenAPI 3.1, names every endpoint, and knows its version", async () => {
    const response = await app.request("/api/openapi.json");
    const document = (await response.json()) as Record<string, unknown>;
    const result = await new Validator().validate(document);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document["openapi"]).toBe("3.1.0");
    expect(Object.keys(document["paths"] as object)).toEqual([
      "/decide",
      "/ask",
      "/packs",
      "/packs/{pack}",
      "/packs/{pack}/benefits",
      "/packs/{pack}/benefits/{benefit}",
      "/packs/{pack}/parameters",
      "/packs/{pack}/texts",
      "/vocabulary",
    ]);
    const etag = response.headers.get("etag") ?? "";
    expect((await app.request("/api/openapi.json", { headers: { "if-none-match": etag } })).status).toBe(304);
  });
});
