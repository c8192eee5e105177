import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { apiPaths, DayQuery, described, PackAddress, ParametersAnswer } from "@huican/contract";
import { packOnDay, type ApiParts } from "./api-parts.ts";
import { parametersView } from "./parameter-view.ts";
import { responses, titled } from "./responses.ts";
import { refusingOthers } from "./shape-fault.ts";
import { tagOf, versionedRead } from "./versioned-read.ts";

const route = createRoute({
  method: "get",
  path: apiPaths.parameters,
  operationId: "parameters",
  ...titled("参数", "Parameters"),
  ...described(
    "判定时可以写在 params 里的：文件自己的参数、当地可以另定的标准、可以开通的待遇。",
    "What may stand in params: the document's own parameters, the rates that a district may set, and the benefits that it may switch on.",
  ),
  request: { params: PackAddress, query: DayQuery },
  responses: responses(ParametersAnswer, "全部参数", "The parameters", ["no_such_address", "bad_date", "wrong_type", "unknown_field"]),
});

/** 参数: what a document leaves to others. */
export function parameterRoutes(parts: ApiParts): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openapi(
    route,
    (c) => {
      const { pack, program, stamp, asOf } = packOnDay(parts, c.req.valid("param").pack, c.req.valid("query").as_of);
      return versionedRead(c, tagOf([pack], asOf), () => ({ ...stamp, ...parametersView(program) }));
    },
    refusingOthers(DayQuery),
  );
  return routes;
}
