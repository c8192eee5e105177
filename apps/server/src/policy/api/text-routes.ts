import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { apiPaths, described, PackAddress, TextsAnswer, TextsQuery, type Wire } from "@huican/contract";
import { documentText } from "@huican/engine/text";
import { inputError, type Pack } from "@huican/engine";
import { packOnDay, type ApiParts } from "./api-parts.ts";
import { apiErrors } from "./errors.ts";
import { responses, titled } from "./responses.ts";
import { refusingOthers } from "./shape-fault.ts";
import { tagOf, versionedRead } from "./versioned-read.ts";

const route = createRoute({
  method: "get",
  path: apiPaths.texts,
  operationId: "texts",
  ...titled("文字", "Texts"),
  ...described(
    "规则写成的中英文句子，供信函、公示和审阅使用。",
    "The rules in Chinese and English sentences, for letters, publication and review.",
  ),
  request: { params: PackAddress, query: TextsQuery },
  responses: responses(TextsAnswer, "文字", "The texts", ["no_such_address", "not_found", "bad_date", "wrong_type", "unknown_field"]),
});

/** 文字: a document, or one of its benefits, in words. */
export function textRoutes(parts: ApiParts): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openapi(
    route,
    (c) => {
      const { as_of, benefit } = c.req.valid("query");
      const { pack, program, stamp, asOf } = packOnDay(parts, c.req.valid("param").pack, as_of);
      const positions = benefit === undefined ? undefined : [benefitOf(pack, benefit)];
      return versionedRead(c, tagOf([pack], asOf), (): Wire<typeof TextsAnswer> => ({ ...stamp, ...documentText(program, positions) }));
    },
    refusingOthers(TextsQuery),
  );
  return routes;
}

/** The position of the benefit that the query names. */
function benefitOf(pack: Pack, keyOrRef: string): number {
  const benefit = pack.benefit(keyOrRef);
  if (!benefit) throw apiErrors.ofInput({ ...inputError.unknownBenefit(keyOrRef), path: "benefit" });
  return pack.benefits.indexOf(benefit);
}
