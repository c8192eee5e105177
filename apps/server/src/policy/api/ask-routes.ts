import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { apiPaths, AskAnswer, AskRequest, described, type Wire } from "@huican/contract";
import { factIndex, inputError, nextQuestion, openCase, type Fact, type Pack, type Question } from "@huican/engine";
import { today } from "../../platform/clock.ts";
import type { ApiParts } from "./api-parts.ts";
import { apiErrors } from "./errors.ts";
import { askExample } from "./examples.ts";
import { factView } from "./fact-view.ts";
import { jsonBody } from "./json-body.ts";
import { caseCodes, responses, titled } from "./responses.ts";
import { shapeFault } from "./shape-fault.ts";

const route = createRoute({
  method: "post",
  path: apiPaths.ask,
  operationId: "ask",
  ...titled("提问", "Ask"),
  ...described(
    "下一个最值得问的问题：只问还能改变结论的。把答案加进 facts，不回答的加进 skipped，再问一次，直到 done。",
    "The next best question, among those that can still change an answer. Add the answers to facts, and what is not answered to skipped, and ask again until done.",
  ),
  request: { body: { required: true, content: { "application/json": { schema: AskRequest, example: askExample } } } },
  responses: responses(AskAnswer, "下一个问题，或者问完了", "The next question, or that all is asked", [...caseCodes, "unknown_field"]),
});

/** What the engine reads itself, with its own refusals, is not looked at beforehand. */
const unread = z.unknown().optional();
const Asked = AskRequest.extend({ pack: unread, as_of: unread, params: unread, facts: unread });

/** 提问: the next question, without keeping anything. */
export function askRoutes(parts: ApiParts): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openAPIRegistry.registerPath(route);
  routes.post(route.getRoutingPath(), async (c) => {
    const asked = Asked.safeParse(await jsonBody(c));
    if (!asked.success) throw apiErrors.ofInput(shapeFault(asked.error, Object.keys(Asked.shape)));
    c.header("cache-control", "no-store");
    return c.json(askNext(parts, asked.data));
  });
  return routes;
}

function askNext({ packs, clock }: ApiParts, asked: z.infer<typeof Asked>): Wire<typeof AskAnswer> {
  const { benefits, skipped, audience } = asked;
  const defaults = { asOf: today(clock), missing: "unknown", params: {}, ...(benefits && { benefits }), explain: false } as const;
  const opened = openCase(packs, defaults, asked);
  if ("code" in opened) throw apiErrors.ofInput(opened);
  const { pack, program, facts, asOf } = opened;
  const index = factIndex(pack.compiled.vocabulary);
  const unheard = skipped?.find((name) => !index.has(name));
  if (unheard !== undefined) throw apiErrors.ofInput({ ...inputError.unknownFact(unheard), path: "skipped" });
  const question = nextQuestion(program, facts, {
    ...(opened.benefits && { benefits: opened.benefits }),
    ...(skipped && { skipped }),
    ...(audience && { audience }),
  });
  const { version, hash } = pack.compiled;
  return { pack: pack.id, version, hash, as_of: asOf, done: question === null, question: question && questionView(pack, question) };
}

function questionView(pack: Pack, { screen, facts, touches, unsettled }: Question): Wire<typeof AskAnswer>["question"] {
  const { vocabulary } = pack.compiled;
  const index = factIndex(vocabulary);
  return {
    screen: screen.key,
    text: screen.text,
    ...(screen.help && { help: screen.help }),
    ...(screen.why && { why: screen.why }),
    facts: facts.map((name) => factView(vocabulary.facts[index.get(name) as number] as Fact, pack)),
    touches,
    unsettled,
  };
}
