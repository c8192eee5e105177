import { setImmediate as nextTurn } from "node:timers/promises";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { apiPaths, CaseAnswers, CaseControls, CaseOrCases, described, mostCases } from "@huican/contract";
import { decideCase, type CaseAnswer } from "@huican/engine";
import { today } from "../../platform/clock.ts";
import type { ApiParts } from "./api-parts.ts";
import { apiErrors, type InputFault } from "./errors.ts";
import { caseExample } from "./examples.ts";
import type { TakePoints } from "./guards.ts";
import { jsonBody } from "./json-body.ts";
import { caseCodes, responses, titled } from "./responses.ts";
import { shapeFault } from "./shape-fault.ts";

const route = createRoute({
  method: "post",
  path: apiPaths.decide,
  operationId: "decide",
  ...titled("判定", "Decide"),
  ...described(
    "判定一个人或一个单位能享受什么、多少、为什么。一个案例有错时答复是错误；数组里有错的案例各带 error，状态仍为 200。",
    "What a person or an organisation is entitled to, how much, and why. A faulty case alone is answered by a problem; in an array it carries an error of its own, and the status stays 200.",
  ),
  request: { body: { required: true, content: { "application/json": { schema: CaseOrCases, example: caseExample } } } },
  responses: responses(CaseAnswers, "结论", "The answers", caseCodes),
});

/** 判定: one case or many. The answers are those of `huican decide`, byte for byte. */
export function decideRoutes(parts: ApiParts, takePoints: TakePoints): OpenAPIHono {
  const routes = new OpenAPIHono();
  // The engine reads a case with refusals of its own, the same everywhere: the schema describes a case and is not asked first.
  routes.openAPIRegistry.registerPath(route);
  routes.post(route.getRoutingPath(), async (c) => {
    const body = await jsonBody(c);
    c.header("cache-control", "no-store");
    if (!Array.isArray(body)) {
      const answer = decideOne(parts, body);
      if ("error" in answer) throw apiErrors.ofInput(answer.error);
      return c.json(answer);
    }
    if (body.length > mostCases) throw apiErrors.tooManyCases();
    await takePoints(c, body.length - 1);
    const answers: unknown[] = [];
    for (const each of body) {
      answers.push(decideOne(parts, each));
      // Others wait for the same thread: nobody's hundred cases hold up everybody.
      await nextTurn();
    }
    return c.json(answers);
  });
  return routes;
}

function decideOne({ packs, clock }: ApiParts, input: unknown): CaseAnswer | { readonly id: unknown; readonly error: InputFault } {
  const controls = CaseControls.safeParse(input);
  const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
  if (isObject && !controls.success) {
    const id = CaseControls.shape.id.safeParse((input as { id?: unknown }).id);
    return { id: id.data ?? null, error: shapeFault(controls.error, []) };
  }
  const { benefits, explain = false } = controls.data ?? {};
  const defaults = { asOf: today(clock), missing: "unknown", params: {}, ...(benefits && { benefits }), explain } as const;
  return decideCase(packs, defaults, input);
}
